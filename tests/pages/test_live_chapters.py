"""Test that live figures show the numbers of NumPy, whatever the reader moves."""

import re

import figure_pages
import numpy as np
import pytest

# isort: split
import backprop  # figure_pages knows its folder
import confusion
import hinges
import nearest
import rows
import trained
import trials
import twenty
import unit
import valley

from neuralnet import leaky_relu


def plain(text):
    """Return a text with the minus of a keyboard."""
    return text.replace("\N{MINUS SIGN}", "-")


def worked(found):
    """Return the sum that the figure spells out."""
    return plain(found.locator(".live-worked").first.inner_text())


def numbers(found, name):
    """Return the numbers of an array, or None while its cells are empty."""
    cells = found.locator(f".live-array[aria-label={name}] .live-cell")
    texts = cells.all_inner_texts()
    return [float(plain(text)) for text in texts] if any(texts) else None


def assert_shown(found, arrays):
    for name, array in arrays.items():
        shown = numbers(found, name)
        np.testing.assert_allclose(shown, np.ravel(array), rtol=0, atol=5.1e-4)


def test_backprop_line_by_line(figure):
    """Arrow keys and Next walk; arrays of later lines are still empty."""
    found, _ = figure("backprop")
    assert_shown(found, backprop.values())
    found.get_by_role("radio", name="dA1 =").press("ArrowUp")
    assert found.get_by_role("radio", name="db2 =").is_checked()
    assert worked(found) == "db2[0] = -0.75"
    assert [numbers(found, name) for name in ("dA1", "dZ1", "dW1", "db1")] == [None] * 4
    found.get_by_role("button", name="Next").click()
    found.locator(".live-array[aria-label=dA1] .live-cell").nth(2).hover()
    assert worked(found) == "dA1[0, 2] = -0.75 · 100 + 0.75 · 50 = -37.5"
    used = found.locator(".live-used").all_inner_texts()
    assert sorted(float(plain(text)) for text in used) == [-0.75, 0.75, 50, 100]
    for _ in range(3):
        found.get_by_role("button", name="Next").click()
    found.get_by_label("Right class").select_option(label="second")
    assert_shown(found, backprop.values(label=1))


def test_nearest_mean(figure):
    """The chapter's 7, images of each class, and a 1 drawn by mouse and by keys."""
    found, requests = figure("nearest")
    answer, track = found.locator(".live-answer"), found.locator(".live-mean")

    def assert_distances(x):
        shown = [float(row.split()[-1]) for row in track.all_inner_texts()]
        np.testing.assert_allclose(shown, nearest.distances(x), rtol=0, atol=0.051)
        assert found.locator(".live-top").count() == 1

    assert_distances(trained.data().X_val[0])
    assert answer.inner_text() == "The mean of the 7s is closest: 22.3."
    buttons = found.get_by_role("group", name="Validation images").get_by_role("button")
    labels = nearest.data()["labels"]
    for k, is_right in (4, True), (12, False):
        x = trained.data().X_val[nearest.examples()[k + 1]]
        buttons.nth(k).press("Enter")
        best = nearest.distances(x).argmin()
        assert (best == labels[k]) == is_right
        found.get_by_text(f"The mean of the {best}s is closest").first.wait_for()
        assert_distances(x)
    assert len([url for url in requests if "/means.js" in url]) == 1
    board, one = found.locator("canvas.live-board"), [(140, 40), (140, 240)]
    for draw in (lambda to: figure_pages.draw(to, [one]), figure_pages.draw_one):
        found.get_by_role("button", name="Clear").click()
        assert answer.inner_text().startswith("Draw a digit")
        empty = found.locator(".live-near .live-seenone canvas")
        assert empty.evaluate(figure_pages.EMPTY)
        draw(board)
        found.get_by_text("The mean of the 1s is closest").first.wait_for()


def test_one_unit(figure):
    """All weights and images give NumPy's sums, and ink on the blue lights the unit."""
    found, _ = figure("unit")
    terms, board = found.locator(".live-terms .live-row"), found.locator(".live-board")
    names = found.get_by_role("radio")
    data, (columns, biases) = trained.data(), unit.weights()

    def shown():
        return [float(plain(text.split()[-1])) for text in terms.all_inner_texts()]

    for k, (w, b) in enumerate(zip(columns, biases, strict=True)):
        names.nth(k).check()
        for n in unit.examples():
            label, products = data.Y_val[n].argmax(), data.X_val[n] * w
            found.get_by_role("button", name=f"A {label}", exact=True).click()
            z = products.sum() + b
            parts = [products[w > 0].sum(), products[w < 0].sum(), b, z, leaky_relu(z)]
            np.testing.assert_allclose(shown(), parts, rtol=0, atol=0.0051)
    names.nth(unit.FIRST).check()
    found.get_by_role("button", name="Clear").click()
    b = biases[unit.FIRST]
    np.testing.assert_allclose(shown(), [0, 0, b, b, leaky_relu(b)], atol=0.0051)
    figure_pages.draw(board, [[(55, 100), (145, 90)]])
    assert shown()[3] > 3
    assert found.locator(".live-answer").inner_text().endswith("the unit is on.")


def test_rows_never_meet(figure):
    """A changed pixel changes its own row, and each number shows its sum."""
    found, _ = figure("rows")

    def forward(X):
        return backprop.network().forward(X)[1] | {"X": X}

    assert_shown(found, forward(rows.X))
    found.get_by_role("radio", name="0").press("ArrowDown")
    found.get_by_label("Its pixel 1").press("ArrowRight")
    assert_shown(found, forward(rows.X + [[0, 0], [0, 0.1], [0, 0]]))
    assert "Changed: row 1 of" in found.locator(".live-why").inner_text()
    found.locator(".live-array[aria-label=Z2] .live-cell").nth(5).hover()
    assert worked(found) == "Z2[2, 1] = 1 · 2 + 0 · (-5) + (-0.02) · 50 + 1.099 = 2.099"
    assert found.get_by_role("radio", name="2").is_checked()
    row = found.locator(".live-array[aria-label=X] .live-made").all_inner_texts()
    assert row == ["0", "1"]


def test_twenty_layers(figure):
    """The curves are those of NumPy, and level where the chapter says."""
    found, _ = figure("twenty")
    spread, answer = found.get_by_role("slider"), found.locator(".live-answer")

    def check(sd, words):
        curves = {"path.live-mine": twenty.squares, "path.live-minus": twenty.gradients}
        for place, wanted in curves.items():
            path = found.locator(place).get_attribute("d")
            down = np.array([float(y) for y in re.findall(r",(-?[\d.]+)", path)])
            heights = 35 - 82 * (down - 14) / (230 - 14)  # in powers of ten
            np.testing.assert_allclose(heights, np.log10(wanted(sd)), atol=0.01)
        assert words in answer.inner_text()

    check(1, "Both explode.")
    found.get_by_role("button", name="0.01").click()
    check(0.01, "8.6\u00a0·\u00a010⁻⁴⁵ from layer 1 to 20")
    found.get_by_role("button", name="0.1", exact=True).click()
    for _ in range(15):
        spread.press("ArrowRight")
    check(10**-0.85, "Both stay.")
    assert abs(10**-0.85 - twenty.STEADY) < 0.001
    spread.click(position={"x": 3, "y": 8})
    check(0.01, "Both fade.")


def test_hinges_run_through_the_points(figure):
    """By keys and by mouse; a point changes its own hinge and the two beside it."""
    found, _ = figure("hinges")
    tab, points = found.page, found.get_by_role("slider")
    x, t, F = np.linspace(0, 1, 1001), hinges.KNOTS.copy(), hinges.sine(hinges.KNOTS)

    def check(k, changed):
        F[k] = float(points.nth(k).get_attribute("aria-valuenow"))
        place = points.nth(k).get_attribute("aria-valuetext")
        t[k] = float(place.rpartition("= ")[2])
        worst = np.abs(hinges.curve(t, F, x) - hinges.sine(x)).max()
        weights = hinges.net(t, F).params["W2"][changed, 0]
        words = plain(found.locator(".live-answer").inner_text())
        assert f"Point {k}, now at x = {t[k]:.4g}," in words
        shown = re.findall(r"-?\d+\.\d\d", words.rpartition("weight")[2])
        assert list(map(float, shown)) == pytest.approx(weights, abs=0.0051)
        assert found.get_by_text(f"Farthest from the sine: {worst:.4f}").count()

    def drag(k, right, down):
        box = points.nth(k).locator(".live-dot").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + right, y + down)
        tab.mouse.up()

    fill = found.locator(".live-reach").first.evaluate("e => getComputedStyle(e).fill")
    assert fill == "rgba(0, 0, 0, 0)"
    for key, height in (("PageUp", 1.1), ("ArrowDown", 1.09), ("Home", -1.5)):
        points.nth(2).press(key)
        check(2, [1, 2, 3])
        assert F[2] == height
    for times, place in ((1, 0.26), (20, 0.355)):  # not beyond the next point
        for _ in range(times):
            points.nth(2).press("ArrowRight")
        check(2, [1, 2, 3])
        assert t[2] == place
    drag(8, -60, -40)
    check(8, [7])
    assert F[8] > 0.5
    assert t[8] == 1  # the ends stay
    drag(5, -15, 0)
    check(5, [4, 5, 6])
    assert 0.52 <= t[5] < 0.62


def test_a_walk_in_the_valley(figure):
    """By keys and by mouse: path and losses are those of NumPy."""
    found, _ = figure("valley")
    start, rate = (
        found.get_by_label("Start", exact=True),
        found.get_by_label("Learning"),
    )
    paths = found.locator("path.live-plus")

    def check(lr, how):
        here = plain(start.get_attribute("aria-valuetext"))
        theta = np.array([float(v) for v in re.findall(r"-?[\d.]+", here)])
        assert start.get_attribute("aria-valuenow") == f"{theta[0]:g}"
        walked = valley.walk(theta, lr)
        losses = valley.loss(walked)
        along, across = drawn(0)
        np.testing.assert_allclose(
            (along - 42) / 266 * 20 - 10, walked[:, 1], atol=0.01
        )
        np.testing.assert_allclose(
            6 - (across - 26) / 160 * 12, walked[:, 0], atol=0.01
        )
        np.testing.assert_allclose((186 - drawn(1)[1]) / 160 * 60, losses, atol=0.01)
        words = found.locator(".live-answer").inner_text()
        shown = [float(v) for v in re.findall(r"\d+\.\d+", words)]
        np.testing.assert_allclose(shown, losses[[0, -1]], atol=0.051)
        assert how in found.locator(".live-quiet").inner_text()
        return theta

    def drawn(k):
        return np.array(
            re.findall(r"(-?[\d.]+),(-?[\d.]+)", paths.nth(k).get_attribute("d")), float
        ).T

    assert list(check(0.02, "a part of the way")) == list(valley.START)
    rate.fill("0.25")
    check(0.25, "The first step lands on the floor")
    rate.fill("0.5")
    check(0.5, "just as far from it")
    found.get_by_role("button", name="too long: 0.55").click()
    check(0.55, "farther from it")
    start.press("PageDown")
    start.press("ArrowRight")
    assert list(check(0.55, "farther from it")) == [2, -7.9]
    found.get_by_role("button", name="zigzag: 0.45").click()
    box = start.locator(".live-dot").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = found.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 80, y - 30)
    mouse.up()
    theta = check(0.45, "closer to it")
    assert theta[0] > 3
    assert theta[1] > -5
    start.press("End")
    mouse.move(0, 0)
    for _ in range(2):
        start.press("PageDown")
    for _ in range(12):
        start.press("Home")
    assert check(0.45, "closer to it")[1] == -valley.ALONG  # not beyond the map


def test_trials_are_kept_and_highlighted(figure):
    """The figure keeps the trials that Python keeps; all panels highlight one."""
    found, _ = figure("trials")
    mouse, panels = found.page.mouse, found.locator(".live-brush")
    ranges, searches = found.locator(".live-ends input"), found.get_by_role("checkbox")

    def keeps(trial, low, high):
        at = [place(trial) for place in trials.PANELS.values()]
        at = np.log(at) / np.log([10, 2, 2, 10])
        inside = np.all((low - 1e-9 <= at) & (at <= high + 1e-9))
        return inside and searches.nth(trial["search"]).is_checked()

    def kept():
        """Return the trials inside the ranges; check that the figure keeps them."""
        ends = ranges.evaluate_all("all => all.map(e => Number(e.value))")
        low, high = np.reshape(ends, (4, 2)).T
        wanted = [trial for trial in trials.trials() if keeps(trial, low, high)]
        words = found.locator(".live-quiet", has_text="Kept: ").inner_text()
        assert words.startswith(f"Kept: {len(wanted)} of {len(trials.trials())},")
        assert f"{wanted[-1]['acc']:.4f}" in words
        faded = panels.first.locator(".live-out").count()
        assert faded == len(trials.trials()) - len(wanted)
        return wanted

    def assert_highlighted(trial):
        """The words describe the trial; a ring is around its mark in each panel."""
        search = trials.SEARCHES[trial["search"]]
        words = found.locator(".live-answer").inner_text()
        assert words.startswith(f"Trial {trial['trial']} of the {search} search:")
        assert f"{trial['units']} hidden units, batches of {trial['batch']}," in words
        for panel in panels.all():
            ring = panel.locator(".live-ring").get_attribute("transform")
            assert panel.locator(f'.live-mark[transform="{ring}"]').count() >= 1

    assert len(kept()) == 139
    assert_highlighted(kept()[0])
    box = panels.first.bounding_box()  # by mouse: keep the upper half of the rates
    mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 90)
    mouse.down()
    mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 95)
    mouse.move(box["x"] + box["width"] - 1, box["y"] + 100)
    mouse.up()
    assert 40 < len(kept()) < 139
    assert min(trial["lr"] for trial in kept()) > 0.01
    for _ in range(4):  # by keyboard: keep small batches
        found.get_by_label("Keep batch size, to").press("ArrowLeft")
    assert {trial["batch"] for trial in kept()} == {32}
    for key in ("Home", "ArrowRight"):
        found.get_by_label("Trial, the best first").press(key)
    assert_highlighted(kept()[1])
    found.get_by_role("button", name="All trials").click()
    for k in (0, 1):
        searches.nth(k).uncheck()
    assert len(kept()) == 39
    worst = panels.nth(3).locator(".live-mark:not(.live-out)").last.bounding_box()
    mouse.move(worst["x"] + worst["width"] / 2, worst["y"] + worst["height"] / 2)
    assert_highlighted(kept()[-1])
    searches.nth(2).press("Space")
    assert found.get_by_text("No trial is left").first.is_visible()
    found.get_by_role("button", name="Only the learning rate").click()
    assert {trial["lr"] for trial in kept()} == {0.1}


def test_cells_of_the_confusion_matrix_open_their_digits(figure):
    """The digits, their descriptions and the probabilities are the network's."""
    found, requests = figure("confusion")
    labels, answers, y = confusion.answers()
    digits, words = found.locator(".live-digit"), found.locator(".live-answer")

    def assert_described(row):
        start = f"Validation image {row}: a {labels[row]}, called {answers[row]} "
        assert words.inner_text().startswith(start)
        lines = found.locator(".live-row").all_inner_texts()
        shares = [float(line.split()[-2]) for line in lines]
        np.testing.assert_allclose(shares, 100 * y[row], rtol=0, atol=0.51)
        assert found.locator(".live-top b").inner_text() == str(answers[row])

    def assert_opened(rows):
        digits.nth(len(rows) - 1).wait_for()
        found.get_by_text(f"Validation image {rows[0]}:").first.wait_for()
        assert digits.count() == len(rows)
        assert_described(rows[0])
        last = digits.last.get_attribute("aria-label")
        assert last.startswith(f"Validation image {rows[-1]}:")

    assert_opened(confusion.cell(3, 5))
    assert not [url for url in requests if "/mistakes.js" in url]
    found.get_by_role("button", name="8 called 9: 10").click()
    assert_opened(confusion.cell(8, 9))
    digits.nth(4).hover()
    assert_described(confusion.cell(8, 9)[4])
    # On the diagonal are the right answers that were least sure.
    found.locator(".live-count[tabindex='0']").press("ArrowDown")
    assert_opened(confusion.cell(9, 9))
    for key in ("Tab", "ArrowRight"):
        found.page.keyboard.press(key)
    assert_described(confusion.cell(9, 9)[1])
    mistakes = confusion.shown()[: (labels != answers).sum()]
    found.get_by_role("button", name="all true 3s").press("Enter")
    assert_opened(mistakes[labels[mistakes] == 3])
    found.get_by_role("button", name="all called 3").click()
    assert_opened(mistakes[answers[mistakes] == 3])
    found.get_by_role("button", name="0 called 1: never").click()
    found.get_by_text("The network never did this.").first.wait_for()
    assert digits.count() == 0
    assert len([url for url in requests if "/mistakes.js" in url]) == 1
