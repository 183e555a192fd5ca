"""Find and run code of the chapters by the label of the equation that it computes.

Mathematics comes first and the line of code after it, so the code of an equation is the
first after its label; failing that, the last before it. Only that line (or function, or
cell) is run, with the imports of its chapter and the values that the test passes. The
asserts of a cell are run as well: they have to hold for those values, too.
"""

import ast
import contextlib
import functools
import io
import json
import pathlib

CHAPTERS = pathlib.Path(__file__).resolve().parents[3] / "book" / "chapters"


def function(label, name, **names):
    """Return the function `name` of the chapter, defined where `names` are known."""

    def defines(node):
        return isinstance(node, ast.FunctionDef) and node.name == name

    return _run(label, _nearest(label, defines), names)[name]


def line(label, name, **names):
    """Run the line that assigns `name` and return what it assigns."""

    def assigns(node):
        return isinstance(node, ast.Assign) and name in _targets(node)

    return _run(label, _nearest(label, assigns), names)[name]


def shown(label, part, **names):
    """Return the value of the first {expression} in a string that contains `part`."""

    def has_part(node):
        return isinstance(node, ast.FormattedValue) and part in ast.unparse(node.value)

    found = ast.Assign(
        [ast.Name("value", ast.Store())], _nearest(label, has_part).value
    )
    return _run(label, ast.fix_missing_locations(found), names)["value"]


def run(label, *parts, **names):
    """Run the cells whose source has the parts, one after the other, asserts and all.

    Return all names that they define, and what they print as "printed".
    """
    nodes = [node for part in parts for node in ast.parse(_cell(label, part)).body]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        space = _run(label, *nodes, names)
    return space | {"printed": out.getvalue()}


def _cell(label, part):
    cells, place = _cells(label)
    found = [k for k, cell in enumerate(cells) if cell[0] == "code" and part in cell[1]]
    assert found, f"the chapter of {label} has no longer a cell with {part!r}"
    return cells[next((k for k in found if k > place), found[-1])][1]


def _nearest(label, wanted):
    cells, place = _cells(label)
    before, after = [], []
    for k, (kind, source) in enumerate(cells):
        if kind == "code":
            nodes = [node for node in ast.walk(ast.parse(source)) if wanted(node)]
            nodes.sort(key=lambda node: node.lineno)
            (after if k > place else before).extend(nodes)
    assert after or before, (
        f"the chapter of {label} has no longer the code of this test"
    )
    return after[0] if after else before[-1]


def _targets(node):
    parts = [part for target in node.targets for part in ast.walk(target)]
    names = [part for part in parts if isinstance(part, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _run(label, *nodes):
    """Run nodes (all but the last argument) in a new namespace and return that."""
    *nodes, names = nodes
    space = {}
    exec(compile(ast.Module(_imports(_cells(label)[0]), []), label, "exec"), space)
    space |= names
    exec(compile(ast.Module(nodes, []), label, "exec"), space)
    return space


def _imports(cells):
    sources = [source for kind, source in cells if kind == "code"]
    nodes = [node for source in sources for node in ast.parse(source).body]
    return [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


def _cells(label):
    """Return the cells of the label's chapter, and the place of the label."""
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
