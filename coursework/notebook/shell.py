"""Find out from IPython which cells of the notebook were run."""

import ast
import linecache
import re
import sys
import types

from coursework.judging.verdict import Fault
from coursework.running.signatures import plain
from coursework.words import say

COURSE = ("neuralnet", "coursework")


def running():
    """Return IPython's shell, or None outside of IPython."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def failed_cell(written, owner=None):
    """Return a Fault if a newer cell with this function failed to run, otherwise None.

    `owner` is the class of a method.
    """
    shell, answer = running(), owner or plain(written)
    name = getattr(answer, "__name__", "")
    if not shell or not name or plain(shell.user_ns.get(name)) is not answer:
        return None
    cells = shell.user_ns["In"]  # the sources of all cells that were run, by number
    old = cell_of(answer, cells)
    def_line = re.compile(rf"^(async +)?(def|class) +{name}\b", re.MULTILINE)
    newer = [k for k in range(old + 1, len(cells)) if def_line.search(cells[k])]
    if not old or not newer:
        return None
    new = newer[-1]
    still = say("still_the_old", name=name, old=old)
    try:
        compile(cells[new], "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        key, more = "does_not_parse", {"says": error.msg, "line": error.lineno}
        return Fault(key, f"{say(key, name=name, new=new, **more)} {still}")
    if new == shell.execution_count or not only_here(name, cells, old, new):
        return None
    said = say("cell_failed", name=name, new=new)
    return Fault("cell_failed", f"{said} {still}")


def cell_of(answer, cells):
    """Return the number of the last cell that defines `answer`, otherwise 0."""
    is_class = isinstance(answer, type)
    parts = map(plain, [answer, *vars(answer).values()] if is_class else [answer])
    codes = [part.__code__ for part in parts if isinstance(part, types.FunctionType)]
    source = "".join(linecache.getlines(codes[0].co_filename)).strip() if codes else ""
    found = [k for k, cell in enumerate(cells) if source and cell.strip() == source]
    return max(found, default=0)


def only_here(name, cells, old, new):
    """Return whether one def line in cell `new` is all that binds a name after `old`.

    If the name still has its value of cell `old`, Python did not reach that line.
    """
    binds = re.compile(
        rf"\b{name}\b *(=[^=]|:[^:]*=)|import.*\b{name}\b|del .*{name}\b"
    )
    later = [k for k in range(old + 1, len(cells)) if binds.search(cells[k])]
    defs = ast.FunctionDef | ast.ClassDef
    nodes = [node for node in ast.parse(cells[new]).body if isinstance(node, defs)]
    found = [node for node in nodes if node.name == name]
    return not later and len(found) == 1 and not found[0].decorator_list


def imported(written):
    """Return a note if a notebook has imported its answer from a file, otherwise ""."""
    written = plain(written)
    module = getattr(written, "__module__", None) or "__main__"
    is_file = hasattr(sys.modules.get(module), "__file__") and module != "__main__"
    if not running() or not is_file or module.split(".")[0] in COURSE:
        return ""
    return say("imported", name=written.__name__, module=module)
