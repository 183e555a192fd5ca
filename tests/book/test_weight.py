"""What a page weighs and whether it jumps, as on a slow telephone (slow 4G).

All over http, compressed: 1.6 Mbit/s, answers after 150 ms. The page is read to its
end; then its folds are opened, and every picture is loaded. How soon a page shows is
asked by tests/pages/paint.py, where nothing else runs.
"""

import contextlib

import pytest
from notebooks import CHAPTERS

PAGES = ["book/intro.html", *(name.replace(".ipynb", ".html") for name in CHAPTERS)]
SLOW = {"offline": False, "latency": 150, "uploadThroughput": 1e5}
SLOW["downloadThroughput"] = 1.6e6 / 8  # bytes a second
PHONE = {"width": 390, "height": 844}
WATCH = """
  window.shift = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
"""
READ = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo(0, y);
    await new Promise(done => setTimeout(done, 30));
  }
  await new Promise(requestAnimationFrame);
  return shift;
}"""
# The rest of the page: what folds hide, and every picture, also those that wait.
ALL = """() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  return Promise.all([...document.images].map(i => {
    i.loading = 'eager';
    return i.decode();
  }));
}"""


@contextlib.contextmanager
def slow_phone(chromium, url, slower=1):
    """Open a page on a slow telephone: (page, list of bytes that arrive)."""
    with chromium.new_context(viewport=PHONE) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(120_000)  # a busy machine is no fault of the page
        session, sizes = context.new_cdp_session(page), []
        count = "encodedDataLength"
        session.on("Network.loadingFinished", lambda event: sizes.append(event[count]))
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(url, wait_until="load")
        yield page, sizes


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_light_and_still(chromium, server, page):
    with slow_phone(chromium, server + page) as (tab, sizes):
        shift = tab.evaluate(READ)
        tab.evaluate(ALL)
        tab.wait_for_load_state("networkidle")
        weight = sum(sizes) / 1000
    assert weight <= 350
    assert shift <= 0.05
