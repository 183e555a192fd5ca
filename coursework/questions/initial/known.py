"""The known mistakes of `initialize_parameters`, the most basic first."""

import pathlib

from coursework.mistakes.catalogue import Catalogue

ROOM = pathlib.Path(__file__).parent


def text(name):
    """Return one of the texts of this room."""
    return (ROOM / f"{name}.txt").read_text(encoding="utf-8")


def part(name):
    """File the mistakes of one text, and return them."""
    before = len(KNOWN)
    KNOWN.read(text(name), f"{name}.txt")
    return list(KNOWN)[before:]


def value(line, sizes=()):
    """Return what a line of a mistake gives its variable, for sizes (D, H, C)."""
    names = KNOWN.program.space | dict(zip("DHC", sizes, strict=False))
    return eval(line.partition("= ")[2], names)


KNOWN = Catalogue("initialize_parameters", text("program"), "program.txt")
RAISED = part("raised")  # exceptions
REPLIES = part("replies")  # types and keys
SHAPES = part("shapes")
PATTERNS = part("patterns")  # no random weights, or not all of them
SCALES = part("scales")
SPREADS = part("spreads")  # what can be said of a spread that no known law gives
DETAILS = part("details")
