"""What IPython, where it runs the notebook, tells of the cells that were run."""

import ast
import linecache
import re
import sys
import types

from coursework.running.signatures import plain

NOT_READ = (
    "Python cannot read your cell [{new}], where {name} is written anew: {says}, in "
    "its line {line}."
)
NOT_REACHED = (
    "Your cell [{new}], where {name} is written anew, ended before it came to {name}: "
    "look at the error below it."
)
STILL = (
    " What has the name is still the {name} of cell [{old}], so nothing was judged. "
    "Mend the cell, run it, then this one. (If you want the older one, run its cell "
    "again.)"
)
IMPORTED = (
    "{name} comes from the module {module}. The grader reads what the notebook itself "
    "writes: before you hand it in, put the function into a cell."
)
COURSE = ("neuralnet", "coursework")


def running():
    """Return IPython's shell, or None where another one or none runs the cells."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def failed_cell(written, owner=None):
    """Return the identifier and a sentence if a newer cell with the answer failed.

    Parameters
    ----------
    written : callable or None
        What the student wrote, a method perhaps of the class `owner`.

    Returns
    -------
    tuple or None
        None where nothing is known, too.
    """
    shell, made = running(), owner or plain(written)
    name = getattr(made, "__name__", "")
    if not shell or not name or plain(shell.user_ns.get(name)) is not made:
        return None
    cells = shell.user_ns["In"]
    old = cell_of(made, cells)
    line = re.compile(rf"^(async +)?(def|class) +{name}\b", re.MULTILINE)
    newer = [k for k in range(old + 1, len(cells)) if line.search(cells[k])]
    if not old or not newer:
        return None
    new = newer[-1]
    error = no_python(cells[new])
    said = {"name": name, "old": old, "new": new}
    if error:
        said |= {"says": error.msg, "line": error.lineno}
        return "does_not_parse", (NOT_READ + STILL).format(**said)
    if new == shell.execution_count or not only_here(name, cells, old, new):
        return None
    return "cell_failed", (NOT_REACHED + STILL).format(**said)


def cell_of(made, cells):
    """Return the number of the last cell that defines a function or class, else 0."""
    parts = [made, *vars(made).values()] if isinstance(made, type) else [made]
    parts = [plain(each) for each in parts]
    codes = [each.__code__ for each in parts if isinstance(each, types.FunctionType)]
    source = "".join(linecache.getlines(codes[0].co_filename)).strip() if codes else ""
    found = [k for k, cell in enumerate(cells) if source and cell.strip() == source]
    return max(found, default=0)


def no_python(source):
    """Return the SyntaxError of a cell, or None."""
    try:
        compile(source, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return error
    return None


def only_here(name, cells, old, new):
    """Return whether, after cell `old`, only the def line of cell `new` binds a name.

    If that name still means what `old` made, the def line was not reached.
    """
    named = re.compile(
        rf"\b{name}\b *(=[^=]|:[^:]*=)|import.*\b{name}\b|del .*{name}\b"
    )
    later = [k for k in range(old + 1, len(cells)) if named.search(cells[k])]
    found = [each for each in ast.parse(cells[new]).body if _defines(each, name)]
    return not later and len(found) == 1 and not found[0].decorator_list


def _defines(node, name):
    is_definition = isinstance(node, ast.FunctionDef | ast.ClassDef)
    return is_definition and node.name == name


def imported(written):
    """Return a note on a function that no cell of the notebook holds, or ""."""
    written = plain(written)
    module = getattr(written, "__module__", None) or "__main__"
    there = hasattr(sys.modules.get(module), "__file__") and module != "__main__"
    if not running() or not there or module.split(".")[0] in COURSE:
        return ""
    return IMPORTED.format(name=written.__name__, module=module)
