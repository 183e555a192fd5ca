"""Each test begins a session of its own: no try was shown, no solution asked for."""

import pytest

from coursework import ladder


@pytest.fixture(autouse=True)
def _new_session(monkeypatch):
    monkeypatch.setattr(ladder, "_shown", {})
    monkeypatch.setattr(ladder, "_asked", set())
    monkeypatch.setattr(ladder, "_settings", {"solutions": True})
