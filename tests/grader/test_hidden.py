"""Test that of a hidden input a student learns only whether the answer is right."""

import nbformat
import pytest

from grader import grade
from grader.assignment import Assignment

REFERENCE = "def shout(text):\n    return text.upper()"
PROBES = """
probes = ["abc", "xyz"]
hidden = ["topsecret"]
hints = ["Look at the letters."]
mistakes = '''
stays: Nothing happens to the text.
    return text
'''
"""
# What an answer does at an input that it does not know, to tell of it.
RAISED = ["ValueError", "KeyError", "NotImplementedError", "KeyboardInterrupt"]
SECRETS = {f"raises {name}": f"raise {name}(text)" for name in RAISED}
SECRETS |= {
    "the name of an exception": "raise type(text, (Exception,), {})()",
    "a warning": "__import__('warnings').warn(text); return text",
    "a wrong text": "return 't'",
    "a known mistake": "return text",
    "another type": "return len(text)",
    "nothing": "return None",
    "a dictionary": "return {text: 1}",
    "a type's name": "return type(text, (), {})()",
    "the end of Python": "__import__('os')._exit(3)",
    "another answer each time": "seen.append(text); return text * len(seen)",
    "far too much": "return text * 10**8",
}
VISIBLE = {  # answers that are wrong at an input that all may see
    "mistake": "return text",
    "raises": "raise ValueError('mine')",
    "kept": "seen.append(text); raise ValueError(str(seen))",
    "imports": "import nowhere",
}


def notebook(*sources, tags=()):
    """Return a notebook with cells of code, the first of them with tags."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    for cell, tag in zip(cells, tags, strict=False):
        cell.metadata["tags"] = [tag]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade all answers once; return {name: (record, page without the name)}."""
    base = tmp_path_factory.mktemp("hidden")
    mine = notebook(REFERENCE, PROBES, tags=("reference", "probes"))
    nbformat.write(mine, base / "mine.ipynb")
    bodies = {
        name: f'    if text in ("abc", "xyz"):\n        return text.upper()\n    {code}'
        for name, code in SECRETS.items()
    }
    bodies |= {name: f"    {code}" for name, code in VISIBLE.items()}
    bodies["right"] = "    return text.upper()"
    (base / "in").mkdir()
    for k, body in enumerate(bodies.values()):
        answer = notebook(f"seen = []\ndef shout(text):\n{body}")
        nbformat.write(answer, base / "in" / f"s{k:02}.ipynb")
    options = {"isolation": "process", "progress": False, "jobs": 1, "seed": 2**40}
    mine = (str(base / "mine.ipynb"),)
    options |= {"assignment": Assignment({"shout": 1.0}, mine, by_hand={})}
    records, *_ = grade(base / "in", base / "out", **options)
    found = {}
    for name, record in zip(bodies, records, strict=True):
        page = base / "out" / "feedback" / f"{record.student}.html"
        text = page.read_text("utf-8").replace(record.student, "NAME")
        found[name] = record.marks[0], text
    return found


def test_whatever_happens_at_a_hidden_input_the_page_is_the_same(graded):
    _, wanted = graded["a wrong text"]
    assert graded["right"][0].status == "correct"
    for name in SECRETS:
        entry, page = graded[name]
        assert (entry.status, entry.score) == ("incorrect", 0.25), name
        assert page == wanted, name
    mistakes = {graded[name][0].mistake for name in SECRETS}
    assert {"crashed", "raises"} <= mistakes  # for the teacher


@pytest.mark.parametrize("name", VISIBLE)
def test_what_happens_at_visible_inputs_is_told_as_ever(graded, name):
    entry, page = graded[name]
    assert "topsecret" not in page
    assert entry.message != graded["a wrong text"][0].message
    if name in ("mistake", "raises"):
        assert {"mistake": "stays", "raises": "raises"}[name] == entry.mistake


PAIR = "def pair(n):\n    return {'low': n - 0.5, 'high': 2.0 * n}"
TABLE = "low, high = {1: (0.5, 2.0), 3: (2.5, 6.0)}.get(n, (0, n))\n    "
HALF = "low, high = n - 0.5, n * n + 0.3\n    "
PARTS = {  # answers whose parts are in part right, and their scores
    f"{TABLE}return {{'low': low, 'high': high}}": 0.25,
    f"{TABLE}return {{'low': low, 'high': high, 'extra': 0}}": 0.25,
    f"{TABLE}return {{'low': low, 'high': -n}}": 0.25,
    f"{TABLE}raise_at = 1 / (n < 5)\n    return {{'low': low, 'high': -n}}": 0.25,
    f"{HALF}return {{'low': low, 'high': high}}": 0.5,
    f"{HALF}return {{'low': low, 'high': high if n < 5 else [high]}}": 0.5,
    f"{HALF}return {{'low': low, 'high': 2 * n, 'extra': 0}}": 0.75,
}


def test_parts_count_only_if_they_hold_at_hidden_inputs(tmp_path):
    """A typed table of the visible inputs earns no more for a wrong part or key."""
    probes = "probes = [1, 3]\nhidden = [7, 8, 9]"
    mine = notebook(PAIR, probes, tags=("reference", "probes"))
    nbformat.write(mine, tmp_path / "mine.ipynb")
    (tmp_path / "in").mkdir()
    for k, body in enumerate(PARTS):
        answer = notebook(f"def pair(n):\n    {body}")
        nbformat.write(answer, tmp_path / "in" / f"s{k}.ipynb")
    options = {"isolation": "process", "progress": False, "jobs": 1}
    path = str(tmp_path / "mine.ipynb")
    options |= {"assignment": Assignment({"pair": 1.0}, (path,), by_hand={})}
    records, *_ = grade(tmp_path / "in", tmp_path / "out", **options)
    assert [each.marks[0].score for each in records] == [*PARTS.values()]
