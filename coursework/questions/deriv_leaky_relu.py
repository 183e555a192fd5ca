"""Define the question deriv_leaky_relu (the chapter on activations)."""

from coursework.judging.question import Question
from coursework.questions.shared.from_text import from_text
from coursework.questions.shared.pointwise import draw_pointwise

QUESTION = Question(**from_text("deriv_leaky_relu"), draw=draw_pointwise)
