"""Define the question leaky_relu (the chapter on activations)."""

from coursework.judging.question import Question
from coursework.questions.common import from_text
from coursework.questions.pointwise import draw_pointwise, edge_cases

QUESTION = Question(
    **from_text("leaky_relu"),
    signature="leaky_relu(z, alpha=0.01)",
    draw=draw_pointwise,
    hints=(
        "Draw the curve: two straight lines that meet at 0. Which of them holds is "
        "decided entry by entry.",
        "np.where(condition, a, b) takes a where the condition holds and b "
        "elsewhere, entry by entry: np.where(z >= 0, ..., ...).",
    ),
    edge_cases=edge_cases(
        "leaky_relu",
        "z",
        at_zero="At exactly 0 the value must be 0.",
        integers="For integers the result is not right. It must be floats: "
        "0.01 * (-3) is -0.03, which an array of integers cannot hold. => Start with "
        "z = np.array(z, dtype=float).",
    ),
)
