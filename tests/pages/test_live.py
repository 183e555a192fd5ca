"""Test the live figures on their pages: arrival, controls, drawing and training.

test_each_page.py looks at them, test_live_chapters.py compares their numbers.
"""

import re

import pytest
from figure_pages import EMPTY, FIGURES, draw, draw_one
from hands import traces
from playwright.sync_api import expect

# On a page opened as a file, figures load arrays and workers in another way.
both_ways = pytest.mark.parametrize("address_of", ["http", "file"], indirect=True)
LOADED = "performance.getEntriesByType('resource').map(e => e.name).join()"
# Figure, control, key or click or choice, and then what the figure says.
TABLE = """\
softmax | Added to all three | End | C 3.5 %. The largest exponential is 1.4e131.
softmax | Score of class C | ArrowLeft | A 70.8 %, B 26.0 %, C 3.2 %.
softmax | Back to the start | click | C 3.5 %. The largest exponential is 7.389.
lamp | Weight of the switch downstairs | Home | Wrong: only downstairs up.
lamp | Back to the start | click | 3 of 4 are right. Wrong: both up.
lamp | Bias | Home | 1 of 4 are right. Wrong: only downstairs up, only
hinges | Nine random heights | click | Eight hinges, nine points. Farthest from the
hinges | Back to the sine | click | Farthest from the sine: 0.0704.
hinges | Point 2 | PageUp | Point 2, now at x = 0.25, changes hinges 1, 2 and 3:
twenty | Standard deviation of the weights | Home | Both fade.
twenty | 0.1 | click | 10⁻⁶ from 20 to 1. Both fade.
twenty | 1 | click | Both explode.
valley | Learning rate | End | more than a million after 20 steps. Each step crosses
valley | zigzag: 0.45 | click | Loss 30.8 at the start, 0.0070 after 20 steps. Each
valley | Start | ArrowUp | Loss 32.0 at the start
valley | Back to the start | click | 9.9 after 20 steps. Each step goes a part
momentum | Momentum | End | Loss 192.8 at the start, 221.7 after 40 steps. Along the
momentum | momentum 0.8 | click | 0.0270 after 40 steps. Along the valley, she passes
momentum | Learning rate | End | Across it, her swings grow beyond a million.
momentum | plain | click | 3.0 after 40 steps. Along the valley, she never passes
push | Score of the right class | Home | -log p pushes by 0.999, the square by 0.002
push | Score of the right class | ArrowRight | At p = 0.001, -log p pushes by 0.999,
push | Back to the start | click | -log p pushes by 0.500, the square by 0.250
rows | Its pixel 1 | ArrowRight | Z1[0, 0] = 1 · 1 + 2.1 · 1 + 0 = 3.1
rows | 2 | Space | Z1[2, 0] = 0 · 1 + 1 · 1 + 0 = 1
rows | Back to the start | click | Z1[0, 0] = 1 · 1 + 2 · 1 + 0 = 3
wires | w1 | ArrowRight | The loss is 2.04. Slopes: w1 4.04, b1 2.02, w2 -10.1,
wires | Back to the start | click | The loss is 2. Slopes: w1 4, b1 2, w2 -10, b2 -2.
wires | Step downhill | click | The loss is 0.97. Slopes: w1 2.5, b1 1.25,
backprop | Next | click | dZ1[0, 0] = 0.75 · 1 = 0.75
backprop | Back | click | dA1[0, 0] = -0.75 · 1 + 0.75 · 2 = 0.75
backprop | db2 = dZ2.sum(axis=0) | Space | db2[0] = -0.75 + 0.25 = -0.5
backprop | Right class of image 0 | second | db2[0] = 0.25 + 0.25 = 0.5
step | Length t of the step | End | of -10.40. The loss is 5.12. The score is 4.20.
step | Length t of the step | ArrowLeft | The loss is 4.99. The score is 4.16.
step | Back to the start | click | of 2.00. The loss is 2.00. The score is -1.00.
unit | A 3 | click | The sum is -4.35: the unit is off.
unit | before training | click | The sum is -0.47: the unit is off.
unit | A 7 | Space | The sum is 0.43: the unit is on.
attack | A written 3 | click | The network reads a 3, with probability
attack | How far each pixel moves | End | The network reads a 2
attack | coin tosses | click | The network reads a 3
fifty | Fifty new exams | click | The best of 2 rounds: 0.98
fifty | 20 more rounds | click | The best of 22 rounds: 0.98
nearest | A 4 | Enter | The mean of the 4s is closest
draw | A written 4 | Enter | The network reads a 4
draw | a dash | click | 99.8 %. It cannot answer “none”: softmax shares 100 %
draw | an M | Enter | The network reads a 4, with probability 100 %. It cannot answer
draw | a ? | click | The network reads a 7, with probability 100 %. It cannot answer
confusion | 8 called 9: 10 | click | 8 called 9: 10. Validation image
confusion | all true 3s | Enter | True 3s: the recall is 0.9641.
confusion | all called 3 | Enter | Called 3: the precision is 0.9744.
confusion | 0 called 1: never | click | The network never did this.
"""
MOVES = [line.split(" | ") for line in TABLE.splitlines()]
# Whether a figure says these words to those who hear the page.
HEARD = """([e, words]) => e.querySelector('.live-heard').textContent
  .replaceAll('\\u2212', '-').includes(words)"""


@pytest.mark.parametrize("name", FIGURES)
def test_each_control_of_a_figure_changes_what_is_said(figure, name):
    """A key or a click changes the words for those who hear the page."""
    fig, _ = figure(name, reduced_motion="reduce")
    moves = [move for one, *move in MOVES if one == name]
    assert moves or name == "train", f"TABLE moves no control of {name}"
    for control, how, words in moves:
        target = fig.get_by_role("button", name=control, exact=True)
        target = fig.get_by_label(control, exact=True).or_(target).first
        if how == "click":
            target.click()
        elif target.evaluate("e => e.tagName") == "SELECT":
            target.select_option(label=how)
        else:
            target.press(how)
        fig.page.wait_for_function(HEARD, arg=[fig.element_handle(), words])


def expect_answer(fig, begin):
    """Wait until the figure says words that begin so: the network may be on its way."""
    expect(fig.locator(".live-answer")).to_have_text(re.compile(f"^{begin}\\b"))


@both_ways
def test_digits_drawn_with_the_mouse_are_read(figure):
    """The weights load when the reader draws the first stroke.

    All ten digits, in three styles, are drawn in tests/live/test_digits.py."""
    fig, requests = figure("draw")
    assert "weights.js" not in fig.page.evaluate(LOADED)
    for digit in (2, 7):
        fig.get_by_role("button", name="Clear").click()
        draw(fig.locator("canvas.live-board"), traces(digit, 0))
        expect_answer(fig, f"The network reads a {digit}")
        expect(fig.locator(".live-top")).to_have_count(1)
    assert [url for url in requests if "weights.js" in url] == requests[-1:]


def test_a_digit_drawn_with_keys_is_read_and_taken_back(figure):
    """A line down is read as a 1, and Backspace takes the line back. Each bar is named
    by its digit and, once something is drawn, by the probability of the digit."""
    fig, _ = figure("draw")
    board, bars = fig.locator("canvas.live-board"), fig.locator("button.live-row")
    names = re.findall(r'button "(\d) ([\d.]+) %"', fig.aria_snapshot())
    assert [int(digit) for digit, _ in names] == list(range(10))
    assert 99 <= sum(float(percent) for _, percent in names) <= 101  # rounded
    draw_one(board)
    expect_answer(fig, "The network reads a 1")
    heard = fig.locator(".live-heard", has_text="The network reads a 1")
    heard.wait_for(state="attached")
    board.press("Backspace")  # brings back the 4 that was drawn over
    expect_answer(fig, "The network is torn: 4")
    board.press("Backspace")
    expect_answer(fig, "Draw a digit")
    assert fig.locator(".live-seenone canvas").nth(2).evaluate(EMPTY)
    assert not fig.locator(".live-units").is_visible()
    assert not fig.get_by_text("Not what you meant?").is_visible()
    assert fig.locator(".live-top, [aria-pressed=true]").count() == 0
    assert not re.search(r'button "\d \d', fig.aria_snapshot())
    assert all(bar.is_disabled() for bar in bars.all())
    draw(board, traces(1, 0))
    expect_answer(fig, "The network reads a 1")
    assert all(bar.is_enabled() for bar in bars.all())


def test_a_misread_digit_is_compared_with_the_meant_one(figure):
    fig, _ = figure("draw")
    group = fig.get_by_role("group", name="It misreads these")
    one = group.get_by_role("button").nth(1)
    one.press("Enter")
    meant, title = one.inner_text(), fig.locator(".live-units .live-title")
    fig.locator(".live-answer", has_text=f"To the {meant} it gives").wait_for()
    expect(title).to_have_text(re.compile(f"and {meant}$"))
    bar = fig.locator("button.live-row").nth(0)
    bar.click()
    expect(title).to_have_text(re.compile("and 0$"))
    expect(bar).to_have_attribute("aria-pressed", "true")


@pytest.fixture
def phone(figure):
    """Return f(name), which opens a figure on a phone; f returns fig, touch and pen."""

    def _phone(name):
        size = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
        fig, _ = figure(name, **size, is_mobile=True)
        send = fig.page.context.new_cdp_session(fig.page).send

        def touch(kind, *fingers):
            fingers = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(fingers)]
            event = {"type": f"touch{kind}", "touchPoints": fingers}
            send("Input.dispatchTouchEvent", event)

        def pen(kind, x, y):
            event = {"type": f"mouse{kind}", "x": x, "y": y, "pointerType": "pen"}
            more = {"button": "left", "buttons": 1, "clickCount": 1}
            send("Input.dispatchMouseEvent", event | more)

        return fig, touch, pen

    return _phone


def middle(mark):
    """Scroll an element to the middle of the screen; return where its middle is."""
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
def test_a_digit_drawn_by_finger_or_pen_is_read(phone, tool):
    """A 1 is read, and the page does not scroll. A second finger adds nothing. Beside
    the board a finger scrolls."""
    fig, touch, pen = phone("draw")
    x, y = middle(fig.locator("canvas.live-board"))
    start = fig.page.evaluate("scrollY")
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
    expect_answer(fig, "The network reads a 1")
    assert fig.page.evaluate("scrollY") == start
    swipe(touch, *middle(fig.locator(".live-bars")), 0, -150)
    fig.page.wait_for_function("start => scrollY > start + 50", arg=start)


def test_a_finger_moves_points(phone):
    """A hinge's point moves and the page does not."""
    fig, touch, _ = phone("hinges")
    point = fig.get_by_role("slider").nth(2)
    place, start = middle(point), fig.page.evaluate("scrollY")
    swipe(touch, *place, 15, 40)
    fig.page.wait_for_function(  # it began at 1
        "e => e.getAttribute('aria-valuenow') < 0.8", arg=point.element_handle()
    )
    assert fig.page.evaluate("scrollY") == start


@both_ways
def test_training_starts_ends_and_starts_again(figure):
    fig, requests = figure("train")
    words = fig.locator(".live-answer")
    curve = fig.locator("path.live-validation").first
    assert "digits.js" not in fig.page.evaluate(LOADED)
    fig.get_by_label("Batch size").select_option("128")
    fig.get_by_label("Hidden units").select_option("16")
    fig.get_by_label("Learning rate").press("ArrowRight")
    before = curve.get_attribute("d")
    fig.get_by_role("button", name="Start").press("Enter")
    fig.get_by_role("button", name="Train again").wait_for()
    share = re.match(r"After 10 epochs it reads ([\d.]+) %", words.inner_text())[1]
    assert 80 < float(share) < 97
    assert not re.search("training", "".join(fig.locator("svg").all_text_contents()))
    assert curve.get_attribute("d") != before
    assert len([url for url in requests if "digits.js" in url]) == 1

    fig.get_by_label("Hidden units").select_option("512")
    fig.get_by_label("Batch size").select_option("1")
    fig.get_by_role("button", name="Train again").click()
    fig.get_by_text("After 0").first.wait_for()
    start = fig.get_by_role("button", name="Train again")
    expect(start).to_be_disabled()
    expect(start).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    fig.get_by_role("button", name="Stop").click()
    expect(start).to_be_enabled()
    expect(start).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(fig.locator("svg path.live-past")).to_have_count(2)
    for run in ("this run: 512 hidden units, learning", "an earlier run: 16 hidden"):
        expect(fig.locator("li", has_text=run)).to_have_count(1)
    fig.get_by_role("button", name="Forget").click()
    expect(fig.locator(".live-past")).to_have_count(0)
    fig.get_by_role("button", name="Back to the first settings").click()
    values = fig.locator("select").evaluate_all("all => all.map(e => e.value)")
    assert values == ["64", "32", "xavier"]
    assert fig.locator("output").inner_text() == "0.1"


def test_steps_that_are_too_long_end_the_run(figure):
    """The loss becomes infinite or NaN: the figure says so, and can train again."""
    fig, _ = figure("train")
    fig.get_by_label("Hidden units").select_option("16")
    fig.get_by_label("Initial weights").select_option("one")
    fig.get_by_label("Learning rate").fill("1")
    fig.get_by_role("button", name="Start").click()
    fig.get_by_role("button", name="Train again").wait_for()
    expect_answer(fig, "The loss is no longer a number")


def test_the_walk_before_stays_in_the_valley(figure):
    """It is the one before a click or a whole drag, which leaves no ring behind."""
    fig, _ = figure("valley")
    walk, before = fig.locator("path.live-chosen"), fig.locator("path.live-ghost")
    lines = [walk.first.get_attribute("d")]
    assert before.first.get_attribute("d") is None
    fig.get_by_role("button", name="zigzag").click()
    assert before.first.get_attribute("d") == lines[0]
    expect(fig.get_by_text("learning rate 0.02, loss 9.9")).to_be_visible()
    lines.append(walk.first.get_attribute("d"))
    hiker, mouse = fig.get_by_label("Start"), fig.page.mouse
    x, y = middle(hiker)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 80, y + 20, steps=5)
    mouse.up()
    assert before.first.get_attribute("d") == lines[1]
    ring = hiker.locator(".live-reach")
    expect(ring).to_have_css("stroke", "none")
    hiker.press("ArrowUp")
    expect(ring).not_to_have_css("stroke", "none")
