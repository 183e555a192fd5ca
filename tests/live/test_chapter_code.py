"""Test which cells of a chapter run on its page, and what runs before each."""

import ast
import builtins

import pytest
from _ext import chapter_code
from notebooks import CHAPTERS, read


def cell(source, *tags):
    return {"cell_type": "code", "source": source, "metadata": {"tags": tags}}


def test_folded_code_gives_later_cells_their_names_and_draws_nothing():
    folded = """
from neuralnet import plots, softmax
import numpy as np
x = np.arange(3)
def draw(y):
    ax.plot(y)
model.params = {"x": x}
fig, ax = plots.subplots()
for k, y in enumerate(x):
    draw(x)
plots.show(fig, "", "")
"""
    cells = [
        cell("class Model: pass\nmodel = Model()"),
        cell(folded, "hide-input"),
        cell("draw(x)", "remove-cell"),
        cell("print(softmax(x), model)"),
    ]
    first, hidden, last = chapter_code.cells_to_run(cells)
    assert [one.shown for one in (first, hidden, last)] == [True, False, True]
    wanted = ["from neuralnet import softmax", "import numpy as np", "x = np.arange(3)"]
    assert hidden.source.splitlines() == [*wanted, "model.params = {'x': x}"]
    assert last.needs == {0, 1}


def test_a_cell_needs_what_may_have_changed_its_values_and_nothing_else():
    sources = [
        "a = []",
        "b = 1",
        "a.append(b)",
        "slow = [n for n in range(9)]",
        "print(a)",
        "for n in a:\n    b += n",
        "b",
        "rng = make()",
        "draw = rng.normal()",
        "again = rng.normal()",
    ]
    cells = chapter_code.cells_to_run([cell(source) for source in sources])
    needs = [set(one.needs) for one in cells]
    assert needs[4] == {0, 1, 2}
    assert needs[6] == {0, 1, 2, 5}
    assert needs[9] == {7, 8}


def names_set(source):
    return set().union(*map(chapter_code.all_set, ast.parse(source).body))


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_a_cell_needs_knows_all_its_names(name):
    cells = chapter_code.cells_to_run(read(name).cells)
    for k, one in enumerate(cells):
        # A function may read what a later cell sets, since it is called there.
        known = {*dir(builtins)}.union(*(names_set(c.source) for c in cells[k:]))
        known |= set().union(*(names_set(cells[n].source) for n in one.needs))
        assert not chapter_code.names_read(one.source) - known, one.source
