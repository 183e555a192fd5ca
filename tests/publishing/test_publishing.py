"""Test that tags of the Colab editions never move, and what is in the wheels."""

import re
import shutil
import subprocess
import zipfile

import publish
import pytest
from _ext import colab, runtime
from notebooks import NAMES, ROOT


@pytest.fixture
def remote(tmp_path, monkeypatch):
    """Make a repository with a bare remote, and enter it."""
    bare, here = tmp_path / "bare.git", tmp_path / "here"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
    subprocess.run(["git", "init", "-q", here], check=True)
    monkeypatch.chdir(here)
    who = ["-c", "user.name=A", "-c", "user.email=a@b.org"]
    publish.git(*who, "commit", "-q", "--allow-empty", "-m", "A")
    publish.git("remote", "add", "origin", str(bare))
    return bare


def write_editions(folder, version, text):
    """Write one notebook, with this text, and the wheel of a version into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "chapter-digits.ipynb").write_text(text)
    (folder / f"two_layer_course-{version}-py3-none-any.whl").write_text(version)


def test_an_old_link_keeps_its_notebook_and_its_wheel(remote, tmp_path):
    folder = tmp_path / "editions"
    write_editions(folder, "1.0.0", "old")
    publish.push(folder)
    assert "already" in publish.push(folder)
    write_editions(folder, "1.1.0", "new")
    publish.push(folder)
    write_editions(folder, "1.0.0", "other")
    with pytest.raises(ValueError, match="raise the version"):
        publish.push(folder)

    def git(*arguments):
        return publish.git(f"--git-dir={remote}", *arguments)

    for ref, text, version in (
        ("colab-v1.0.0", "old", "1.0.0"),
        ("colab-v1.1.0", "new", "1.1.0"),
        ("colab", "new", "1.1.0"),
    ):
        assert git("show", f"{ref}:chapter-digits.ipynb") == text
        wheel = git("show", f"{ref}:two_layer_course-{version}-py3-none-any.whl")
        assert wheel == version  # what `write_editions` wrote into it
        assert len(git("ls-tree", "--name-only", ref).split()) == 2
    assert git("rev-list", "--count", "colab") == "2"


@pytest.mark.book
def test_the_wheel_is_small_and_the_page_s_copy_has_what_exercises_load(tmp_path):
    wheel_name = colab.wheel_url().rsplit("/")[-1]
    wheel = ROOT / "_build" / "html" / "_static" / "wheel" / wheel_name
    assert wheel.stat().st_size <= 15_100_000  # 14.4 MB of it are data
    small = runtime.without_data(wheel, tmp_path)
    assert small.stat().st_size <= 400_000  # the grader is 87 kB of it
    kept = set(zipfile.ZipFile(small).namelist())
    assert kept >= {"neuralnet/__init__.py", "coursework/sentences.txt"}
    for name in NAMES:
        if "/exercises/" in name:
            text = (ROOT / name).read_text(encoding="utf-8")
            for run in re.findall(r"load_experiment\(\\?\"(\w+)", text):
                assert f"neuralnet/results/{run}.json" in kept
