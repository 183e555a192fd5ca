"""Open pages and live figures for the tests of this folder."""

import contextlib

import pytest
from built import SITE, open_figures, open_insides, visit
from figure_pages import alone, page_of

LONG = ("test_a_page_gives_no_test_accuracy", "test_a_student_solves_stops_and_reloads")


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that no worker waits for it at the end."""
    items.sort(key=lambda item: item.name not in LONG)


@pytest.fixture
def context(chromium):
    """Yield a function that makes a browser's context, closed after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **options: stack.enter_context(chromium.new_context(**options))


@pytest.fixture
def opened(context):
    """Return a function that opens a page as a file, with options of a context."""
    return lambda page, **options: visit(context(**options), (SITE / page).as_uri())[0]


@pytest.fixture
def address_of(request):
    """Return a function that gives the address of a page: as a file, or over http."""
    if getattr(request, "param", "file") == "file":
        return lambda page: (SITE / page).as_uri()
    server = request.getfixturevalue("server")
    return lambda page: server + page


@pytest.fixture
def figure(context, address_of):
    """Return f(name), which opens a figure and returns it with its list of requests."""

    def _figure(name, **options):
        browsing = context(**options)
        page = {"body": alone(name), "content_type": "text/html; charset=utf-8"}
        browsing.route(f"**/{page_of(name)}", lambda route: route.fulfill(**page))
        tab, faults = visit(browsing, address_of(page_of(name)))
        requests = []
        tab.on("request", lambda request: requests.append(request.url))
        fig = tab.locator(f"[data-live={name}]")
        open_figures(tab)
        fig.scroll_into_view_if_needed()
        tab.wait_for_selector(f"[data-live={name}].live-ready")
        open_insides(fig)
        assert faults["errors"] == faults["failed"] == []
        return fig, requests

    return _figure
