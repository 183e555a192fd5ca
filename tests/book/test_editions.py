"""Test the Colab editions: no raw MyST is left, and all else is as on the page."""

import functools
import pathlib
import re

import nbformat
import pytest
from _ext import colab, folds, notebook_pages
from _ext.plain_markdown import Plain
from built import SITE, html
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from notebooks import BOOK, read

RAW = re.compile(
    r":::|\{[\w:+-]+\}`|^\([\w:-]+\)=|\$\$ \(|^%|`{3,}\{|<!--", re.MULTILINE
)
EACH = pytest.mark.parametrize("name", BOOK)


@functools.cache
def edition(name):
    """Return the Colab edition of a notebook, as the build has written it."""
    return nbformat.read(SITE / "colab" / colab.edition_name(name), as_version=4)


def text(notebook):
    return "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")


@pytest.mark.book
@EACH
def test_no_edition_holds_raw_myst(name):
    """Each edition is also a valid notebook."""
    nbformat.validate(edition(name))
    assert not RAW.search(text(edition(name)))


@pytest.mark.book
@EACH
def test_code_outputs_and_headings_are_those_of_the_page(name):
    page, new = read(name), edition(name)
    if "/solutions/" in name:  # the page leaves out what only students need
        cells = notebook_pages.solution_cells(page.cells, pathlib.Path(name).stem)
        page = nbformat.from_dict({**page, "cells": cells})
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    assert [cell for cell in new.cells if cell.cell_type == "code"] == code
    assert new.metadata == page.metadata
    headings = re.compile("^#+ .*", re.MULTILINE)
    assert headings.findall(text(page)) == headings.findall(text(new))
    kinds = [kind for kind, _ in folds.groups(page.cells)]
    marked = re.findall(r"\n\n\*Second reading, \d+ minutes?\.\*\n", text(new))
    assert len(marked) == kinds.count("second-reading")


@pytest.mark.book
@EACH
def test_equations_have_the_numbers_of_the_page(name):
    numbers = re.findall(r'class="eqno">\(([\d.]+)\)', html(name))
    assert re.findall(r"\\tag\{([\d.]+)\}", text(edition(name))) == numbers


@pytest.mark.book
@EACH
def test_links_lead_to_files_and_anchors_that_exist(name):
    links = re.findall(r"\]\(([^)\s]+)\)", text(edition(name)))
    assert links
    for link in (link for link in links if ":" not in link):  # https: leads elsewhere
        path, _, anchor = link.partition("#")
        target = SITE / "colab" / path
        assert target.is_file(), link
        assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8")


def test_solutions_are_hidden_from_a_graded_class():
    config = MdParserConfig(enable_extensions={"colon_fence"})
    parser = create_md_parser(config, RendererHTML)
    resolve = link = str  # the text has neither roles nor links
    plain = Plain(parser, resolve, link, {}, hide_solutions=True)
    assert plain.cell("A\n\n:::{solution} a\nB\n:::") == ("A", {})
