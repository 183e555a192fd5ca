"""Measure how many bytes a page loads, compressed, if it is read to its end.

How soon a page shows on a slow telephone is asked by tests/pages/paint.py, where
nothing else runs, and whether it jumps by tests/pages/test_each_page.py.
"""

import contextlib

import pytest
from notebooks import CHAPTERS

PAGES = ["book/intro.html", *(name.replace(".ipynb", ".html") for name in CHAPTERS)]
SLOW = {"offline": False, "latency": 150, "uploadThroughput": 1e5}
SLOW["downloadThroughput"] = 1.6e6 / 8  # slow 4G: bytes a second, answers after 150 ms
PHONE = {"width": 390, "height": 844}
# Load the whole page: open all folds, and load every picture.
ALL = """() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  scrollTo(0, document.body.scrollHeight);
  return Promise.all([...document.images].map(i => {
    i.loading = 'eager';
    return i.decode();
  }));
}"""


@contextlib.contextmanager
def phone(chromium, url, slower=None):
    """Open a page on a telephone: (page, list of bytes that arrive).

    `slower` is how many times slower than ours its processor is; its network is slow
    then, too.
    """
    with chromium.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.set_default_timeout(120_000)  # a busy machine may be slow
        session, sizes = context.new_cdp_session(page), []
        count = "encodedDataLength"
        session.on("Network.loadingFinished", lambda event: sizes.append(event[count]))
        session.send("Network.enable")
        if slower:
            session.send("Network.emulateNetworkConditions", SLOW)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(url, wait_until="load")
        yield page, sizes


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_light(chromium, server, page):
    with phone(chromium, server + page) as (tab, sizes):
        tab.evaluate(ALL)
        tab.wait_for_load_state("networkidle")
        assert sum(sizes) / 1000 <= 350
