"""Collect the questions: each is in NAME.py, and its known mistakes in NAME.txt.

initialize_parameters has no single right value, so it has a folder: initial.
"""

from coursework.questions import (
    backward,
    best_epoch,
    central_differences,
    confusion_matrix,
    deriv_leaky_relu,
    forward,
    leaky_relu,
    momentum_step,
    one_epoch,
    one_hot,
    sgd_step,
    softmax,
    steps,
)
from coursework.questions.initial import question as initial

_HOMEWORK = [leaky_relu, softmax, deriv_leaky_relu, initial, forward, backward]
_CHAPTERS = [one_hot, sgd_step, best_epoch, confusion_matrix]
_OPTIONAL = [central_differences, one_epoch, momentum_step]
_ASKED = [module.QUESTION for module in (*_HOMEWORK, *_CHAPTERS, *_OPTIONAL)]
HOMEWORK = tuple(module.QUESTION.name for module in _HOMEWORK)
QUESTIONS = {question.name: question for question in _ASKED}
QUESTIONS |= {question.name: question for question in steps.QUESTIONS.values()}
