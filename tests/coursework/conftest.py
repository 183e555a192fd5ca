"""Let each test start as a new session, in which nothing was checked yet."""

import pytest

from coursework.judging import help_levels


@pytest.fixture(autouse=True)
def _new_session(monkeypatch):
    """Forget all counted tries and requests for a solution, and allow solutions."""
    monkeypatch.setattr(help_levels, "_tries", {})
    monkeypatch.setattr(help_levels, "_settings", {"solutions": True})
