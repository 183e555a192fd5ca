import json

import pytest
from handmade import BOOK, HOSTILE, entry, hostile_record, record, unreadable, wrong
from test_table import STRANGE

from coursework.grading.assignment import USUAL as ASKED
from coursework.grading.pages.gradescope import write_gradescope

# gradescope-autograders.readthedocs.io, 'Output format'.
TOP = dict.fromkeys(["output", "output_format", "test_output_format"], str)
TOP |= dict.fromkeys(["test_name_format", "visibility", "stdout_visibility"], str)
TOP |= {"score": float, "tests": list}
TEST = dict.fromkeys(["name", "name_format", "status", "output"], str)
TEST |= dict.fromkeys(["output_format", "visibility"], str)
TEST |= {"score": float, "max_score": float}
FORMATS = ("text", "html", "simple_format", "md", "ansi")
VISIBILITIES = ("visible", "hidden", "after_due_date", "after_published")


def results_of(given, out):
    return json.loads(write_gradescope(given, out).read_text("utf-8"))


def fits(result, schema):
    assert result.keys() == schema.keys()
    for key, kind in schema.items():
        assert isinstance(result[key], kind), key
        if key.endswith("_format"):
            assert result[key] in FORMATS
        if key.endswith("visibility"):
            assert result[key] in VISIBILITIES


@pytest.mark.parametrize("given", [record("kim", wrong()), unreadable()])
def test_results_are_as_gradescope_documents_them(tmp_path, given):
    results = results_of(given, tmp_path)
    fits(results, TOP)
    for test in results["tests"]:
        fits(test, TEST)
        assert test["status"] in ("passed", "failed")
    assert [test["name"] for test in results["tests"]] == list(ASKED)
    assert results["score"] == sum(test["score"] for test in results["tests"])


def test_a_test_says_what_the_teacher_says(tmp_path):
    answer = wrong(notes=["overflow in exp"])
    results = results_of(record("kim", answer), tmp_path)
    by_name = {test["name"]: test for test in results["tests"]}
    assert by_name["forward"]["status"] == "passed"
    softmax = by_name["softmax"]
    wanted = {"status": "failed", "score": 0.75, "max_score": 1.0}
    assert softmax | wanted == softmax
    for said in ("Subtract the maximum.", "Note: overflow in exp", "Hint 2: Use max."):
        assert said in softmax["output"]
    assert f"{BOOK}book/chapters/02-activations.html" in softmax["output"]


def test_an_unreadable_file_scores_0_and_says_why(tmp_path):
    results = results_of(unreadable(reason="The file is empty."), tmp_path)
    assert results["score"] == 0
    assert "The file is empty." in results["output"]


def test_flags_are_not_for_students(tmp_path):
    flag = {"kind": "peeks_at_test", "cell": 3, "quote": "X_test", "message": "Why?"}
    path = write_gradescope(record("kim", entry(), flags=[flag]), tmp_path)
    assert path == tmp_path / "gradescope" / "kim" / "results.json"
    assert "X_test" not in path.read_text("utf-8")


def test_each_name_has_a_file_of_its_own_inside_the_folder(tmp_path):
    for name in STRANGE:
        write_gradescope(record(name), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == len(set(STRANGE))
    assert {path.name for path in files} == {"results.json"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_plain_text(tmp_path, text):
    results = results_of(hostile_record(text), tmp_path)
    fits(results, TOP)
    for test in results["tests"]:
        fits(test, TEST)
        assert test["output_format"] == "text"
        assert test["output"].replace("\n", "").isprintable()
