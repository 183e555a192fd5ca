"""Test that the page about platforms shows the stored results and differences."""

import importlib
import json
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

matrix = importlib.import_module("matrix")


def test_the_page_and_the_claim_say_what_is_stored_and_no_cell_differs():
    rows = json.loads(matrix.RESULTS.read_text(encoding="utf-8"))["rows"]
    assert rows.keys() <= matrix.ROWS.keys()
    assert matrix.table(rows) in matrix.PAGE.read_text(encoding="utf-8")
    run = [row for row in rows.values() if not row.get("not_run")]
    (cells,) = {row["cells"] for row in run}
    assert cells > 400
    assert not any(row["differing"] for row in run)
    claim = f"0 of {cells} cells differ in each of {len(run)} rows"
    assert claim in (matrix.ROOT / "CLAIMS.md").read_text(encoding="utf-8")


CASES = """<testsuite>
<testcase classname="book.x" name="Cell 0"/>
<testcase classname="book.x" name="Cell 1"><failure/></testcase>
<testcase classname="book.x" name="Cell 2"><error/></testcase>
<testcase classname="book.x" name="Cell 3"><skipped/></testcase>
</testsuite>"""


def test_cells_that_differ_are_counted_and_named(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(CASES, encoding="utf-8")
    assert matrix.cells(report) == (3, ["book/x Cell 1", "book/x Cell 2"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"python": "python2.0"}, "there is no python2.0 on this machine"),
        ({"kernel": "Power9"}, "for it here"),
    ],
)
def test_what_this_machine_lacks_is_not_run(row, said, monkeypatch):
    monkeypatch.setitem(matrix.ROWS, "other", row)
    assert said in matrix.run("other")["not_run"]
