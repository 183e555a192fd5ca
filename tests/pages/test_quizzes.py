"""Test quizzes by mouse, by keyboard and without scripts."""

from built import ANSWER_ALL, CHAPTER_PAGES, visit

CHAPTER = CHAPTER_PAGES[1]


def test_a_quiz_is_answered_by_keyboard(opened):
    """After a wrong answer the reader can try again, or open the other reasons."""
    tab = opened(CHAPTER)
    form, output = tab.locator("form.quiz").last, tab.locator("output").last
    form.locator("input").first.focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Check"
    assert form.locator("summary").first.is_hidden()
    tab.keyboard.press("Enter")
    assert output.inner_text().startswith("Wrong.")
    assert form.locator("summary:visible").count() == 2  # the given answer's is below
    for _ in range(3):
        tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("ArrowDown")
    assert output.inner_text() == ""
    tab.keyboard.press("Enter")
    assert output.inner_text().startswith("Right.")
    assert output.locator(".katex").first.is_visible()


def test_without_scripts_each_answer_has_its_reason(opened):
    tab = opened(CHAPTER, java_script_enabled=False)
    form = tab.locator("form.quiz").last
    assert form.locator("input:visible, button:visible").count() == 0
    assert form.locator(".quiz-note:visible").count() == 0
    reason = form.locator(".quiz-reason").first
    assert not reason.is_visible()
    form.locator("summary").first.focus()
    tab.keyboard.press("Enter")
    assert reason.is_visible()


def test_a_quiz_asks_for_an_answer_and_for_the_whole_answer(opened):
    tab = opened(CHAPTER_PAGES[0])
    form = tab.locator("form.quiz:has([type=checkbox])").first
    boxes, button = form.locator("input"), form.locator("button")
    is_right = form.locator(".quiz-option").evaluate_all(
        "options => options.map(o => o.dataset.right === 'true')"
    )
    first, second = (k for k, right in enumerate(is_right) if right)  # the right ones
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


def test_quizzes_store_and_send_nothing(context, server):
    tab, _ = visit(context(), server + CHAPTER)
    state = "[JSON.stringify(localStorage), JSON.stringify(sessionStorage), \
        document.cookie, location.href, history.length]"
    before, requests = tab.evaluate(state), []
    tab.on("request", lambda request: requests.append(request.url))
    tab.evaluate(ANSWER_ALL)
    assert tab.evaluate(state) == before
    # The browser may ask for the page's icon late, whatever is answered.
    assert [url for url in requests if not url.endswith("favicon.svg")] == []
