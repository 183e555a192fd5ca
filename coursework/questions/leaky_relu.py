"""The question leaky_relu (the chapter on activations)."""

from coursework.judging.question import Question
from coursework.mistakes import catalogue
from coursework.questions.pointwise import (
    ALPHA,
    CHANGES_ARGUMENT,
    WRONG_DEFAULT,
    draw_pointwise,
)

KNOWN = catalogue.load("leaky_relu")
QUESTION = Question(
    name="leaky_relu",
    signature="leaky_relu(z, alpha=0.01)",
    reference=KNOWN.right,
    draw=draw_pointwise,
    catalogue=KNOWN,
    answer=KNOWN.program.text,
    hints=(
        "Draw the curve: two straight lines that meet at 0. Which of them holds is "
        "decided entry by entry.",
        "np.where(condition, a, b) takes a where the condition holds and b "
        "elsewhere, entry by entry: np.where(z >= 0, ..., ...).",
    ),
    edge_cases={
        "changes_argument": CHANGES_ARGUMENT,
        "wrong_default": WRONG_DEFAULT,
        "alpha": ALPHA,
        "at_zero": "At exactly 0 the value must be 0.",
        "any_shape": "A matrix works, but a vector or an array of three "
        "dimensions does not. => Write it for entries, not for rows and columns.",
        "a_number": "A matrix of floats works, but a single number does not: "
        "leaky_relu(-2.0) should be a number too. => z = np.asarray(z) helps.",
        "integers": "For integers the result is not right. It must be floats: "
        "0.01 * (-3) is -0.03, which an array of integers cannot hold. => Start with "
        "z = np.array(z, dtype=float).",
    },
)
