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
    known += prose.shown(str(load_experiment("record_longer")["test_error"]))
    known += [0.06, 0.45, 1.0]  # the strength of an attack, a target, "below 1%"
    assert prose.unfounded(PAGE, [*known, *STORED["facts"]]) == []


@pytest.mark.parametrize("sentence", STORED["sentences"])
def test_what_was_counted_stands_in_its_sentence(sentence):
    assert sentence in " ".join(PAGE.split())


@pytest.mark.parametrize("counts", STORED["counts"], ids=str)
def test_the_counts_of_images_stand_in_one_sentence(counts):
    assert re.search(r"\b[^.]*?\b".join(map(str, counts)), " ".join(PAGE.split()))


def test_the_ledger_counts_each_opening():
    names = [o["name"] for o in load_experiment("openings")["openings"]]
    names = [name for name in names if name != "fashion"]
    assert f"at least {len(names)} times" in PAGE
    lines = PAGE.split("| record |")[1].split("\n\n", 1)[0].splitlines()[2:]
    for line in lines:
        name, *_, openings, _ = line.strip("| ").split(" | ")
        assert int(openings) == names.count(name), name
