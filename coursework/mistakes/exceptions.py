"""Explain exceptions with the sentences in exceptions.txt."""

import pathlib
import re

from coursework.words import ENTRY, filled, say

TEXT = pathlib.Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
RULE = re.compile(rf"^([\w|]*) /(?: (.+))?\n{ENTRY.pattern[1:]}", re.MULTILINE)
RAISED = [
    (kinds.split("|"), pattern, name, " ".join(said.split()))
    for kinds, pattern, name, said in RULE.findall(TEXT)
]
# NumPy's words about shapes, and the keys of ours.
OURS = {
    "factor_sides": r": matmul: .*size (?P<rows>\d+) is different from "
    r"(?P<columns>\d+)\)",
    "factor_number": r": matmul: Input operand \d does not .*\)",
    "shapes_meet": r": [\w :-]*shapes? (?P<one>\([\d,]+\))[\w' ]+(?P<other>\([\d,]+\))"
    r"( not aligned: .+| \(.+)?",
}


def explain(outcome):
    """Return (identifier, sentence, fix) for the exception of an answer."""
    for kinds, pattern, name, text in RAISED:
        fits = kinds == ["any"] or outcome.raised in kinds
        found = fits and re.search(pattern, outcome.detail)
        if found:
            text, _, fix = text.partition(" => ")
            return name, filled(text, what=found[found.lastindex or 0]), fix
    raise AssertionError("the last one fits always")


def told(outcome):
    """Return what an exception says, and where; of shapes in our words."""
    if outcome.raised == "WrongSignature":
        return def_line_said(outcome.detail)
    text, line, where = outcome.detail.partition(", in line ")
    for key, pattern in OURS.items():
        if found := re.search(pattern, text):
            ours = say(key, **found.groupdict())
            text = f"{text[: found.start()]}: {ours}{text[found.end() :]}"
    text = re.sub(r"(?<=\d),(?=\d)", ", ", text)
    met = re.findall(r"\([\d, ]+\)", text)
    if met and all(shape in where for shape in met):  # the names say it
        text = text.partition(": ")[0]
    return text + line + where


def def_line_said(line):
    """Return whose def line an answer has, which may be hidden, ""."""
    return say("your_def_line", line=line) if line else say("another_def_line")
