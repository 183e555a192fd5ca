"""What is fetched for the page's Python: only what has the sums of Pyodide's lock."""

import hashlib
import sys

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import runtime

LOCK = {"packages": {}, "info": {"version": "1"}}
for name in ("numpy", "other"):
    digest = hashlib.sha256(name.encode()).hexdigest()
    LOCK["packages"][name] = {"file_name": f"{name}.whl", "sha256": digest}


def bringing(*names, text=None):
    """Return a source that has these files, and notes what it was asked for."""

    def source(lock, asked, folder):
        source.asked.append(asked)
        for name in names:
            (folder / f"{name}.whl").write_text(text or name)

    source.asked = []
    return source


def failing(lock, asked, folder):
    raise OSError("no network")


@pytest.fixture
def fetch(monkeypatch, tmp_path):
    monkeypatch.setattr(runtime, "read_lock", lambda: LOCK)
    return lambda *sources: runtime.fetch(tmp_path / "kept", sources)


def test_sources_are_tried_in_order_for_what_is_missing(fetch):
    first, second, third = bringing("numpy"), bringing("other"), bringing()
    assert fetch(failing, first, second, third)
    assert first.asked == [["numpy.whl", "other.whl"]]
    assert second.asked == [["other.whl"]]
    assert third.asked == []
    assert fetch(failing)  # everything is kept


def test_another_file_of_the_same_name_is_not_taken(fetch):
    assert not fetch(bringing("numpy", "other", text="changed"))
    assert not fetch(failing)
    assert fetch(bringing("numpy", "other"))
