"""The questions of the course, by name."""

import numpy as np

import neuralnet
from coursework import more
from coursework.initial import Initial
from coursework.judging import DIAGNOSIS, MATHEMATICS, Question
from coursework.mistakes import activations, backward, forward, network, slopes
from coursework.mistakes import softmax as softmaxes
from coursework.outcomes import Call

CHANGES_ARGUMENT = (
    "The numbers are right, but your function changes the array that it was given: "
    "the caller's data are different afterwards. Work on a new array "
    "(z = np.array(z), or np.where) instead of assigning into the old one."
)
WRONG_DEFAULT = (
    "With alpha given the numbers are right, without it they are not: the default must "
    "be 0.01, as in the def line alpha=0.01."
)
ALPHA = (
    "With alpha = 0.01 the numbers are right, with another alpha they are not: use the "
    "argument alpha everywhere, not a number typed in."
)


def draw_pointwise(rng):
    """Matrices with both signs; fine print for alpha, 0, other shapes and integers."""
    # Rows and columns differ, so that a wrong axis cannot hide; sizes from small (the
    # smallest failing input is shown) to large (a sum or a mean shows); one shape comes
    # twice, for an answer that remembers its results by shape.
    shapes = [(2, 3), (3, 4), (4, 2), (5, 7), (1, 6), (3, 4)]
    matrices = [spread(rng, shape) for shape in shapes]
    # One sign alone: there, a decision for the whole array (np.all, np.any) tells
    # itself from no decision, and an empty selection may raise.
    matrices += [abs(spread(rng, (2, 5))), -abs(spread(rng, (5, 2)))]
    # Numbers near 0, where a border at alpha instead of 0 shows.
    matrices.append(spread(rng, (4, 3)) / 1000)
    # alpha is given, so that a wrong default is fine print.
    calls = [Call(MATHEMATICS, (matrix,), {"alpha": 0.01}) for matrix in matrices]
    # The first entry, the last and the sum differ in sign from the two others, in turn:
    # which of them decided for the whole array is seen in every draw.
    for first, last, rest in [(1, -1, -1), (-1, 1, -1), (-1, -1, 1)]:
        matrix = rest * rng.uniform(1.1, 3, (2, 3))
        matrix[0, 0], matrix[-1, -1] = np.array([first, last]) * rng.uniform(0.2, 0.9)
        calls.append(Call(DIAGNOSIS, (matrix,), {"alpha": 0.01}))
    for shape in [(2, 3), (4, 3)]:
        calls.append(Call("wrong_default", (spread(rng, shape),)))
    for alpha in (0.3, 0.07, 0.9):
        calls.append(Call("alpha", (spread(rng, (3, 4)),), {"alpha": alpha}))
    zeros = spread(rng, (3, 4))
    zeros[0, 1] = zeros[2, 2] = 0.0
    calls.append(Call("at_zero", (zeros,)))
    whole = rng.integers(1, 9, (3, 4)) * rng.choice([-1, 1], (3, 4))
    calls.append(Call("integers", (whole,)))
    # np.vectorize takes its type from the first entry: once above 0, once below.
    calls.append(Call("integers", (np.array([[2, -3], [-1, 5]]),)))
    calls.append(Call("integers", (np.array([[-3, -1], [2, 5]]),)))
    calls.append(Call("any_shape", (spread(rng, (5,)),)))
    calls.append(Call("any_shape", (spread(rng, (2, 3, 4)),)))
    calls.append(Call("a_number", (float(rng.uniform(0.5, 3)),)))
    calls.append(Call("a_number", (-float(rng.uniform(0.5, 3)),)))
    return calls


def spread(rng, shape):
    """Numbers on both sides of -1, 0 and 1 (borders and bounds show), none near 0."""
    place = np.arange(np.prod(shape))
    small = rng.uniform(0.2, 0.9, place.size)
    size = np.where(place % 4 < 2, small, rng.uniform(1.1, 7, place.size))
    return rng.permutation(np.where(place % 2, -size, size)).reshape(shape)


def draw_softmax(rng):
    """Ordinary scores, then scores that overflow one shortcut or another."""
    # Neither square nor one row, where a wrong axis shows, and one of each: a squeeze
    # fails for one row alone, and where a wrong axis raises nothing its numbers tell
    # which one it is. A shape comes twice, as above. No row has a sum of exponentials
    # so small that a harmless 1e-8 added to it shows.
    shapes = [(2, 3), (3, 4), (5, 2), (4, 6), (3, 7), (3, 4), (1, 5), (4, 4)]
    calls = [Call(MATHEMATICS, (rng.normal(0, 1.5, shape),)) for shape in shapes]
    # Larger ones, where a narrow np.clip shows, and nothing overflows yet.
    calls.append(Call(MATHEMATICS, (rng.uniform(-2, 12, (5, 3)),)))
    calls.append(Call("integers", (rng.integers(-4, 5, (3, 4)),)))
    # Rows that reach from 0 to 10,000, with a close rival of the largest in different
    # places: exp overflows also where the mean, a first or last entry or a number
    # typed in is subtracted. Sixty-fourths are exact in float32, too.
    large = np.array([[0, 9_999, 10_000, 100], [10_000, 3, 9_998, 0], [8, 9, 9_997, 1]])
    large = large + _sixty_fourths(rng.uniform(-0.5, 0, (3, 4)))
    calls.append(Call("large_scores", (large,)))
    calls.append(Call("large_scores", (_sixty_fourths(rng.normal(1000, 3, (2, 3))),)))
    # All scores of a row negative: with the largest absolute value subtracted, or
    # nothing, every exponential is 0.
    low = _sixty_fourths(large / 8) - 10_000
    calls.append(Call("very_negative_scores", (low,)))
    calls.append(
        Call("very_negative_scores", (_sixty_fourths(rng.normal(-1000, 3, (2, 3))),))
    )
    # Rows of very different size: subtracting one number for the whole matrix leaves
    # the small row with exp(-10,000) in every place.
    mixed = rng.normal(0, 2, (3, 4)) + np.array([[0.0], [9_990.0], [-9_990.0]])
    calls.append(Call("mixed_rows", (_sixty_fourths(mixed),)))
    wide = np.array([[10_000.0, -10_000.0, 0.0], [0.0, 9_999.0, 10_000.0]])
    calls.append(Call("mixed_rows", (wide,)))
    return calls


def _sixty_fourths(scores):
    return np.round(scores * 64) / 64


def draw_params(rng, D, H, C):
    """Parameters with biases that are not zero: a forgotten bias has to show.

    The weights are small enough for no probability to come near 0, where a harmless
    1e-8 in a denominator would show. W1 and b1 are short binary fractions: with such
    an X, too, Z1 is exact in float32, and no entry near 0 shows that it was used. It is
    never 0, since b1 has one binary place more.
    """
    return {
        "W1": short(rng.normal(size=(D, H)) / np.sqrt(D), 10),
        "b1": short(rng.normal(size=H)) + 2.0**-17,
        "W2": rng.normal(size=(H, C)) / np.sqrt(H) / 2,
        "b2": rng.normal(size=C) / 2,
    }


# N, D, H, C all different, so that a wrong transpose raises or gives a wrong shape; one
# batch of one row, since a squeeze or a loop may fail there alone ...
SIZES = [(2, 4, 3, 5), (5, 3, 4, 2), (3, 6, 2, 4), (6, 2, 5, 3), (4, 5, 6, 2)]
SIZES += [(1, 4, 3, 2)]
# ... and all equal, or N equal to a layer, where it raises nothing and its numbers tell
# which mistake it is.
SQUARE = [(4, 4, 4, 4), (5, 5, 5, 5), (3, 5, 3, 4), (4, 5, 3, 4)]


def short(numbers, bits=16):
    """Return numbers rounded to so many binary places."""
    return np.round(numbers * 2.0**bits) / 2.0**bits


def draw_networks(rng):
    """Yield a stage, parameters and a batch, for networks of many sizes."""
    for stage, sizes in ((MATHEMATICS, SIZES), (DIAGNOSIS, SQUARE)):
        for N, D, H, C in sizes:
            params, X = draw_params(rng, D, H, C), short(rng.normal(size=(N, D)), 6)
            if N > 1:
                # Each hidden unit is above zero for some images and below for others:
                # otherwise a layer that treats them alike looks like another mistake.
                Z1 = np.sort(X @ params["W1"], axis=0)[N // 2 - 1 : N // 2 + 1]
                place = rng.uniform(0.1, 0.9, H)  # a difference quotient stays clear
                params["b1"] = 2.0**-17 - short(Z1[0] + place * (Z1[1] - Z1[0]))
            if sizes == SIZES and N == 5:  # values so near 0 that z > alpha shows
                Z1 = X[:2] @ params["W1"][:, :2]
                params["b1"][:2] = np.array([5, -5]) / 1024 - np.diag(Z1)
            yield stage, params, X
    # One hidden value, below zero and above: one decision for a whole array (np.all,
    # np.any) is right there, and tells itself from no decision.
    for sign in (-1, 1):
        params, X = draw_params(rng, 1, 1, 2), short(rng.normal(size=(1, 1)), 6)
        params["b1"] = sign - X[0] @ params["W1"]
        yield DIAGNOSIS, params, X


def draw_forward(rng):
    """Batches through networks of many sizes, then scores in the thousands."""
    calls = [Call(stage, (params, X)) for stage, params, X in draw_networks(rng)]
    gaps = np.zeros(5)
    while gaps.min() < 40:  # close rivals in the thousands are beyond float32
        params, X = draw_params(rng, 4, 3, 3), short(rng.normal(size=(5, 4)), 6)
        params["W2"] *= 3000
        Z2 = network.combine("forward", {})(params, X)[1]["Z2"]
        gaps = np.diff(np.sort(Z2))[:, -1]
    calls.append(Call("large_scores", (params, X)))
    calls.append(Call("large_scores", draw_large(rng)))
    return calls


def draw_large(rng):
    """Parameters and a batch whose rows of scores are all large, all small, ordinary.

    Subtracting one maximum for all rows, or the mean or the largest absolute value of
    each, is not enough for one or another of them.
    """
    params = {
        "W1": short(rng.uniform(0.5, 1, (2, 3)), 6),
        "b1": short(rng.uniform(0.1, 0.2, 3), 12),
        "W2": -300 * rng.uniform(0.8, 1, (3, 3)) * rng.permutation([0.3, 0.6, 1]),
        "b2": rng.normal(size=3),
    }
    # Below zero LeakyReLU shrinks: -450 there is as large as 4.5.
    sizes = rng.permutation([5, 4, -450, -400, -0.1])
    return params, short(rng.uniform(0.9, 1.1, (5, 2)) * sizes[:, None], 8)


def draw_backward(rng):
    """Batches with the values that a right forward pass keeps.

    Z1 is never exactly 0: every slope from alpha to 1 is one of the function there
    (deriv_leaky_relu is asked for the one from the right), and Z1 > 0 is no mistake.
    """
    calls = []
    for stage, params, X in draw_networks(rng):
        C = params["W2"].shape[1]
        Y = np.eye(C)[rng.integers(0, C, len(X))]
        _, ff_dict = network.combine("forward", {})(params, X)
        calls.append(Call(stage, (params, X, Y, ff_dict)))
    return calls


QUESTIONS = {
    question.name: question
    for question in [
        Question(
            name="leaky_relu",
            signature="leaky_relu(z, alpha=0.01)",
            reference=neuralnet.leaky_relu,
            draw=draw_pointwise,
            catalogue=activations.leaky_relu,
            hints=(
                "Two cases for each entry: z where z >= 0, alpha times z elsewhere.",
                "np.where(condition, a, b) takes a where the condition holds and b "
                "elsewhere, entry by entry: np.where(z >= 0, ..., ...).",
            ),
            fine={
                "changes_argument": CHANGES_ARGUMENT,
                "wrong_default": WRONG_DEFAULT,
                "alpha": ALPHA,
                "at_zero": "At exactly 0 the value must be 0.",
                "any_shape": "A matrix works, but a vector or an array of three "
                "dimensions does not. Write it for entries, not for rows and columns.",
                "a_number": "Arrays work, but a single number does not: "
                "leaky_relu(-2.0) should be a number too (z = np.asarray(z) helps).",
                "integers": "For integers the result must be floats: 0.01 * (-3) is "
                "-0.03, which an array of integers cannot hold. Start with "
                "z = np.array(z, dtype=float).",
            },
        ),
        Question(
            name="deriv_leaky_relu",
            signature="deriv_leaky_relu(x, alpha=0.01)",
            reference=neuralnet.deriv_leaky_relu,
            draw=draw_pointwise,
            catalogue=slopes.deriv_leaky_relu,
            hints=(
                "The slope of a straight line is a constant: which one on the right "
                "of 0, which one on the left?",
                "np.where(x >= 0, ..., ...) with two constants; x itself appears in "
                "the condition only.",
            ),
            fine={
                "changes_argument": CHANGES_ARGUMENT,
                "wrong_default": WRONG_DEFAULT,
                "alpha": ALPHA,
                "at_zero": "At exactly 0 this course takes the slope from the right: "
                "1. Two cases are enough, x >= 0 and x < 0.",
                "any_shape": "A matrix works, but a vector or an array of three "
                "dimensions does not. Write it for entries, not for rows and columns.",
                "a_number": "Arrays work, but a single number does not: "
                "deriv_leaky_relu(-2.0) should be a number too (np.asarray helps).",
                "integers": "For integers the result must be floats: the slope 0.01 "
                "becomes 0 in an array of integers (np.ones_like(x) makes one; "
                "np.ones(x.shape) does not).",
            },
        ),
        Question(
            name="softmax",
            signature="softmax(X)",
            reference=neuralnet.softmax,
            draw=draw_softmax,
            catalogue=softmaxes.softmax,
            hints=(
                "Exponentiate every score, then divide each row by its own sum: after "
                "that every row sums to 1.",
                "Subtract X.max(axis=1, keepdims=True) before np.exp, and divide by "
                "the sum with axis=1, keepdims=True.",
            ),
            fine={
                "changes_argument": CHANGES_ARGUMENT,
                "large_scores": "For scores of 1,000 or 10,000 the result is not "
                "right: exp overflows. Subtract each row's maximum first.",
                "very_negative_scores": "For scores near -10,000 the result is not "
                "right: every exp becomes 0, and 0/0 is nan. Subtract each row's "
                "maximum, also when it is negative.",
                "mixed_rows": "For rows of very different size the result is not "
                "right. Subtract the maximum of each row, not of the whole matrix.",
                "integers": "For integer scores the result is not right: an array of "
                "integers cannot hold probabilities. Make it of floats "
                "(np.zeros(X.shape), not np.zeros_like(X)).",
            },
        ),
        Initial(),
        Question(
            name="forward",
            signature="forward(params, X), returning y and ff_dict",
            reference=network.combine("forward", {}),
            draw=draw_forward,
            catalogue=forward.catalogue,
            hints=(
                "Four lines: Z1 from X, A1 from Z1, Z2 from A1, y from Z2. Write the "
                "shape of each beside it: (N, H), (N, H), (N, C), (N, C).",
                "Z1 = X @ W1 + b1; A1 = leaky_relu(Z1); the second layer does the same "
                "with A1, W2 and b2, and softmax comes last.",
            ),
            fine={
                "large_scores": "For scores in the thousands y is not right. Most "
                "often softmax does not subtract each row's own maximum before exp.",
                "changes_argument": "The numbers are right, but params or X are "
                "different afterwards. +=, or assigning into an array, changes the "
                "caller's array: make a new one. And what you compute belongs into a "
                "dictionary of your own, not under new keys of params.",
            },
        ),
        Question(
            name="backward",
            signature="backward(params, X, Y, ff_dict), returning dW1, db1, dW2, db2",
            reference=network.combine("backward", {}),
            draw=draw_backward,
            catalogue=backward.catalogue,
            hints=(
                "Go back through the lines of forward: dZ2 = y - Y, then dW2 and db2, "
                "then dA1, dZ1, and dW1 and db1. Each gradient has the shape of what "
                "it is the gradient of.",
                "dW2 = A1.T @ dZ2, db2 = dZ2.sum(axis=0), dA1 = dZ2 @ W2.T, "
                "dZ1 = dA1 * deriv_leaky_relu(Z1); the first layer repeats the first "
                "two with X and dZ1.",
            ),
            fine={
                "bias_shape": "The numbers are right, but db1 and db2 must have the "
                "shapes of b1 and b2, (H,) and (C,): sum without keepdims.",
                "changes_argument": "The numbers are right, but one of the arguments "
                "is different afterwards. -= changes the caller's array (often y): "
                "make a new one. And what you compute belongs into a dictionary of "
                "your own, not under new keys of ff_dict or params.",
            },
            loose=("db1", "db2"),
        ),
    ]
}
QUESTIONS |= {question.name: question for question in more.QUESTIONS}
