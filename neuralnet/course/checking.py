"""`check`: one answer, one report."""

import contextlib
import random

import numpy as np

from neuralnet.course.answers import as_function, is_attempted
from neuralnet.course.bank import QUESTIONS
from neuralnet.course.outcomes import run
from neuralnet.course.questions import not_attempted
from neuralnet.course.report import Report


def check(question, function, seed=None):
    """Judge an answer to an exercise and name the mistake.

    Parameters
    ----------
    question : str
        'leaky_relu', 'softmax', 'deriv_leaky_relu', 'initialize_parameters',
        'forward' or 'backward'.
    function : callable or class
        The answer: a function, or a TwoLayerNN class with the method.
    seed : int, optional
        Draws the inputs; None draws fresh ones at each call. NumPy's global state is
        as before afterwards.

    Returns
    -------
    Report
        status, score, mistake, message and hint(n). Whatever an answer does is a
        report, never an exception.

    Raises
    ------
    ValueError
        If there is no such question.
    """
    if question not in QUESTIONS:
        names = ", ".join(QUESTIONS)
        raise ValueError(f"question must be one of {names}; got {question!r}")
    asked = QUESTIONS[question]
    answer = as_function(question, function)
    if answer is None:
        return not_attempted(asked)
    if not callable(answer):
        message = (
            f"This is {type(answer).__name__} data, not a function: pass its name."
        )
        return Report(
            question, "incorrect", 0.0, "not_a_function", message, asked.hints
        )
    if not is_attempted(answer):
        return not_attempted(asked)
    with global_state_kept():
        calls = asked.calls(np.random.default_rng(seed))
        outcomes = [run(answer, call) for call in calls]
        return asked.judge(calls, outcomes)


@contextlib.contextmanager
def global_state_kept():
    """Put the global random states and NumPy's error settings back afterwards."""
    kept, kept_python = np.random.get_state(), random.getstate()
    with np.errstate(divide="warn", over="warn", invalid="warn", under="ignore"):
        try:
            yield
        finally:
            np.random.set_state(kept)
            random.setstate(kept_python)
