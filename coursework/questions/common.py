"""What all questions take from their texts."""

from coursework.mistakes import catalogue

CHANGES_ARGUMENT = (
    "The numbers are right, but your function changes what it was given: the caller's "
    "data are different afterwards. => Work on new arrays (or lists) instead."
)


def from_text(name):
    """Return those arguments of a Question that its text, NAME.txt, gives."""
    known = catalogue.load(name)
    right = {"reference": known.right, "answer": known.program.text}
    return {"name": name, "catalogue": known} | right
