"""What a page weighs and whether it jumps, as on a slow telephone (slow 4G).

How soon it shows is asked by tests/pages/paint.py, where nothing else runs.

All over http, compressed: 1.6 Mbit/s, answers after 150 ms, a processor of a quarter
of the speed; the page is read to its end, then once more with every fold open.
"""

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
}"""


def measure(chromium, url):
    """Return kilobytes, seconds until something shows, and how much jumps."""
    context = chromium.new_context(viewport=PHONE)
    context.add_init_script(WATCH)
    page = context.new_page()
    session, sizes = context.new_cdp_session(page), []
    count = "encodedDataLength"
    session.on("Network.loadingFinished", lambda event: sizes.append(event[count]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url, wait_until="load")
    page.wait_for_function("performance.getEntriesByType('paint').length === 2")
    paint = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.evaluate(READ)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("shift")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(READ)
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(sizes) / 1000, paint / 1000, shift


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_light_and_still(chromium, server, page):
    weight, _, shift = measure(chromium, server + page)
    assert weight <= 350
    assert shift <= 0.05
