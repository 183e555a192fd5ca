"""Every built page as a file, in light and dark: whole, and open to all readers.

axe-core looks for what shuts out those who read by ear or by keyboard, or who need
contrast. Folds are open and quizzes answered, so that it sees what a reader may see.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import ANSWER_ALL, CLEAN, SITE, every_page, visit

PREPARE = """() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; });
  return Promise.allSettled([...document.images].map(i => i.decode()));
}"""
DARK = "() => { document.documentElement.dataset.theme = 'dark'; }"
AXE = Axe()
# The theme's search stands beside its landmarks, and Sphinx gives the entries of the
# bibliography roles that have gone out of use; no reader loses anything by it.
THEIRS = ["region", "aria-allowed-role", "aria-deprecated-role"]
THEIRS += ["aria-required-children"]
THEIRS = {rule: {"enabled": False} for rule in THEIRS}


@pytest.fixture(scope="module")
def window(chromium):
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    yield context
    context.close()


def violations(tab, **options):
    """Return what axe finds wrong, as lines: rule, place, what is wrong with it."""
    options |= {"resultTypes": ["violations"], "preload": False, "rules": THEIRS}
    found = AXE.run(tab, options=options)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


@every_page
def test_as_a_file_and_for_all_readers(window, page):
    tab, seen = visit(window, (SITE / page).as_uri())
    tab.evaluate(PREPARE)
    tab.evaluate(ANSWER_ALL)
    light = violations(tab)
    tab.evaluate(DARK)
    dark = violations(tab, runOnly={"type": "rule", "values": ["color-contrast"]})
    tab.close()
    assert seen == CLEAN
    assert light + dark == []
