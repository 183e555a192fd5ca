"""Define the question confusion_matrix (the chapter on mistakes)."""

import numpy as np

from coursework.questions.shared.from_text import from_text
from coursework.questions.shared.whole_numbers import WholeNumbers, draw_labels
from coursework.running.outcomes import MATHEMATICS, Call
from neuralnet.metrics import confusion_matrix


def draw_confusion(rng):
    """Draw labels and predictions with all classes, with few, and with large counts."""
    calls = []
    # Every class occurs in both arrays, so that counting classes there is no mistake.
    # Many predictions are right, pairs repeat, and the matrix is not symmetric.
    for N, C in [(20, 3), (15, 4), (24, 2), (30, 5), (12, 3)]:
        labels, predictions = draw_labels(rng, N, C), draw_labels(rng, N, C)
        predictions[: N // 3] = labels[: N // 3]
        labels[-3:] = C - 1, C - 2, C - 1
        predictions[-3:] = C - 2, C - 2, C - 1
        labels[:C] = predictions[:C] = np.arange(C)
        # One pair, (0, C - 1), is more frequent than the others.
        labels = np.append(labels, [0, 0])
        predictions = np.append(predictions, [C - 1, C - 1])
        order = rng.permutation(len(labels))
        calls.append(Call(MATHEMATICS, (labels[order], predictions[order], C)))
    pair = rng.permutation([0, 1, 1, 2, 0]), rng.permutation([0, 2, 1, 1, 0])
    calls.append(Call("missing_classes", (*pair, 5)))
    calls.append(Call("missing_classes", (np.array([3, 0, 3]), np.array([0, 0, 3]), 4)))
    # With 20 classes, label * 20 + prediction may not fit into a byte.
    pair = [draw_labels(rng, 40, 20).astype(np.uint8) for _ in range(2)]
    calls.append(Call("bytes", (*pair, 20)))
    # A byte counts to 255, and here more images are labeled and read as 0.
    labels = np.repeat([0, 1, 2, 1], [270, 1, 2, 3]).astype(np.uint8)
    calls.append(Call("many_images", (labels, np.roll(labels, 4), 3)))
    return calls


QUESTION = WholeNumbers(
    **from_text("confusion_matrix") | {"reference": confusion_matrix},
    draw=draw_confusion,
)
