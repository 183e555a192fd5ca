"""Where a notebook looks at the test set, and where it chooses by what it sees.

The notebook is read in order by `ast`, never run: names that hold test images and
labels, predictions from them, scores of these. Looking is told to the instructor;
choosing (the largest, the first of a sorted list, the best so far, stopping early)
costs points, see `choice`. What is not understood is taken to be innocent.
"""

import ast
import re
import warnings

from coursework.grading.tuning.following import taint
from coursework.grading.tuning.following.follower import Follower, TooMuch

LONGEST_SOURCE = 200_000  # characters of a cell
MOST_LINES, LONGEST_LINE = 6, 160
MOST_FLAGS = 20

MESSAGES = {
    "selects_by_test": (
        "A choice is made here by a value that was computed from the test set. The "
        "result on that set is then no honest estimate any more: it was picked "
        "because it is high. Choose by X_val and Y_val; open the test set once, at "
        "the end."
    ),
    "evaluates_test_in_loop": (
        "The test set is evaluated here once for every epoch or setting. Nothing is "
        "chosen by it as far as the code tells, but whoever sees these numbers may "
        "choose by them."
    ),
    "evaluates_test_again": (
        "The test set was evaluated before, and a model was trained in between. Ask "
        "what the first result was used for."
    ),
    "trains_on_test": (
        "Test data seem to be passed as training data here. If so, the reported "
        "accuracy says nothing about new digits."
    ),
    "not_followed": (
        "From here on the notebook was not searched for peeking: it is too long or too "
        "deeply nested."
    ),
    "test_part_as_validation": (
        "Part of the test set serves as validation data here. That is honest only if "
        "the reported accuracy comes from the other part."
    ),
}
_IS_FINAL = re.compile(r"test", re.IGNORECASE)


def parse(cells):
    """Return (cell, tree) for each cell; tree is None where Python cannot read it.

    Parameters
    ----------
    cells : sequence of Cell

    Returns
    -------
    list of tuple
    """
    return [(cell, _tree(cell.source)) for cell in cells]


def _tree(source):
    if len(source) > LONGEST_SOURCE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of backslashes in students' strings
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def look(parsed):
    """Return the flags of a notebook and the cells that use the test set.

    Parameters
    ----------
    parsed : list of tuple
        From `parse`.

    Returns
    -------
    flags : list of dict
        kind, cell, quote and message; at most one of a kind for each cell.
    opened : set of int
        Numbers of the cells in which anything depends on the test set.
    """
    follower = Follower()
    for cell, tree in parsed:
        if tree is None:
            continue
        follower.cell = cell.number
        try:
            follower.statements(tree.body)
        except (RecursionError, TooMuch):
            follower.give_up()  # a program that nobody wrote by hand
            break
    sources = {cell.number: cell.source.splitlines() for cell, _ in parsed}
    flags, seen = [], set()
    for kind, places in follower.found:
        number = places[0][0]
        if (kind, number) not in seen:
            seen.add((kind, number))
            flags.append(
                {
                    "kind": kind,
                    "cell": number,
                    "quote": _quote(places, sources),
                    "message": MESSAGES[kind],
                }
            )
    return _tidy(flags)[:MOST_FLAGS], follower.opened


def _tidy(flags):
    """Drop what another flag of the same cell says already; selections come first."""
    loops = {flag["cell"] for flag in flags if flag["kind"] == "evaluates_test_in_loop"}
    kept = [
        flag
        for flag in flags
        if flag["kind"] != "evaluates_test_again" or flag["cell"] not in loops
    ]
    return sorted(kept, key=lambda flag: flag["kind"] != "selects_by_test")


def _quote(places, sources):
    """Return the lines at `places` (cell, first, last): the call, then what it does."""
    lines = []
    for number, first, last in places:
        lines += [line for line in sources[number][first - 1 : last] if line.strip()]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "..."]
    return "\n".join(
        line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "..."
        for line in lines
    )


def names_test(tree):
    """Tell whether a name, attribute or key in `tree` speaks of the test set."""
    for node in ast.walk(tree):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(name, str) and (
            _IS_FINAL.search(name) or taint.is_test_name(name)
        ):
            return True
    return False
