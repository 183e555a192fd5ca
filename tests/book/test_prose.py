"""Test that each decimal and percentage in prose is the rounding of a number found."""

import nbformat
import prose
import pytest
from notebooks import CHAPTERS, read


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_number_of_the_prose_is_found_in_its_chapter(name):
    """In an output, in the code or in a stored result; or its paragraph cites."""
    notebook = read(name)
    text, values = prose.prose_of(notebook), prose.values_of(notebook)
    assert prose.unfounded(text, values) == []


def test_a_number_that_no_cell_shows_is_found_out():
    """An alt text shows nothing, and is prose itself but for what code computes."""
    code = nbformat.v4.new_code_cell("print(x)")
    code.outputs = [nbformat.v4.new_output("stream", text="0.12345")]
    figure = nbformat.v4.new_code_cell('plots.show(fig, f"From 0.124 to {high}.")')
    bundle = {"text/plain": "From 0.124 to 0.5.\nline min=0.3", "image/svg+xml": ""}
    figure.outputs = [nbformat.v4.new_output("display_data", data=bundle)]
    said = ["It is 12.3%, or 0.123.", "It is 12.4%, or 0.3.", "{cite}`a` has 0.124."]
    cells = [nbformat.v4.new_markdown_cell(text) for text in said]
    notebook = nbformat.v4.new_notebook(cells=[*cells, code, figure])
    values = prose.values_of(notebook)
    assert prose.unfounded(prose.prose_of(notebook), values) == ["12.4", "0.124"]
