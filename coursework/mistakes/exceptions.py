"""Explain exceptions with the sentences in exceptions.txt."""

import pathlib
import re

from coursework import blocks
from coursework.verdict import Fault
from coursework.words import filled, say

EXPLAINED = blocks.read(pathlib.Path(__file__).with_suffix(".txt"))
# NumPy's words about shapes, and the keys of ours.
OURS = {
    "factor_sides": r": matmul: .*size (?P<rows>\d+) is different from "
    r"(?P<columns>\d+)\)",
    "factor_number": r": matmul: Input operand \d does not .*\)",
    "shapes_meet": r": [\w :-]*shapes? (?P<one>\([\d,]+\))[\w' ]+(?P<other>\([\d,]+\))"
    r"( not aligned: .+| \(.+)?",
}


def explain(outcome):
    """Return the Fault that the exception of an answer shows."""
    for block in EXPLAINED:
        types, *patterns = block.fields
        fits = types == "any" or outcome.raised in types.split("|")
        match = fits and re.search("".join(patterns), outcome.detail)
        if match:
            text, _, fix = " ".join(block.lines).partition(" => ")
            what = match[match.lastindex or 0]  # a group if there is one, else all
            return Fault(block.title, filled(text, what=what), fix)
    raise AssertionError("the last block of exceptions.txt fits any exception")


def describe_exception(outcome):
    """Return an exception's text and its line, with our words about shapes."""
    if outcome.raised == "WrongSignature":
        return describe_def_line(outcome.detail)
    text, line, where = outcome.detail.partition(", in line ")
    for key, pattern in OURS.items():
        if match := re.search(pattern, text):
            ours = say(key, **match.groupdict())
            text = f"{text[: match.start()]}: {ours}{text[match.end() :]}"
    text = re.sub(r"(?<=\d),(?=\d)", ", ", text)  # (5,4) becomes (5, 4)
    shapes = re.findall(r"\([\d, ]+\)", text)
    if shapes and all(shape in where for shape in shapes):  # `where` says it with names
        text = text.partition(": ")[0]
    return text + line + where


def describe_def_line(line):
    """Return a phrase with an answer's def line; `line` is "" if it is unknown."""
    return say("your_def_line", line=line) if line else say("another_def_line")
