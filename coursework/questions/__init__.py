"""The questions of the course: NAME.py beside its known mistakes, NAME.txt.

initialize_parameters, which has no one right value, has a room of its own: initial.
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
from coursework.questions.initial.question import QUESTION as INITIAL

_HOMEWORK = [  # in its order
    leaky_relu.QUESTION,
    softmax.QUESTION,
    deriv_leaky_relu.QUESTION,
    INITIAL,
    forward.QUESTION,
    backward.QUESTION,
]
_CHAPTERS = [
    one_hot.QUESTION,
    sgd_step.QUESTION,
    best_epoch.QUESTION,
    confusion_matrix.QUESTION,
]
_OPTIONAL = [
    central_differences.QUESTION,
    one_epoch.QUESTION,
    momentum_step.QUESTION,
]
_ASKED = [*_HOMEWORK, *_CHAPTERS, *_OPTIONAL, *steps.QUESTIONS.values()]
HOMEWORK = tuple(question.name for question in _HOMEWORK)
QUESTIONS = {question.name: question for question in _ASKED}
