"""Define the question leaky_relu (the chapter on activations)."""

from coursework.judging.question import Question
from coursework.questions.common import from_text
from coursework.questions.pointwise import draw_pointwise

QUESTION = Question(**from_text("leaky_relu"), draw=draw_pointwise)
