"""Test that nothing moves, touches or is cut, whatever font a reader's system has.

The page's own fonts are kept away, as on a slow line.
"""

import pathlib

import looks
import pytest
from built import PAGES, STILL, WATCH, resize, start_figures, visit
from notebooks import BOOK, markdown
from notebooks import PAGES as TEXTS

# A file, the family that it belongs to, and the package that has it.
FONTS = {
    "DejaVuSans.ttf": ("DejaVu Sans", "fonts-dejavu-core"),
    "LiberationSans-Regular.ttf": ("Liberation Sans", "fonts-liberation"),
    "NotoSans-Regular.ttf": ("Noto Sans", "fonts-noto-core"),
}
CONFIG = """<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>{family}</family></prefer></alias>
</fontconfig>"""
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


@pytest.fixture(scope="module", params=FONTS)
def browser(request, launch, tmp_path_factory):
    """Start a browser whose system has the fonts of one folder and no others."""
    family, package = FONTS[request.param]
    file = next(pathlib.Path("/usr/share/fonts").rglob(request.param), None)
    if file is None:
        pytest.skip(f"there is no {family}: apt install {package}")
    folder = tmp_path_factory.mktemp("fonts")
    config = CONFIG.format(folder=file.parent, cache=folder, family=family)
    (folder / "fonts.conf").write_text(config)
    browser = launch(FONTCONFIG_FILE=str(folder / "fonts.conf"))
    yield browser
    browser.close()


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_a_page_stays_still_and_its_figures_have_room(browser, server, page):
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
            figures = start_figures(tab)
            for width in (size["width"], 320, 768):
                resize(tab, size | {"width": width})
                for figure in figures:
                    words = figure.evaluate(looks.CROWDED)
                    found += [f"{width} wide: {one}" for one in words]
    assert found == []
