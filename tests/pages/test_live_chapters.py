"""The live figures of chapters 1 to 5, moved by mouse and by keyboard."""

import re
import sys

import numpy as np
import pytest
from built import SITE, visit
from notebooks import ROOT

sys.path[:0] = [str(ROOT / "book" / way) for way in ("live", "live/figures", "_ext")]
import backprop  # noqa: E402 - after its folder is known
import nearest  # noqa: E402
import rows  # noqa: E402
import trained  # noqa: E402
import twenty  # noqa: E402

PAGES = {
    "backprop": "05-backprop",
    "twenty": "03-xavier",
    "rows": "04-forward",
    "nearest": "01-digits",
}


@pytest.fixture
def figure(chromium):
    """A function that opens the page of a figure as a file and returns the figure."""
    made = []

    def _figure(name, **options):
        made.append(chromium.new_context(**options))
        url = (SITE / f"book/chapters/{PAGES[name]}.html").as_uri()
        tab, seen = visit(made[-1], url)
        found = tab.locator(f"[data-live={name}]")
        found.scroll_into_view_if_needed()
        tab.wait_for_selector(f"[data-live={name}].live-ready")
        assert seen["errors"] == seen["failed"] == []
        return found

    yield _figure
    for context in made:
        context.close()


def plain(text):
    return text.replace("\N{MINUS SIGN}", "-")


def value(text):
    return float(plain(text))


def worked(found):
    return plain(found.locator(".live-worked").first.inner_text())


def numbers(found, name):
    """Return the numbers of an array, or None where they are not there yet."""
    cells = found.locator(
        f".live-array[aria-label={name}] .live-cell"
    ).all_inner_texts()
    return [value(text) for text in cells] if any(cells) else None


def assert_shown(found, arrays):
    for name, array in arrays.items():
        shown = numbers(found, name)
        np.testing.assert_allclose(shown, np.ravel(array), rtol=0, atol=5.1e-4)


def test_backprop_line_by_line(figure):
    """Arrow keys and Next walk; what comes later is not there yet."""
    found = figure("backprop")
    assert_shown(found, backprop.values())
    found.get_by_role("radio", name="dA1 =").focus()
    found.page.keyboard.press("ArrowUp")
    assert found.get_by_role("radio", name="db2 =").is_checked()
    assert worked(found) == "db2[0] = -0.75"
    assert [numbers(found, name) for name in ("dA1", "dZ1", "dW1", "db1")] == [None] * 4
    found.get_by_role("button", name="Next").click()
    found.locator(".live-array[aria-label=dA1] .live-cell").nth(2).hover()
    assert worked(found) == "dA1[0, 2] = -0.75 · 100 + 0.75 · 50 = -37.5"
    used = found.locator(".live-used").all_inner_texts()
    assert sorted(map(value, used)) == [-0.75, 0.75, 50, 100]
    for _ in range(3):
        found.get_by_role("button", name="Next").click()
    found.get_by_label("Right class").select_option(label="second")
    assert_shown(found, backprop.values(label=1))


def test_nearest_mean(figure):
    """The chapter's 7, images of each class, and a 1 drawn by mouse and by keys."""
    found = figure("nearest")
    answer, track = found.locator(".live-answer"), found.locator(".live-mean")

    def assert_distances(x):
        shown = [float(row.split()[-1]) for row in track.all_inner_texts()]
        np.testing.assert_allclose(shown, nearest.distances(x), rtol=0, atol=0.051)
        assert found.locator(".live-top").count() == 1

    assert_distances(trained.data().X_val[0])
    assert answer.inner_text() == "The mean of the 7s is closest: 22.3."
    names, asked = found.get_by_role("group", name="Validation images"), []
    found.page.on("request", lambda request: asked.append(request.url))
    labels = nearest.data()["labels"]
    for k in (4, 12):  # one that is read right, by mouse, and one that is not, by key
        button = names.get_by_role("button").nth(k)
        x = trained.data().X_val[nearest.examples()[k + 1]]
        button.click() if k == 4 else button.press("Enter")
        best = nearest.distances(x).argmin()
        assert (best == labels[k]) == (k == 4)
        found.get_by_text(f"The mean of the {best}s is closest").wait_for()
        assert_distances(x)
    assert len([url for url in asked if "/means.js" in url]) == 1
    board = found.locator("canvas.live-board")
    for way in ("mouse", "keys"):
        found.get_by_role("button", name="Clear").click()
        assert answer.inner_text().startswith("Draw a digit")
        if way == "mouse":
            board.evaluate(
                "e => e.scrollIntoView({ block: 'center', behavior: 'instant' })"
            )
            box = board.bounding_box()
            x, y = box["x"] + box["width"] / 2, box["y"]
            found.page.mouse.move(x, y + 40)
            found.page.mouse.down()
            found.page.mouse.move(x, y + box["height"] - 40)
            found.page.mouse.up()
        else:
            for key in ("Space", *["ArrowDown"] * 18, "Space"):
                board.press(key)
        found.get_by_text("The mean of the 1s is closest").wait_for()


def test_rows_never_meet(figure):
    """A pixel that moves changes its own row; each number tells its sum."""
    found = figure("rows")

    def forward(X):
        return backprop.network().forward(X)[1] | {"X": X}

    assert_shown(found, forward(rows.X))
    assert worked(found).startswith("Z1[0, 0] = 1 · 1 + 2 · 1 + 0 = 3")
    found.get_by_role("radio", name="0").focus()
    found.page.keyboard.press("ArrowDown")
    found.get_by_label("Its pixel 1").focus()
    found.page.keyboard.press("ArrowRight")
    changed = rows.X + 0.1 * np.array([[0, 0], [0, 1], [0, 0]])
    assert_shown(found, forward(changed))
    assert "Changed: row 1 of" in found.locator(".live-why").inner_text()
    found.locator(".live-array[aria-label=Z2] .live-cell").nth(5).hover()
    assert worked(found) == "Z2[2, 1] = 1 · 2 + 0 · (-5) + (-0.02) · 50 + 1.099 = 2.099"
    assert found.get_by_role("radio", name="2").is_checked()
    lit = found.locator(".live-array[aria-label=X] .live-made").all_inner_texts()
    assert lit == ["0", "1"]
    found.get_by_role("button", name="Back to the start").click()
    assert_shown(found, forward(rows.X))


def heights(found):
    """Return where the reader's curve stands in each layer, in powers of ten."""
    path = found.locator("path.live-mine").get_attribute("d")
    down = np.array([float(y) for y in re.findall(r",(-?[\d.]+)", path)])
    return 35 - 80 * (down - 14) / (230 - 14)


def test_twenty_layers(figure):
    """The curve is that of NumPy; by keyboard it explodes, by mouse it dies."""
    found = figure("twenty")
    spread = found.get_by_label("Standard deviation")
    np.testing.assert_allclose(
        heights(found), np.log10(twenty.squares(10**-1.3)), atol=0.01
    )
    spread.focus()
    found.page.keyboard.press("End")
    np.testing.assert_allclose(heights(found), np.log10(twenty.squares(1)), atol=0.01)
    answer = found.locator(".live-answer")
    assert answer.inner_text().endswith("It explodes.")
    box = spread.bounding_box()
    found.page.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    assert spread.get_attribute("aria-valuetext") == "0.010"
    assert "8.6\u00a0·\u00a010⁻⁴⁵. The signal fades" in answer.inner_text()
    for name, fate in {"xavier": "The signal fades.", "he": "It stays."}.items():
        found.get_by_role("button", name=name).click()
        expected = np.log10(twenty.squares(twenty.RULES[name]))
        np.testing.assert_allclose(heights(found), expected, atol=0.01)
        assert answer.inner_text().endswith(fate)


@pytest.mark.parametrize("name", PAGES)
def test_letters_on_a_phone(figure, name):
    """No letter is smaller than 11 pixels."""
    found = figure(name, viewport={"width": 390, "height": 844})
    assert found.evaluate(SMALL) == []


SMALL = """e => [...e.querySelectorAll('.live-stage *')].filter(x => {
  const svg = x.ownerSVGElement;
  const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  const size = scale * parseFloat(getComputedStyle(x).fontSize);
  const text = [...x.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return text && x.getBoundingClientRect().width && size < 11;
}).map(x => x.outerHTML.slice(0, 90))"""
