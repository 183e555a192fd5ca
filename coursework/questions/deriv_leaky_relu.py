"""Define the question deriv_leaky_relu (the chapter on activations)."""

from coursework.judging.question import Question
from coursework.questions.common import from_text
from coursework.questions.pointwise import draw_pointwise, edge_cases

QUESTION = Question(
    **from_text("deriv_leaky_relu"),
    signature="deriv_leaky_relu(x, alpha=0.01)",
    draw=draw_pointwise,
    hints=(
        "The slope of a straight line is a constant: which one on the right "
        "of 0, which one on the left?",
        "np.where(condition, a, b) decides entry by entry, and a and b may be plain "
        "numbers. Which comparison puts 0 itself on the right side?",
    ),
    edge_cases=edge_cases(
        "deriv_leaky_relu",
        "x",
        at_zero="At exactly 0 this course takes the slope from the right: "
        "1. => Two cases are enough, x >= 0 and x < 0.",
        integers="For integers the slopes are not right. They must be floats: 0.01 "
        "becomes 0 in an array of integers. => np.ones_like(x) makes one; "
        "np.ones(x.shape) does not.",
    ),
)
