"""Start a new session in each test."""

import pytest

from coursework.judging import help_levels


@pytest.fixture(autouse=True)
def _new_session(monkeypatch):
    """Forget all shown reports and all requests for a solution."""
    monkeypatch.setattr(help_levels, "_tries", {})
    monkeypatch.setattr(help_levels, "_held", {})
    monkeypatch.setattr(help_levels, "_asked", set())
    monkeypatch.setattr(help_levels, "_settings", {"solutions": True})
