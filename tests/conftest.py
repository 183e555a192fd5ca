"""Give tests one browser; skip some without a built book."""

import functools
import os
import shutil

import hypothesis
import pytest
from notebooks import ROOT
from playwright.sync_api import expect, sync_playwright
from serving import server as server  # a fixture

# The browser may run as root, and sends nothing to its makers when it starts.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",  # saves a sixth of the processor
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=120_000)  # a busy machine may be slow
# Hypothesis draws the same inputs every day on each machine.
hypothesis.settings.register_profile("course", derandomize=True, deadline=None)
hypothesis.settings.load_profile("course")


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses by these marks
def pytest_collection_modifyitems(items):
    """Mark as `book` what opens pages: tests/pages, and whatever asks for a server."""
    for item in items:
        opens = {"server", "launch"} & set(getattr(item, "fixturenames", ()))
        if opens or item.nodeid.startswith("tests/pages/"):
            item.add_marker(pytest.mark.book)


def pytest_runtest_setup(item):
    """Skip the tests that read the built book if there is none."""
    has_book = (ROOT / "_build" / "html" / "index.html").is_file()
    if item.get_closest_marker("book") and not has_book:
        pytest.skip("there is no built book: make book")


@pytest.fixture(scope="session")
def launch():
    """Yield a function that starts a browser, with these variables added."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no Chromium: make pages installs it, or says how")
    with sync_playwright() as playwright:
        start = functools.partial(
            playwright.chromium.launch, executable_path=path, args=FLAGS
        )
        yield lambda **more: start(env=os.environ | more)


@pytest.fixture(scope="session")
def chromium(launch):
    """Start one browser for all tests."""
    return launch()
