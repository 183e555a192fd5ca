"""Run `tools/fuzz.py` briefly: damaged input raises only documented errors."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "tools"))

import fuzz


@pytest.mark.parametrize("reader", fuzz.READERS)
def test_a_reader_of_damaged_files_raises_only_documented_errors(reader):
    counts = fuzz.fuzz(reader, 400, seed=1)  # fails at any other error
    assert min(counts["read"], counts["refused"]) >= 20, "inputs are of one kind"
