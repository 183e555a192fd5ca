"""Test the settings, addresses and sources from which the book is built."""

import copy
import shutil
import sys

import pytest
from notebooks import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import colab
import settings as tool
from settings import settings
from sources import NOT_READ, sources

BUTTONS = ("use_repository_button", "use_issues_button")


def pages(toc):
    return {page["file"] for part in toc["parts"] for page in part["chapters"]}


def test_without_solutions():
    config, toc = settings(solutions=False)
    full_config, full_toc = settings(solutions=True)
    left_out = pages(full_toc) - pages(toc)
    solutions = {page for page in pages(full_toc) if "/solutions/" in page}
    assert left_out == solutions | {"book/instructors"}
    assert len(solutions) == 10
    new, old = (c["sphinx"]["config"] for c in (config, full_config))
    changed = {key: value for key, value in new.items() if old.get(key) != value}
    assert changed == {"hide_solutions": True, "html_copy_source": False}


@pytest.fixture
def addresses(monkeypatch, tmp_path):
    """Return a function that gives the settings with addresses of one's own."""

    def with_addresses(repository, baseurl):
        config = copy.deepcopy(colab.config())
        config["repository"]["url"], config["html"]["baseurl"] = repository, baseurl
        text = tool.yaml.safe_dump(config)
        (tmp_path / "_config.yml").write_text(text, encoding="utf-8")
        shutil.copy(ROOT / "_toc.yml", tmp_path)
        monkeypatch.setattr(tool, "ROOT", tmp_path)
        return settings(solutions=True)[0]

    return with_addresses


REAL = ("https://github.com/somebody/course", "https://somebody.github.io/course/")
EXAMPLE = ("https://github.com/example/course", "https://example.github.io/course/")


def test_real_addresses_have_their_buttons(addresses):
    config = addresses(*REAL)
    assert all(config["html"][button] for button in BUTTONS)
    assert config["html"]["baseurl"] == REAL[1]
    assert config["launch_buttons"]["colab_url"].startswith("https://colab.")
    assert "dead_links" not in config["sphinx"]["config"]


@pytest.mark.parametrize(
    "pair", [EXAMPLE, (REAL[0], EXAMPLE[1]), (EXAMPLE[0], REAL[1])]
)
def test_a_placeholder_has_no_button_and_no_link(addresses, pair):
    config = addresses(*pair)
    assert not any(config["html"][button] for button in BUTTONS)
    assert config["html"]["baseurl"] == ""
    assert "colab_url" not in config["launch_buttons"]
    assert config["sphinx"]["config"]["dead_links"] == [
        colab.config()["launch_buttons"]["colab_url"]
    ]


def test_a_source_that_is_changed_added_renamed_or_removed_is_seen(tmp_path):
    (tmp_path / "book").mkdir()
    page, other = tmp_path / "book" / "a.md", tmp_path / "book" / "b.md"
    page.write_text("one")
    seen = [sources(["yes"], tmp_path), sources(["no"], tmp_path)]
    for change in (
        lambda: page.write_text("two"),
        lambda: other.write_text("one"),
        lambda: other.rename(tmp_path / "book" / "c.md"),
        page.unlink,
    ):
        change()
        seen.append(sources(["yes"], tmp_path))
    assert len(set(map(tuple, seen))) == len(seen)
    for name in (*NOT_READ, ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    assert sources(["yes"], tmp_path) == seen[-1]


def test_what_the_build_reads_is_a_source():
    found = {line.partition("  ")[2] for line in sources([])}
    assert {"_toc.yml", "Makefile", "package-lock.json", "pyproject.toml"} <= found
    assert {"book/_ext/live.py", "tools/runtime.py", "coursework/__init__.py"} <= found
    assert {"book/experiments/speed.json", "book/chapters/09-speed.ipynb"} <= found
