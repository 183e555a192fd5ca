"""Test that students' notebooks are made from the solutions and show no solution."""

import ast
import copy
import functools
import re

import nbformat
import pytest
from keys import is_said, words_of
from notebooks import ROOT

from coursework.authoring import make_exercises as maker
from coursework.words import say

BOOK = ROOT / "book"
NAMES = sorted(path.name for path in (BOOK / "solutions").glob("*.ipynb"))
BEGIN = "### BEGIN SOLUTION"
WRITE = "# Write your answer here, in place of the next line."
GENERATED = ("colab-link", "colab-setup")  # by tools/publish.py, anew for each file


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@functools.cache
def read_once(folder, name):
    return nbformat.read(BOOK / folder / name, as_version=4)


def read(folder, name):
    """Return a notebook of the book, as a copy that a test may change."""
    return copy.deepcopy(read_once(folder, name))


def facts(notebook):
    """Return (id, type, source, metadata) of each cell that is not generated."""
    cells = [cell for cell in notebook.cells if cell.id not in GENERATED]
    for cell in cells:
        cell.metadata.pop("mystnb", None)  # tools/notebooks.py sets it
    return [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in cells]


def calls_of(notebook, function):
    """Yield each cell that ends in a call of a function, such as "check".

    With the cell come the call's first argument and the output stored below the cell.
    """
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.source:
            continue
        last = ast.parse(cell.source).body[-1]
        call = getattr(last, "value", None)
        if getattr(getattr(call, "func", None), "id", None) == function:
            (output,) = cell.outputs
            yield cell, call.args[0].value, output.data["text/plain"]


def test_each_solution_has_its_exercise():
    assert sorted(path.name for path in (BOOK / "exercises").glob("*.ipynb")) == NAMES


def test_the_solution_and_the_exercise_are_up_to_date(name):
    """`make exercises` would change neither the exercise nor the solution."""
    solution = read("solutions", name)
    assert maker.prepare(solution) == solution, "run: make exercises"
    exercise = read("exercises", name)
    text = "\n".join(cell.source for cell in exercise.cells)
    sentence = maker.HAND_IN.search(text)  # an instructor's edition has another one
    hand_in = sentence[0].removeprefix("**Hand in.** ") if sentence else ""
    anew = maker.student_version(solution, hand_in, graded="no_solutions()" in text)
    assert facts(anew) == facts(exercise), "run: make exercises"
    assert solution == read("solutions", name)  # unchanged by the three calls
    ids = [cell.id for cell in solution.cells]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_each_cell_has_its_metadata_for_nbgrader(folder, name):
    cells = read(folder, name).cells
    checks = 0
    for cell in cells:
        nbgrader = cell.metadata.get("nbgrader")
        is_answer = BEGIN in cell.source or "# Write your" in cell.source
        is_check = cell.source.startswith("check(")
        is_question = "question" in cell.metadata.get("tags", [])
        if not (is_answer or is_check or is_question):
            assert nbgrader is None
            continue
        assert (nbgrader["schema_version"], nbgrader["grade_id"]) == (3, cell.id)
        assert nbgrader["solution"] == is_answer
        assert nbgrader["grade"] == is_check
        assert nbgrader["locked"] == (is_check or is_question)
        assert nbgrader.get("points") == (1 if is_check else None)
        checks += is_check
    assert checks >= 1


def test_leaks_finds_nothing_in_an_exercise_and_everything_in_a_solution(name):
    solution = read("solutions", name)
    assert len(maker.solution_lines(solution)) >= 5
    assert maker.leaks(read("exercises", name), solution) == []
    found = " ".join(maker.leaks(solution, solution))
    for what in ("the line", "the marker", "a cell tagged", "the verdict"):
        assert what in found
    has_figure = any(
        maker.WAITS.search(c.source) and "plots.show" in c.source
        for c in solution.cells
    )
    assert ("a figure" in found) == has_figure


def test_a_leaked_line_is_found_in_sources_and_outputs():
    solution, new = read("solutions", NAMES[0]), nbformat.v4.new_output
    line = sorted(maker.solution_lines(solution), key=len)[0]
    outputs = [new("stream", text=line), new("error", traceback=["Error", line])]
    outputs += [new("display_data", data={"text/html": f"<pre>{line}</pre>"})]
    changes = [("code", {"outputs": [output]}) for output in outputs]
    changes += [("code", {"source": f"\n# {line}"}), ("markdown", {"source": line})]
    for kind, change in changes:
        student = read("exercises", NAMES[0])
        next(c for c in student.cells if c.cell_type == kind).update(change)
        assert maker.leaks(student, solution) == [f"the line {line!r}"]


def test_solved_checks_say_correct(name):
    solution = read("solutions", name)
    for _, _, text in calls_of(solution, "check"):
        assert is_said("correct", text), text
    ((cell, _, text),) = calls_of(solution, "caught")
    assert "break-it" in cell.metadata.tags
    assert is_said("caught", text)
    if name != "mistakes-top-k.ipynb":  # whose question has no known mistakes
        assert not is_said("not_right_yet", text), f"a mistake without name:\n{text}"


def test_unsolved_checks_say_not_attempted(name):
    for _, _, text in calls_of(read("exercises", name), "check"):
        assert is_said("not_attempted", text)
    ((cell, _, text),) = calls_of(read("exercises", name), "caught")
    wrong = re.search(r"^(?:def|class) (\w+)", cell.source, re.MULTILINE)[1]
    key = "needs_unwritten" if name == "homework.ipynb" else "write_planted"
    assert is_said(key, text)
    assert wrong in text


def test_the_last_cell_counts_the_correct_answers(name):
    solution, student = read("solutions", name), read("exercises", name)
    asked = {question for _, question, _ in calls_of(solution, "check")}
    steps = {question for question in asked if "." in question}
    ((cell, _, text),) = calls_of(solution, "finish")
    assert cell is solution.cells[-1]
    quoted = re.findall(r'"(?:\w+\.)?(\w+)"', cell.source)  # forward, without its class
    listed = [name for name in quoted if name in asked]
    assert sorted(listed) == sorted(asked - steps)
    number = len(listed) - len(re.findall(words_of("optional"), text))
    assert say("all_correct_and_caught", n=number, all=number) in text
    assert is_said("next", text)
    ((_, _, text),) = calls_of(student, "finish")
    assert say("all_correct", n=0, all=number) in text
    assert not is_said("lost", text)


def solved(source):
    """Return a solved cell: a function whose solution is `source`."""
    return f"def f(X):\n    {BEGIN}\n{source}\n    ### END SOLUTION\n"


def test_a_blank_replaces_each_answer():
    """Names become None or False; code below `# given:` is handed out in its place."""
    names = f"{BEGIN}\nfinal = dict(a=1)\nfinal['a'] == 2\nit = True\n### END SOLUTION"
    nested = f"if True:\n    {BEGIN}\n    x = 1\n    ### END SOLUTION\n"
    function = f"def f(X):\n    {WRITE}\n    raise NotImplementedError"
    assert maker.blank(solved("    return X + 1")) == function
    assert maker.blank(names) == f"{WRITE}\nfinal = None\nit = False"
    place = "if True:\n    pass  # Write your answer here, in place of pass."
    assert maker.blank(nested) == place
    given = solved("    return X + 1\n    # given: return X - 1")
    assert maker.blank(given) == "def f(X):\n    return X - 1"


@pytest.mark.parametrize("mark", [BEGIN, "### END SOLUTION"])
def test_a_marker_without_partner_is_refused(mark):
    with pytest.raises(ValueError, match="partner"):
        maker.blank(f"def f():\n    {mark}\n    return 1")


def test_an_edition_says_how_to_hand_in_and_hides_solutions_if_graded():
    """Instructors set both. A backslash in their sentence stays as it is."""
    solution, text = read("solutions", NAMES[0]), r"Upload it to Moodle, \1 'Week 3'."
    edition = maker.student_version(solution, hand_in=text, graded=True)
    (last,) = [cell.source for cell in edition.cells if "**Hand in.**" in cell.source]
    assert last.endswith(f"\n\n**Hand in.** {text}")
    calls = [c.source for c in edition.cells if "coursework.no_solutions()" in c.source]
    assert len(calls) == 1
    assert calls[0].startswith("import numpy")


def test_a_leaking_notebook_is_not_written(tmp_path):
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell(solved("    return np.exp(X) / 2")),
        nbformat.v4.new_markdown_cell("Hint: try `return np.exp(X) / 2`."),
    ]
    nbformat.write(notebook, tmp_path / "leaking.ipynb")
    (tmp_path / "made").mkdir()
    with pytest.raises(ValueError, match="gives away"):
        maker.main(tmp_path, tmp_path / "made")
    assert list((tmp_path / "made").iterdir()) == []


def test_the_folder_of_the_solutions_is_refused_as_the_output(tmp_path):
    with pytest.raises(ValueError, match=re.escape(str(tmp_path))):
        maker.main(tmp_path / "x" / "..", tmp_path)
