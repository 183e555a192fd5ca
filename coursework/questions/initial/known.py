"""Read the known mistakes in initialize_parameters, the most basic first."""

import pathlib

from coursework.mistakes.catalogue import Catalogue

ROOM = pathlib.Path(__file__).parent


def text(name):
    """Read a text file of this folder by its name."""
    return (ROOM / f"{name}.txt").read_text(encoding="utf-8")


def part(name):
    """Read the mistakes in a text file, add them to KNOWN, and return them."""
    before = len(KNOWN)
    KNOWN.read(text(name), f"{name}.txt")
    return list(KNOWN)[before:]


def value(line, sizes=()):
    """Evaluate a mistake's line, such as `sd = ...`, for sizes (D, H, C)."""
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
