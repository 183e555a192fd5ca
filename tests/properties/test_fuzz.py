"""Run `tools/fuzz.py` briefly: damaged input raises only documented errors."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))

import fuzz


@pytest.mark.parametrize("reader", fuzz.READERS)
def test_only_documented_errors_escape(reader):
    counts = fuzz.fuzz(reader, 400, seed=1)
    assert min(counts["read"], counts["refused"]) >= 20, "inputs are of one kind"
