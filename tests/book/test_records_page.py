"""Test that the page on records quotes what was computed from the stored results."""

import re

import prose
import pytest
from notebooks import markdown

from neuralnet import load_experiment

PAGE = markdown("book/records.md")
STORED = load_experiment("tables_of_records")


@pytest.mark.parametrize("rows", STORED["tables"].values(), ids=STORED["tables"])
def test_each_row_of_a_table_is_that_of_the_stored_results(rows):
    start = PAGE.index(rows[0])
    assert PAGE[start:].split("\n\n", 1)[0].splitlines() == rows


def test_each_decimal_of_a_sentence_is_found():
    settings = load_experiment("record_distorted")["settings"]
    known = prose.shown(str([*STORED["tables"].values(), settings]))
    # Degrees, the strength of an attack, a number of a commit's message, "below 1%".
    known += [7.5, 0.06, 0.45, 1.0]
    assert prose.unfounded(PAGE, [*known, *STORED["facts"]]) == []


@pytest.mark.parametrize("counts", STORED["counts"], ids=str)
def test_the_counts_of_images_stand_in_one_sentence(counts):
    assert re.search(r"\b[^.]*?\b".join(map(str, counts)), " ".join(PAGE.split()))
