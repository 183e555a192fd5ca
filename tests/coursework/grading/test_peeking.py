"""Looking at the test set is seen, choosing by it too, and the rest left alone."""

import json
import pathlib
import time
import types

import pytest
from more_peeking_notebooks import MORE_INNOCENT, MORE_SELECTS
from peeking_notebooks import INNOCENT, LOAD, LOOKS, SELECTS

from coursework.grading.tuning.peeking import MOST_LINES, look, parse

ALL_SELECTS, ALL_INNOCENT = SELECTS | MORE_SELECTS, INNOCENT | MORE_INNOCENT
ROOT = pathlib.Path(__file__).resolve().parents[3]
BOOK = [*sorted(ROOT.glob("book/*/*.ipynb")), ROOT / "tests/homework/homework.ipynb"]


def cells_of(sources):
    return [
        types.SimpleNamespace(number=number, source=source, outputs="")
        for number, source in enumerate(sources, 1)
    ]


def flags_of(sources):
    return look(parse(cells_of(sources)))[0]


@pytest.mark.parametrize("name", ALL_SELECTS)
def test_a_choice_by_the_test_set_is_seen_and_quoted(name):
    chosen = [f for f in flags_of(ALL_SELECTS[name]) if f["kind"] == "selects_by_test"]
    assert chosen, name
    flag = chosen[0]
    assert flag["quote"].splitlines()[0] in ALL_SELECTS[name][flag["cell"] - 1]
    assert 1 <= len(flag["quote"].splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_without_a_choice_is_shown_and_nothing_more(name):
    kind, sources = LOOKS[name]
    assert {flag["kind"] for flag in flags_of(sources)} == {kind}


@pytest.mark.parametrize("name", ALL_INNOCENT)
def test_ordinary_hand_ins_raise_no_flag(name):
    assert flags_of(ALL_INNOCENT[name]) == []


@pytest.mark.parametrize("path", BOOK, ids=lambda path: path.stem)
def test_nothing_in_the_book_is_taken_for_peeking(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    assert flags_of(sources) == []


def test_without_its_test_set_no_planted_choice_is_one():
    for name, sources in ALL_SELECTS.items():
        if "validation" in name:  # there the test set has two names
            continue
        innocent = [
            source.replace("X_test", "X_val")
            .replace("Y_test", "Y_val")
            .replace(LOAD.replace("_test", "_val"), "X_val, Y_val = held_out")
            for source in sources
        ]
        if innocent != sources and "_test" not in "".join(innocent):
            kinds = {flag["kind"] for flag in flags_of(innocent)}
            assert "selects_by_test" not in kinds, name


HOSTILE = {
    "deep sum": "x = " + "+".join(["1"] * 20_000),
    "deep brackets": "x = " + "(" * 3000 + ")" * 3000,
    "deep attributes": "x = X_test" + ".T" * 20_000,
    "minus signs": "x = " + "-" * 20_000 + "1",
    "deep loops": "".join(" " * k + f"for i{k} in X_test:\n" for k in range(18))
    + " " * 18
    + "y = model.forward(X_test)",
    "calls that double": "def f0(x): return x\n"
    + "".join(f"def f{k}(x): return f{k - 1}(x) + f{k - 1}(x)\n" for k in range(1, 9))
    + "for i in range(3):\n for j in range(3):\n  for k in range(3):\n   f8(X_test)",
    "calls itself": "def f(x):\n return f(g(x))\ndef g(x):\n return f(x)\nf(X_test)",
    "functions that call all others": "".join(
        f"def f{k}(x): return " + " + ".join(f"f{j}(x)" for j in range(14)) + "\n"
        for k in range(14)
    )
    + "for i in range(3):\n f0(X_test)",
    "null byte": "x = 1\0",
    "unfinished": "def f(:\n",
    "large": "x = 1\n" * 100_000,
    "no names": "f()()\n(lambda: 0)()\nmax()\nmax(*X_test)\nsorted(key=3)\n[][0] = 1",
    "stars": "max(*a, **b)\nf = lambda *a, **b: max(a)\nf(*X_test, **{})\ndel a.b\n"
    "match x:\n    case {'a': b, **c}:\n        max(b)\n",
    "wide": "d = {" + ",".join(f"'k{k}': X_test" for k in range(5000)) + "}",
    "surrogates": "x = '\ud800'\nmax(X_test)",
    "nested results": "d = X_test\n" + "d = {'a': d, 'b': [d, d]}\n" * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_cell_costs_little_and_hides_no_other(name):
    peek = SELECTS["argmax of a list"]
    start = time.process_time()
    flags = flags_of([*peek, HOSTILE[name]])
    assert time.process_time() - start < 20
    assert "selects_by_test" in {flag["kind"] for flag in flags}
