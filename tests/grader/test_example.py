"""Generate, solve and grade examples/assignment by the steps in own-questions.md."""

import re

import nbformat
import pytest
from handmade import rows
from notebooks import ROOT

from coursework.__main__ import main
from coursework.authoring.make_exercises import main as make_students
from coursework.authoring.make_exercises import prepare
from coursework.words import say

EXAMPLE = ROOT / "examples" / "assignment"
SOLUTION = nbformat.read(EXAMPLE / "first-steps.ipynb", as_version=4)
PAGE = (ROOT / "book" / "own-questions.md").read_text(encoding="utf-8")
WRONG = """
def running_mean(x, width):
    return np.array([x[k : k + width].sum() for k in range(len(x) - width + 1)])
def short_form(text):
    return text.upper()
def places(labels):
    return {str(each): [[*labels].index(each)] for each in labels}
"""


@pytest.fixture
def graded(tmp_path):
    """Grade a blank, a solved and a wrong submission; return the output folder."""
    students, sent = tmp_path / "students", tmp_path / "in"
    make_students(EXAMPLE, students, graded=True)
    blank = nbformat.read(students / "first-steps.ipynb", as_version=4)
    sent.mkdir()
    nbformat.write(blank, sent / "blank.ipynb")
    nbformat.write(SOLUTION, sent / "solved.ipynb")
    blank.cells.append(nbformat.v4.new_code_cell(WRONG))
    nbformat.write(blank, sent / "wrong.ipynb")
    options = ["--isolation=process", "--jobs=1", "--quiet"]
    options += ["--assignment", str(EXAMPLE / "assignment.toml")]
    assert main(["grade", str(sent), "--out", str(tmp_path / "out"), *options]) == 0
    return tmp_path / "out"


def test_the_example_is_graded_only_by_its_own_questions(graded):
    assert rows(graded / "grades.csv") == [
        ["ID", "student", "email", "running_mean", "short_form", "places", "total",
         "mistakes"],
        ["", "blank", "", "0", "0", "0", "0", ""],
        ["", "solved", "", "2", "1", "1", "4", ""],
        ["", "wrong", "", "0.5", "0.25", "0", "0.75",
         "running_mean: sums; places: wrong_shape"],
    ]  # fmt: skip
    page = (graded / "feedback" / "wrong.html").read_text(encoding="utf-8")
    assert say("scale") in page


def test_one_command_tries_an_assignment_and_says_what_students_read(tmp_path, capsys):
    """`try` exits with 1 if something is to be looked at, 2 without an assignment."""
    mine = nbformat.from_dict(SOLUTION)
    sources = [cell.source for cell in mine.cells]
    last = next(k for k, each in enumerate(sources) if each.startswith("check("))
    mine.cells = mine.cells[: last + 1]  # the first question alone
    nbformat.write(mine, tmp_path / "right.ipynb")
    for cell in mine.cells:  # mine.ipynb hides no input, and its answer is wrong
        cell.source = re.sub(r"(?s)hidden = .*?\n\n\nhints", "hints", cell.source)
        cell.source = cell.source.replace('mode="valid"', 'mode="same"')
    nbformat.write(mine, tmp_path / "mine.ipynb")
    (tmp_path / "mine.toml").write_text('notebooks = ["mine.ipynb"]')
    out = ["--out", str(tmp_path / "out"), "--isolation=process"]
    assert main(["try", str(tmp_path / "mine.toml"), *out]) == 1
    right, sums, *_, known, _pages = capsys.readouterr().out.splitlines()
    assert right.startswith("running_mean, right: 0 of 2. LOOK: ")
    assert sums.startswith("running_mean, sums: 0.5 of 2. ")
    assert known.startswith("running_mean: ")  # its inputs are known to all
    make_students(tmp_path, tmp_path / "students")
    assert known in capsys.readouterr().out
    (tmp_path / "mine.toml").write_text('notebooks = ["right.ipynb"]')
    assert main(["try", str(tmp_path / "mine.toml"), *out]) == 0
    (tmp_path / "mine.toml").write_text("title = 'none'")
    assert main(["try", str(tmp_path / "mine.toml"), *out]) == 2


def test_the_page_on_own_questions_shows_the_example_as_it_is():
    blocks = re.findall(r"```python\n(.*?)\n```", PAGE, flags=re.DOTALL)
    sources = [cell.source for cell in SOLUTION.cells]
    assert len(blocks) == 3
    assert all(block in sources for block in blocks)
    assert prepare(SOLUTION) == SOLUTION  # its metadata are up to date
