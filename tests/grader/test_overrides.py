"""Test the points and comments that a teacher sets by hand, and that runs keep."""

import copy
import dataclasses
import re
import types

import pytest
from handmade import Page, entry, record, wrong

from coursework.words import say
from grader.overrides import overridden
from grader.pages.page import write_feedback
from grader.records import unmarked

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
        return {each.student: each for each in records}, remarks

    return decide


def softmax(record):
    """Return the entry of softmax in a record."""
    return next(e for e in record.marks if e.question == "softmax")


def test_points_and_comments_replace_those_of_the_checks(decided):
    records, remarks = decided('kim,softmax,0.9,"A good idea, ""nearly"""\n')
    changed = softmax(records["kim"])
    assert (changed.score, changed.checked) == (0.9, 0.75)
    assert changed.comment == 'A good idea, "nearly"'
    assert (changed.status, changed.mistake) == ("incorrect", "no_shift")
    assert remarks == []
    full = softmax(decided("kim,softmax,1,\n")[0]["kim"])
    assert (full.status, full.mistake, full.message) == ("correct", None, "")


@pytest.mark.parametrize("name", ["'=1", "7", "김민수", " =1 "])
def test_a_student_may_be_named_as_in_any_of_the_tables(decided, name):
    """The student is =1, with the ID 7 and the name 김민수."""
    records, remarks = decided(f"{name},softmax,0,\n")
    assert (softmax(records["=1"]).score, remarks) == (0, [])
    assert softmax(records["=1"]).status == "incorrect"


def test_overrides_are_read_as_spreadsheets_save_them(decided):
    lines, head = "Zoe\u0308;softmax;0,5;Naïve\n;;;\n", HEAD.replace(",", ";")
    for encoding in ("utf-8-sig", "utf-16"):
        records, remarks = decided(lines, head, encoding)
        assert (softmax(records["Zoë"]).score, remarks) == (0.5, [])


REFUSED = ["-1", "nan", "inf", "1e9", "abc", "1/2", "1_0"]
REFUSED = dict.fromkeys([f"kim,softmax,{points}" for points in REFUSED], 0.75)
REFUSED |= dict.fromkeys(["lee,softmax,1", "kim,softmaxx,1", "kim,,1"], 0.75)


@pytest.mark.parametrize(
    ("line", "score"), [*REFUSED.items(), ("kim,softmax,1.5", 1.5)]
)
def test_a_line_that_cannot_be_meant_is_told(decided, line, score):
    """More than a question is worth counts, and is told."""
    records, (remark,) = decided(f"{line},x\n")
    assert softmax(records["kim"]).score == score
    assert "overrides.csv, line 2" in remark


@pytest.mark.parametrize("question", ["softmax", ""])
def test_two_lines_for_one_student_and_question_are_refused(decided, question):
    points = "0.9" if question else ""
    lines = f"김민수,{question},{points},Good\nkim,forward,0.5,\n"
    records, remarks = decided(f"{lines}7,{question},,Better\n")
    assert softmax(records["=1"]).score == 1
    assert {softmax(records["=1"]).comment, records["=1"].comment} == {""}
    assert records["kim"].score == 6.25
    (remark,) = remarks
    assert all(re.search(rf"\b{line}\b", remark) for line in (2, 4))


CHANGES = {
    "nothing": ({}, "a", 0),
    "the submission": ({"content": "another"}, "a", 1),
    "the score of the checks": ({"score": 0.5}, "a", 1),
    "the worth": ({"out_of": 2.0}, "a", 1),
    "the question's own cells": ({}, "b", 1),
}


@pytest.mark.parametrize("what", CHANGES)
def test_points_by_hand_that_are_older_than_what_they_judge_are_told(what, tmp_path):
    """A line for another question of the same student is not."""
    changes, version, count = CHANGES[what]
    (tmp_path / "overrides.csv").write_text(f"{HEAD}kim,softmax,0.9,\nkim,,,Fine\n")

    def remarks_on(version, content="c", **fields):
        questions = {"softmax": types.SimpleNamespace(version=version)}
        kim = record("kim", wrong(**fields), content=content)
        return overridden([kim], tmp_path, questions=questions)[1]

    assert remarks_on("a") == remarks_on("a") == []
    assert len(remarks_on(version, **changes)) == count
    assert len(remarks_on(version, **changes)) == count  # until the line is changed
    (tmp_path / "overrides.csv").write_text(f"{HEAD}kim,softmax,0.8,\n")
    assert remarks_on(version, **changes) == []


def test_a_file_with_other_columns_is_refused(decided):
    with pytest.raises(ValueError, match=r"\bpoints\b.*\bcomment\b"):
        decided("", "student,question\n")


def test_a_question_marked_by_hand_gets_its_points_from_overrides(tmp_path):
    (tmp_path / "overrides.csv").write_text(f"{HEAD}kim,report,7.5,Well argued\n")
    records, remarks = overridden(CLASS, tmp_path, {"report": 10.0})
    entries = [each.marks[-1] for each in records]
    assert [(e.score, e.out_of) for e in entries] == [(7.5, 10), (0, 10), (0, 10)]
    assert remarks == []
    handed_in_again = [dataclasses.replace(each, content="another") for each in CLASS]
    _, (remark,) = overridden(handed_in_again, tmp_path, {"report": 10.0})
    assert all(word in remark for word in ("kim", "7.5", "report"))
    (waiting,) = unmarked(records)
    assert "report: 2 students" in waiting
    is_marked = [each.marks[-1] in each.marked for each in records]
    assert is_marked == [True, False, False]
    page = write_feedback(records[1], tmp_path).read_text("utf-8")
    assert say("by_hand") in page


def test_a_name_of_two_students_changes_no_points(tmp_path):
    records = [record(f"s{k}", name="Kim", id=str(k)) for k in range(2)]
    (tmp_path / "overrides.csv").write_text(f"{HEAD}Kim,softmax,0,\n1,softmax,0,\n")
    records, remarks = overridden(records, tmp_path)
    assert [softmax(each).score for each in records] == [1, 0]
    (remark,) = remarks
    assert "overrides.csv, line 2" in remark
    assert "Kim" in remark


def test_the_student_s_page_shows_the_comments_and_html_stays_text(decided, tmp_path):
    text = "<script>alert(1)</script>"
    lines = f"kim,softmax,0.5,{text}\nkim,,,Well done\nkim,forward,,Neat\n"
    kim = decided(lines)[0]["kim"]
    page = Page(write_feedback(kim, tmp_path).read_text("utf-8"))
    assert page.balanced
    assert "script" not in page.tags
    for comment in (text, "Well done", "Neat"):
        assert page.text.count(comment) == 1
    for points in ("0.75", "6.5 of 7"):  # what the checks gave, and the sum
        assert page.text.count(points) == 1
    without = write_feedback(record("lee", entry()), tmp_path)
    assert "teacher" not in without.read_text("utf-8")
