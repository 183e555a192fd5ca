"""Find out whether a mistake is in another of the student's functions.

Only `check` does this, since it has the functions of the notebook.
"""

import contextlib
import dataclasses
import inspect
import types

from coursework.judging.partial import joined
from coursework.judging.report import report_on
from coursework.questions import QUESTIONS
from coursework.running.answers import METHODS
from coursework.running.signatures import unwrapped
from coursework.verdict import Verdict
from coursework.words import say


def space_of(function):
    """Return the global names (a dict) of the notebook or module of a function."""
    return getattr(unwrapped(function), "__globals__", {})


def helpers(question, function, owner=None):
    """Return {name: place} of the answers to other questions that a function calls.

    A place is the notebook's dictionary, or `owner`, the class of a method.
    """
    others = QUESTIONS.keys() - {question}
    space, place_of = space_of(function), {}
    waiting, read = [unwrapped(function)], set()
    while waiting:
        code = getattr(waiting.pop(), "__code__", None)
        if not inspect.iscode(code) or code in read:
            continue
        read.add(code)
        for name in names_in(code):
            for place in (space, owner):
                used = unwrapped(names_of(place).get(name))
                if not isinstance(used, types.FunctionType) or used.__code__ in read:
                    continue
                if str(used.__module__).startswith("neuralnet"):
                    continue
                waiting.append(used)
                # Methods such as forward have other arguments than our functions.
                if name in others and (place is space or name not in METHODS):
                    place_of[name] = place
    return place_of


def names_of(place):
    """Return a dictionary of the names in a notebook or a class."""
    return place if isinstance(place, dict) else vars(place or types.SimpleNamespace())


def names_in(code):
    """Return the names in a code object, nested code objects included."""
    inner = [constant for constant in code.co_consts if inspect.iscode(constant)]
    return {*code.co_names}.union(*map(names_in, inner))


@contextlib.contextmanager
def ours(places):
    """Replace a student's functions by the course's own inside a `with` block."""
    before = {name: names_of(place)[name] for name, place in places.items()}
    try:
        for name, place in places.items():
            right = QUESTIONS[name].reference
            put(place, name, right if isinstance(place, dict) else staticmethod(right))
        yield
    finally:
        for name, place in places.items():
            put(place, name, before[name])


def put(place, name, value):
    """Set a name in a notebook's dictionary or a class."""
    if isinstance(place, dict):
        place[name] = value
    else:
        setattr(place, name, value)


def judged_with_ours(question, report, places, judge):
    """Judge an answer again with the student's wrong helpers replaced by ours.

    `report` is about the unchanged answer, and stays if no helper is wrong or the new
    report says the same. `places` come from `helpers`. `judge(question, answer)` gives
    a report on a helper; without arguments, a report on the answer.
    """
    # A function, or the class whose method it is: both are answers to a question.
    answers = {n: p[n] if isinstance(p, dict) else p for n, p in places.items()}
    status = {n: judge(QUESTIONS[n], answer).status for n, answer in answers.items()}
    wrong = {name: places[name] for name in places if status[name] != "correct"}
    if not wrong:
        return report
    with ours(wrong):
        better = judge()
    names = joined(sorted(wrong))
    if better.status == "correct":
        missing = all(status[name] == "not attempted" for name in wrong)
        key = "helper_missing" if missing else "helper_wrong"
        message = say(key, question=question.name, names=names)
        verdict = Verdict(report.score, "carried_error", message)
        return report_on(question, verdict)
    if better.message == report.message:
        return report
    note = say("judged_with_ours", names=names)
    return dataclasses.replace(better, notes=(*better.notes, note))
