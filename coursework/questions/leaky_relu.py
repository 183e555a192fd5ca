"""Define the question leaky_relu (the chapter on activations)."""

from coursework.questions.shared.from_text import question
from coursework.questions.shared.pointwise import draw_pointwise

QUESTION = question("leaky_relu", draw_pointwise)
