"""Where the trouble may lie outside of an answer: in a helper of the student's own.

Only `check` asks this, since it needs the functions of the notebook.
"""

import contextlib
import dataclasses
import inspect
import types

from coursework.judging.partial import joined
from coursework.judging.report import report_on
from coursework.questions import QUESTIONS
from coursework.running.answers import METHODS
from coursework.running.signatures import plain


def space_of(function):
    """Return the names of the notebook or module that a function was written in."""
    return getattr(plain(function), "__globals__", {})


def helpers(question, function, owner=None):
    """Return the answers to other questions that a function calls: name and place.

    A place is the dictionary of the notebook, or `owner`, the class of a method.
    """
    others = QUESTIONS.keys() - {question}
    space, found, waiting, seen = space_of(function), {}, [plain(function)], set()
    while waiting:
        code = getattr(waiting.pop(), "__code__", None)
        if not inspect.iscode(code) or code in seen:
            continue
        seen.add(code)
        for name in names_in(code):
            for place in (space, owner):
                used = plain(kept(place).get(name))
                if not isinstance(used, types.FunctionType) or used.__code__ in seen:
                    continue
                if str(used.__module__).startswith("neuralnet"):
                    continue
                waiting.append(used)
                if name in others and (place is space or name not in METHODS):
                    found[name] = place
    return found


def kept(place):
    """Return what a place holds, by name."""
    return place if isinstance(place, dict) else vars(place or types.SimpleNamespace())


def names_in(code):
    """Return the names in a code object, and in those that it holds."""
    inner = [each for each in code.co_consts if inspect.iscode(each)]
    return {*code.co_names}.union(*map(names_in, inner))


@contextlib.contextmanager
def ours(places):
    """Put the course's own functions in the place of a student's, for a while."""
    former = {name: kept(place)[name] for name, place in places.items()}
    try:
        for name, place in places.items():
            put(place, name, QUESTIONS[name].reference, staticmethod)
        yield
    finally:
        for name, place in places.items():
            put(place, name, former[name])


def put(place, name, value, as_member=lambda value: value):
    """Give a name of a notebook or of a class a value."""
    if isinstance(place, dict):
        place[name] = value
    else:
        setattr(place, name, as_member(value))


def carried(asked, report, places, judge):
    """Return the report that holds once wrong helpers are ours, or `report`.

    Parameters
    ----------
    asked : Question
    report : Report
        On the answer as it stands.
    places : dict
        The helpers that it calls, see `helpers`.
    judge : callable
        From a question and its answer, or from nothing for this one, to a report.
    """
    answers = {
        name: kept(place)[name] if isinstance(place, dict) else place
        for name, place in places.items()
    }
    own = {name: judge(QUESTIONS[name], answer) for name, answer in answers.items()}
    wrong = {name: places[name] for name in own if own[name].status != "correct"}
    if not wrong:
        return report
    with ours(wrong):
        better = judge()
    names = joined(sorted(wrong))
    if better.status == "correct":
        missing = all(own[name].status == "not attempted" for name in wrong)
        message = (
            f"{asked.name} calls your {names}, "
            f"{'not written yet' if missing else 'and there the mistake is'}: with the "
            f"course's {names} in place of yours, {asked.name} is right. "
            f"{'Write' if missing else 'Mend'} {names} first."
        )
        return report_on(asked, (report.score, "carried_error", message))
    if better.message == report.message:
        return report
    note = f"Your {names} is not right yet; this was judged with the course's own."
    return dataclasses.replace(better, notes=(*better.notes, note))
