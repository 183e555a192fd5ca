"""Collect the questions: each is in NAME.py, and its known mistakes in NAME.txt.

initialize_parameters has no single right value, so it has a folder: initial.
"""

from coursework.questions import (
    backward,
    best_epoch,
    central_differences,
    confusion_matrix,
    deriv_leaky_relu,
    flat_hinges,
    forward,
    leaky_relu,
    momentum_step,
    one_epoch,
    one_hot,
    random_search,
    sgd_step,
    softmax,
    step_in_place,
    steps,
    train_network,
    unit_push,
)
from coursework.questions.initial import question as initial

_HOMEWORK = [leaky_relu, softmax, deriv_leaky_relu, initial, forward, backward]
_CHAPTERS = [one_hot, sgd_step, train_network, random_search, best_epoch]
_CHAPTERS += [unit_push, confusion_matrix, step_in_place, flat_hinges]
_OPTIONAL = [central_differences, one_epoch, momentum_step]
_ASKED = [module.QUESTION for module in (*_HOMEWORK, *_CHAPTERS, *_OPTIONAL)]
HOMEWORK = tuple(module.QUESTION.name for module in _HOMEWORK)
QUESTIONS = {question.name: question for question in _ASKED}
QUESTIONS |= {question.name: question for question in steps.QUESTIONS.values()}
