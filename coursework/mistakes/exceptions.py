"""Explain exceptions with the sentences in exceptions.txt."""

import pathlib
import re

TEXT = pathlib.Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^(?P<kinds>[\w|]*) /(?: (?P<pattern>[^\n]+))?\n"
    r"(?P<name>\w+): (?P<sentence>.+?)(?:\n=> (?P<fix>.+?))?(?=\n\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
RAISED = [
    {key: " ".join((text or "").split()) for key, text in found.groupdict().items()}
    for found in ENTRY.finditer(TEXT.rstrip())
]


def explain(outcome):
    """Return (identifier, sentence, fix) for the exception of an answer."""
    for entry in RAISED:
        fits = not entry["kinds"] or outcome.raised in entry["kinds"].split("|")
        found = fits and re.search(entry["pattern"], outcome.detail)
        if found:
            sentence = entry["sentence"].replace("{1}", found[found.lastindex or 0])
            return entry["name"], sentence, entry["fix"]
    raise AssertionError("the last one fits always")
