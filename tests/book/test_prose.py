"""Test that each decimal and percentage in prose is a rounding of its source.

book/numbers.json (made by tools/prose.py) says where each number of a sentence stands:
in an output, a setting or an experiment, or that its paragraph cites a source. A number
that is changed in the sentence differs from the table; one that is changed in what it
quotes is no longer the rounding of it.
"""

import json
import sys

import pytest
from notebooks import CHAPTERS, ROOT, read

sys.path.insert(0, str(ROOT / "tools"))
import prose

TABLE = json.loads(prose.TABLE.read_text(encoding="utf-8"))
AGAIN = "run .venv/bin/python tools/prose.py and read the difference"


def rows_of(name):
    """Return the rows of the table that belong to a chapter."""
    return TABLE[name.rpartition("/")[2].removesuffix(".ipynb")]


def quoted(name):
    """Yield (number, is_percentage, value) of each number whose source is not cited.

    `value` is what the source holds, or NaN, which equals nothing, if there is none.
    """
    places = prose.sources(read(name))
    for row in rows_of(name):
        if row["source"] != "cited":
            value = float("nan")
            if row["source"]:  # a place, and an index there
                place, _, index = row["source"].rpartition(" ")
                _, values = places.get(place, (None, []))
                if int(index) in range(len(values)):
                    value = values[int(index)]
            yield row["number"].removesuffix(" %"), row["number"][-1] == "%", value


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_prose_and_the_table_hold_the_same_numbers(name):
    found = prose.quoted(read(name))
    written = [(cell, f"{n} %" if percent else n) for _, cell, n, percent, _ in found]
    assert written == [(row["cell"], row["number"]) for row in rows_of(name)], AGAIN


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_number_is_the_rounding_of_its_source(name):
    wrong = [each for each in quoted(name) if not prose.is_rounding(*each)]
    assert wrong == [], AGAIN


@pytest.mark.parametrize("name", CHAPTERS)
def test_cited_numbers_stand_in_paragraphs_that_cite(name):
    cited = [is_cited for *_, is_cited in prose.quoted(read(name))]
    assert [row["source"] == "cited" for row in rows_of(name)] == cited


def test_every_chapter_with_decimals_is_in_the_table():
    assert list(TABLE) == [path.stem for path in prose.CHAPTERS]
    assert sum(map(len, TABLE.values())) > 100
