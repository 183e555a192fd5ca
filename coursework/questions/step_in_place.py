"""Define the question step_in_place (on speed): the same step in the same arrays.

The answer's outcome is what the caller's arrays hold afterwards: see `running.watched`.
"""

from coursework.judging.question import Question
from coursework.questions.sgd_step import draw_sgd_step
from coursework.questions.shared.from_text import from_text

QUESTION = Question(**from_text("step_in_place"), draw=draw_sgd_step)
