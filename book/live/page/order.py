"""Know which cell defines a name, so that no check judges an earlier answer.

worker.js runs this before cells.py, which uses it. Nothing here needs a browser.
"""

import ast
import itertools
import re
import symtable

BEGINNING = re.compile(r"(?:(?:async +)?def|class) +(\w+)|(\w+) *=(?!=)")
JUDGES = ("check", "caught")
# {name: the cell that should define it but did not run to its end}
BROKEN = {}


def defined(source):
    """Return the names that a cell defines, even if the cell has a syntax error."""
    try:
        table = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError):
        # Look at each line that is not indented on its own.
        lines = [line for line in source.splitlines() if line[:1].strip()]
        if lines != [source]:
            return set().union(*map(defined, lines))
        begun = BEGINNING.match(source)
        return {begun[1] or begun[2]} if begun else set()
    symbols = table.get_symbols()
    return {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}


def before(source, names):
    """Return {name: id of its present value} for the names that a cell defines."""
    return {name: id(names.get(name)) for name in defined(source)}


def after(cell, earlier, names, ended):
    """If a cell failed, remember which of its names still have their earlier value."""
    for name, value in earlier.items():
        if ended or id(names.get(name)) != value:
            BROKEN.pop(name, None)
        else:
            BROKEN[name] = cell


def refusal(source, cell, names):
    """Return a sentence if a check would judge an earlier answer, otherwise ""."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""  # running the cell reports the error
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in JUDGES:
            parts = map(ast.walk, [*call.args, *call.keywords])
            nodes = itertools.chain.from_iterable(parts)
            for name in (getattr(node, "id", "") for node in nodes):
                broken = BROKEN.get(name, cell)  # a cell may check what it defines anew
                if name in names and broken != cell:
                    stale = f"the {name} that Python knows is an earlier one"
                    return f"Nothing was checked: {stale}. {fix(name, broken)}"
    return ""


def too_early(error, cell, cells):
    """For an unknown name, say which cell to run first; otherwise return "".

    `cells` are the names and texts of all cells of the page, in their order.
    """
    name = getattr(error, "name", None)
    if type(error) is not NameError or name is None:
        return ""
    titles = [title for title, _ in cells]
    here = titles.index(cell) if cell in titles else len(titles)
    nearest = [*cells[:here][::-1], *cells[here + 1 :]]  # cells above, then cells below
    first = next((title for title, text in nearest if name in defined(text)), None)
    return f"Python does not know {name} yet. {fix(name, first)}" if first else ""


def fix(name, cell):
    """Return what to do about a name that a cell should define."""
    if BROKEN.get(name) != cell:
        title = cell.capitalize()
        return f"{title} defines it: run {cell} first, then this cell again."
    return (
        f"{cell.capitalize()}, which defines it, did not run to its end. "
        f"Mend {cell} and run it, then run this cell again."
    )
