"""Answers as text, in answers/NAME.txt: how students write a function.

A block begins with `# right` or `# wrong: names` and holds an answer, as it stands in a
notebook. `names` are the identifiers that may be given; None stands for no name. What
stands in a block `# given` belongs to each answer after it.
`{x|y}` is x or y, as in the catalogues: a right answer is then many right answers.
"""

import pathlib
import re
import textwrap

import numpy as np

import neuralnet
from coursework.entries import CHOICE

FOLDER = pathlib.Path(__file__).parent / "answers"
BLOCK = re.compile(
    r"^# (right|given|wrong: [^\n]+)\n(.+?)(?=^# (?:right|given|wrong: )|\Z)",
    re.MULTILINE | re.DOTALL,
)
GIVEN = {"np": np} | {
    name: getattr(neuralnet, name)
    for name in ("leaky_relu", "deriv_leaky_relu", "softmax")
}


def blocks(question, kind):
    """Return (names, text, line) of the right or the wrong answers of a question."""
    text = (FOLDER / f"{question}.txt").read_text(encoding="utf-8")
    found, given = [], ""
    for block in BLOCK.finditer(text):
        word, _, names = block[1].partition(": ")
        names = [None if n == "None" else n for n in names.split(", ")]
        if word == "given":
            given = block[2]
        if word == kind:
            found.append(
                (names, given + block[2], text.count("\n", 0, block.start()) + 1)
            )
    return found


def function(question, text):
    """Return the answer that a text without choices defines."""
    space = dict(GIVEN)
    exec(compile(textwrap.dedent(text), f"{question}.txt", "exec"), space)
    return space.get("TwoLayerNN") or space[question]


def spelled(text, choose):
    """Return a text in which `choose(n)` has decided for each choice among n."""
    while found := CHOICE.search(text):
        ways = found[1].split("|")
        text = text[: found.start()] + ways[choose(len(ways))] + text[found.end() :]
    return text
