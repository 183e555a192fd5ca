"""Define the question deriv_leaky_relu (the chapter on activations)."""

from coursework.questions.shared.from_text import question
from coursework.questions.shared.pointwise import draw_pointwise

QUESTION = question("deriv_leaky_relu", draw_pointwise)
