"""Test `check` for all questions: statuses, safety, fresh inputs, texts and speed."""

import html
import random
import re
import sys
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from keys import is_said, words_of
from written import change_arrays

import neuralnet
from coursework import check
from coursework.notebook.checking import EvidenceFailed
from coursework.questions import QUESTIONS
from coursework.words import say

# Their answers return an array, a whole number, a tuple and random weights.
KINDS = ["softmax", "random_search", "forward", "initialize_parameters"]


def naive_softmax(X):
    return np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)


BODIES = [
    '"""Not written yet."""',
    "shifted = None; exps = None; return shifted",
    'return None, {"Z1": None, "A1": ...}',
    "scale = 1 + 1; raise NotImplementedError",
    "return None",
    "return ...",
    "return NotImplemented",
]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("body", [None, *BODIES])
def test_an_unwritten_answer_is_not_attempted(name, body):
    """The answer is a blank function, a blank method, or missing."""
    exec(f"def written(*args):\n    {body}", space := {})
    written = space["written"] if body else None
    for answer in (written, type("Net", (), {name: written}), type("Empty", (), {})):
        report = check(name, answer)
        facts = report.status, report.score, report.mistake
        assert facts == ("not attempted", 0, None)


@pytest.mark.parametrize("name", ["softmix", naive_softmax])
def test_an_unknown_question_raises(name):
    with pytest.raises(ValueError, match=words_of("unknown_question")):
        check(name, naive_softmax)


def test_the_docstring_of_check_names_every_question():
    names = re.findall(r"'(.+?)'", check.__doc__.partition("function :")[0])
    assert names == [*QUESTIONS, "diagnosis", "tuning"]


class Boom(Exception):
    def __str__(self):
        raise SystemExit("even its text")


class Hostile:
    """An object whose attributes and operators all raise."""

    def __getattr__(self, name):
        raise Boom

    def __eq__(self, other):
        raise Boom

    __hash__ = None
    __array__ = __deepcopy__ = __float__ = __len__ = __iter__ = __bool__ = __eq__
    __getitem__ = __repr__ = __str__ = __eq__


class HostileArray(np.ndarray):
    def __array_wrap__(self, *args, **kwargs):
        raise Boom

    def __eq__(self, other):
        raise Boom

    def __deepcopy__(self, memo):
        raise SystemExit


class HostileCall:
    __wrapped__ = property(lambda self: 1 / 0)
    __name__ = property(lambda self: 1 / 0)

    def __call__(self, *args):
        return 1


class HostileDict(dict):
    def items(self):
        raise Boom

    __iter__ = keys = __getitem__ = __contains__ = items


def recursion(*args):
    return recursion(*args)


def chain(*args):
    error = None
    for _ in range(1500):  # more than Python's limit of recursion
        before, error = error, ValueError("deep")
        error.__cause__ = before
    raise error


ENDLESS = []
ENDLESS.append(ENDLESS)


def closes_the_screen(*args):
    sys.stdout.close()
    sys.stdout = sys.stderr = None


def all_warnings_are_errors(*args):
    warnings.simplefilter("error")
    return np.log(np.zeros(3))


def raised(error):
    def answer(*args):
        raise error

    return answer


def returned(value):
    return lambda *args: value


ANSWERS = {
    "recursion": recursion,
    "exit": raised(SystemExit(0)),
    "chain": chain,
    "hostile exception": raised(Boom()),
    "exception class": raised(KeyError),
    "exception group": raised(ExceptionGroup("two", [ValueError(), KeyError()])),
    "hostile": returned(Hostile()),
    "hostile in a tuple": returned((Hostile(), {"Z1": Hostile()})),
    "hostile key": returned({1: 2, (1, 2): Hostile(), None: 3}),
    "hostile dict": returned(HostileDict(W1=np.zeros(3))),
    "hostile array": returned(np.zeros((2, 3)).view(HostileArray)),
    "objects": returned(np.frompyfunc(lambda _: Hostile(), 1, 1)(np.zeros(2))),
    "endless list": returned(ENDLESS),
    "closed screen": closes_the_screen,
    "warnings": all_warnings_are_errors,
    "generator": lambda *args: (yield 1),
    "string": returned("softmax"),
    "structured": returned(np.zeros(3, dtype=[("a", float)])),
    "dates": returned(np.zeros(3, dtype="datetime64[s]")),
    "nan": returned(float("nan")),
    "complex": returned(np.zeros((2, 3), dtype=complex)),
    "empty": returned(np.zeros((0, 3))),
    "large number": returned(10**400),
    "numpy": np.exp,
    "hostile call": HostileCall(),
    "hostile object": Hostile(),
    "number": 3,
    "array": np.zeros((2, 3)),
    "module": np,
    "vectorize": np.vectorize(lambda *args: Hostile()),
}


def test_an_error_of_ours_in_the_look_around_is_not_silent(monkeypatch):
    monkeypatch.setattr("coursework.notebook.checking.outer_name", None)
    with pytest.raises(EvidenceFailed, match="softmax: no look around"):
        check("softmax", lambda Z: Z, seed=0)


@pytest.mark.filterwarnings(f"ignore::{EvidenceFailed.__module__}.EvidenceFailed")
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_check_never_raises(name, answer):
    report = check(name, ANSWERS[answer], seed=0)
    assert report.status in ("incorrect", "not attempted")
    assert report.score <= 0.25
    for text in (repr(report), report._repr_html_(), report.message):
        assert isinstance(text, str)
    assert len(report.message) < 1000


def test_a_keyboard_interrupt_stops_the_check():
    def stopped(z, alpha=0.01):
        raise KeyboardInterrupt

    state = np.random.get_state()[1].copy()
    with pytest.raises(KeyboardInterrupt):
        check("leaky_relu", stopped)
    assert np.array_equal(np.random.get_state()[1], state)


def test_an_answer_that_changes_global_state_changes_it_for_nobody_else():
    def meddles(z, alpha=0.01):
        np.random.seed(0)
        random.seed(0)
        np.random.rand(7)
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        warnings.simplefilter("error")
        return neuralnet.leaky_relu(z, alpha)

    np.random.seed(5)
    random.seed(5)
    before = np.random.get_state()[1].copy(), random.getstate()
    options = np.geterr(), np.get_printoptions(), list(warnings.filters)
    for seed in (None, 3):
        assert check("leaky_relu", meddles, seed=seed).status == "correct"
        assert np.array_equal(np.random.get_state()[1], before[0])
        assert random.getstate() == before[1]
        assert (np.geterr(), np.get_printoptions(), list(warnings.filters)) == options


def test_a_report_does_not_depend_on_options_of_numpy_and_warnings():
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert check("softmax", naive_softmax).mistake == "no_shift"
        assert check("softmax", neuralnet.softmax).status == "correct"


def test_inputs_do_not_depend_on_the_global_state():
    """Two checks after the same np.random.seed draw different inputs."""
    inputs = []

    def records(z, alpha=0.01):
        inputs.append(np.array(z))
        return neuralnet.leaky_relu(z, alpha)

    for _ in range(2):
        np.random.seed(0)
        check("leaky_relu", records)
    half = len(inputs) // 2
    large = [a for a in inputs[:half] if a.size > 4]  # small ones may agree by chance
    assert large
    assert not any(np.array_equal(a, b) for a in large for b in inputs[half:])


@pytest.mark.parametrize("name", [n for n in QUESTIONS if "init" not in n])
def test_a_seed_fixes_the_calls(name):
    """At least four calls are ordinary, and two of these are repeated at the end."""
    first, same, other = (
        QUESTIONS[name].calls(np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert repr(first) == repr(same) != repr(other)
    stages = [call.stage for call in first]
    assert stages.count("mathematics") >= 4
    assert stages[-2:] == ["repeat", "repeat"]


@pytest.mark.parametrize("share", [0, 0.1, 0.4, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("name", ["leaky_relu", "class_spread", "unit_push"])
def test_an_answer_that_goes_wrong_after_some_calls_is_incorrect(name, share):
    """One answer is right in this share of the calls, the other in the first."""
    question, values = QUESTIONS[name], []
    limit = share * len(question.calls(np.random.default_rng(0)))

    def tires(*args, **named):
        values.append(question.reference(*args, **named))
        return values[-1] if len(values) <= limit else 2 * values[-1] + 1

    def repeats_the_first(*args, **named):
        values.append(question.reference(*args, **named))
        return values[0]

    for answer in (tires, repeats_the_first):
        for seed in range(3):
            values.clear()
            assert check(name, answer, seed=seed).status == "incorrect"


@pytest.mark.parametrize("name", [*KINDS, "leaky_relu", "backward", "class_spread"])
def test_texts_that_notebooks_store_hold_no_random_number(name):
    def warns(*args):
        warnings.warn(f"looking at {np.max(args[0])}", stacklevel=1)
        raise ValueError(f"bad value {np.max(args[0])}")

    answers = [None, QUESTIONS[name].reference, lambda *args: np.ones(3) + np.ones(4)]
    answers += [returned(np.zeros((1, 1, 1, 1))), returned([1.5]), returned(None)]
    answers += [warns] if name == "softmax" else []
    answers += [next(each.functions) for each in list(QUESTIONS[name].catalogue)[:5]]
    for answer in answers:
        reports = [check(name, answer, seed=seed) for seed in (0, 1)]
        # Notebooks store no report on an unknown mistake, which quotes an input.
        named = [r for r in reports if r.status != "incorrect" or r.mistake]
        texts = {(r.message, r.fix, r.notes) for r in named}
        assert len(texts) <= 1, texts


def test_a_report_begins_with_its_status_and_names_open_and_next_hint():
    right, missing, wrong = (
        check("leaky_relu", answer)
        for answer in (neuralnet.leaky_relu, None, lambda z, alpha=0.01: -z)
    )
    for report, key in [(right, "correct"), (missing, "not_attempted")]:
        assert repr(report).startswith(say(key, question="leaky_relu"))
    assert repr(wrong).startswith(say("incorrect", question="leaky_relu"))
    assert re.findall(r"\.hint\(\d\)", repr(wrong)) == [".hint(1)", ".hint(2)"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_before_the_first_try_one_of_two_hints_is_open(name):
    report = check(name, None)
    assert report.hint() == report.hint(1) == report.help[0]
    assert is_said("closed_hint", report.hint(2))
    assert report.hint(3) == say("no_such_hint", n=3, last=2)
    for n in (0, -1, 1.0, "1", None):
        with pytest.raises(ValueError, match=words_of("hints_are_counted")):
            report.hint(n)


def test_the_fix_of_a_known_mistake_is_in_a_later_hint(monkeypatch):
    report = check("softmax", naive_softmax)
    fix = QUESTIONS["softmax"].catalogue.mistakes["no_shift"].fix
    assert fix not in repr(report) + html.unescape(report._repr_html_())
    assert report.fix == fix
    assert fix in "".join(report.help[1:])
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    graded = check("softmax", naive_softmax)
    assert fix in html.unescape(graded._repr_html_())


def test_html_shows_what_the_student_wrote_as_text():
    def answer(X):
        warnings.warn("<b>bold</b>", stacklevel=1)
        raise ValueError("<script>alert('x')</script>")

    page = check("softmax", answer)._repr_html_()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in page
    assert "&lt;b&gt;bold" in page

    script = type("<script>", (), {})
    assert "<script" not in check("softmax", lambda X: script())._repr_html_()


def test_warnings_and_prints_are_notes(capsys):
    def noisy(X):
        if len(X) > 2:  # in some of the calls
            print(X)
        np.exp(np.full(1, 1e4))
        return neuralnet.softmax(X)

    report = check("softmax", noisy)
    assert capsys.readouterr() == ("", "")
    assert report.status == "correct"
    assert report.notes == (say("overflows", function="exp"), say("prints"))
    assert all(say("note", note=note) in repr(report) for note in report.notes)


def test_if_our_code_raises_the_message_tells_the_student_s_line():
    def answer(X):
        return neuralnet.relative_error(X, X[0])

    line = answer.__code__.co_firstlineno + 1
    message = check("softmax", answer).message
    assert f", in line {line} of answer" in message


def test_calling_a_report_in_place_of_check_says_how_to_import_check():
    with pytest.raises(TypeError, match=words_of("report_called")):
        check("softmax", None)("softmax", naive_softmax)


@pytest.mark.parametrize("name", ["leaky_relu", "softmax", "forward", "backward"])
def test_an_answer_with_no_known_mistake_is_judged_within_a_second(name):
    def unheard_of(*args, **named):
        return change_arrays(np.sinh, QUESTIONS[name].reference(*args, **named))

    def measured():
        start = time.process_time()  # the same on a busy machine
        assert check(name, unheard_of).mistake is None
        return time.process_time() - start

    assert any(measured() < 1 for _ in range(3))  # 0.2 s on an idle machine


def test_a_raise_line_that_was_left_is_named():
    def softmax(X):
        raise NotImplementedError
        return X

    message = check("softmax", softmax, seed=0).message
    assert say("still_raises", name="softmax") in message


def test_an_exception_at_the_second_time_is_no_other_answer():
    """As where the sandbox lets an answer start only so many threads."""
    left = 12

    def softmax(X):
        nonlocal left
        left -= 1
        if left < 0:
            raise RuntimeError("no more threads")
        return 0 * X

    report = check("softmax", softmax, seed=1)
    assert report.mistake == "answer_changes"
    assert "RuntimeError" in report.message


def test_a_function_without_an_end_is_stopped_and_its_line_told():
    def softmax(X):
        k = 0
        while k < len(X):
            try:
                X[k + 99]
            except IndexError:
                continue
        return X

    first = softmax.__code__.co_firstlineno
    report = check("softmax", softmax, seconds=0.02)
    assert (report.status, report.score, report.mistake) == ("incorrect", 0, "no_end")
    line = re.search(r"in line (\d+) of softmax", report.message)[1]
    assert first + 2 <= int(line) <= first + 6
    assert report.fix in "".join(report.help)
    assert check("softmax", neuralnet.softmax, seconds=0.5).status == "correct"


def test_waiting_is_not_computing_and_a_slow_answer_may_have_more_time():
    """As where other programs take the processor."""

    waits = iter([0.3])

    def softmax(X):
        time.sleep(next(waits, 0))
        return neuralnet.softmax(X)

    def slow(X):
        end = time.process_time() + 0.03
        while time.process_time() < end:
            pass
        return neuralnet.softmax(X)

    assert check("softmax", softmax, seconds=0.2).status == "correct"
    assert check("softmax", slow, seconds=None).status == "correct"


def test_in_a_thread_and_on_a_page_there_is_no_limit(monkeypatch):
    with ThreadPoolExecutor() as pool:
        report = pool.submit(check, "softmax", neuralnet.softmax).result()
    monkeypatch.delattr("signal.setitimer")  # as in Pyodide and on Windows
    assert report.status == check("softmax", neuralnet.softmax).status == "correct"
