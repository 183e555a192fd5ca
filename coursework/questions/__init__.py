"""The questions of the course: NAME.py beside its known mistakes, NAME.txt."""

from coursework.initial import Initial
from coursework.questions import (
    backward,
    best_epoch,
    confusion_matrix,
    deriv_leaky_relu,
    forward,
    leaky_relu,
    one_hot,
    sgd_step,
    softmax,
)

# The homework's, in its order; then those of single chapters.
QUESTIONS = {
    question.name: question
    for question in [
        leaky_relu.QUESTION,
        deriv_leaky_relu.QUESTION,
        softmax.QUESTION,
        Initial(),
        forward.QUESTION,
        backward.QUESTION,
        one_hot.QUESTION,
        sgd_step.QUESTION,
        best_epoch.QUESTION,
        confusion_matrix.QUESTION,
    ]
}
