"""The live figures of chapters, one by one, moved by mouse and by keyboard."""

import re
import sys

import numpy as np
import pytest
from built import SITE, visit
from notebooks import ROOT

sys.path[:0] = [str(ROOT / "book" / way) for way in ("live", "live/figures", "_ext")]
import backprop  # noqa: E402 - after its folder is known
import confusion  # noqa: E402
import nearest  # noqa: E402
import rows  # noqa: E402
import trained  # noqa: E402
import trials  # noqa: E402
import twenty  # noqa: E402

PAGES = {
    "backprop": "04-backprop",
    "twenty": "05-xavier",
    "rows": "03-forward",
    "nearest": "01-digits",
    "trials": "07-tuning",
    "confusion": "08-mistakes",
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
        assert found.locator(".live-near .live-seenone canvas").evaluate(EMPTY)
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


EMPTY = """c => c.getContext('2d').getImageData(0, 0, 28, 28).data.every(
  (v, i, all) => v === all[i % 4])"""


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


def test_trials_are_kept_and_lit_by_mouse_and_by_keyboard(figure):
    """What is kept is what Python keeps; a trial is lit in all four panels."""
    found = figure("trials")
    tab = found.page
    panels = found.locator(".live-brush")
    ranges = found.locator(".live-ends input")
    searches = found.get_by_role("checkbox")

    def kept():
        ends = [float(v) for v in ranges.evaluate_all("all => all.map(e => e.value)")]
        wanted = []
        for trial in trials.trials():
            at = [place(trial) for place in trials.PANELS.values()]
            at = np.log(at) / np.log([10, 2, 2, 10])
            inside = all(
                np.searchsorted([a - 1e-9, b + 1e-9], v) == 1
                for v, a, b in zip(at, ends[::2], ends[1::2], strict=True)
            )
            if inside and searches.nth(trial["search"]).is_checked():
                wanted.append(trial)
        told = found.locator(".live-quiet", has_text="Kept: ").inner_text()
        assert told.startswith(f"Kept: {len(wanted)} of {len(trials.trials())},")
        assert f"{wanted[-1]['acc']:.4f}" in told
        out = panels.first.locator(".live-out").count()
        assert out == len(trials.trials()) - len(wanted)
        return wanted

    def lit():
        """The trial that the page tells of; its mark is in the ring of each panel."""
        words = found.locator(".live-answer").inner_text()
        search, number = re.search(r"Trial (\d+) of the (\w+)", words).group(2, 1)
        for panel in panels.all():
            ring = panel.locator(".live-ring").get_attribute("transform")
            assert panel.locator(f'.live-mark[transform="{ring}"]').count() >= 1
        told = re.search(r"(\d+) hidden units, batches of (\d+)", words)
        return search, int(number), *map(int, told.groups())

    def same(trial):
        names = trials.SEARCHES[trial["search"]], trial["trial"]
        return *names, trial["units"], trial["batch"]

    everything = kept()
    assert len(everything) == 139
    assert lit() == same(everything[0])
    box = panels.first.bounding_box()  # by mouse: keep the upper half of the rates
    tab.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 90)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 95)
    tab.mouse.move(box["x"] + box["width"] - 1, box["y"] + 100)
    tab.mouse.up()
    high = kept()
    assert 40 < len(high) < 139
    assert min(trial["lr"] for trial in high) > 0.01
    found.get_by_label("Keep batch size, to").focus()  # by keyboard: small batches
    for _ in range(4):
        tab.keyboard.press("ArrowLeft")
    small = kept()
    assert {trial["batch"] for trial in small} == {32}
    found.get_by_label("Trial, the best first").focus()
    tab.keyboard.press("Home")
    tab.keyboard.press("ArrowRight")
    assert lit() == same(small[1])
    heard = found.locator(".live-heard")
    tab.wait_for_function(
        "e => e.textContent.startsWith('Trial ')", arg=heard.element_handle()
    )
    found.get_by_role("button", name="All trials").click()
    searches.nth(0).uncheck()
    searches.nth(1).uncheck()
    assert len(kept()) == 39
    worst = panels.nth(3).locator(".live-mark:not(.live-out)").last.bounding_box()
    tab.mouse.move(worst["x"] + worst["width"] / 2, worst["y"] + worst["height"] / 2)
    assert lit() == same(kept()[-1])
    searches.nth(2).focus()
    tab.keyboard.press("Space")
    assert found.get_by_text("No trial is left").is_visible()
    found.get_by_role("button", name="Only the learning rate").click()
    assert {trial["lr"] for trial in kept()} == {0.1}


def test_cells_of_the_confusion_matrix_open_their_digits(figure):
    """The digits, what is said of them, and the shares are those of the network."""
    found, asked = figure("confusion"), []
    tab = found.page
    tab.on("request", lambda request: asked.append(request.url))
    labels, said, y = confusion.answers()
    digits, words = found.locator(".live-digit"), found.locator(".live-answer")

    def told(row):
        assert words.inner_text().startswith(
            f"Validation image {row}: a {labels[row]}, called {said[row]} "
        )
        shares = [
            float(text.split()[-2])
            for text in found.locator(".live-row").all_inner_texts()
        ]
        np.testing.assert_allclose(shares, 100 * y[row], rtol=0, atol=0.51)
        assert found.locator(".live-top b").inner_text() == str(said[row])

    def opened(rows):
        tab.wait_for_function("n => document.querySelectorAll('.live-digit').length "
                              "=== n", arg=len(rows))  # fmt: skip
        told(rows[0])
        assert digits.last.get_attribute("aria-label").startswith(
            f"Validation image {rows[-1]}:"
        )

    opened(confusion.cell(3, 5))
    assert not [url for url in asked if "/mistakes.js" in url]
    found.get_by_role("button", name="8 called 9: 10").click()
    opened(confusion.cell(8, 9))
    digits.nth(4).hover()
    told(confusion.cell(8, 9)[4])
    found.locator(".live-count[tabindex='0']").focus()
    tab.keyboard.press("ArrowDown")  # on the diagonal: the least sure right answers
    opened(confusion.cell(9, 9))
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowRight")
    told(confusion.cell(9, 9)[1])
    mistakes = confusion.shown()[: (labels != said).sum()]
    found.get_by_role("button", name="all true 3s").press("Enter")
    opened(mistakes[labels[mistakes] == 3])
    assert found.get_by_text("the recall is 0.9641").is_visible()
    found.get_by_role("button", name="all called 3").click()
    opened(mistakes[said[mistakes] == 3])
    assert found.get_by_text("the precision is 0.9744").is_visible()
    found.get_by_role("button", name="0 called 1: never").click()
    assert words.inner_text() == "The network never did this."
    assert digits.count() == 0
    assert len([url for url in asked if "/mistakes.js" in url]) == 1
