"""Set how many seeds the tests of answers use: `SEEDS=20 make test` is thorough.

With `EVERY=3`, as in `make quick`, they take each third answer and known mistake.
"""

import os

SEEDS = range(int(os.environ.get("SEEDS", "1")))
EVERY = int(os.environ.get("EVERY", "1"))
