"""Test that whoever keeps the book can forget the grader, and is told when it lacks."""

import re
import sys

import pytest
from notebooks import ROOT

from coursework.__main__ import main


@pytest.mark.parametrize("name", ["grader.command", "joblib"])
def test_the_command_says_what_is_missing_and_how_to_install_it(
    name, monkeypatch, capsys
):
    for each in [each for each in sys.modules if each.startswith(("grader", "joblib"))]:
        monkeypatch.delitem(sys.modules, each)
    monkeypatch.setitem(sys.modules, name, None)
    assert main(["grade", "in", "--out", "out"]) == 2
    error = capsys.readouterr().err
    assert f"coursework: {name.partition('.')[0]} is missing" in error
    assert "pip install" in error


def test_nothing_that_students_use_imports_the_grader():
    for folder in ("coursework", "neuralnet", "book/_ext"):
        for path in (ROOT / folder).rglob("*.py"):
            found = re.findall(r"^\s*(?:from|import) grader\b", path.read_text(), re.M)
            assert not found or path == ROOT / "coursework" / "__main__.py", path
