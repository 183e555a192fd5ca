"""Looks at the test set are flagged and quoted, ordinary hand-ins left alone."""

import ast
import json
import pathlib
import re
import textwrap
import time

import pytest

from coursework.grading.choice.looking import MOST_LINES, Look
from coursework.grading.hand_in.cells import Cell

ROOT = pathlib.Path(__file__).resolve().parents[3]
BOOK = [*ROOT.glob("book/chapters/*.ipynb"), *ROOT.glob("book/solutions/*.ipynb")]
BOOK = [*sorted(BOOK), ROOT / "tests/homework/homework.ipynb"]
LOAD = "X_train, Y_train, X_test, Y_test = load_data()"
TRAIN = """\
m = TwoLayerNN(784, 64, 10)
m.train(X_train, Y_train, X_val, Y_val, lr, 5, 64)"""
TESTED = "m.evaluate(Y_test, m.forward(X_test)[0])"
VALIDATED = TESTED.replace("_test", "_val")
SEARCH = f"""\
for lr in lrs:
{textwrap.indent(TRAIN, "    ")}
    acc = {VALIDATED}
    if acc > best:
        best, best_lr = acc, lr"""
NETWORK = """\
class TwoLayerNN:
    def train(self, X, Y, X_val, Y_val, lr, n_epochs, batch_size):
        for epoch in range(n_epochs):
            for X_batch, Y_batch in load_batch(X, Y, batch_size):
                self.train_step(X_batch, Y_batch, batch_size, lr)
            for part, A, B in (("train", X, Y), ("valid", X_val, Y_val)):
                row[part + "_acc"] = self.evaluate(B, self.forward(A)[0])"""
WORDS = {"TRAIN": TRAIN, "SEARCH": SEARCH, "NETWORK": NETWORK}


def read():
    """Return the lists of cells by (kind, name)."""
    path = pathlib.Path(__file__).with_name("looks.txt")
    _, *entries = path.read_text(encoding="utf-8").split("\n=== ")
    return dict(map(_entry, entries))


def _entry(text):
    head, _, body = text.partition("\n")
    kind, _, name = head.partition(": ")
    lines = []
    for line in body.splitlines():
        word = line.strip()
        indent = line[: len(line) - len(word)]
        lines.append(textwrap.indent(WORDS.get(word, word), indent))
    body = "\n".join(lines).replace("TESTED", TESTED).replace("VALIDATED", VALIDATED)
    cells = [cell.strip("\n") for cell in body.split("# %%\n")]
    return (kind, name), cells if "own loader" in name else [LOAD, *cells]


LOOKS = read()


def flags_of(sources):
    cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
    return Look([(cell, ast.parse(cell.source)) for cell in cells]).flags


@pytest.mark.parametrize("case", LOOKS, ids=": ".join)
def test_what_is_flagged_and_what_is_not(case):
    flags = flags_of(LOOKS[case])
    assert bool(flags) == (case[0] in ("selects", "looks"))
    for flag in flags:
        lines = flag["quote"].splitlines()
        assert lines[0] in LOOKS[case][flag["cell"] - 1]
        assert 1 <= len(lines) <= MOST_LINES
        assert flag["kind"] == "uses_test"


@pytest.mark.parametrize("path", BOOK, ids=lambda path: path.stem)
def test_nothing_in_the_book_is_flagged(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    assert flags_of(sources) == []


def test_without_its_test_set_no_choice_is_flagged():
    for (kind, name), sources in LOOKS.items():
        honest = [s.replace("_test", "_val").replace("_te", "_va") for s in sources]
        honest = [LOAD.replace("_test", "_val").replace("data()", "split()"), *honest]
        if kind == "selects" and not re.search("exec|eval|place", name):
            assert flags_of(honest) == [], name


HOSTILE = {
    "deep loops": "".join(" " * k + f"for i{k} in X_test:\n" for k in range(18))
    + " " * 18
    + "y = model.forward(X_test)",
    "calls itself": "def f(x):\n return f(g(x))\ndef g(x):\n return f(x)\nf(X_test)",
    "functions that call all others": "".join(
        f"def f{k}(x): return " + " + ".join(f"f{j}(x)" for j in range(20)) + "\n"
        for k in range(20)
    )
    + "for i in range(3):\n f0(X_test)",
    "no names": "f()()\n(lambda: 0)()\nmax()\nmax(*X_test)\nsorted(key=3)\n[][0] = 1",
    "stars": "max(*a, **b)\nf = lambda *a, **b: max(a)\nf(*X_test, **{})\ndel a.b\n"
    "match x:\n    case {'a': b, **c}:\n        max(b)\n",
    "texts": "for i in x: train(X_test)\nexec('(' * 999)\nexec('((')\nexec()",
    "many loops": "for i in a: train(X_test)\n" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_cell_costs_little_and_hides_no_other(name):
    peek = LOOKS["selects", "best so far"]
    start = time.process_time()
    flags = flags_of([*peek, HOSTILE[name]])
    assert time.process_time() - start < 10
    assert 2 in [flag["cell"] for flag in flags]
