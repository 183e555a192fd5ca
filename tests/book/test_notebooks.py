"""Test stored notebooks for faults that nbval does not notice."""

import re

import pytest
from notebooks import (
    CHAPTERS,
    NAMES,
    PAGES,
    code_cells,
    markdown,
    output_texts,
    tags,
)

EVERY = pytest.mark.parametrize("name", NAMES)
EACH_CHAPTER = pytest.mark.parametrize("name", CHAPTERS)


@EVERY
def test_every_cell_was_run_in_order(name):
    """nbval compares nothing where a cell was never run."""
    counts = [cell.execution_count for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1))


@EVERY
def test_no_cell_is_left_out_of_the_comparison(name):
    """Only a cell that stores nothing may be excluded, and even this one must run."""
    for cell in code_cells(name):
        assert "nbval-skip" not in tags(cell), cell.source
        assert "nbval-ignore-output" not in tags(cell) or not cell.outputs, cell.source
        marks = re.search(r"#\s*(NBVAL|PYTEST_VALIDATE)_\w+", cell.source)
        assert not marks, f"use a tag: {cell.source}"


@EVERY
def test_a_cell_that_ends_in_a_value_shows_it(name):
    """An output that is empty by accident would be compared with nothing.

    A final semicolon hides a value in Jupyter, but not when nbval runs the cell.
    """
    for cell in code_cells(name):
        assert not cell.source.rstrip().endswith(";"), cell.source
        last = cell.source.rstrip().rpartition("\n")[2]
        shows = re.match(r"(print\(|plots\.show|[A-Za-z_][\w.\[\]\"']*$)", last)
        if shows and "nbval-ignore-output" not in tags(cell):
            assert cell.outputs, f"no stored output:\n{cell.source}"


FORBIDDEN = {
    "a memory address": r"\b0x[0-9a-fA-F]{6,}",
    "a wall-clock time": r"\b(\d+\.\d+ ?|\d+ )(s|ms|secs?|seconds|min|minutes)\b(?!=)",
    "a time of day": r"\b\d\d:\d\d:\d\d\b",
    "an absolute path": r"(?<![\w.])/(home|root|usr|tmp|work|opt|Users|var|mnt)/",
    "a path of Windows": r"\b[A-Z]:\\\\",
    "text of float32": r"float32\(|dtype=float32",
}


@EVERY
@pytest.mark.parametrize("what", FORBIDDEN)
def test_outputs_hold_nothing_of_one_run_or_one_machine(name, what):
    for cell in code_cells(name):
        for text in output_texts(cell):
            found = re.search(FORBIDDEN[what], text)
            assert not found, f"{what}, {found[0]!r}, in the output of\n{cell.source}"


@EVERY
def test_no_cell_wrote_to_stderr_and_errors_are_announced(name):
    """A stored warning would differ on another machine."""
    for cell in code_cells(name):
        for output in cell.outputs:
            assert output.get("name") != "stderr", output.text
            error = output.output_type == "error"
            assert not error or "raises-exception" in tags(cell), cell.source


@EACH_CHAPTER
def test_figures_have_alt_text(name):
    for cell in code_cells(name):
        figures = [o for o in cell.outputs if "image/svg+xml" in o.get("data", {})]
        pngs = [o for o in cell.outputs if "image/png" in o.get("data", {})]
        assert not pngs, f"use plots.show:\n{cell.source}"
        for output in figures:
            alt = cell.metadata.mystnb.image.alt
            assert alt == output.data["text/plain"].splitlines()[0]
            assert len(output.data["image/svg+xml"]) < 400_000, cell.source


@pytest.mark.parametrize("name", [*NAMES, *PAGES, "README.md"])
def test_no_text_installs_the_package_of_somebody_else(name):
    """`pip install neuralnet` does not install ours."""
    code = [cell.source for cell in code_cells(name)] if name in NAMES else []
    text = "\n".join([markdown(name), *code])
    assert not re.search(r"pip install (-\S+ )*neuralnet\b", text)
