"""Test that tags of the Colab editions never move, and their small wheel."""

import re
import shutil
import subprocess
import zipfile

import colab
import publish
import pytest
import small_wheel
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
def test_the_wheel_without_data_is_complete_and_small(tmp_path):
    wheel_name = colab.wheel_url().rsplit("/")[-1]
    wheel = ROOT / "_build" / "html" / "_static" / "wheel" / wheel_name
    assert wheel.stat().st_size <= 15_100_000  # 14.4 MB of it are data
    small = small_wheel.make(wheel, tmp_path)
    assert small.stat().st_size <= 400_000  # the grader is 87 kB of it
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(small) as copy:
        kept = set(copy.namelist())
        for name in NAMES:
            if "/exercises/" in name:  # their pages install the copy
                text = (ROOT / name).read_text(encoding="utf-8")
                for run in re.findall(r"load_experiment\(\\?\"(\w+)", text):
                    assert f"neuralnet/results/{run}.json" in kept
        lost = {n for n in whole.namelist() if ".dist-info/" not in n} - kept
        assert len([name for name in lost if name.endswith((".gz", ".npz"))]) == 6
        assert all(map(small_wheel.is_left_out, lost))
        record = next(name for name in kept if name.endswith(".dist-info/RECORD"))
        lines = copy.read(record).decode().splitlines()
        assert {line.split(",")[0] for line in lines} == kept
        for name in kept - {record}:
            assert small_wheel.record_line(name, copy.read(name)) in lines
        metadata = copy.read(record.replace("RECORD", "METADATA")).decode()
    version = colab.neuralnet.__version__
    assert f"\nVersion: {version}+nodata\n" in metadata
    assert small.name == f"two_layer_course-{version}+nodata-py3-none-any.whl"
