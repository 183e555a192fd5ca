"""The questions of chapters 1, 6, 7 and 8."""

import dataclasses

import numpy as np

from coursework.judging import DIAGNOSIS, MATHEMATICS, Question
from coursework.mistakes import more, steps, stopping
from coursework.outcomes import Call
from neuralnet.metrics import confusion_matrix

CHANGES_ARGUMENT = (
    "The numbers are right, but your function changes what it was given: the caller's "
    "data are different afterwards. Work on new arrays (or lists) instead."
)


@dataclasses.dataclass(frozen=True)
class WholeNumbers(Question):
    """A question about whole numbers: 2 is as good as 2.0, and True as 1.

    Attributes
    ----------
    index : bool
        Whether the result is an index, which no float can be.
    """

    index: bool = False

    def judge(self, calls, outcomes):
        """Return the Report on what `calls` brought about."""
        whole = [dataclasses.replace(o, value=more.as_float(o.value)) for o in outcomes]
        asked = dataclasses.replace(self, reference=as_whole(self.reference))
        report = Question.judge(asked, calls, whole)
        floats = any(np.asarray(o.value).dtype.kind == "f" for o in outcomes)
        if report.status == "correct" and self.index and floats:
            return dataclasses.replace(
                report,
                status="incorrect",
                score=0.75,
                mistake="float_returned",
                message="The number is right, but it comes back as a float, and a "
                "float cannot be an index: return an int.",
            )
        return report


def as_whole(function):
    """Return a function whose whole numbers come back as floats."""
    return lambda *args: more.as_float(function(*args))


def draw_labels(rng, N, C):
    """Labels in which every class occurs."""
    return rng.permutation(np.concatenate([np.arange(C), rng.integers(0, C, N - C)]))


def draw_one_hot(rng):
    """Batches of labels; then labels among which a class is missing, and bytes."""
    # N and C differ, and every class occurs: what is tall and what is wide shows, and
    # a size that is taken from the labels is fine print.
    calls = [
        Call(MATHEMATICS, (draw_labels(rng, N, C), C))
        for N, C in [(6, 4), (5, 3), (8, 2), (12, 6), (9, 5)]
    ]
    calls.append(Call(DIAGNOSIS, (draw_labels(rng, 12, 10), 10)))
    # N = C, where a matrix with a wrong axis has the right shape. A class is missing,
    # but not the last: how wide the matrix is stays fine print.
    calls.append(Call(DIAGNOSIS, (rng.permutation([0, 1, 3, 3]), 4)))
    # The last class is missing, or one in the middle; one image alone.
    calls.append(Call("missing_classes", (rng.permutation([0, 1, 2, 2, 0]), 5)))
    calls.append(Call("missing_classes", (rng.permutation([0, 3, 3, 0]), 4)))
    calls.append(Call("missing_classes", (rng.integers(0, 2, 1), 3)))
    calls.append(Call("bytes", (draw_labels(rng, 7, 3).astype(np.uint8), 3)))
    return calls


def draw_confusion(rng):
    """Answers of which some are wrong; missing classes; bytes that overflow."""
    calls = []
    # Pairs repeat (20 images, few classes), and every class occurs in both, so that a
    # size or an order that is taken from the labels is fine print. Half of the answers
    # are right, and the matrix is not symmetric.
    for N, C in [(20, 3), (15, 4), (24, 2), (30, 5), (12, 3)]:
        labels, answers = draw_labels(rng, N, C), draw_labels(rng, N, C)
        answers[: N // 3] = labels[: N // 3]
        labels[-3:], answers[-3:] = (C - 1, C - 2, C - 1), (C - 2, C - 2, C - 1)
        labels[:C], answers[:C] = np.arange(C), np.arange(C)
        extra = [np.full(2, k) for k in (0, C - 1)]  # one pair is more frequent
        labels = np.concatenate([labels, extra[0]])
        answers = np.concatenate([answers, extra[1]])
        order = rng.permutation(len(labels))
        calls.append(Call(MATHEMATICS, (labels[order], answers[order], C)))
    few = rng.permutation([0, 1, 1, 2, 0]), rng.permutation([0, 2, 1, 1, 0])
    calls.append(Call("missing_classes", (*few, 5)))
    calls.append(Call("missing_classes", (np.array([3, 0, 3]), np.array([0, 0, 3]), 4)))
    # 20 classes: 19 * 20 + 19 does not fit into a byte.
    pair = [draw_labels(rng, 40, 20).astype(np.uint8) for _ in range(2)]
    calls.append(Call("bytes", (*pair, 20)))
    return calls


def draw_sgd_step(rng):
    """Parameters and gradients of networks of many sizes."""
    calls = []
    # Batch sizes and learning rates are none of those that are typed in, and the
    # batch size is no size of an array.
    for D, H, C, N in [(4, 3, 2, 7), (2, 5, 3, 9), (3, 2, 4, 11), (5, 4, 2, 13)]:
        shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        grads = {"d" + name: N * rng.normal(size=s) for name, s in shapes.items()}
        lr = float(rng.choice([0.23, 0.37, 0.07, 0.6]))
        calls.append(Call(MATHEMATICS, (params, grads, N, lr)))
    return calls


def sgd_step(params, grads, batch_size, lr):
    """Return the parameters after one step against the mean gradient."""
    return {name: params[name] - lr * grads["d" + name] / batch_size for name in params}


# Ranks of losses, and a patience: each pair tells some mistakes apart.
RUNS = [
    ([3, 2, 4, 1], 1),  # stops before the lowest
    ([3, 2, 4, 1], 2),  # and after it
    ([6, 5, 7, 4, 8, 3, 9, 10, 11, 1], 3),  # waits in vain, three times, then stops
    ([9, 6, 8, 5, 7, 4, 10, 11, 2], 2),  # waits that add up, but do not follow
    ([8, 3, 7, 6, 5, 4, 1], 3),  # falls after a jump: no improvement
    ([8, 7, 6, 5, 4], 2),  # never stops; the last is the best
    ([8, 7, 4, 5, 6], 3),  # never stops; the last is not the best
    ([4, 6, 7, 5, 8, 1], 4),  # the first is the best
    ([9, 8, 7, 10, 11, 12, 13, 6], 4),  # stops just before a better one
    ([9, 8, 7, 10, 11, 12, 6, 13, 14], 4),  # or just after it
    ([12, 11, 10, 9, 8, 7, 13, 6, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 5], 10),
    ([5, 4, 6, 7, 8, 3, 9], 5),
    ([9, 5, 8, 6, 7, 4, 10], 2),
    ([7, 2, 5, 4, 6, 3, 8], 2),  # the lowest lies far from the end
]
TIES = [([3, 1, 1, 2], 5), ([5, 2, 2, 2, 1], 2), ([5, 2, 3, 2, 4, 1], 3)]


def draw_best_epoch(rng):
    """Losses of any size in the orders above; then equal ones, and short lists."""
    calls = [Call(MATHEMATICS, (_losses(rng, r), n)) for r, n in RUNS]
    # Equal losses: which one is kept, do they count as waiting, do they end it?
    for ranks, patience in TIES:
        calls.append(Call("ties", (_losses(rng, ranks), patience)))
    calls.append(Call("short_runs", ([float(rng.uniform(1, 2))], 3)))
    return calls


def _losses(rng, ranks):
    values = np.sort(rng.uniform(0.1, 2.5, max(ranks) + 1))
    return [float(values[rank]) for rank in ranks]


QUESTIONS = [
    WholeNumbers(
        name="one_hot",
        signature="one_hot(labels, num_classes)",
        reference=more.hot,
        draw=draw_one_hot,
        catalogue=more.one_hot,
        hints=(
            "Start with zeros of shape (N, C). In row n, which one column gets a 1?",
            "Y[np.arange(N), labels] = 1 sets them all; or pick rows of the identity "
            "matrix, np.eye(num_classes), by the labels.",
        ),
        fine={
            "changes_argument": CHANGES_ARGUMENT,
            "missing_classes": "When a class does not occur in labels, the result is "
            "not right. There are num_classes columns, whatever occurs.",
            "bytes": "For labels of type uint8, as in MNIST's files, the result is not "
            "right. Convert them first: labels.astype(int).",
        },
    ),
    Question(
        name="sgd_step",
        signature="sgd_step(params, grads, batch_size, lr), returning new parameters",
        reference=sgd_step,
        draw=draw_sgd_step,
        catalogue=steps.sgd_step,
        hints=(
            "grads holds sums over the batch: make a mean of them first. Then which "
            "way is downhill?",
            'For each name: params[name] - lr * grads["d" + name] / batch_size, in a '
            "new dictionary under the same name.",
        ),
        fine={
            "changes_argument": "The numbers are right, but params or grads are "
            "different afterwards: -= and /= change the caller's arrays, and so does "
            "assigning into the caller's dictionary. Make a new dictionary, and new "
            "arrays by params[name] - ...",
        },
    ),
    WholeNumbers(
        name="best_epoch",
        signature="best_epoch(valid_losses, patience)",
        reference=stopping.right,
        draw=draw_best_epoch,
        catalogue=stopping.best_epoch,
        hints=(
            "Walk through the losses once and remember the best epoch so far. How "
            "long ago was it?",
            "If the loss is lower than that of the best epoch, this is the new best; "
            "if epoch - best reaches patience, stop. Return best after the loop.",
        ),
        fine={
            "changes_argument": CHANGES_ARGUMENT,
            "ties": "With equal losses the result is not right. Only a strictly lower "
            "loss is an improvement; an equal one counts as an epoch without.",
            "short_runs": "For a run of one epoch the result is not right: the first "
            "epoch always improves, so it is 0.",
        },
        index=True,
    ),
    WholeNumbers(
        name="confusion_matrix",
        signature="confusion_matrix(labels, predictions, num_classes)",
        reference=confusion_matrix,
        draw=draw_confusion,
        catalogue=more.confusion_matrix,
        hints=(
            "Start with zeros of shape (C, C). Each image adds 1 to one place: in "
            "which row, in which column?",
            "np.add.at(matrix, (labels, predictions), 1), or a loop over n with "
            "matrix[labels[n], predictions[n]] += 1.",
        ),
        fine={
            "changes_argument": CHANGES_ARGUMENT,
            "missing_classes": "When a class does not occur, the result is not right. "
            "The table has num_classes rows and columns, whatever occurs.",
            "bytes": "For labels of type uint8, as in MNIST's files, the result is not "
            "right: bytes overflow above 255. Convert them first: labels.astype(int).",
        },
    ),
]
