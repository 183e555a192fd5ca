"""The known mistakes in initialize_parameters, the most basic first."""

import pathlib

from coursework.mistakes.catalogue import Catalogue

ROOM = pathlib.Path(__file__).parent


def text(name):
    """Return one of the texts in this folder."""
    return (ROOM / f"{name}.txt").read_text(encoding="utf-8")


def part(name):
    """Add the mistakes of one text to KNOWN, and return them."""
    before = len(KNOWN)
    KNOWN.read(text(name), f"{name}.txt")
    return list(KNOWN)[before:]


def value(line, sizes=()):
    """Return the value that a line of a mistake assigns, for sizes (D, H, C)."""
    names = KNOWN.program.space | dict(zip("DHC", sizes, strict=False))
    return eval(line.partition("= ")[2], names)


KNOWN = Catalogue("initialize_parameters", text("program"), "program.txt")
RAISED = part("raised")  # exceptions
REPLIES = part("replies")  # types and keys
SHAPES = part("shapes")
PATTERNS = part("patterns")  # weights that are not, or not all, drawn
SCALES = part("scales")
SPREADS = part("spreads")  # distributions that no known law has
DETAILS = part("details")
