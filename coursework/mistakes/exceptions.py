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
# NumPy's words about shapes, and ours.
SIDES = r": the left factor has \2 columns and the right one \1 rows"
OURS = {
    r": matmul: .*size (\d+) is different from (\d+)\)": SIDES,
    r": matmul: Input operand \d does not .*\)": ": a factor is one number",
    r": [\w :-]*shapes? (\([\d,]+\))[\w' ]+(\([\d,]+\))( not aligned: .+| \(.+)?": (
        r": the shapes \1 and \2 meet"
    ),
}


def explain(outcome):
    """Return (identifier, sentence, fix) for the exception of an answer."""
    for entry in RAISED:
        fits = not entry["kinds"] or outcome.raised in entry["kinds"].split("|")
        found = fits and re.search(entry["pattern"], outcome.detail)
        if found:
            sentence = entry["sentence"].replace("{1}", found[found.lastindex or 0])
            return entry["name"], sentence, entry["fix"]
    raise AssertionError("the last one fits always")


def told(outcome):
    """Return what an exception says, and where; of shapes in our words."""
    text, line, where = outcome.detail.partition(", in line ")
    for pattern, ours in OURS.items():
        text = re.sub(pattern, ours, text)
    text = re.sub(r"(?<=\d),(?=\d)", ", ", text)
    met = re.findall(r"\([\d, ]+\)", text)
    if met and all(shape in where for shape in met):  # the names say it
        text = text.partition(": ")[0]
    return text + line + where
