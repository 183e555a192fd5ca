"""Test that a function shown in the book equals the package's of the same name."""

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap

import pytest
from notebooks import CHAPTERS, code_cells, read

import neuralnet
from neuralnet.support import diagram


def without_docstring(source):
    """Return the lines of one function without its docstring, dedented."""
    source = textwrap.dedent(source).strip("\n")
    function = ast.parse(source).body[0]
    lines = source.splitlines()
    if ast.get_docstring(function) is not None:
        first = function.body[0]
        del lines[first.lineno - 1 : first.end_lineno]
    return [line.rstrip() for line in lines if line.strip()]


def package_functions():
    """Return {name: [lines of each function or method of this name]} of the package."""
    sources = {}
    for info in pkgutil.walk_packages(neuralnet.__path__, "neuralnet."):
        module = importlib.import_module(info.name)
        classes = [each for _, each in inspect.getmembers(module, inspect.isclass)]
        for owner in (module, *classes):
            for name, function in inspect.getmembers(owner, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("__"):
                    sources.setdefault(name, []).append(
                        without_docstring(inspect.getsource(function))
                    )
    return sources


SOURCES = package_functions()
# Shown without the guards of the package; the tests of the equations run them.
BARE = {"leaky_relu", "deriv_leaky_relu", "softmax"}


def shown_as(lines):
    """Return how a chapter may show a function: with its guards, and without."""
    return lines, [line for line in lines if not re.match(r"\s+\w+ = check_", line)]


def listings(name):
    """Yield (function name, lines) for each top-level function shown in a chapter."""
    for cell in read(name).cells:
        blocks = [cell.source]
        if cell.cell_type == "markdown":
            blocks = re.findall(r"```python\n(.*?)```", cell.source, flags=re.DOTALL)
        for block in blocks:
            try:
                tree = ast.parse(textwrap.dedent(block))
            except SyntaxError:
                continue  # only a part of a statement is shown
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    lines = textwrap.dedent(block).splitlines()
                    text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                    yield node.name, without_docstring(text)


@pytest.mark.parametrize("name", CHAPTERS)
def test_listings_equal_the_source(name):
    for function, lines in listings(name):
        if function in SOURCES.keys() - BARE:
            forms = [form for each in SOURCES[function] for form in shown_as(each)]
            assert lines in forms, f"{function} differs from the package"


@pytest.mark.parametrize("name", CHAPTERS)
def test_stored_maps_of_the_network_are_as_the_package_draws_them(name):
    """The alt text of a map ends with the parts that it colors: 'In color: X, Z1.'"""
    cells = [cell for cell in code_cells(name) if "show_network(" in cell.source]
    outputs = [output.get("data", {}) for cell in cells for output in cell.outputs]
    maps = [data for data in outputs if "image/svg+xml" in data]
    assert maps
    for data in maps:
        parts = re.findall(r"\w+", data["text/plain"].partition("In color: ")[2])
        assert data["image/svg+xml"] == diagram.network(set(parts))
