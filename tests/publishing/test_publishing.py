"""Test that one command sets all addresses, and that tags never move."""

import shutil
import subprocess
import sys
import zipfile

import pytest
from notebooks import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import colab
import colab_branch
import publish
import small_wheel

REPOSITORY, SITE = "https://github.com/Ana-L/nets", "https://ana-l.github.io/nets/"


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """Copy the files that hold addresses, and let the tools work on the copy."""
    for name in (*publish.PLACES, "CHANGELOG.md", *colab.FOLDERS):
        source, target = ROOT / name, tmp_path / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        target.parent.mkdir(exist_ok=True)
        copy(source, target)
    for module in (colab, publish):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    colab.config.cache_clear()
    yield tmp_path
    colab.config.cache_clear()


def test_one_command_sets_every_address(clone):
    publish.set_addresses(*publish.addresses("https://github.com/example2/x"))
    publish.set_addresses(REPOSITORY, SITE)  # a second time, as after a move
    assert publish.check(f"v{colab.neuralnet.__version__}") == []
    for path in clone.rglob("*.*"):
        if path.is_file() and path.suffix in (*publish.TEXT, ".yml", ".toml", ".cff"):
            text = path.read_text(encoding="utf-8")
            assert not publish.PLACEHOLDER.search(text), path
            assert "example2" not in text, path
    assert f"baseurl: {SITE}\n" in (clone / "_config.yml").read_text("utf-8")
    cell = (clone / "book/chapters/01-digits.ipynb").read_text("utf-8")
    tag = colab.tag()
    assert f"/github/Ana-L/nets/blob/{tag}/chapter-01-digits.ipynb" in cell
    assert f"https://raw.githubusercontent.com/Ana-L/nets/{tag}/" in cell


def test_each_placeholder_is_named(clone):
    if not colab.is_placeholder():
        pytest.skip("this book has its addresses")
    found = publish.check()
    assert len(found) == 7
    for name in publish.PLACES:
        assert any(line.startswith(f"{name}, line ") for line in found)
    page = clone / "_build" / "html" / "a.html"
    page.parent.mkdir(parents=True)
    page.write_text('<link rel="canonical" href="https://example.github.io/x/">')
    assert publish.check()[-1].startswith(
        "The built site holds placeholders, in a.html"
    )


def test_what_does_not_fit_the_version_is_named(clone):
    (clone / "CHANGELOG.md").write_text("# Changes\n")
    said = "\n".join(publish.versions("v9"))
    assert "tag is v9" in said
    assert "CHANGELOG.md" in said
    notebook = clone / "book" / "chapters" / "01-digits.ipynb"
    text = notebook.read_text("utf-8").replace(colab.tag(), "colab-v0")
    notebook.write_text(text, encoding="utf-8")
    assert [line.split(" ")[0] for line in publish.stale_notebooks()] == [
        "book/chapters/01-digits.ipynb"
    ]


def test_addresses_are_written_in_one_form():
    assert publish.addresses(f"{REPOSITORY}.git") == (REPOSITORY, SITE)
    own = (REPOSITORY, "https://a.b/c/")
    assert publish.addresses(REPOSITORY, "https://a.b/c") == own
    user = ("https://github.com/Ana/ana.github.io", "https://ana.github.io/")
    assert publish.addresses(f"{user[0]}/") == user


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (("",), "REPOSITORY"),
        (("https://gitlab.com/a/b",), "REPOSITORY"),
        ((REPOSITORY, "http://a.b/"), "SITE"),
        ((REPOSITORY, 'https://a.b/"x'), "SITE"),
        (("https://github.com/example/a", SITE), "placeholder"),
        ((REPOSITORY, "https://example.github.io/a"), "placeholder"),
    ],
)
def test_what_is_no_address_is_refused(given, word):
    with pytest.raises(ValueError, match=word):
        publish.addresses(*given)


@pytest.fixture
def remote(tmp_path, monkeypatch):
    """Make a repository with a bare remote, and enter it."""
    bare, here = tmp_path / "bare.git", tmp_path / "here"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
    subprocess.run(["git", "init", "-q", here], check=True)
    monkeypatch.chdir(here)
    who = ["-c", "user.name=A", "-c", "user.email=a@b.org"]
    colab_branch.git(*who, "commit", "-q", "--allow-empty", "-m", "A")
    colab_branch.git("remote", "add", "origin", str(bare))
    return bare


def editions(folder, version, text):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "chapter-01-digits.ipynb").write_text(text)
    (folder / f"two_layer_course-{version}-py3-none-any.whl").write_text(version)
    return folder


def test_an_old_link_keeps_its_notebook_and_its_wheel(remote, tmp_path):
    folder = tmp_path / "editions"
    colab_branch.publish(editions(folder, "1.0.0", "old"))
    assert "already" in colab_branch.publish(folder)
    colab_branch.publish(editions(folder, "1.1.0", "new"))
    with pytest.raises(ValueError, match="raise the version"):
        colab_branch.publish(editions(folder, "1.0.0", "other"))

    def shown(what):
        return colab_branch.git(f"--git-dir={remote}", "show", what)

    for ref, text, version in (
        ("colab-v1.0.0", "old", "1.0.0"),
        ("colab-v1.1.0", "new", "1.1.0"),
        ("colab", "new", "1.1.0"),
    ):
        assert shown(f"{ref}:chapter-01-digits.ipynb") == text
        assert shown(f"{ref}:two_layer_course-{version}-py3-none-any.whl") == version
        names = colab_branch.git(f"--git-dir={remote}", "ls-tree", "--name-only", ref)
        assert len(names.split()) == 2
    assert (
        colab_branch.git(f"--git-dir={remote}", "rev-list", "--count", "colab") == "2"
    )


@pytest.mark.book
def test_the_wheel_without_data_is_whole_and_small(tmp_path):
    name = colab.wheel_url().rsplit("/")[-1]
    wheel = ROOT / "_build" / "html" / "_static" / "wheel" / name
    assert wheel.stat().st_size <= 15_000_000
    small = small_wheel.make(wheel, tmp_path)
    assert small.stat().st_size <= 430_000
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(small) as part:
        kept = set(part.namelist())
        lost = {n for n in whole.namelist() if ".dist-info/" not in n} - kept
        assert len([name for name in lost if name.endswith((".gz", ".npz"))]) == 6
        assert all(name.endswith(small_wheel.LEFT_OUT) for name in lost)
        record = next(name for name in kept if name.endswith(".dist-info/RECORD"))
        lines = part.read(record).decode().splitlines()
        assert {line.split(",")[0] for line in lines} == kept
        for name in kept - {record}:
            assert small_wheel.record_line(name, part.read(name)) in lines
        metadata = part.read(record.replace("RECORD", "METADATA")).decode()
    version = colab.neuralnet.__version__
    assert f"\nVersion: {version}+nodata\n" in metadata
    assert small.name == f"two_layer_course-{version}+nodata-py3-none-any.whl"
