"""Test the points and comments that a teacher sets by hand, and that runs keep."""

import copy

import pytest
from handmade import Page, entry, record, wrong

from coursework.grading.changes import changed
from coursework.grading.overrides import overridden
from coursework.grading.pages.gradescope import write_gradescope
from coursework.grading.pages.page import write_feedback, write_summary

HEAD = "student,question,points,comment\n"
CLASS = [record("kim", wrong()), record("=1", id="7", name="김민수"), record("Zoë")]


@pytest.fixture
def decided(tmp_path):
    """Return decide(lines): apply overrides, return {student: record} and remarks."""

    def decide(lines, head=HEAD, encoding="utf-8"):
        text = head + lines
        (tmp_path / "overrides.csv").write_text(text, encoding=encoding)
        before = copy.deepcopy(CLASS)
        records, remarks = overridden(CLASS, tmp_path)
        assert before == CLASS  # run.jsonl stays as it was
        return {each["student"]: each for each in records}, remarks

    return decide


def softmax(record):
    """Return the entry of softmax in a record."""
    return next(e for e in record["questions"] if e["question"] == "softmax")


def test_points_and_comments_replace_those_of_the_checks(decided):
    records, remarks = decided('kim,softmax,0.9,"A good idea, ""nearly"""\n')
    changed = softmax(records["kim"])
    assert (changed["score"], changed["checked"]) == (0.9, 0.75)
    assert changed["comment"] == 'A good idea, "nearly"'
    assert (changed["status"], changed["mistake"]) == ("incorrect", "no_shift")
    assert remarks == []
    full = softmax(decided("kim,softmax,1,\n")[0]["kim"])
    assert (full["status"], full["mistake"], full["message"]) == ("correct", None, "")


@pytest.mark.parametrize("name", ["'=1", "7", "김민수", " =1 "])
def test_a_student_may_be_named_as_in_any_of_the_tables(decided, name):
    """The student is =1, with the ID 7 and the name 김민수."""
    records, remarks = decided(f"{name},softmax,0,\n")
    assert (softmax(records["=1"])["score"], remarks) == (0, [])
    assert softmax(records["=1"])["status"] == "incorrect"


def test_overrides_are_read_as_spreadsheets_save_them(decided):
    lines, head = "Zoe\u0308;softmax;0,5;Naïve\n;;;\n", HEAD.replace(",", ";")
    for encoding in ("utf-8-sig", "utf-16"):
        records, remarks = decided(lines, head, encoding)
        assert (softmax(records["Zoë"])["score"], remarks) == (0.5, [])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("lee,softmax,1,x", "line 2: there is no student lee."),
        ("kim,softmaxx,1,x", "line 2: there is no question softmaxx."),
        ("kim,softmax,-1,x", "line 2: -1 is no number of points."),
        ("kim,softmax,nan,x", "line 2: nan is no number of points."),
        ("kim,,1,x", "line 2: points need a question."),
        ("kim,softmax,12,x", "line 2: softmax is worth 1 point, and 12 count."),
    ],
)
def test_a_line_that_cannot_count_is_told(decided, tmp_path, line, sentence):
    _, remarks = decided(line + "\n")
    assert remarks == [f"overrides.csv, {sentence}"]
    page = write_summary(CLASS, tmp_path, remarks=remarks).read_text("utf-8")
    assert sentence in page


def test_a_file_with_other_columns_is_refused(decided):
    with pytest.raises(ValueError, match="no column points and no column comment"):
        decided("", "student,question\n")


def test_a_question_marked_by_hand_gets_its_points_from_overrides(tmp_path):
    (tmp_path / "overrides.csv").write_text(f"{HEAD}kim,report,7.5,Well argued\n")
    records, remarks = overridden(CLASS, tmp_path, [("report", 10.0)])
    entries = [each["questions"][-1] for each in records]
    assert [(e["score"], e["out_of"]) for e in entries] == [(7.5, 10), (0, 10), (0, 10)]
    assert remarks == []
    handed_in_again = [each | {"content": "another"} for each in CLASS]
    _, (remark,) = overridden(handed_in_again, tmp_path, [("report", 10.0)])
    assert "kim has 7.5 by hand in report; what was handed in has changed" in remark
    assert "no program marks this" in remark
    page = write_feedback(records[1], tmp_path).read_text("utf-8")
    assert "Your teacher reads this and gives the points by hand." in page


def test_the_scores_that_have_changed_since_the_last_run_are_listed(tmp_path):
    def run(*records):  # return the remarks of the next run
        return changed(list(records), tmp_path)

    kim, lee = record("kim", wrong()), record("lee", key="1")
    assert run(kim, lee) == run(lee, kim) == []
    table = tmp_path / "changes.csv"
    assert not table.exists()
    by_hand = record("kim", wrong(score=1.0, checked=0.75))
    again = record("lee", wrong("forward", score=0.25), key="2", content="d")
    (remark,) = run(by_hand, again, record("=1"))
    assert remark == (
        "3 scores changed since the last run, see changes.csv: =1 all none to 7 (a new "
        "row); kim softmax 0.75 to 1 (your points in overrides.csv); lee forward 1 to "
        "0.25 (another submission)."
    )
    assert "\n'=1,all,none,7,a new row\n" in table.read_text("utf-8")
    (remark,) = run(kim, record("lee", key="3", content="d"))
    for words in ("=1 all 7 to none (no row", "1 to 0.75 (no", "(graded anew: the"):
        assert words in remark
    half = record("lee", entry("softmax", score=0.5, out_of=0.5), key="3", content="d")
    assert "softmax 1 to 0.5 (the question is worth other" in run(kim, half)[0]
    assert run(kim, half) == []  # nothing has changed since


def test_a_name_of_two_students_changes_no_points(tmp_path):
    records = [record(f"s{k}", name="Kim", id=str(k)) for k in range(2)]
    (tmp_path / "overrides.csv").write_text(f"{HEAD}Kim,softmax,0,\n1,softmax,0,\n")
    records, remarks = overridden(records, tmp_path)
    assert [softmax(each)["score"] for each in records] == [1, 0]
    assert remarks == ["overrides.csv, line 2: Kim may be one of 2 students."]


def test_the_student_s_page_shows_the_comments_and_html_stays_text(decided, tmp_path):
    text = "<script>alert(1)</script>"
    lines = f"kim,softmax,0.5,{text}\nkim,,,Well done\nkim,forward,,Neat\n"
    kim = decided(lines)[0]["kim"]
    page = Page(write_feedback(kim, tmp_path).read_text("utf-8"))
    assert page.balanced
    assert "script" not in page.tags
    results = write_gradescope(kim, tmp_path).read_text("utf-8")
    for comment in (text, "Well done", "Neat"):
        assert page.text.count(f"From your teacher: {comment}") == 1
        assert comment in results
    by_hand = "These points were given by hand; the checks gave 0.75."
    for sentence in (by_hand, "6.5 of 7 points"):
        assert page.text.count(sentence) == 1
    without = write_feedback(record("lee", entry()), tmp_path)
    assert "teacher" not in without.read_text("utf-8")
