"""Define the question log_softmax (the chapter on activations), drawn as softmax."""

from coursework.questions.shared.from_text import question
from coursework.questions.softmax import draw_softmax

QUESTION = question("log_softmax", draw_softmax)
