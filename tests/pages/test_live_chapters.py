"""Test that live figures show the numbers of NumPy, whatever the reader moves."""

import re

import figure_pages
import numpy as np
from _ext import trained
from live.figures import attack, backprop, confusion, nearest, push, rows, step, unit
from playwright.sync_api import expect

from neuralnet import leaky_relu


def plain(text):
    """Return a text with the minus of a keyboard."""
    return text.replace("\N{MINUS SIGN}", "-")


def expect_worked(fig, words):
    """Wait until the figure spells out this sum."""
    words = words.replace("-", "\N{MINUS SIGN}")
    expect(fig.locator(".live-worked").first).to_have_text(words)


def numbers(fig, name):
    """Return the numbers of an array, or None while its cells are empty."""
    cells = fig.locator(f".live-array[aria-label={name}] .live-cell")
    texts = cells.all_inner_texts()
    return [float(plain(text)) for text in texts] if any(texts) else None


def assert_shown(fig, arrays):
    """Compare {name: array} with the figure, which shows three decimals."""
    for name, array in arrays.items():
        shown = numbers(fig, name)
        np.testing.assert_allclose(shown, np.ravel(array), rtol=0, atol=5.1e-4)


def test_arrays_of_backprop_are_filled_line_by_line(figure):
    """Arrow keys and Next go to a line; arrays of later lines are still empty."""
    fig, _ = figure("backprop")
    assert_shown(fig, backprop.values())
    fig.get_by_role("radio", name="dA1 =").press("ArrowUp")
    assert fig.get_by_role("radio", name="db2 =").is_checked()
    expect_worked(fig, "db2[0] = -0.75 + 0.25 = -0.5")
    assert [numbers(fig, name) for name in ("dA1", "dZ1", "dW1", "db1")] == [None] * 4
    fig.get_by_role("button", name="Next").click()
    fig.locator(".live-array[aria-label=dA1] .live-cell").nth(2).hover()
    expect_worked(fig, "dA1[0, 2] = -0.75 · 100 + 0.75 · 50 = -37.5")
    used = fig.locator(".live-used").all_inner_texts()
    assert sorted(float(plain(text)) for text in used) == [-0.75, 0.75, 50, 100]
    for _ in range(3):
        fig.get_by_role("button", name="Next").click()
    fig.get_by_label("Right class of image 0").select_option(label="second")
    assert_shown(fig, backprop.values(labels=(1, 1)))


def test_a_pass_has_the_same_color_in_each_figure(figure):
    """The labels are no result of a pass, so they have neither color."""
    look = "node => getComputedStyle(node)[node.closest('svg') ? 'fill' : 'color']"

    def colors(name, *places):
        fig, _ = figure(name)
        return [fig.locator(place).first.evaluate(look) for place in places]

    array = "[aria-label={}] .live-name b"
    forth, back = colors("wires", "text.live-forward", "text.live-backward")
    *found, labels = colors("backprop", *map(array.format, ("A1", "dA1", "Y")))
    assert found == [forth, back]
    assert labels not in (forth, back)
    assert colors("rows", *map(array.format, ("X", "y"))) == [forth, forth]


def test_pushes_are_the_slopes_of_the_losses(figure):
    """The figure and its picture show how much both losses fall with the score."""
    fig, _ = figure("push")
    score = fig.get_by_label("Score of the right class")
    for u in (push.START, -0.7, push.LOW):
        slopes = (push.losses(u - 1e-5) - push.losses(u + 1e-5)) / 2e-5
        np.testing.assert_allclose(push.pushes(u), slopes, rtol=1e-6)
        score.fill(str(u))
        log, square = slopes
        words = f"\N{MINUS SIGN}log p pushes by {log:.3f}, the square by {square:.3f}."
        assert words in fig.locator(".live-answer").inner_text()


def test_a_step_leads_where_numpy_says(figure):
    """The slopes of the figure are those of its loss, and it says what a step does."""
    fig, _ = figure("step")
    length = fig.get_by_label("Length t of the step")
    slope = (step.after(1e-6)[1] - step.after(-1e-6)[1]) / 2e-6
    np.testing.assert_allclose(step.promised(1), step.after(0)[1] + slope, rtol=1e-6)
    for t in (0.034, 0.073):
        length.fill(str(t))
        score, loss = step.after(t)
        shown = [
            plain(row).split()[-1] for row in fig.locator(".live-sum").all_inner_texts()
        ]
        assert shown == [f"{v:.2f}" for v in (step.promised(t), loss, score)]


def test_distances_to_the_means_are_those_of_numpy(figure):
    """Tried: the chapter's 7, two other images, and a 1 drawn by mouse and by keys."""
    fig, requests = figure("nearest")
    answer, track = fig.locator(".live-answer"), fig.locator(".live-mean")

    def assert_distances(x):
        shown = [float(row.split()[-1]) for row in track.all_inner_texts()]
        np.testing.assert_allclose(shown, nearest.distances(x), rtol=0, atol=0.051)
        assert fig.locator(".live-top").count() == 1

    assert_distances(trained.data().X_val[0])
    assert answer.inner_text() == "The mean of the 7s is closest: 22.3."
    buttons = fig.get_by_role("group", name="Validation images").get_by_role("button")
    labels = nearest.data()["labels"]
    for k, is_right in (4, True), (12, False):
        x = trained.data().X_val[nearest.examples()[k + 1]]  # 0 is the chapter's 7
        buttons.nth(k).press("Enter")
        best = nearest.distances(x).argmin()
        assert (best == labels[k]) == is_right
        fig.get_by_text(f"The mean of the {best}s is closest").first.wait_for()
        assert_distances(x)
    assert len([url for url in requests if "/means.js" in url]) == 1
    board, line = fig.locator("canvas.live-board"), [(140, 40), (140, 240)]
    for draw in (lambda at: figure_pages.draw(at, [line]), figure_pages.draw_one):
        fig.get_by_role("button", name="Clear").click()
        expect(answer).to_have_text(re.compile("^Draw a digit"))
        empty = fig.locator(".live-near .live-seenone canvas")
        assert empty.evaluate(figure_pages.EMPTY)
        draw(board)
        fig.get_by_text("The mean of the 1s is closest").first.wait_for()


def test_the_sums_of_a_unit_are_those_of_numpy(figure):
    """Each unit reads each image; ink where weights are positive turns a unit on."""
    fig, _ = figure("unit")
    terms, board = fig.locator(".live-terms .live-row"), fig.locator(".live-board")
    units = fig.get_by_role("radio")
    data, (columns, biases) = trained.data(), unit.weights()

    def shown():
        """Return ink on blue and on red, bias, sum, its leaky_relu: in two decimals."""
        return [float(plain(text.split()[-1])) for text in terms.all_inner_texts()]

    for k, (w, b) in enumerate(zip(columns, biases, strict=True)):
        units.nth(k).check()
        for n in unit.examples():
            label, products = data.Y_val[n].argmax(), data.X_val[n] * w
            fig.get_by_role("button", name=f"A {label}", exact=True).click()
            z = products.sum() + b
            parts = [products[w > 0].sum(), products[w < 0].sum(), b, z, leaky_relu(z)]
            np.testing.assert_allclose(shown(), parts, rtol=0, atol=0.0051)
    units.nth(unit.FIRST).check()
    fig.get_by_role("button", name="Clear").click()
    b = biases[unit.FIRST]
    np.testing.assert_allclose(shown(), [0, 0, b, b, leaky_relu(b)], atol=0.0051)
    figure_pages.draw(board, [[(55, 100), (145, 90)]])  # one stroke
    expect(fig.locator(".live-answer")).to_have_text(re.compile(r"the unit is on\.$"))
    assert shown()[3] > 3


def test_a_changed_pixel_changes_only_its_row(figure):
    """A number that the mouse points at shows its sum."""
    fig, _ = figure("rows")

    def forward(X):
        return backprop.network().forward(X)[1] | {"X": X}

    assert_shown(fig, forward(rows.X))
    fig.get_by_role("radio", name="0").press("ArrowDown")
    fig.get_by_label("Its pixel 1").press("ArrowRight")
    assert_shown(fig, forward(rows.X + [[0, 0], [0, 0.1], [0, 0]]))
    assert "Changed: row 1 of" in fig.locator(".live-why").inner_text()
    fig.locator(".live-array[aria-label=Z2] .live-cell").nth(5).hover()
    expect_worked(fig, "Z2[2, 1] = 1 · 2 + 0 · (-5) + (-0.02) · 50 + 1.099 = 2.099")
    assert fig.get_by_role("radio", name="2").is_checked()
    row = fig.locator(".live-array[aria-label=X] .live-made").all_inner_texts()
    assert row == ["0", "1"]


def test_a_product_stays_on_its_line_on_a_telephone(figure):
    fig, _ = figure("rows", viewport={"width": 390, "height": 844})
    torn = """terms => terms.filter((term) => {
      const boxes = [...term.children].map((one) => one.getBoundingClientRect());
      return boxes.some((one, k) => k && one.left < boxes[k - 1].right);
    }).length"""
    terms = fig.locator(".live-term")
    assert terms.filter(has_text="@").count() == 2
    assert terms.evaluate_all(torn) == 0


def test_cells_of_the_confusion_matrix_open_their_digits(figure):
    """The digits, their descriptions and the probabilities are the network's."""
    fig, requests = figure("confusion")
    labels, answers, y = confusion.answers()
    digits, words = fig.locator(".live-digit"), fig.locator(".live-answer")

    def assert_described(row):
        article = "an" if labels[row] == 8 else "a"
        start = (
            f"Validation image {row}: {article} {labels[row]}, called {answers[row]} "
        )
        expect(words).to_have_text(re.compile(f"^{start}"))
        lines = fig.locator(".live-row").all_inner_texts()
        shares = [float(line.split()[-2]) for line in lines]
        np.testing.assert_allclose(shares, 100 * y[row], rtol=0, atol=0.51)
        assert fig.locator(".live-top b").inner_text().strip() == str(answers[row])

    def assert_opened(rows):
        digits.nth(len(rows) - 1).wait_for()
        fig.get_by_text(f"Validation image {rows[0]}:").first.wait_for()
        assert digits.count() == len(rows)
        assert_described(rows[0])
        last = digits.last.get_attribute("aria-label")
        assert last.startswith(f"Validation image {rows[-1]}:")

    assert_opened(confusion.cell(3, 5))
    assert not [url for url in requests if "/mistakes.js" in url]
    fig.get_by_role("button", name="8 called 9: 10").click()
    assert_opened(confusion.cell(8, 9))
    digits.nth(4).hover()
    assert_described(confusion.cell(8, 9)[4])
    # On the diagonal are the right answers that were least sure.
    fig.locator(".live-count[tabindex='0']").press("ArrowDown")
    assert_opened(confusion.cell(9, 9))
    for key in ("Tab", "ArrowRight"):
        fig.page.keyboard.press(key)
    assert_described(confusion.cell(9, 9)[1])
    mistakes = confusion.shown()[: (labels != answers).sum()]
    fig.get_by_role("button", name="all true 3s").press("Enter")
    assert_opened(mistakes[labels[mistakes] == 3])
    fig.get_by_role("button", name="all called 3").click()
    assert_opened(mistakes[answers[mistakes] == 3])
    fig.get_by_role("button", name="0 called 1: never").click()
    fig.get_by_text("The network never did this.").first.wait_for()
    assert digits.count() == 0
    assert len([url for url in requests if "/mistakes.js" in url]) == 1


def test_an_attacked_digit_is_read_as_numpy_reads_it(figure):
    """Each of the ten digits is moved by 0.05, as the slopes say."""
    fig, _ = figure("attack")
    X, dX = attack.slopes()
    y, _ = trained.network().forward(X + 0.05 * np.sign(dX))
    sure = np.sort(y)[:, -1] - np.sort(y)[:, -2] > 0.2  # the page has rounded weights
    assert sure.sum() > 5
    for k in np.flatnonzero(sure):
        fig.get_by_role("button", name=f"A written {k}").click()
        fig.get_by_label("How far each pixel moves").fill("0.05")
        expect(fig.locator(".live-top b")).to_have_text(str(y[k].argmax()))
