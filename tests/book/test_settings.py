"""`make book SOLUTIONS=no` leaves the solutions out, and nothing else."""

import sys

from notebooks import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from settings import settings


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
