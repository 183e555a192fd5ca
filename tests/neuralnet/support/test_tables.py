"""Test tables in HTML; nbval compares their text with that of the notebooks."""

import xml.etree.ElementTree as ET

import pytest

from neuralnet.support.tables import table

ROWS = [("a < b", 1200, 0.25), ("none", None, 3.5)]
COLUMNS = {"plan": "", "images": ",", "error": ".2f"}


def test_a_table_as_html():
    """Headings have a scope, numbers are aligned right, and one row is marked."""
    found = ET.fromstring(table(ROWS, COLUMNS, "Two plans", best=1)._repr_html_())
    texts = [[cell.text for cell in row] for row in found.iter("tr")]
    assert texts == [[*COLUMNS], ["a < b", "1,200", "0.25"], ["none", None, "3.50"]]
    assert found.find("caption").text == "Two plans"
    assert [th.get("scope") for th in found.iter("th")] == [*["col"] * 3, "row", "row"]
    for row in found.iter("tr"):
        sides = [cell.get("style").partition(":")[2] for cell in row]
        assert sides == ["left", "right", "right"]
    marked = [row.get("style") for row in found.iter("tr")]
    assert marked == [None, None, "font-weight:bold"]
    assert "caption" not in table(ROWS, COLUMNS)._repr_html_()
    corner = table([("a", 1)], ["", "b"])._repr_html_()  # its first heading is empty
    assert [th.text for th in ET.fromstring(corner).iter("th")] == ["b", "a"]


@pytest.mark.parametrize("row", [("a", 1), ("a", 1, 2, 3)])
def test_a_row_has_one_entry_for_each_heading(row):
    with pytest.raises(ValueError, match="argument"):
        table([row], COLUMNS)
