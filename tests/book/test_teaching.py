"""Test what the pages for teachers say of the grader and of the known mistakes."""

import re

from notebooks import markdown

from coursework import student
from coursework.questions import QUESTIONS
from grader import command

GUIDE, OWN, REFERENCE = (
    markdown(f"book/{page}.md")
    for page in ("instructors", "own-questions", "teaching-reference")
)
OPTION = re.compile(r"(?<=[ `])--[a-z-]+")


def test_the_pages_for_teachers_name_all_options_and_no_other():
    commands = command.parser()._subparsers._group_actions[0].choices
    grade = set(OPTION.findall(commands["grade"].format_help())) - {"--help"}
    others = commands["try"].format_help() + student.parser().format_help()
    listed = set(OPTION.findall(REFERENCE))
    assert grade <= listed
    assert listed | set(OPTION.findall(GUIDE + OWN)) <= grade | set(
        OPTION.findall(others)
    )


def test_each_mistake_to_expect_is_known_by_its_name():
    table = REFERENCE.partition("## Mistakes to expect")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`\w+`)? ?\| .* \| `(\w+)` \|$", table, re.MULTILINE)
    assert len(rows) > 10
    question = None
    for name, mistake in rows:
        question = name.strip("`") or question
        assert mistake in QUESTIONS[question].catalogue.mistakes
