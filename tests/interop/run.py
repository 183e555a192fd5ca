"""Run nbgrader on the solution notebooks to show that it can use them.

    python3 -m venv _build/interop
    _build/interop/bin/python -m pip install -r tests/interop/requirements.txt
    _build/interop/bin/python tests/interop/run.py

nbgrader needs a hundred packages, the course none of them, so it has an environment of
its own. This generates the assignment, validates it,
and grades three submissions that were made from our own student notebooks.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time

import nbformat
from nbgrader.api import Gradebook

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from coursework.authoring.make_exercises import leaks  # noqa: E402 - after its folder is known

COURSE = ROOT / "_build" / "interop-course"
BIN = pathlib.Path(sys.executable).parent
SOLUTIONS = sorted((ROOT / "book" / "solutions").glob("*.ipynb"))
GRADED = ["activations", "training", "mistakes-top-k"]  # submitted notebooks
os.environ |= {
    "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),  # nbgrader starts programs
    "PYTHONPATH": str(ROOT),
    "JUPYTER_PREFER_ENV_PATH": "1",
}


def nbgrader(*arguments):
    """Run nbgrader in the course's folder and return what it says."""
    command = [BIN / "nbgrader", *arguments]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return output


def read(path):
    return nbformat.read(path, as_version=4)


def solution(name):
    return read(ROOT / "book" / "solutions" / f"{name}.ipynb")


def exercise(name):
    return read(ROOT / "book" / "exercises" / f"{name}.ipynb")


def facts(notebook):
    """Return {id of a cell: its nbgrader metadata}, without checksums."""
    known = ("grade_id", "grade", "solution", "locked", "points", "schema_version")
    return {
        cell.id: {key: cell.metadata.nbgrader.get(key) for key in known}
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }


def points(notebook):
    return sum(fact["points"] or 0 for fact in facts(notebook).values())


def generate():
    """Make the assignment, and compare it with our own student notebooks."""
    shutil.rmtree(COURSE, ignore_errors=True)
    source = COURSE / "source" / "book"
    source.mkdir(parents=True)
    shutil.copy(HERE / "nbgrader_config.py", COURSE)
    for path in SOLUTIONS:
        shutil.copy(path, source)
    output = nbgrader("generate_assignment", "book", "--create")
    assert "WARNING" not in output, output
    for path in SOLUTIONS:
        theirs = read(COURSE / "release" / "book" / path.name)
        ours = exercise(path.stem)
        assert facts(theirs) == facts(ours), path.name
        answers = {key for key, fact in facts(ours).items() if fact["solution"]}
        may_differ = {"colab-link", *answers}  # the link names its own file
        for their_cell, cell in zip(theirs.cells, ours.cells, strict=True):
            assert their_cell.id == cell.id, path.name
            if cell.id not in may_differ:
                assert their_cell.source == cell.source, cell.id
        assert leaks(theirs, read(path)) == [], path.name


def validate():
    """Check that a solution passes all its tests, and that an exercise fails them."""
    for name in GRADED:
        output = nbgrader("validate", f"source/book/{name}.ipynb")
        assert "Success! Your notebook passes all the tests." in output, output
        output = nbgrader("validate", f"release/book/{name}.ipynb")
        tests = [fact for fact in facts(solution(name)).values() if fact["grade"]]
        assert f"FAILED ON {len(tests)} CELL" in output, output


def hand_in(student, answer):
    """Hand in our student notebooks, with answer(blank, solved) for each answer."""
    folder = COURSE / "submitted" / student / "book"
    folder.mkdir(parents=True)
    for name in GRADED:
        notebook = exercise(name)
        solved = {cell.id: cell for cell in solution(name).cells}
        for cell in notebook.cells:
            if facts(notebook).get(cell.id, {}).get("solution"):
                cell.source = answer(cell.source, solved[cell.id].source)
        nbformat.write(notebook, folder / f"{name}.ipynb")


def half_right(_, solved):
    """Return the answer with the wrong sign in its step, or in its order of classes."""
    return solved.replace("- lr *", "+ lr *").replace("argsort(-y", "argsort(y")


def grade():
    """Return {student: {notebook: score}} of three students."""
    hand_in("solved", lambda blank, solved: solved)
    hand_in("unsolved", lambda blank, solved: blank)
    hand_in("half", half_right)
    nbgrader("autograde", "book", "--create")  # enters the students, too
    with Gradebook(f"sqlite:///{COURSE / 'gradebook.db'}") as gradebook:
        return {
            student: {
                name: gradebook.find_submission_notebook(name, "book", student).score
                for name in GRADED
            }
            for student in ("solved", "unsolved", "half")
        }


def main():
    begin = time.perf_counter()
    for step in (generate, validate):
        step()
        print(f"{step.__name__}: {time.perf_counter() - begin:.0f} s", flush=True)
    scores = grade()
    print(f"autograde: {time.perf_counter() - begin:.0f} s")
    for student, by_notebook in scores.items():
        print(f"  {student}: {by_notebook}")
    full = {name: points(exercise(name)) for name in GRADED}
    assert scores["solved"] == full
    assert scores["unsolved"] == dict.fromkeys(GRADED, 0)
    partial_credit = {"training": 0.25, "mistakes-top-k": 0.25}
    assert scores["half"] == full | partial_credit
    print(
        f"nbgrader accepts {len(SOLUTIONS)} notebooks and grades {len(GRADED)} of them"
    )


if __name__ == "__main__":
    main()
