"""Test that questions come back on the page Review, and that the ten are scored."""

import itertools

from _ext import chapters, recall
from built import SITE, WATCH, moved, visit
from playwright.sync_api import expect

CHAPTER = "book/chapters/forward.html"


def test_questions_come_back_after_1_7_and_30_days(context):
    tab, faults = visit(context(), (SITE / CHAPTER).as_uri())

    def answer(name, right):
        form = tab.locator(f"[data-name={name}]")
        form.locator(f"[data-right={str(right).lower()}] input").first.check()
        form.locator("button").click()

    def due(days):
        """Return the names of the questions that Review asks so many days later."""
        tab.clock.set_fixed_time(1_800_000_000 + 86_400 * days)  # from a day in 2027
        tab.goto((SITE / "book" / "review.html").as_uri())
        names = "all => all.filter(f => f.checkVisibility()).map(f => f.dataset.name)"
        return set(tab.locator("form.quiz").evaluate_all(names))

    assert due(0) == set()
    assert "Due today: 0" in tab.locator(".review-state").inner_text()
    tab.goto((SITE / CHAPTER).as_uri())
    fold = tab.locator("details.fold-recall")
    assert fold.locator("form").count() == 3
    assert fold.locator("details").count() == 0
    fold.locator("summary").click()
    answer("forward-1", False)
    answer("forward-1", True)  # too late for today
    answer("forward-2", True)
    tab.locator(".chapter-read input").check()
    # A chapter that was read brings the questions about it, one day later.
    about = {q.name for q in recall.questions() if q.chapter == "forward"}
    assert due(0) == set()
    assert due(1) == about | {"forward-1"}
    answer("forward-1", True)
    assert due(7) == about | {"forward-2"}
    assert due(8) == about | {"forward-1", "forward-2"}
    for name in ("forward-2", "forward-1"):
        answer(name, True)
    assert due(37) == about
    assert due(38) == about | {"forward-1", "forward-2"}
    answer("forward-1", True)
    assert "forward-1" not in due(500)
    tab.get_by_text("Show all questions").click()
    assert tab.locator("form.quiz:visible").count() == len(recall.questions())
    forget = tab.get_by_text("Forget my answers")
    stored_answers = "localStorage.getItem('two-layers-review')"
    forget.click()  # the browser asks whether to do it, and gets no answer
    assert tab.evaluate(stored_answers)
    tab.once("dialog", lambda dialog: dialog.accept())
    forget.click()
    tab.wait_for_function(f"!{stored_answers}")
    assert faults["errors"] == []


def test_a_question_comes_back_with_other_numbers(context):
    (question,) = [q for q in recall.questions() if q.name == "training-3"]
    tab, faults = visit(context(), (SITE / "book" / "review.html").as_uri())
    seen = []
    for day in range(0, 300, 100):
        tab.clock.set_fixed_time(1_800_000_000 + 86_400 * day)
        tab.goto((SITE / "book" / "review.html").as_uri())
        tab.get_by_text("Show all questions").click()
        form = tab.locator("[data-name=training-3]")
        drawn = int(form.get_attribute("data-drawn"))
        filled = question.filled(question.draws[drawn])
        assert filled.text in form.locator("legend").inner_text()
        options = form.locator(".quiz-option").all()
        shown = {
            (
                option.get_attribute("data-right") == "true",
                option.locator(".quiz-choice").inner_text(),
            )
            for option in options
        }
        assert shown == {(is_right, text) for is_right, text, _ in filled.answers}
        form.locator("[data-right=true] input").check()
        form.locator("button").click()
        (reason,) = (why for is_right, _, why in filled.answers if is_right)
        assert reason in form.locator("output").inner_text()
        seen.append(drawn)
    assert all(one != two for one, two in itertools.pairwise(seen))
    assert faults["errors"] == []


def test_the_page_scores_the_ten_questions(context):
    tab, faults = visit(context(), (SITE / "book" / "before.html").as_uri())
    output = tab.locator(".ten output")
    for k, letter in enumerate(recall.key("before")[:2], start=1):
        assert "ready" not in output.inner_text()
        tab.locator(f"[name=ten-{k}]").nth("ABCD".index(letter)).check()
        tab.get_by_role("button", name="Score").click()
        assert output.inner_text().startswith(f"{k} of 10 are right.")
    assert "ready" in output.inner_text()
    tab.goto((SITE / "book" / "after.html").as_uri())
    for k, letter in enumerate(recall.key("after"), start=1):
        tab.locator(f"[name=ten-{k}]").nth("ABCD".index(letter)).check()
    score = tab.get_by_role("button", name="Score")
    score.click()
    before = "Before the first chapter it was 2."
    assert output.inner_text().startswith(f"10 of 10 are right. {before}")
    expect(output).to_be_in_viewport()  # a reader sees that there is a score
    assert tab.get_by_role("radiogroup").count() == 10
    tab.get_by_label("I don't know").last.check()
    score.click()
    letters = recall.key("after")[:-1] + "-"
    assert output.inner_text() == (
        f"9 of 10 are right. {before} For your teacher: after {letters}. "
        f"Chapters to look at again: {chapters.number('tuning')}."  # of question 10
    )
    assert faults["errors"] == []


def test_nothing_moves_when_questions_are_due_and_the_line_is_slow(context, server):
    laptop = context(viewport={"width": 1280, "height": 800})
    laptop.add_init_script(WATCH)
    days = "JSON.stringify({seen: {digits: 1, loss: 1}})"
    laptop.add_init_script(f"localStorage.setItem('two-layers-review', {days})")

    def late(route):
        route.request.frame.page.wait_for_function("performance.now() > 1000")
        route.continue_()

    laptop.route("**/review.js*", late)
    tab, faults = visit(laptop, server + "book/review.html")
    assert tab.locator("form.quiz").first.is_visible()
    assert tab.locator("footer").last.is_visible()
    assert moved(tab) == []
    assert faults["errors"] == []
