"""Do in NumPy what strokes.js does, for the static picture and to test strokes.js."""

import numpy as np

SIZE, BOX, PEN, EDGE, CENTER = 28, 20, 2.55, 0.7, 14.5  # pixels, as in strokes.js


def steps(strokes):
    """Return the three steps of the preparation: boxed, inked (784,), centered (784,).

    `strokes` is a list of lists of points (x, y), in any unit.
    """
    in_box = boxed(strokes)
    drawn = inked(in_box)
    shift = CENTER - center_of_mass(drawn)
    return in_box, drawn, inked([stroke + shift for stroke in in_box])


def boxed(strokes):
    """Return the strokes, scaled until their longer side, with the pen, fills BOX."""
    strokes = [np.asarray(stroke, dtype=float) for stroke in strokes]
    every = np.concatenate(strokes)
    low, high = every.min(axis=0), every.max(axis=0)
    longer = (high - low).max()
    scale = (BOX - PEN) / longer if longer > 0 else 0
    return [SIZE / 2 + scale * (s - (low + high) / 2) for s in strokes]


def inked(strokes):
    """Return the picture (784,) that a pen of fixed width draws, 0 to 1."""
    middles = np.mgrid[:SIZE, :SIZE][::-1].reshape(2, -1).T + 0.5  # (784, 2) as x, y
    nearest = np.full(SIZE * SIZE, np.inf)
    for stroke in strokes:
        for p, q in zip(stroke, [*stroke[1:], stroke[-1]], strict=True):
            step = q - p
            along = (middles - p) @ step / ((step @ step) or 1)
            foot = p + np.clip(along, 0, 1)[:, None] * step
            nearest = np.minimum(nearest, np.hypot(*(middles - foot).T))
    return np.clip((PEN / 2 + EDGE - nearest) / (2 * EDGE), 0, 1)


def center_of_mass(drawn):
    """Return x and y of the center of mass of a picture (784,)."""
    grid = drawn.reshape(SIZE, SIZE)
    at = np.arange(SIZE) + 0.5
    return np.array([grid.sum(axis=0) @ at, grid.sum(axis=1) @ at]) / grid.sum()
