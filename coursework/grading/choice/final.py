"""Build the program that computes `final`, a student's hyperparameters.

The program is the statement that assigns `final`, and all that this statement needs. A
search is not run again: if there is a loop, the student must type the numbers in.
"""

import ast
import re

from coursework.grading.sandbox import wire
from coursework.grading.submissions.nodes import bound_names, changed_value
from coursework.questions.tuning import KEYS, NAME
from coursework.running.outcomes import Call

ANSWER = "chosen_settings"
ASSIGNS = re.compile(r"^\s*final\s*(?::[^=]*)?=(?!=)", re.MULTILINE)
BLOCKS = ast.If | ast.Try | ast.ExceptHandler | ast.With
LOOPS = ast.For | ast.While | ast.AsyncFor


class Chosen:
    """The question `tuning` as `marking` runs it: with one call without arguments."""

    name = NAME

    @staticmethod
    def calls(rng):
        """Return the one call."""
        return [Call("", (), {})]


def find_final(parsed, broken):
    """Return the fields of the Program for `final` as a dict.

    `parsed` are (cell, syntax tree) pairs, and `broken` the lines that Python cannot
    read. The problem is None, 'absent' or the key of a sentence.
    """
    steps = [(cell.number, n) for cell, tree in parsed for n in _statements(tree)]
    needed, chosen, where = {"final"}, [], None  # names, statements, number of a cell
    for number, node in reversed(steps):
        touched = {*bound_names(node), *changed_value(node)[:1]} & needed
        if not touched or ("final" in touched and _is_no_choice(node)):
            continue
        where = where or number  # of the last one that sets `final`
        chosen.append(node)
        if not isinstance(node, ast.AugAssign):  # x += 1 needs an earlier x
            needed -= set(bound_names(node))
        names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
        needed |= {name.id for name in names if isinstance(name.ctx, ast.Load)}
    found = {"statements": [], "answer": ANSWER, "cell": where, "problem": None}
    if where is None:
        cells = [each.cell for each in broken if ASSIGNS.search(each.text)]
        problem = "final_syntax" if cells else "absent"
        return found | {"cell": cells[-1] if cells else None, "problem": problem}
    if any(isinstance(n, LOOPS) for node in chosen for n in ast.walk(node)):
        return found | {"problem": "final_not_typed"}
    sources = [ast.unparse(node) for node in reversed(chosen)]
    return found | {"statements": [*sources, f"def {ANSWER}():\n    return final"]}


def _statements(tree):
    """Yield all statements, those inside `if` and `with` blocks included."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, BLOCKS):
            yield from _statements(node)
        elif isinstance(node, ast.stmt):
            yield node


def _is_no_choice(node):
    """Return whether `final` is set to None, a model or the blank template."""
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return False
    value = node.value
    if value is None or getattr(value, "value", 0) is None:
        return True
    # The template has None or ... for each of the numbers.
    blank = [n for n in ast.walk(value) if getattr(n, "value", 0) in (None, ...)]
    called = getattr(value, "func", None)
    name = getattr(called, "attr", getattr(called, "id", ""))
    return len(blank) >= len(KEYS) or name[:1].isupper()  # a class makes a model


def value_in(reply):
    """Return the value of `final` from the sandbox's reply, or None if it has none."""
    try:
        (data,) = reply["outcomes"]
        return wire.decode_outcome(data, *Chosen.calls(None)).value
    except (TypeError, KeyError, ValueError):
        return None
