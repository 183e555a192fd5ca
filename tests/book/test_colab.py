"""Links and setup cells: made from the addresses in _config.yml, nowhere else."""

import re
import subprocess
import sys

import pytest
from notebooks import BOOK, ROOT, read

sys.path.insert(0, str(ROOT / "tools"))
import colab


@pytest.mark.parametrize("name", BOOK)
def test_every_notebook_is_equipped(name):
    cells = read(name).cells
    assert cells[1].id == colab.LINK_ID, "run: make colab-cells"
    assert cells[1].source == colab.link_cell(name).source
    assert cells[2].id == colab.SETUP_ID
    assert cells[2].source == colab.setup_cell().source
    assert cells[2].metadata == colab.setup_cell().metadata
    assert cells[2].outputs == []


def test_addresses_stand_in_one_place():
    config = colab.config()
    addresses = [config["repository"]["url"], config["html"]["baseurl"].rstrip("/")]
    folders = ("book", "neuralnet", "tests", "tools", "bench", ".ci")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*")]
    for path in [*files, *ROOT.glob("*.*"), ROOT / "Makefile"]:
        name = path.relative_to(ROOT).as_posix()
        text = path.suffix in (".md", ".py", ".yml", ".toml", ".txt", ".ipynb", "")
        if path.is_file() and text and name not in BOOK and name != "_config.yml":
            content = path.read_text(encoding="utf-8")
            assert not any(address in content for address in addresses), name


def run_setup(wheel, folder):
    """Run the setup cell where no package is installed."""
    source = re.sub(r'"https://[^"]*\.whl"', repr(wheel), colab.setup_cell().source)
    hide = "import sys; sys.path = [p for p in sys.path if 'site-packages' not in p]\n"
    command = [sys.executable, "-I", "-S", "-c", hide + source]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_a_failed_installation_gives_its_reason(tmp_path):
    done = run_setup("nowhere/two_layer_course-0.1.0-py3-none-any.whl", tmp_path)
    assert done.returncode != 0
    assert "The course package did not arrive" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_published_book_carries_the_wheel():
    name = colab.wheel_url().rsplit("/")[-1]
    assert (ROOT / "_build" / "html" / "_static" / "wheel" / name).is_file(), (
        "make book"
    )
