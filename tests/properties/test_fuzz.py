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


def test_an_error_or_a_use_of_memory_that_is_not_documented_is_found(monkeypatch):
    def fails(data, folder):
        return {}["a key"]

    def hoards(data, folder):
        return bytearray(fuzz.BASE + 10**6)

    for function, said in ((fails, "KeyError"), (hoards, "took .* bytes")):
        monkeypatch.setitem(
            fuzz.READERS, "idx", fuzz.Reader(function, [b"a valid one"])
        )
        with pytest.raises(AssertionError, match=f"input 0: .* {said}"):
            fuzz.fuzz("idx", 1)
