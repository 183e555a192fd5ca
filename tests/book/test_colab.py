"""Test the links and setup cells for Colab, made from addresses in _config.yml."""

import importlib.util
import subprocess

import publish
import pytest
from _ext import colab
from IPython.core.interactiveshell import InteractiveShell
from notebooks import BOOK, ROOT, read

VERSION = colab.neuralnet.__version__


@pytest.mark.parametrize("name", BOOK)
def test_every_notebook_has_its_link_and_its_setup_cell(name):
    cells = read(name).cells
    assert cells[1].id == colab.LINK_ID, "run: tools/publish.py cells"
    assert cells[1].source == colab.link_cell(name).source
    assert cells[2].id == colab.SETUP_ID
    assert cells[2].source == colab.setup_cell().source
    assert cells[2].metadata == colab.setup_cell().metadata
    assert cells[2].outputs == []


def test_addresses_stand_only_where_they_are_set():
    """Elsewhere, `publish.py address` would leave the old ones."""
    config = colab.config()
    addresses = [config["repository"]["url"], config["html"]["baseurl"].rstrip("/")]
    folders = ("book", "neuralnet", "tests", "tools", "bench", ".ci")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*")]
    for path in [*files, *ROOT.glob("*.*"), ROOT / "Makefile"]:
        name = path.relative_to(ROOT).as_posix()
        is_text = path.suffix in (".md", ".py", ".yml", ".toml", ".txt", ".ipynb", "")
        if path.is_file() and is_text and name not in (*BOOK, *publish.PLACES):
            content = path.read_text(encoding="utf-8")
            assert not any(address in content for address in addresses), name


@pytest.fixture
def setup(monkeypatch, capsys):
    """Yield a function that runs the setup cell as if the package were missing.

    It returns what the cell prints. pip fails if it says something.
    """

    def run(pip_says=""):
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        status = 1 if pip_says else 0
        done = subprocess.CompletedProcess([], status, stderr=pip_says)
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
        shell = InteractiveShell.instance()
        shell.run_cell(colab.setup_cell(VERSION).source)
        return capsys.readouterr().out

    yield run
    InteractiveShell.clear_instance()


def test_the_setup_cell_says_what_is_ready_or_what_is_wrong(setup):
    assert setup().startswith(f"ready: neuralnet {VERSION}, Python ")
    message = setup(pip_says="WARNING: slow\nERROR: no route to host\n")
    assert message.startswith("The course package did not arrive")
    assert message.rstrip().endswith("ERROR: no route to host")
    assert len(message.splitlines()) == 1  # a sentence, no traceback
