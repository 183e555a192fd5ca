"""Measure how soon a check names a mistake on the front page.

`make pages` runs this by itself. The time is from the click on the button to the first
report, in a browser that has loaded nothing yet. Four seconds are wanted, and two cores
of 2.5 GHz need 3.5. More than six fail.
"""

import psutil
from built import CLEAN, visit

MOST = 6  # seconds
CLICK = """() => new Promise((done) => {
  const watch = new MutationObserver(() => {
    if (document.querySelector(".text_html")) done((performance.now() - start) / 1000);
  });
  watch.observe(document.querySelector("article"), { childList: true, subtree: true });
  const start = performance.now();
  document.querySelector(".python button").click();
})"""


def cpu_seconds():
    """Return the CPU seconds that the browser has used."""
    spent = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return sum(one.user + one.system for one in spent)


def measure(chromium, server):
    """Return the seconds until the first report, and the CPU seconds until then."""
    context = chromium.new_context()
    tab, faults = visit(context, f"{server}book/intro.html")
    tab.wait_for_load_state("networkidle")
    before = cpu_seconds()
    seconds = tab.evaluate(CLICK)
    spent = cpu_seconds() - before
    assert "You divide by the sum of all entries" in tab.inner_text(".text_html")
    assert "intro" not in tab.evaluate("JSON.stringify(localStorage)")  # kept no work
    assert faults == CLEAN
    context.close()
    return seconds, spent


def test_the_first_check_comes_soon(chromium, server, capsys):
    """The least of up to four times counts, since other work only adds to them."""
    times = []
    while len(times) < 4 and min(times, default=MOST + 1) > MOST:
        seconds, spent = measure(chromium, server)
        times.append(seconds)
        with capsys.disabled():
            print(f"\nfirst check: {seconds:.1f} s, {spent:.1f} s of processors")
    assert min(times) <= MOST
