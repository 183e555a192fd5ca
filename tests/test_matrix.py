"""Test that the page about platforms shows the stored results and differences."""

import importlib
import json
import pathlib
import sys

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
