"""Find what may be the answer to a question, but has another name."""

import ast
import re

from coursework.grading.submissions.nodes import does
from coursework.notebook.not_attempted import looks_like
from coursework.questions import QUESTIONS

MOST = 200  # names that are looked at, the last ones of a notebook


def nearest(notebook, name, signature=""):
    """Return the name and the cell of the likeliest definition as a text, or "".

    A method of this name in a class with another name comes first, then a similar name,
    then the same arguments, if there are two or more.
    """
    wanted = re.findall(r"(?:\(|, *)(?!params\b)(\w+)", signature)
    ranked = []
    for other in [each for each in notebook.found if each[:2] != "__"][-MOST:]:
        for each in notebook.found[other][-5:]:
            rank = 2 if other == name and each.owner else int(looks_like(other, name))
            rank = rank or (len(wanted) > 1 and _arguments(each.node) == wanted) / 2
            if rank and (rank > 1 or other not in QUESTIONS) and does(each.node):
                ranked.append((rank, each.step.position, other, each))
    if not ranked:
        return ""
    *_, other, found = max(ranked, key=lambda each: each[:2])
    owner = f"{found.owner[:60]}." if found.owner else ""
    return f"{owner}{other[:60]} in cell {found.step.cell}"


def _arguments(node):
    """Return the names of a function's arguments, without self and params."""
    found = getattr(node, "args", None)
    names = [a.arg for a in found.args] if isinstance(found, ast.arguments) else []
    return [each for each in names if each not in ("self", "params")]
