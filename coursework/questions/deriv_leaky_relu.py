"""The question deriv_leaky_relu (the chapter on activations)."""

from coursework.judging.question import Question
from coursework.mistakes import catalogue
from coursework.questions.pointwise import (
    ALPHA,
    CHANGES_ARGUMENT,
    WRONG_DEFAULT,
    draw_pointwise,
)

KNOWN = catalogue.load("deriv_leaky_relu")
QUESTION = Question(
    name="deriv_leaky_relu",
    signature="deriv_leaky_relu(x, alpha=0.01)",
    reference=KNOWN.right,
    draw=draw_pointwise,
    catalogue=KNOWN,
    answer=KNOWN.program.text,
    hints=(
        "The slope of a straight line is a constant: which one on the right "
        "of 0, which one on the left?",
        "np.where(condition, a, b) decides entry by entry, and a and b may be plain "
        "numbers. Which comparison puts 0 itself on the right side?",
    ),
    edge_cases={
        "changes_argument": CHANGES_ARGUMENT,
        "wrong_default": WRONG_DEFAULT,
        "alpha": ALPHA,
        "at_zero": "At exactly 0 this course takes the slope from the right: "
        "1. => Two cases are enough, x >= 0 and x < 0.",
        "any_shape": "A matrix works, but a vector or an array of three "
        "dimensions does not. => Write it for entries, not for rows and columns.",
        "a_number": "A matrix of floats works, but a single number does not: "
        "deriv_leaky_relu(-2.0) should be a number too. => x = np.asarray(x) helps.",
        "integers": "For integers the slopes are not right. They must be floats: 0.01 "
        "becomes 0 in an array of integers. => np.ones_like(x) makes one; "
        "np.ones(x.shape) does not.",
    },
)
