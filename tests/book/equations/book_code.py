"""Find and run code of the chapters by the label of the equation that it computes.

Mathematics comes first and the line of code after it, so the code of an equation is the
first after its label; failing that, the last before it. Only that line (or function, or
cell) is run, with the imports of its chapter and the values that the test passes as
`names`. The asserts of a cell are run as well: they hold for those values, too.
"""

import ast
import contextlib
import functools
import io
import json
import pathlib

CHAPTERS = pathlib.Path(__file__).resolve().parents[3] / "book" / "chapters"


def book_function(label, name, **names):
    """Return the function `name` of the chapter, which may use `names`."""

    def defines(node):
        return isinstance(node, ast.FunctionDef) and node.name == name

    return _run(label, names, _nearest(label, defines))[name]


def run_line(label, name, **names):
    """Run the line that assigns `name` and return what it assigns."""

    def assigns(node):
        return isinstance(node, ast.Assign) and name in _targets(node)

    return _run(label, names, _nearest(label, assigns))[name]


def printed_value(label, part, **names):
    """Return the value of the f-string's {expression} whose code contains `part`."""

    def has_part(node):
        return isinstance(node, ast.FormattedValue) and part in ast.unparse(node.value)

    expression = _nearest(label, has_part).value
    assignment = ast.Assign([ast.Name("value", ast.Store())], expression)
    return _run(label, names, ast.fix_missing_locations(assignment))["value"]


def run_cells(label, *parts, **names):
    """Run for each part the cell that contains it; return {name: value} of them all.

    What the cells print is returned as "printed".
    """
    nodes = [node for part in parts for node in ast.parse(_cell(label, part)).body]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        space = _run(label, names, *nodes)
    return space | {"printed": out.getvalue()}


def _cell(label, part):
    """Return the source of the cell with `part` that is nearest to the label."""
    cells, place = _cells(label)
    found = [k for k, cell in enumerate(cells) if cell[0] == "code" and part in cell[1]]
    assert found, f"the chapter of {label} no longer has a cell with {part!r}"
    return cells[next((k for k in found if k > place), found[-1])][1]


def _nearest(label, wanted):
    """Return the first node after the label that is wanted, or the last before it."""
    cells, place = _cells(label)
    before, after = [], []
    for k, (kind, source) in enumerate(cells):
        if kind == "code":
            nodes = [node for node in ast.walk(ast.parse(source)) if wanted(node)]
            nodes.sort(key=lambda node: node.lineno)
            (after if k > place else before).extend(nodes)
    assert after or before, f"the chapter of {label} no longer has this code"
    return after[0] if after else before[-1]


def _targets(node):
    """Return the names to which an assignment gives values."""
    parts = [part for target in node.targets for part in ast.walk(target)]
    names = [part for part in parts if isinstance(part, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _run(label, names, *nodes):
    """Run nodes after the imports of the chapter; return {name: value} after them."""
    space = {}
    exec(compile(ast.Module(_imports(_cells(label)[0]), []), label, "exec"), space)
    space |= names
    exec(compile(ast.Module([*nodes], []), label, "exec"), space)
    return space


def _imports(cells):
    """Return the nodes of all imports in cells (kind, source)."""
    sources = [source for kind, source in cells if kind == "code"]
    nodes = [node for source in sources for node in ast.parse(source).body]
    return [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


def _cells(label):
    """Return [(kind, source)] of the label's chapter, and the index of its cell."""
    for cells in _chapters():
        for place, (kind, source) in enumerate(cells):
            if kind == "markdown" and f"({label})" in source:
                return cells, place
    raise AssertionError(f"no chapter has an equation labelled {label}")


@functools.cache
def _chapters():
    paths = sorted(CHAPTERS.glob("*.ipynb"))
    books = [json.loads(path.read_text("utf-8"))["cells"] for path in paths]
    return [[(c["cell_type"], "".join(c["source"])) for c in cells] for cells in books]
