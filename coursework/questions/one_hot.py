"""The question one_hot (the chapter on digits)."""

import numpy as np

from coursework.mistakes import catalogue
from coursework.questions.integers import CHANGES_ARGUMENT, WholeNumbers, draw_labels
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_one_hot(rng):
    """Batches of labels; then labels among which a class is missing, and bytes."""
    # N and C differ, and every class occurs: what is tall and what is wide shows, and
    # a size that is taken from the labels is an edge case.
    calls = [
        Call(MATHEMATICS, (draw_labels(rng, N, C), C))
        for N, C in [(6, 4), (5, 3), (8, 2), (12, 6), (9, 5)]
    ]
    calls.append(Call(DIAGNOSIS, (draw_labels(rng, 12, 10), 10)))
    # N = C, where a matrix with a wrong axis has the right shape. A class is missing,
    # but not the last: how wide the matrix is stays an edge case.
    calls.append(Call(DIAGNOSIS, (rng.permutation([0, 1, 3, 3]), 4)))
    # The last class is missing, or one in the middle; one image alone.
    calls.append(Call("missing_classes", (rng.permutation([0, 1, 2, 2, 0]), 5)))
    calls.append(Call("missing_classes", (rng.permutation([0, 3, 3, 0]), 4)))
    calls.append(Call("missing_classes", (rng.integers(0, 2, 1), 3)))
    # Few cells, and more than a byte can count.
    for N, C in [(7, 3), (40, 10)]:
        calls.append(Call("bytes", (draw_labels(rng, N, C).astype(np.uint8), C)))
    return calls


KNOWN = catalogue.load("one_hot")
QUESTION = WholeNumbers(
    name="one_hot",
    signature="one_hot(labels, num_classes)",
    reference=KNOWN.right,
    draw=draw_one_hot,
    catalogue=KNOWN,
    answer=KNOWN.program.text,
    hints=(
        "Start with zeros of shape (N, C). In row n, which one column gets a 1?",
        "Y[np.arange(N), labels] = 1 sets them all; or pick rows of the identity "
        "matrix, np.eye(num_classes), by the labels.",
    ),
    edge_cases={
        "changes_argument": CHANGES_ARGUMENT,
        "missing_classes": "When a class does not occur in labels, the result is "
        "not right. => There are num_classes columns, whatever occurs.",
        "bytes": "For labels of type uint8, as in MNIST's files, the result is not "
        "right. => Convert them first: labels.astype(int).",
    },
)
