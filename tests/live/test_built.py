"""Test that the built pages hold the data that the present sources produce."""

import importlib
import json
import re

import live
import packing
import pytest
from built import PAGES, SITE, html

MOST = 150_000  # bytes of a file
LIMITS = {"weights": 450_000, "digits": 600_000, "means": 40_000}  # of some files


@pytest.mark.book
@pytest.mark.parametrize("name", live.FIGURES)
def test_data_on_the_page_and_files_beside_it_are_current(name):
    figure = importlib.import_module(name)
    data = rf'data-live="{name}".*?<script type="application/json">(.*?)</script>'
    found = [text for page in PAGES for text in re.findall(data, html(page), re.DOTALL)]
    assert list(map(json.loads, found)) == [json.loads(json.dumps(figure.data()))]
    for file, arrays in getattr(figure, "files", dict)().items():  # most have none
        text = (SITE / live.FOLDER / f"{file}.js").read_text(encoding="ascii")
        assert text == packing.script(file, arrays)
        assert len(text) <= LIMITS.get(file, MOST)
