"""Test the settings and sources from which the book is built."""

from settings import settings
from sources import NOT_READ, sources


def pages(toc):
    return {page["file"] for part in toc["parts"] for page in part["chapters"]}


def test_without_solutions_their_pages_are_left_out():
    config, toc = settings(solutions=False)
    full_config, full_toc = settings(solutions=True)
    left_out = pages(full_toc) - pages(toc)
    solutions = {page for page in pages(full_toc) if "/solutions/" in page}
    teaching = {"instructors", "own-questions", "teaching-reference"}
    assert left_out == solutions | {f"book/{page}" for page in teaching}
    exercises = {page for page in pages(full_toc) if "/exercises/" in page}
    assert len(solutions) == len(exercises)
    without, full = (c["sphinx"]["config"] for c in (config, full_config))
    changed = {key: value for key, value in without.items() if full.get(key) != value}
    assert changed == {"hide_solutions": True, "html_copy_source": False}


def test_a_source_that_is_changed_added_renamed_or_removed_is_seen(tmp_path):
    (tmp_path / "book").mkdir()
    page, other = tmp_path / "book" / "a.md", tmp_path / "book" / "b.md"
    page.write_text("one")
    # The words that are passed count, too: they say how the book is built.
    states = [sources(["yes"], tmp_path), sources(["no"], tmp_path)]
    for change in (
        lambda: page.write_text("two"),
        lambda: other.write_text("one"),
        lambda: other.rename(tmp_path / "book" / "c.md"),
        page.unlink,
    ):
        change()
        states.append(sources(["yes"], tmp_path))
    assert len(set(map(tuple, states))) == len(states)
    for name in (*NOT_READ, ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    assert sources(["yes"], tmp_path) == states[-1]
