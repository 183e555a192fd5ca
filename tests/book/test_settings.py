"""Test the settings with which the book is built."""

from settings import settings


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
