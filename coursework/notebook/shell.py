"""Find out from IPython which cells of the notebook were run."""

import linecache
import re
import sys
import types

from coursework.running.signatures import plain
from coursework.words import say

COURSE = ("neuralnet", "coursework")


def running():
    """Return IPython's shell, or None outside of IPython."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def older_cell(written, owner=None):
    """Return a note if a newer cell defines this function, too, otherwise "".

    That cell may have failed, so that the older function still has the name. `owner` is
    the class of a method.
    """
    shell, answer = running(), owner or plain(written)
    name = getattr(answer, "__name__", "")
    if not shell or not name or plain(shell.user_ns.get(name)) is not answer:
        return ""
    cells = shell.user_ns["In"]  # the sources of all cells that were run, by number
    old = cell_of(answer, cells)
    def_line = re.compile(rf"^(async +)?(def|class) +{name}\b", re.MULTILINE)
    numbers = range(old + 1, shell.execution_count)
    newer = [k for k in numbers if old and def_line.search(cells[k])]
    return say("older_cell", name=name, old=old, new=newer[-1]) if newer else ""


def cell_of(answer, cells):
    """Return the number of the last cell that defines `answer`, otherwise 0."""
    is_class = isinstance(answer, type)
    parts = map(plain, [answer, *vars(answer).values()] if is_class else [answer])
    codes = [part.__code__ for part in parts if isinstance(part, types.FunctionType)]
    source = "".join(linecache.getlines(codes[0].co_filename)).strip() if codes else ""
    found = [k for k, cell in enumerate(cells) if source and cell.strip() == source]
    return max(found, default=0)


def imported(written):
    """Return a note if a notebook has imported its answer from a file, otherwise ""."""
    written = plain(written)
    module = getattr(written, "__module__", None) or "__main__"
    is_file = hasattr(sys.modules.get(module), "__file__") and module != "__main__"
    if not running() or not is_file or module.split(".")[0] in COURSE:
        return ""
    return say("imported", name=written.__name__, module=module)
