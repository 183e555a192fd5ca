"""Test that nothing moves while a page's own fonts are kept away, as on a slow line."""

import pathlib

import pytest
from built import PAGES, STILL, WATCH, visit
from notebooks import BOOK, markdown
from notebooks import PAGES as TEXTS

CONFIG = "<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"
SOURCES = zip(PAGES, BOOK + TEXTS, strict=True)
WITH_FIGURES = [page for page, name in SOURCES if "```{live}" in markdown(name)]
SIZES = ({"width": 390, "height": 844}, {"width": 1280, "height": 800})
# Scroll down as fast as figures come.
READ = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 300) {
    scrollTo(0, y);
    do await new Promise((go) => setTimeout(go, 30));
    while (document.querySelector("[data-asked]:not(.live-ready)"));
  }
}"""


@pytest.fixture(scope="module")
def browser(launch, tmp_path_factory):
    """Start a browser whose system has fonts as wide as Arial, and no others."""
    fonts = pathlib.Path("/usr/share/fonts")
    file = next(fonts.rglob("LiberationSans-Regular.ttf"), None)
    if file is None:
        pytest.skip("there is no Liberation Sans: apt install fonts-liberation")
    folder = tmp_path_factory.mktemp("fonts")
    config = CONFIG.format(folder=file.parent, cache=folder)
    (folder / "fonts.conf").write_text(config)
    browser = launch(FONTCONFIG_FILE=str(folder / "fonts.conf"))
    yield browser
    browser.close()


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_a_page_stays_still(browser, server, page):
    found = []
    for size in SIZES:
        with browser.new_context(viewport=size, reduced_motion="reduce") as context:
            context.route("**/_static/fonts/*", lambda route: route.abort())
            context.add_init_script(WATCH)
            tab, _ = visit(context, server + page)
            tab.wait_for_load_state("networkidle")
            tab.evaluate(READ)
            shift = tab.evaluate("shift")
            found += [f"{size}: moved by {shift:.3f}"] * (shift > STILL)
    assert found == []
