"""Draw the calls for the questions about functions of one number."""

import numpy as np

from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call


def draw_pointwise(rng):
    """Draw matrices with both signs, then alpha, 0, other shapes, integers."""
    # Rows and columns differ, so that a wrong axis shows. The smallest failing input is
    # shown, and in large ones a sum or a mean shows. One shape comes twice, for an
    # answer that remembers its results by shape.
    shapes = [(2, 3), (3, 4), (4, 2), (5, 7), (1, 6), (3, 4)]
    matrices = [draw_around_0(rng, shape) for shape in shapes]
    # With a single sign, np.all and np.any are right, and only a missing case shows.
    matrices += [abs(draw_around_0(rng, (2, 5))), -abs(draw_around_0(rng, (5, 2)))]
    # Numbers near 0 show a border at alpha instead of 0.
    matrices.append(draw_around_0(rng, (4, 3)) / 1000)
    # alpha is passed, so that a wrong default shows only as an edge case.
    calls = [Call(MATHEMATICS, (matrix,), {"alpha": 0.01}) for matrix in matrices]
    # Two whole numbers can be tried by hand.
    small = rng.permutation([-1, 1]) * rng.integers(2, 9, (1, 2))
    calls.append(Call(DIAGNOSIS, (small * 1.0,), {"alpha": 0.01}))
    # In turn, the first entry, the last and the sum differ in sign from the other two.
    # An answer that lets one of them decide for the whole array shows which one.
    for first, last, rest in [(1, -1, -1), (-1, 1, -1), (-1, -1, 1)]:
        matrix = rest * rng.uniform(1.1, 3, (2, 3))
        matrix[0, 0], matrix[-1, -1] = np.array([first, last]) * rng.uniform(0.2, 0.9)
        calls.append(Call(DIAGNOSIS, (matrix,), {"alpha": 0.01}))
    for shape in [(2, 3), (4, 3)]:
        calls.append(Call("wrong_default", (draw_around_0(rng, shape),)))
    for alpha in (0.3, 0.07, 0.9):
        calls.append(Call("alpha", (draw_around_0(rng, (3, 4)),), {"alpha": alpha}))
    zeros = draw_around_0(rng, (3, 4))
    zeros[0, 1] = zeros[2, 2] = 0.0
    calls.append(Call("at_zero", (zeros,)))
    whole = rng.integers(1, 9, (3, 4)) * rng.choice([-1, 1], (3, 4))
    # np.vectorize takes its dtype from the first entry, here above 0 and below 0.
    for integers in (whole, np.array([[2, -3], [-1, 5]]), np.array([[-3, -1], [2, 5]])):
        calls.append(Call("integers", (integers,)))
    for shape in [(5,), (2, 3, 4)]:
        calls.append(Call("any_shape", (draw_around_0(rng, shape),)))
    for sign in (1, -1):
        calls.append(Call("a_number", (sign * float(rng.uniform(0.5, 3)),)))
    return calls


def draw_around_0(rng, shape):
    """Draw numbers on both sides of -1, 0 and 1, but none near 0."""
    place = np.arange(np.prod(shape))
    small = rng.uniform(0.2, 0.9, place.size)
    size = np.where(place % 4 < 2, small, rng.uniform(1.1, 7, place.size))
    return rng.permutation(np.where(place % 2, -size, size)).reshape(shape)
