"""SEEDS are the seeds with which each answer is checked: `SEEDS=20 make test` takes 20.

With `EVERY=3`, as in `make quick`, only each third answer and known mistake is tried.
"""

import os

SEEDS = range(int(os.environ.get("SEEDS", "1")))
EVERY = int(os.environ.get("EVERY", "1"))
