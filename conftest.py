"""Compare stored outputs of notebooks with new ones, decimals within a tolerance.

`pytest --nbval FILE` finds this file by itself, so it holds for one notebook too.
"""

import os
import re
import sys
import types

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np  # noqa: E402 - after the number of threads is set
from nbval.plugin import IPyNbCell  # noqa: E402

RTOL, ATOL = 1e-6, 1e-9
NUMBER = re.compile(
    r"[-+]?(?:\d+\.\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+"  # no integers
)


def equal_text(a, b):
    """Return whether two outputs agree: text exactly, decimals within the tolerance.

    Integers are text, and any white space is one space.
    """
    # No output holds a NUL, so this stands for decimals alone.
    words = [" ".join(NUMBER.sub("\0", text).split()) for text in (a, b)]
    if words[0] != words[1]:
        return False
    numbers = [[float(n) for n in NUMBER.findall(text)] for text in (a, b)]
    return np.allclose(*numbers, rtol=RTOL, atol=ATOL, equal_nan=True)


class Output(str):
    """Output text whose equality is `equal_text`; nbval compares with ==."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        return equal_text(str(self), str(other))

    def __ne__(self, other):
        return not self == other


def _sanitize(self, text):
    """Do in a cell what nbval does before it compares, but return text as an Output."""
    text = IPyNbCell.sanitize(self, text)
    return Output(text) if isinstance(text, str) else text


def pytest_collection_modifyitems(items):
    """Let nbval compare texts by `equal_text`, and no pictures."""
    for item in items:
        if isinstance(item, IPyNbCell):
            item.sanitize = types.MethodType(_sanitize, item)
            # A picture has a text beside it, with a digest of its numbers.
            if "image/svg+xml" not in item.parent.skip_compare:
                item.parent.skip_compare += ("image/svg+xml",)


def pytest_terminal_summary(terminalreporter):
    """End with the command that runs again what failed: whole files, since the cells
    of a notebook need those before them."""
    stats = terminalreporter.stats
    reports = [*stats.get("failed", []), *stats.get("error", [])]
    files = sorted({report.nodeid.split("::")[0] for report in reports})
    if files:
        terminalreporter.section("run these files again")
        python = os.path.relpath(sys.executable)
        terminalreporter.line(f"{python} -m pytest --nbval {' '.join(files)}")
