"""How soon Python is there: run alone (make pages does).

From the click on the front page's button to the first report of a check, in a browser
that has nothing of it yet. Four seconds are wanted, and two cores of 2.5 GHz need 3.5,
since what a check imports comes compiled. More than six fail.
"""

import psutil
from built import visit

MOST = 6  # seconds
CLICK = """() => new Promise((done) => {
  const seen = new MutationObserver(() => {
    if (document.querySelector(".text_html")) done((performance.now() - start) / 1000);
  });
  seen.observe(document.querySelector("article"), { childList: true, subtree: true });
  const start = performance.now();
  document.querySelector(".python button").click();
})"""


def work():
    """Return the seconds that the processors have spent on the browser."""
    spent = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return sum(one.user + one.system for one in spent)


def measure(chromium, server):
    """Return the seconds until the first report, and those of the processors."""
    context = chromium.new_context()
    tab, _ = visit(context, f"{server}book/intro.html")
    tab.wait_for_load_state("networkidle")
    before = work()
    seconds = tab.evaluate(CLICK)
    spent = work() - before
    context.close()
    return seconds, spent


def test_the_first_check_comes_soon(chromium, server, capsys):
    """Whatever else the machine does only adds: the least of up to four counts."""
    found = []
    while len(found) < 4 and min(found, default=(MOST + 1,))[0] > MOST:
        found.append(measure(chromium, server))
        with capsys.disabled():
            print("\nfirst check: {:.1f} s, {:.1f} s of processors".format(*found[-1]))
    assert min(found)[0] <= MOST
