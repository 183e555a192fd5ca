"""Set how many seeds the tests of answers use: `SEEDS=20 make test` is thorough."""

import os

SEEDS = range(int(os.environ.get("SEEDS", "1")))
