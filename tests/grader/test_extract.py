"""Test how the last definition of an answer, and all that it needs, is extracted."""

import functools
import inspect
import json
import os
import pathlib
import re
import signal
import sys
import types

import pytest
from keys import is_said
from programs import marked
from written import OfTheStudent, answers_to, codes

from coursework import blocks, check
from coursework.questions import HOMEWORK as NAMES
from coursework.words import say
from grader import forked
from grader.sandbox import runner
from grader.submissions.cells import Cell, plain_python, read_cells
from grader.submissions.programs import (
    Extract,
    Reading,
    extract,
    quoted,
    read_safely,
)

ROOT = pathlib.Path(__file__).parents[2]
ONE = "def softmax(X):\n    return X + 1"
NOTEBOOKS = blocks.read(pathlib.Path(__file__).with_name("notebooks.txt"))
CASES = [(each.title, *each.fields, each.text) for each in NOTEBOOKS]


def program(name, *sources):
    """Return the Extract of the question `name` that cells with these sources give."""
    cells = [Cell(n, plain_python(source)) for n, source in enumerate(sources, 1)]
    (found,) = extract(cells, [name])
    return found


def defined(program):
    """Run a program as the sandbox does, and return its function or class."""
    assert program.problem is None
    module = types.ModuleType("answer")
    runner.run_all(program.statements, module.__dict__)
    return module.__dict__.get(program.answer)


def answer(name, *sources):
    """Return the function `name` of the cells, or the method if it is in a class."""
    result = defined(program(name, *sources))
    return getattr(result(), name) if isinstance(result, type) else result


@pytest.mark.parametrize(("title", "names", "fact", "cells"), CASES)
def test_the_right_program_is_extracted_from_a_notebook(title, names, fact, cells):
    """`fact` is an expression about the program, and about the functions it calls."""
    names, sources = names.split(), cells[:-1].split("\n---\n")
    found = program(names[0], *sources)
    namespace = {key: getattr(found, key) for key in ("cell", "problem", "near")}
    namespace["text"] = "\n".join(found.statements)
    for name in names:
        if f"{name}(" in fact:
            namespace[name] = answer(name, *sources)
    assert eval(fact, namespace), (title, found)


# --- whole submissions


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_extracted_from_the_solved_and_the_empty_homework(name):
    cells = read_cells(ROOT / "book/solutions/homework.ipynb").cells
    (answer,) = extract(cells, [name])
    report = check(name, defined(answer))
    assert (report.status, report.score) == ("correct", 1.0)
    source = next(cell.source for cell in cells if cell.number == answer.cell)
    assert f"def {name}(" in source
    for needless in ("load_mnist", "plots", "import check", "seed(", "load_batch\n"):
        assert needless not in "\n".join(answer.statements)
    cells = read_cells(ROOT / "book/exercises/homework.ipynb").cells
    (answer,) = extract(cells, [name])
    assert answer.near == ""  # no other function is taken for it
    assert check(name, defined(answer)).status == "not attempted"


NEEDED = "import numpy as np\nfrom neuralnet import *", inspect.getsource(OfTheStudent)


@pytest.mark.parametrize("question", NAMES)
def test_each_answer_that_the_check_accepts_is_extracted(question):
    """All choices {x|y} of an answer are tried only if it is `name = ...`, no def."""
    for right in answers_to(question, is_right=True):
        is_bound = re.search(rf"^{question} = ", right.text, re.MULTILINE)
        texts = codes(right.text) if is_bound else [next(codes(right.text))]
        for code in texts:
            function = defined(program(question, *NEEDED, code))
            assert callable(function), code
            if is_bound:
                assert check(question, function, seed=0).score == 1, code


def test_an_extracted_line_has_its_line_number_in_the_cell():
    found = program("softmax", "import numpy as np\n\n\n" + ONE)
    assert found.statements == ("\n\n\n" + ONE,)
    with pytest.raises(ZeroDivisionError) as caught:
        answer("softmax", "if 1:\n\n    def softmax(X: 'int', k=1):\n\n     X / 0")(0)
    assert caught.traceback[-1].lineno == 4  # from 0: the fifth line of the cell


BODIES = """"Only a docstring."|pass|...|raise NotImplementedError("todo")|return X
y = None; return y|result = {'y': None}; return result, None"""


@pytest.mark.parametrize("body", re.split(r"[|\n]", BODIES))
def test_a_placeholder_does_not_replace_an_answer(body):
    placeholder = f"def softmax(X):\n    'Text.'\n    # Your answer\n    {body}"
    assert program("softmax", ONE, placeholder).cell == 1
    assert program("softmax", placeholder).cell == 1
    assert program("softmax", placeholder).problem is None


# --- hostile sources


@functools.cache
def hostile():
    """Return {kind: source}; each source may crash or delay Python's parser."""
    deep = 100_000
    chain = [f"def f{n}(x):\n    return f{n + 1}(x)" for n in range(500)]
    return {
        "brackets": "x = " + "(" * deep + ")" * deep,
        "elifs": "if x: pass\n" + "elif x: pass\n" * 20_000,
        "open brackets": "x = (\n" * 200,
        "chain": "\n".join(["forward = lambda x: f0(x)", *chain]),
        "same": "alpha = 1\n" * 1_000 + "forward = lambda X: alpha",
    }


@pytest.mark.parametrize("kind", hostile())
def test_a_source_that_could_crash_the_parser_spoils_no_other_cell(kind, tmp_path):
    cells = [{"cell_type": "code", "source": s} for s in (hostile()[kind], ONE)]
    path = tmp_path / "kim.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    names = ("softmax", "forward")
    programs = read_safely(path, names).programs
    if kind not in ("chain", "same"):  # these two define forward
        assert programs["forward"].problem
    if programs["softmax"].problem is None:
        assert defined(programs["softmax"])(0) == 1
    else:
        assert is_said("code_unread", programs["softmax"].problem)


# --- in a child with limits


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def interrupt():
    raise KeyboardInterrupt


def hog():
    return "a" * (1 << 27)


def spin():
    while True:
        pass


ENDS = [crash, interrupt, hog, spin, signal.pause]


@pytest.mark.parametrize("ends", ENDS, ids=lambda end: end.__name__)
def test_values_that_a_child_yields_before_it_ends_are_kept(ends, monkeypatch):
    """However it ends: the last two take too long."""

    def work():
        yield os.getpid()
        yield ends()

    monkeypatch.setattr(forked, "WALL_SECONDS", 60 if ends is spin else 1)
    (child,) = forked.results(work, seconds=1, memory=1 << 26)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize("crashes", ["read_cells", "extract"])
def test_a_crash_of_the_child_becomes_a_sentence(monkeypatch, tmp_path, crashes):
    (tmp_path / "kim.py").write_text(ONE)

    def aborts(*_):
        os.abort()

    module = sys.modules["grader.submissions.programs"]
    monkeypatch.setattr(module, crashes, aborts)
    found = read_safely(tmp_path / "kim.py", ["softmax"])
    assert (found.problem is None, found.quotes) == (crashes == "extract", [])
    assert is_said("too_heavy", found.programs["softmax"].problem)


def test_a_child_returns_the_same_programs_and_problems_as_this_process(tmp_path):
    path = ROOT / "book/solutions/homework.ipynb"
    submission = read_cells(path)
    programs = {each.name: each for each in extract(submission.cells, NAMES)}
    found = read_safely(path, NAMES)
    assert found == Reading(None, programs, quoted(submission))
    assert any("\nfinal = dict(" in cell.source for cell in found.quotes)
    assert "test accuracy 0.9703" in found.quotes[-1].outputs
    (tmp_path / "kim.ipynb").write_text("{")
    found = read_safely(tmp_path / "kim.ipynb", NAMES)
    assert list(found.programs) == list(NAMES)
    assert {each.problem for each in found.programs.values()} == {found.problem}


def test_statements_that_fail_in_the_sandbox_are_told_and_not_judged_as_wrong():
    """Without cupy there is no softmax; the other two answers only get a note."""
    cells = "import cupy_is_not_here as cp", "softmax = cp.vectorize(lambda X: X)"
    wrong = "def forward(params, X):\n return cp.exp(X)"
    given = {name: Extract(name, problem="Nothing.") for name in NAMES}
    given["softmax"] = program("softmax", *cells)
    given["forward"] = program("forward", *cells, wrong)
    loop = "table = []\nfor k in range(3):\n table.append(k)"
    given["backward"] = program("backward", loop, "def backward(*a): return table")
    entries = marked(given, 1, isolation="process")
    by_name = {entry.question: entry for entry in entries}
    assert by_name["softmax"].mistake == "could_not_run"
    assert "NameError: cp" in by_name["softmax"].message
    reasons = {"forward": "ModuleNotFoundError: cupy_is_not_here"}
    reasons["backward"] = "A_for_statement_is_not_run: cell_1"
    for name, reason in reasons.items():
        (note,) = by_name[name].notes
        assert note == say("left_out", error=reason)
