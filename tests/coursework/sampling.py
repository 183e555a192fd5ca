"""SEEDS are the seeds with which each answer is checked: `SEEDS=20 make test` takes 20.

With `EVERY=3`, as in `make quick`, each third answer and known mistake is tried, and
all of the questions whose files differ from the main branch.
"""

import os
import pathlib
import subprocess

SEEDS = range(int(os.environ.get("SEEDS", "1")))
EVERY = int(os.environ.get("EVERY", "1"))


def changed(*command):
    """Return the stems of the files that a command of git lists; without git, none."""
    root = pathlib.Path(__file__).parents[2]
    try:
        done = subprocess.run(
            ["git", *command], cwd=root, capture_output=True, text=True
        )
    except OSError:
        return set()
    return {pathlib.Path(line).stem for line in done.stdout.splitlines()}


CHANGED = changed("diff", "--name-only", "origin/main") if EVERY > 1 else set()
CHANGED |= changed("ls-files", "--others", "--exclude-standard") if EVERY > 1 else set()


def some(rows):
    """Return the rows to try; each is a `pytest.param` that begins with a question."""
    return [
        row
        for k, row in enumerate(rows)
        if k % EVERY == 0 or {row.values[0], row.values[0].partition(".")[0]} & CHANGED
    ]
