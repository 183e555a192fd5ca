"""Define `check`, which judges one answer and returns one report."""

import collections
import dataclasses
import os
import warnings

import numpy as np

from coursework.authoring.nbgrader import Points
from coursework.authoring.own import REGISTERED
from coursework.judging import help_levels
from coursework.judging.question import as_method
from coursework.judging.report import (
    Report,
    not_attempted,
    refused,
    unreadable,
)
from coursework.notebook.helpers import helpers, judged_with_ours
from coursework.notebook.outer_names import outer_name
from coursework.questions import QUESTIONS, diagnosis, tuning
from coursework.repair.evidence import Evidence
from coursework.running.answers import as_function, is_attempted, is_nothing
from coursework.running.outcomes import run
from coursework.running.patience import SECONDS, OutOfTime
from coursework.running.state import global_state_kept
from coursework.verdict import Fault
from coursework.words import fault, say

# The questions whose answers are values, by name: no function is run.
VALUES = {each.NAME: each.report for each in (diagnosis, tuning)}


def check(question, function, seed=None, seconds=SECONDS):
    """Judge an answer to an exercise and name the mistake.

    Parameters
    ----------
    question : str
        'leaky_relu', 'softmax', 'deriv_leaky_relu', 'initialize_parameters',
        'forward' or 'backward'; 'class_spread', 'log_softmax', 'deep_forward',
        'tied_gradient', 'level_stack', 'sgd_step', 'one_epoch', 'train_network',
        'random_search', 'is_it_real', 'unit_push', 'calibration', 'line_table',
        'flat_hinges' or 'merged'; 'average' or 'central_differences'; 'backward.dZ2',
        'backward.dW2_db2', 'backward.dA1', 'backward.dZ1' or 'backward.from_memory';
        'diagnosis' or 'tuning'; or one that the notebook itself asks, see `own`.
    function : callable, class or dict
        The answer: a function, a TwoLayerNN class with the method, or a dictionary: for
        'diagnosis' {"A": words, ...}, for 'tuning' {"trials": ..., "final": ...}.
    seed : int, optional
        Draws the inputs; None draws fresh ones at each call. NumPy's global state
        stays as it is.
    seconds : float, optional
        How long one call of the function may compute; None sets no limit.

    Returns
    -------
    Report
        status, score, mistake, message and hint(n), also if the answer raises.

    Raises
    ------
    ValueError
        If there is no such question.
    """
    report, evidence = judged(question, function, seed, seconds)
    if evidence is not None:
        with global_state_kept():
            try:
                report = dataclasses.replace(report, findings=evidence.findings())
            except Exception as error:  # the report can do without
                warn_of(report.question, "evidence", error)
    help_levels.count(report)
    return _for_reader(report, getattr(REGISTERED.get(question), "out_of", 1.0))


def judged(question, function, seed=None, seconds=SECONDS):
    """Return the Report on an answer, and the Evidence that can say more, or None.

    This is `check` without a search for the cause, and counts no try.
    """
    if question in VALUES:
        return VALUES[question](function), None
    questions = collections.ChainMap(REGISTERED, QUESTIONS)
    if question not in questions:
        names = ", ".join([*questions, *VALUES])
        raise ValueError(say("unknown_question", names=names, question=repr(question)))
    task = questions[question]
    with global_state_kept():
        try:
            rng = np.random.default_rng(seed)
            given = as_function(task.name, function)
            report = judge_answer(task, given, rng, seconds)
            if report.mistake == "no_end":  # neither would what follows come to one
                return report, None
            try:
                report = looked_around(task, report, given, rng)
            except Exception as error:  # the report can do without
                warn_of(task.name, "look around", error)
            looks_for_lines = getattr(task, "looks_for_lines", True)
            is_ours = QUESTIONS.get(question) is task
            if report.status == "incorrect" and looks_for_lines and is_ours:
                return report, Evidence(task, given, report, judge_answer)
        except EvidenceFailed:  # the tests turn it into an error
            raise
        except Exception as error:  # the answer may be any object
            report = unreadable(task, error)
    return report, None


class EvidenceFailed(ResourceWarning, RuntimeWarning):
    """A fault of the course: only `python -X dev` and the tests show this warning."""


def warn_of(question, missing, error):
    """Warn that a report goes without something, because of an error of ours."""
    text = f"{question}: no {missing} because of {error!r}"
    warnings.warn(text, EvidenceFailed, stacklevel=3)


def _for_reader(report, out_of=1.0):
    """Return the report, or Points if nbgrader runs the notebook."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return Points(**vars(report) | {"findings": None}, out_of=out_of)
    return report


def looked_around(question, report, given, rng):
    """Return the report, changed if the mistake is in the rest of the notebook."""
    shown = as_method(question) if given.is_method else question  # in messages
    if report.status != "correct" and given.written is not None:
        places = helpers(question.name, given.written, given.owner)

        def judge(other=question, answer=None):
            other_found = as_function(other.name, answer) if answer else given
            return judge_answer(other, other_found, rng)

        report = judged_with_ours(shown, report, places, judge)
    if sentence := outer_name(shown, report, given.written):
        return refused(shown, Fault("name_of_the_notebook", sentence))
    return report


def judge_answer(question, given, rng, seconds=SECONDS):
    """Judge the result of `as_function`, without a look at the rest of the notebook."""
    question = as_method(question) if given.is_method else question
    answer = given.function
    if answer is None:
        return not_attempted(question)
    if not callable(answer) or isinstance(answer, Report):
        kind = type(answer).__name__
        return refused(question, fault("not_a_function", kind=kind))
    calls, seen = question.calls(rng), {}  # `seen`: the dictionaries returned so far
    outcomes = []
    for call in calls:
        outcome = run(given.for_call(call), call, seen=seen, seconds=seconds)
        if outcome.raised == OutOfTime.__name__:
            where = outcome.detail.removeprefix(outcome.raised).lstrip(",")
            return refused(question, fault("no_end", seconds=seconds, where=where))
        outcomes.append(outcome)
    if all(map(is_nothing, outcomes)) and not is_attempted(given.written):
        return not_attempted(question)
    return question.judge(calls, outcomes)
