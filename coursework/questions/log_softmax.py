"""Define the question log_softmax (the chapter on activations), drawn as softmax."""

from coursework.judging.question import Question
from coursework.questions.shared.from_text import from_text
from coursework.questions.softmax import draw_softmax

QUESTION = Question(**from_text("log_softmax"), draw=draw_softmax)
