"""How the quizzes of the built pages answer: in a browser, by keyboard, on paper."""

import re

import pytest
from notebooks import CHAPTERS
from test_quiz import EACH_CHAPTER, options_of, parsed, quizzes
from test_site import SITE


@pytest.fixture
def opened(chromium):
    """Open a page as a file, in a browser of its own kind."""
    made = []

    def _opened(name, **context):
        made.append(chromium.new_context(**context))
        page = made[-1].new_page()
        page.goto((SITE / name.replace(".ipynb", ".html")).as_uri())
        return page

    yield _opened
    for context in made:
        context.close()


# Answer every quiz of the page with each of its answers in turn; return what it said.
ANSWER_ALL = """() => [...document.querySelectorAll('form.quiz')].flatMap(form => {
  const options = [...form.querySelectorAll('.quiz-option')];
  return options.map(option => {
    options.forEach(o => { o.querySelector('input').checked = o === option; });
    form.requestSubmit();
    const reason = option.querySelector('.quiz-reason').textContent;
    return [option.dataset.right, reason, form.querySelector('output').textContent];
  });
})"""


@EACH_CHAPTER
def test_each_answer_gets_its_reason(opened, name):
    page = opened(name)
    answers = page.evaluate(ANSWER_ALL)
    count = sum(len(options_of(parsed(text))) for _, text in quizzes(name))
    assert len(answers) == count, "run: make book"
    for right, reason, said in answers:
        assert said.startswith(reason)
        word = "Right." if right == "true" else "Wrong."
        assert reason.strip().startswith(word)


@EACH_CHAPTER
def test_each_answer_has_a_name_to_be_read_aloud(opened, name):
    """Formulas in words: without them two answers of chapter 3 were '1 / 512'."""
    page = opened(name)
    for form in page.locator("form.quiz").all():
        snapshot = form.aria_snapshot()
        names = re.findall(r"- '?(?:radio|checkbox) \"(.*?)\"", snapshot)
        assert len(names) == form.locator("input").count(), snapshot
        assert len(set(names)) == len(names), names
        assert not re.search(r"[\\\\^{}$_]|\.{3}", " ".join(names)), names


def test_the_keyboard_is_enough(opened):
    """And after a wrong answer the reader may try again, or open the other reasons."""
    page = opened(CHAPTERS[1])
    form, output = page.locator("form.quiz").last, page.locator("output").last
    form.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    assert form.locator("summary").first.is_hidden()
    page.keyboard.press("Enter")
    assert output.inner_text().startswith("Wrong.")
    assert form.locator("summary:visible").count() == 2  # the given answer's is below
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    assert output.inner_text() == ""
    page.keyboard.press("Enter")
    assert output.inner_text().startswith("Right.")
    assert output.locator(".katex").is_visible()


def test_no_answer_and_half_an_answer(opened):
    page = opened(CHAPTERS[0])
    form = page.locator("form.quiz:has([type=checkbox])").first
    boxes, button = form.locator("input"), form.locator("button")
    rights = form.locator(".quiz-option").evaluate_all(
        "options => options.map(o => o.dataset.right === 'true')"
    )
    first, second = (k for k, right in enumerate(rights) if right)
    button.click()
    assert form.locator("output").inner_text() == "Choose an answer first."
    boxes.nth(first).check()
    button.click()
    assert "not all that is right" in form.locator("output").inner_text()
    boxes.nth(second).check()
    button.click()
    text = form.locator("output").inner_text()
    assert text.count("Right.") == 2
    assert "not all" not in text


def test_nothing_is_stored_or_sent(opened):
    page = opened(CHAPTERS[1])
    state = "[JSON.stringify(localStorage), JSON.stringify(sessionStorage), \
        document.cookie, location.href, history.length]"
    before, requests = page.evaluate(state), []
    page.on("request", lambda request: requests.append(request.url))
    page.evaluate(ANSWER_ALL)
    assert page.evaluate(state) == before
    # The browser may ask for the page's icon late, whatever is answered.
    assert [url for url in requests if not url.endswith("favicon.svg")] == []


def test_without_scripts_each_answer_has_its_reason(opened):
    page = opened(CHAPTERS[1], java_script_enabled=False)
    form = page.locator("form.quiz").last
    assert form.locator("input:visible, button:visible").count() == 0
    assert form.locator(".quiz-note:visible").count() == 0
    reason = form.locator(".quiz-reason").first
    assert not reason.is_visible()
    form.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert reason.is_visible()


def test_on_paper_every_reason_is_read(opened):
    page = opened(CHAPTERS[1])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    reasons = page.locator("form.quiz details .quiz-reason")
    assert reasons.count() == page.locator("form.quiz .quiz-reason:visible").count() > 0
    assert page.locator("form.quiz button:visible").count() == 0


def test_targets_are_large_and_nothing_is_cut_off_on_a_telephone(opened):
    narrow = {"width": 390, "height": 800}
    page = opened(CHAPTERS[1], viewport=narrow, reduced_motion="reduce")
    page.evaluate(ANSWER_ALL)
    for target in page.locator("form.quiz :is(label, button, summary):visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44, target.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    moving = page.locator("form.quiz *").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert moving == 0


# Contrast of the text of an element with the first background behind it (WCAG).
CONTRAST = """element => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  let back = element;
  const paint = (e) => getComputedStyle(e).backgroundColor;
  while (back.parentElement && rgb(paint(back))[3] === 0) back = back.parentElement;
  const pair = [getComputedStyle(element).color, paint(back)].map(rgb).map(light);
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_and_signs_are_readable_in_light_and_dark(opened, theme):
    page = opened(CHAPTERS[1], color_scheme=theme)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    wanted = ".quiz-title, button, .quiz-choice, .quiz-note, summary, .quiz-mark, \
        output strong:first-child, output p"
    form = page.locator("form.quiz").first
    for k in range(form.locator("input").count()):
        form.locator("input").nth(k).check()
        form.locator("button").click()
        sign = form.locator("output strong").first.evaluate(
            "e => getComputedStyle(e, '::before').content"
        )
        right = form.locator(".quiz-answered").get_attribute("data-right") == "true"
        assert ("\N{CHECK MARK}" if right else "\N{BALLOT X}") in sign
        for element in form.locator(wanted).all():
            if element.is_visible():
                assert element.evaluate(CONTRAST) >= 4.5, element.inner_text()
