"""Read what all questions take from their text files."""

from coursework.mistakes import catalogue

CHANGES_ARGUMENT = (
    "The numbers are right, but {} different afterwards: your function changes what it "
    "was given. => Work on new arrays (or lists), as np.array and np.where make them."
)


def from_text(name):
    """Return the arguments for Question that its text file, NAME.txt, holds."""
    known = catalogue.load(name)
    right = {"reference": known.right, "answer": known.program.text}
    return {"name": name, "catalogue": known} | right
