"""Test that the page about platforms shows the stored results and differences."""

import importlib
import json
import pathlib
import sys

from notebooks import NAMES, code_cells

ROOT = pathlib.Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

matrix = importlib.import_module("matrix")


def test_the_page_and_the_claim_say_what_is_stored_and_no_cell_differs():
    """No platform showed another output in any cell than the notebooks hold."""
    rows = json.loads(matrix.RESULTS.read_text(encoding="utf-8"))["rows"]
    assert rows.keys() <= matrix.ROWS.keys()
    assert matrix.table(rows) in matrix.PAGE.read_text(encoding="utf-8")
    rows_run = [row for row in rows.values() if not row.get("not_run")]
    (cells,) = {row["cells"] for row in rows_run}  # each compared equally many
    assert cells > 400
    assert not any(row["differing"] for row in rows_run)
    claim = f"0 of {cells} cells differ in each of {len(rows_run)} rows"
    assert claim in (matrix.ROOT / "CLAIMS.md").read_text(encoding="utf-8")


def test_a_row_runs_again_once_the_notebooks_have_other_cells():
    count = matrix.how_many()
    assert count == sum(len(code_cells(name)) for name in NAMES)
    rows = {name: {"cells": count} for name in matrix.ROWS}
    rows["base"] = {"cells": count - 1}  # as stored before a cell was added
    rows["colab"] = {"not_run": "no such Python"}
    del rows["threads-2"]  # which never ran
    assert matrix.missing(rows, count) == ["base", "threads-2"]
