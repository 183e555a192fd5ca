"""Test that tools/survivors.txt excuses only lines that a mutant of today has."""

import sys

from notebooks import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import mutants


def test_each_line_that_may_survive_is_still_a_mutated_line(monkeypatch):
    """A line whose code has changed excuses nothing, and its reason is forgotten."""
    monkeypatch.setattr(mutants, "compile", lambda *_: None, raising=False)  # quick
    known = mutants.reasons()
    spelled = set()
    for path in {ROOT / line.partition(": ")[0] for line in known}:
        place = path.relative_to(ROOT).as_posix()
        for row, *_, text in mutants.mutants(path):
            spelled.add(f"{place}: {text.splitlines()[row - 1].strip()}")
    assert known.keys() - spelled == set()
