"""How many draws each answer of these tests meets: `SEEDS=20 make test` is thorough."""

import os

SEEDS = range(int(os.environ.get("SEEDS", "1")))
