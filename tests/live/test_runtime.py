"""Test the files of the page's Python against the sums in Pyodide's lock file."""

import hashlib
import io
import re
import zipfile
import zlib

import pytest
from _ext import runtime
from notebooks import ROOT

KEPT = (".py", ".so", ".txt", ".json")
SITE = ROOT / "_build" / "html"
LOCK = {"packages": {}, "info": {"version": "1"}}
for name in ("numpy", "other"):
    digest = hashlib.sha256(name.encode()).hexdigest()
    LOCK["packages"][name] = {"file_name": f"{name}.whl", "sha256": digest}


def bringing(*names, text=None):
    """Return a source, as in runtime.SOURCES, that writes these files.

    Each holds `text`, or else its name, whose sum is in LOCK.
    """

    def source(lock, asked, folder):
        for name in names:
            (folder / f"{name}.whl").write_text(text or name)

    return source


def offline(lock, asked, folder):
    raise OSError("no network")


@pytest.fixture
def fetch(monkeypatch, tmp_path):
    monkeypatch.setattr(runtime, "read_lock", lambda: LOCK)
    return lambda *sources: runtime.fetch(tmp_path / "kept", sources)


def test_a_file_with_a_wrong_sum_is_not_taken(fetch):
    assert not fetch(bringing("numpy", "other", text="changed"))
    assert not fetch(offline)
    assert fetch(bringing("numpy", "other"))


@pytest.mark.book
def test_files_loaded_first_are_compiled_and_complete():
    """The files hold each module, compiled or unchanged. A page loads 10 MB at most."""
    (folder,) = (path.parent for path in SITE.glob("_static/python/*/worker.js"))
    numpy = runtime.KEPT / runtime.read_lock()["packages"]["numpy"]["file_name"]
    (course,) = SITE.glob("_static/wheel/*.whl")
    library = runtime.PYODIDE / "python_stdlib.zip"
    compiled = set()
    for archive, sources in ((library.name, [library]), ("first.zip", [numpy, course])):
        content = zlib.decompress((folder / f"{archive}.bin").read_bytes())
        new = zipfile.ZipFile(io.BytesIO(content))
        names = set(new.namelist())
        compiled |= {name for name in names if name.endswith(".pyc")}
        for old in map(zipfile.ZipFile, sources):
            for name in old.namelist():
                if runtime.is_data(name) or not name.endswith(KEPT):
                    continue
                assert name in names or f"{name}c" in compiled, name
                assert name not in names or new.read(name) == old.read(name), name
    ours = "judging/__pycache__/question.cpython-312.pyc"
    assert {"ast.pyc", "numpy/linalg/_linalg.pyc", f"coursework/{ours}"} < compiled
    page = (SITE / "book/intro.html").read_text(encoding="utf-8")
    assert int(re.search(r'<progress max="(\d+)"', page)[1]) < 10e6
