"""The live figures, moved by mouse, by keyboard and by finger.

Their looks and their place on paper are asked for in test_each_page.py.
"""

import re
import sys

import numpy as np
import pytest
from built import SITE, visit
from notebooks import ROOT
from test_live_chapters import EMPTY

sys.path.append(str(ROOT / "tests" / "live"))
sys.path.extend(str(ROOT / "book" / part) for part in ("_ext", "live", "live/figures"))
from hands import traces

FIGURES = {
    "draw": "book/intro.html",
    "nearest": "book/chapters/01-digits.html",
    "softmax": "book/chapters/02-activations.html",
    "twenty": "book/chapters/05-xavier.html",
    "rows": "book/chapters/03-forward.html",
    "backprop": "book/chapters/04-backprop.html",
    "train": "book/chapters/06-training.html",
    "trials": "book/chapters/07-tuning.html",
    "confusion": "book/chapters/08-mistakes.html",
    "amdahl": "book/chapters/09-speed.html",
    "hinges": "book/chapters/10-two-layers.html",
}


@pytest.fixture
def scheme(request):
    """A function that returns the address of a page: as a file, or over http."""
    if getattr(request, "param", "file") == "file":
        return lambda page: (SITE / page).as_uri()
    server = request.getfixturevalue("server")
    return lambda page: server + page


# A figure that loads arrays or a worker gets them in another way from a file.
both_ways = pytest.mark.parametrize("scheme", ["http", "file"], indirect=True)


@pytest.fixture
def figure(chromium, scheme):
    """A function that opens the page of a figure: (figure, tab, what was asked for)."""
    made = []

    def _figure(name, **options):
        made.append(chromium.new_context(**options))
        tab, seen = visit(made[-1], scheme(FIGURES[name]))
        asked = []
        tab.on("request", lambda request: asked.append(request.url))
        found = tab.locator(f"[data-live={name}]")
        found.scroll_into_view_if_needed()
        tab.wait_for_selector(f"[data-live={name}].live-ready")
        assert seen["errors"] == seen["failed"] == []
        return found, tab, asked

    yield _figure
    for context in made:
        context.close()


def draw(tab, board, strokes):
    """Draw with the mouse: strokes on a board 280 wide."""
    box = board.bounding_box()
    scale = box["width"] / 280
    for stroke in strokes:
        points = [(box["x"] + x * scale, box["y"] + y * scale) for x, y in stroke]
        tab.mouse.move(*points[0])
        tab.mouse.down()
        for point in points[1:]:
            tab.mouse.move(*point)
        tab.mouse.up()


def answer(found):
    """Return what the figure says in words, once the network has come."""
    words = found.locator(".live-answer")
    found.page.wait_for_function(
        "e => e.textContent.startsWith('It ')", arg=words.element_handle()
    )
    return words.inner_text()


@pytest.mark.parametrize(("size", "screens"), [((1280, 800), 1), ((390, 844), 2)])
def test_the_board_is_seen_without_a_search(opened, size, screens):
    """On the first screen of a laptop, within the first two of a telephone."""
    width, height = size
    tab = opened(FIGURES["draw"], viewport={"width": width, "height": height})
    box = tab.locator("canvas.live-board").bounding_box()
    assert box["y"] + box["height"] <= screens * height


@both_ways
def test_ten_digits_drawn_with_the_mouse(figure):
    """At least eight are read at first try; the weights come when one draws."""
    found, tab, asked = figure("draw")
    assert "weights.js" not in tab.evaluate(LOADED)
    board = found.locator("canvas.live-board")
    right = []
    for digit in range(10):
        found.get_by_role("button", name="Clear").click()
        draw(tab, board, traces(digit, 0))
        right.append(bool(re.match(rf"It reads an? {digit}\b", answer(found))))
        top = found.locator(".live-top")
        assert top.count() == 1
    assert sum(right) >= 8, right
    assert [url for url in asked if "weights.js" in url] == asked[-1:]


def test_a_blank_board_offers_nothing_to_compare(figure):
    """No bar keeps the name of an answer that is gone; none is compared with itself."""
    found, tab, _ = figure("draw")
    bars = found.locator("button.live-row")
    named = r"(\d): \d+ %. Compare with (\d)"
    names = [re.fullmatch(named, bar.get_attribute("aria-label")) for bar in bars.all()]
    assert [int(name[1]) for name in names] == list(range(10))
    assert all(name[1] != name[2] for name in names)
    found.get_by_role("button", name="Clear").click()
    assert found.get_by_role("button", name="Compare").count() == 0
    assert found.locator(".live-top, [aria-pressed=true]").count() == 0
    assert not found.get_by_text("Not what you meant?").is_visible()
    assert all(bar.is_disabled() for bar in bars.all())
    draw(tab, found.locator("canvas.live-board"), traces(1, 0))
    assert answer(found).startswith("It reads a 1")
    assert found.get_by_role("button", name="Compare").count() == 10
    assert all(bar.is_enabled() for bar in bars.all())


# A figure's own height and the one kept for it, and how wide it is.
ROOM = """e => {
  const kept = parseFloat(getComputedStyle(e).minHeight);
  e.style.minHeight = 0;
  const own = e.querySelector('.live-stage').getBoundingClientRect().height;
  e.style.minHeight = '';
  return [e.clientWidth, own, kept];
}"""


@pytest.mark.parametrize("name", FIGURES)
def test_the_page_keeps_room_for_a_figure(figure, name):
    """As much as it takes, at each width, and at most two lines more."""
    found, tab, _ = figure(name, reduced_motion="reduce")
    wrong = []
    for width in (320, 360, 390, 430, 600, 768, 1024, 1280, 1600):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.evaluate("() => new Promise(r => setTimeout(r, 50))")  # figures are resized
        wide, own, kept = found.evaluate(ROOM)
        if not own - 1 <= kept <= own + 45:
            wrong.append(f"{wide} wide: it is {own:.0f} high, and {kept:.0f} are kept")
    assert not wrong, f"{name} in book/live/heights.json: {wrong}"


# Safari holds no page still when something above it grows; here Chromium does not.
UNHELD = """addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '* { overflow-anchor: none !important }';
  document.head.append(style);
})"""
AFTER = """e => [...document.querySelectorAll('section[id]:has(> h2, > h3)')].find(
  s => e.compareDocumentPosition(s) & 4 && !s.closest('details')).id"""
# The upper edge of its heading, once a figure that is near is there.
LANDED = """([name, id]) => {
  const figure = document.querySelector(`[data-live=${name}]`);
  const near = figure.getBoundingClientRect().bottom > -500;
  if (near && !figure.matches('.live-ready')) return false;
  return [document.getElementById(id).firstElementChild.getBoundingClientRect().top];
}"""


@pytest.mark.parametrize("name", FIGURES)
def test_a_link_past_a_figure_lands_where_it_points(chromium, scheme, name):
    url = scheme(FIGURES[name])
    with chromium.new_context(reduced_motion="reduce") as context:
        context.add_init_script(UNHELD)
        tab, _ = visit(context, url)
        id = tab.locator(f"[data-live={name}]").evaluate(AFTER)
        for width in (1280, 768, 390):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.goto("about:blank")
            tab.goto(f"{url}#{id}")
            (top,) = tab.wait_for_function(LANDED, arg=[name, id]).json_value()
            assert abs(top - 64) <= 4, (width, id, top)


LOADED = "performance.getEntriesByType('resource').map(e => e.name).join()"


def test_a_digit_drawn_with_keys(figure):
    """A line down is a 1; the page says so; what was drawn can be taken back."""
    found, tab, _ = figure("draw")
    found.locator("canvas.live-board").focus()
    tab.keyboard.press("Space")
    for _ in range(18):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Space")
    assert answer(found).startswith("It reads a 1")
    heard = found.locator(".live-heard")
    tab.wait_for_function(
        "e => e.textContent.startsWith('It reads a 1')", arg=heard.element_handle()
    )
    tab.keyboard.press("Backspace")
    assert found.locator(".live-answer").inner_text().startswith("Draw a digit")
    assert found.locator(".live-seenone canvas").nth(2).evaluate(EMPTY)
    assert not found.locator(".live-units").is_visible()


@pytest.fixture
def phone(figure):
    """A function that opens a figure on a telephone: (figure, tab, touch, pen)."""

    def _phone(name):
        size = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
        found, tab, _ = figure(name, **size, is_mobile=True)
        send = tab.context.new_cdp_session(tab).send

        def touch(kind, *fingers):
            fingers = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(fingers)]
            kind = {"type": f"touch{kind}", "touchPoints": fingers}
            send("Input.dispatchTouchEvent", kind)

        def pen(kind, x, y):
            what = {"type": f"mouse{kind}", "x": x, "y": y, "pointerType": "pen"}
            more = {"button": "left", "buttons": 1, "clickCount": 1}
            send("Input.dispatchMouseEvent", what | more)

        return found, tab, touch, pen

    return _phone


def middle(mark):
    """Return where the middle of an element is, once it is in the middle."""
    mark.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = mark.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(touch, x, y, right, down):
    """Move a finger from (x, y) in ten steps."""
    touch("Start", (x, y))
    for k in range(1, 11):
        touch("Move", (x + right * k / 10, y + down * k / 10))
    touch("End")


@pytest.mark.parametrize("tool", ["finger", "pen"])
def test_a_digit_drawn_by_finger_and_pen(phone, tool):
    """A 1 is read, and the page rests; a second finger adds nothing; beside the board
    a finger scrolls."""
    found, tab, touch, pen = phone("draw")
    x, y = middle(found.locator("canvas.live-board"))
    start = tab.evaluate("scrollY")
    line = [(x, y + 15 * k) for k in range(6, -7, -1)]
    if tool == "pen":
        pen("Pressed", *line[0])
        for point in line:
            pen("Moved", *point)
        pen("Released", *line[-1])
    else:
        touch("Start", line[0])
        for point in line[:8]:
            touch("Move", point)
        touch("Start", line[8], (x - 100, y - 100))
        for point in line[8:]:
            touch("Move", point, (x + 100, y - 100))
        touch("End")
    assert answer(found).startswith("It reads a 1")
    assert tab.evaluate("scrollY") == start
    swipe(touch, *middle(found.locator(".live-bars")), 0, -150)
    tab.wait_for_function("start => scrollY > start + 50", arg=start)


def test_points_and_trials_by_finger(phone):
    """A hinge's point moves and the page rests; a panel of trials takes a range."""
    found, tab, touch, _ = phone("hinges")
    point = found.get_by_role("slider").nth(2)
    place, start = middle(point), tab.evaluate("scrollY")
    swipe(touch, *place, 15, 40)
    assert float(point.get_attribute("aria-valuenow")) < 0.8
    assert tab.evaluate("scrollY") == start
    found, _, touch, _ = phone("trials")
    x, y = middle(found.locator(".live-brush").first)
    swipe(touch, x, y, 60, 4)
    assert not found.get_by_text("Kept: 139 of").first.is_visible()
    found.get_by_role("button", name="All trials").click()
    before = found.locator(".live-answer").inner_text()
    touch("Start", middle(found.locator(".live-mark").last))
    touch("End")
    assert found.locator(".live-answer").inner_text() != before


def test_a_misread_digit_and_the_one_that_was_meant(figure):
    found, tab, _ = figure("draw")
    group = found.get_by_role("group", name="It misreads these")
    one = group.get_by_role("button").nth(1)
    one.focus()
    tab.keyboard.press("Enter")
    meant = one.inner_text()
    tab.wait_for_function(
        "([e, d]) => e.textContent.includes(`It gives a ${d}`)",
        arg=[found.locator(".live-answer").element_handle(), meant],
    )
    decide = found.locator(".live-units .live-title").inner_text()
    assert decide.endswith(f"and {meant}")
    bar = found.locator("button.live-row").nth(0)
    bar.click()
    assert found.locator(".live-units .live-title").inner_text().endswith("and 0")
    assert bar.get_attribute("aria-pressed") == "true"


@both_ways
def test_training_starts_ends_and_starts_again(figure):
    found, tab, asked = figure("train")
    assert "digits.js" not in tab.evaluate(LOADED)
    found.get_by_label("Batch size").select_option("128")
    found.get_by_label("Hidden units").select_option("16")
    found.get_by_label("Learning rate").focus()
    tab.keyboard.press("ArrowRight")
    before = found.locator("svg path.live-minus").first.get_attribute("d")
    found.get_by_role("button", name="Start").focus()
    tab.keyboard.press("Enter")
    found.get_by_role("button", name="Train again").wait_for()
    words = found.locator(".live-answer").inner_text()
    share = float(re.match(r"After 10 epochs it reads ([\d.]+) %", words)[1])
    assert 80 < share < 97
    assert found.locator("svg path.live-minus").first.get_attribute("d") != before
    assert len([url for url in asked if "digits.js" in url]) == 1

    found.get_by_label("Hidden units").select_option("512")
    found.get_by_label("Batch size").select_option("1")
    found.get_by_role("button", name="Train again").click()
    tab.wait_for_function(
        "e => e.textContent.startsWith('After 0')",
        arg=found.locator(".live-answer").element_handle(),
    )
    found.get_by_role("button", name="Stop").click()
    assert found.get_by_role("button", name="Train again").is_enabled()
    assert found.locator("svg path.live-past").count() == 2
    found.get_by_role("button", name="Forget").click()
    assert found.locator("svg path.live-past").count() == 0


def test_steps_that_are_too_long_end_the_run(figure):
    """The loss becomes infinite or NaN: the figure says so, and can train again."""
    found, _, _ = figure("train")
    found.get_by_label("Hidden units").select_option("16")
    found.get_by_label("Start weights").select_option("one")
    found.get_by_label("Learning rate").fill("1")
    found.get_by_role("button", name="Start").click()
    found.get_by_role("button", name="Train again").wait_for()
    assert (
        found.locator(".live-answer").inner_text().startswith("The loss is no longer")
    )


def test_softmax_by_keyboard(figure):
    found, tab, _ = figure("softmax")
    rows = found.locator(".live-columns .live-row")
    shares = [row.inner_text().split("\n")[-1] for row in rows.all()]
    assert shares == 2 * ["70.5 %", "25.9 %", "3.5 %"]
    found.get_by_label("Temperature").focus()
    tab.keyboard.press("Home")
    assert rows.first.inner_text().endswith("100.0 %")
    found.get_by_role("button", name="Back").click()
    found.get_by_label("Added to all").focus()
    tab.keyboard.press("End")
    shares = [row.inner_text().split("\n")[-1] for row in rows.all()]
    assert shares == ["70.5 %", "25.9 %", "3.5 %", "nan", "nan", "nan"]
    heard = found.locator(".live-heard")
    tab.wait_for_function(
        "e => e.textContent.endsWith('not a number.')", arg=heard.element_handle()
    )


def test_hinges_by_keyboard_and_by_mouse(figure):
    """The numbers are those of NumPy's network through the same points."""
    import hinges

    found, tab, _ = figure("hinges")
    x, t, F = np.linspace(0, 1, 1001), hinges.KNOTS.copy(), hinges.sine(hinges.KNOTS)

    def check(k, answering):
        point = found.get_by_role("slider").nth(k)
        F[k] = float(point.get_attribute("aria-valuenow"))
        t[k] = float(point.get_attribute("aria-valuetext").rpartition("= ")[2])
        worst = np.abs(hinges.curve(t, F, x) - hinges.sine(x)).max()
        weights = hinges.net(t, F).params["W2"][answering, 0]
        told = found.locator(".live-answer").inner_text().replace("\N{MINUS SIGN}", "-")
        assert f"Point {k}, now at x = {t[k]:.4g}," in told
        seen = re.findall(r"-?\d+\.\d\d", told.rpartition("weight")[2])
        seen = [float(weight) for weight in seen]
        assert seen == pytest.approx(weights, abs=0.0051)
        far = found.get_by_text("Farthest from the sine").first.inner_text()
        assert far.endswith(f"{worst:.4f}")
        return worst

    assert found.get_by_text("sine: 0.0704").count()
    fill = "e => getComputedStyle(e).fill"
    assert found.locator(".live-reach").first.evaluate(fill) == "rgba(0, 0, 0, 0)"
    found.get_by_role("slider").nth(2).focus()
    for key, height in (("PageUp", 1.1), ("ArrowDown", 1.09), ("Home", -1.5)):
        tab.keyboard.press(key)
        check(2, [1, 2, 3])
        assert F[2] == height
    tab.keyboard.press("ArrowRight")  # sideways, too, and not beyond the next point
    check(2, [1, 2, 3])
    assert t[2] == 0.26
    for _ in range(20):
        tab.keyboard.press("ArrowRight")
    check(2, [1, 2, 3])
    assert t[2] == 0.355
    found.get_by_role("button", name="Back").click()
    F[2], t[2] = 1, 0.25
    dot = found.locator(".live-dot").nth(8).bounding_box()
    place = dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2
    tab.mouse.move(*place)
    tab.mouse.down()
    tab.mouse.move(place[0] - 60, place[1] - 40)
    tab.mouse.up()
    check(8, [7])
    assert F[8] > 0.5
    assert t[8] == 1  # the ends stay
    dot = found.locator(".live-dot").nth(5).bounding_box()
    tab.mouse.move(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(dot["x"] - 10, dot["y"])
    tab.mouse.up()
    check(5, [4, 5, 6])
    assert 0.52 <= t[5] < 0.61
    found.get_by_role("button", name="Back").click()
    F[:], t[:] = hinges.sine(hinges.KNOTS), hinges.KNOTS
    for k in range(1, 8):  # a little more than the sine is nearer to it
        found.get_by_role("slider").nth(k).focus()
        for _ in range(4):
            if k != 4:
                tab.keyboard.press("ArrowUp" if k < 4 else "ArrowDown")
                worst = check(k, [j for j in (k - 1, k, k + 1) if j < 8])
    assert worst < 0.05


def test_amdahl_by_keyboard_and_by_mouse(figure):
    """The gain and its bound are those of the measured shares."""
    import amdahl

    found, tab, _ = figure("amdahl")
    share, speed = found.get_by_label("Its share"), found.get_by_label("Speed-up")

    def told():
        r, s = float(share.input_value()) / 100, 10 ** float(speed.input_value())
        words = found.locator(".live-answer").inner_text()
        numbers = [float(v) for v in re.findall(r"\d+\.\d+", words)]
        s = np.inf if s >= 1000 else s
        expected = {amdahl.gain(r, s): 1, 1 / (1 - r): 1}  # once, if they are equal
        assert numbers == pytest.approx(list(expected), abs=0.0051)
        return numbers

    assert told()[1] == 1.39
    found.get_by_label("Made faster").select_option(label="products with W1: 58.7 %")
    assert told()[1] == 2.42
    speed.focus()
    tab.keyboard.press("ArrowRight")
    assert told()[0] == pytest.approx(amdahl.gain(0.587, 10**0.75), abs=0.0051)
    tab.keyboard.press("End")
    assert told() == [2.42]
    share.focus()
    tab.keyboard.press("ArrowLeft")
    assert found.get_by_label("Made faster").input_value() == "a part of your own"
    box = share.bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert told()[0] == pytest.approx(1.98, abs=0.1)
