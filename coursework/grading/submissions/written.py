"""Find a definition that may answer a question, but has another name."""

import ast
import re

from coursework.grading.submissions.nodes import does
from coursework.notebook.not_attempted import looks_like
from coursework.questions import QUESTIONS

MOST = 200  # names, the last of a notebook, that are looked at


def nearest(notebook, name, signature=""):
    """Return the name and the cell of the likeliest definition as a text, or "".

    A method of this name in a class with another name comes first, then a similar name,
    then the same arguments, if there are two or more. The last of a rank counts.
    """
    arguments = re.findall(r"(?:\(|, *)(?!params\b)(\w+)", signature)
    ranked = []
    for other in [each for each in notebook.found if each[:2] != "__"][-MOST:]:
        for found in notebook.found[other][-5:]:  # the last definitions
            rank = 0
            if other == name and found.owner:
                rank = 3
            elif looks_like(other, name):
                rank = 2
            elif len(arguments) > 1 and _arguments(found.node) == arguments:
                rank = 1
            if rank and (rank == 3 or other not in QUESTIONS) and does(found.node):
                ranked.append((rank, found.step.position, other, found))
    if not ranked:
        return ""
    *_, other, found = max(ranked, key=lambda row: row[:2])
    owner = f"{found.owner[:60]}." if found.owner else ""
    return f"{owner}{other[:60]} in cell {found.step.cell}"


def _arguments(node):
    """Return the names of a function's arguments, without self and params."""
    given = getattr(node, "args", None)  # of a call, it is a list
    names = [a.arg for a in given.args] if isinstance(given, ast.arguments) else []
    return [each for each in names if each not in ("self", "params")]
