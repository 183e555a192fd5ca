"""The browser that all tests of pages share: two at once are refused; scripts."""

import importlib
import pathlib
import shutil

import hypothesis
import pytest
from playwright.sync_api import sync_playwright
from serving import server as server  # a fixture

BENCH = pathlib.Path(__file__).parent.parent / "bench"
# Offline and as root, and not asking its makers for anything at its start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The same inputs on every day and every machine.
hypothesis.settings.register_profile("course", derandomize=True, deadline=None)
hypothesis.settings.load_profile("course")


@pytest.fixture(scope="session")
def chromium():
    """Start one browser for all pages that are looked at."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def bench(monkeypatch):
    """A function that imports a script of bench/ by its name."""
    monkeypatch.syspath_prepend(BENCH)
    return importlib.import_module
