"""Which cell defines a name, and whether it ran: so that no check judges an old answer.

worker.js runs this before cells.py, which asks it. Nothing here needs a browser.
"""

import ast
import re
import symtable

BEGINNING = re.compile(r"(?:(?:async +)?def|class) +(\w+)|(\w+) *=(?!=)")
JUDGES = ("check", "caught")
# By name, the cell that was to define it and did not run to its end.
BROKEN = {}


def defined(source):
    """Return the names that a cell defines; if Python cannot read it, by its lines."""
    try:
        table = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError):
        lines = [line for line in source.splitlines() if line[:1].strip()]
        if lines != [source]:
            return set().union(*map(defined, lines))
        begun = BEGINNING.match(source)
        return {begun[1] or begun[2]} if begun else set()
    symbols = table.get_symbols()
    return {one.get_name() for one in symbols if one.is_assigned() or one.is_imported()}


def before(source, names):
    """Return the names that a cell defines, each with what it stands for by now."""
    return {one: id(names.get(one)) for one in defined(source)}


def after(cell, earlier, names, ended):
    """Remember which names a cell has left as they were `before`, if it failed."""
    for one, what in earlier.items():
        if ended or id(names.get(one)) != what:
            BROKEN.pop(one, None)
        else:
            BROKEN[one] = cell


def refusal(source, cell, names):
    """Return why a cell may not run: its check would judge an earlier answer; or ""."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""  # which running it says
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in JUDGES:
            given = [*call.args, *(one.value for one in call.keywords)]
            parts = (part for one in given for part in ast.walk(one))
            for one in filter(None, (getattr(part, "id", "") for part in parts)):
                if one in names and BROKEN.get(one, cell) != cell:
                    stale = f"the {one} that Python knows is an earlier one"
                    return f"Nothing was checked: {stale}. {remedy(one, BROKEN[one])}"
    return ""


def too_early(error, cell, cells):
    """Return what to run first, where an error says that a name is not known; or "".

    `cells` are the names and texts of all cells of the page, in their order.
    """
    one = getattr(error, "name", None)
    if type(error) is not NameError or one is None:
        return ""
    above, below = [], []
    place = above
    for name, text in cells:
        if name == cell:
            place = below
        elif one in defined(text):
            place.append(name)
    found = (above[::-1] + below)[:1]
    return f"Python does not know {one} yet. {remedy(one, *found)}" if found else ""


def remedy(one, cell):
    """Return what to do about a name that a cell has yet to define."""
    if BROKEN.get(one) != cell:
        return (
            f"{cell.capitalize()} defines it: run {cell} first, then this cell again."
        )
    return (
        f"{cell.capitalize()}, which defines it, did not run to its end. "
        f"Mend {cell} and run it, then run this cell again."
    )
