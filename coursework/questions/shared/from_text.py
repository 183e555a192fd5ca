"""Read what all questions take from their text files."""

from coursework.judging.question import Question
from coursework.mistakes import catalogue
from coursework.words import filled, sentences


def question(name, draw, **more):
    """Return the Question of a text file, NAME.txt, whose calls come from `draw`."""
    return Question(**from_text(name), draw=draw, **more)


def from_text(name):
    """Return the arguments for Question that its text file, NAME.txt, holds."""
    known = catalogue.load(name)
    right = {"reference": known.right, "answer": known.program.text}
    return {"name": name, "catalogue": known} | right | asked(known)


def asked(known):
    """Return the signature, the hints, and the sentences about edge cases.

    The edge cases are in the order of judging. Several questions share the sentences
    that are in sentences.txt.
    """
    program, said = known.program, sentences() | known.said
    return {
        "signature": said["signature"],
        "hints": tuple(t for key, t in known.said.items() if key.startswith("hint_")),
        "edge_cases": {
            key: filled(said[key], name=program.name, first=program.arguments[0])
            for key in known.said.get("edge_cases", "").split()
        },
    }
