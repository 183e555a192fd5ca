"""Mistakes in any function that works entry by entry: loops, shapes, alpha."""

import numpy as np

STARTS = (np.array, np.zeros_like, np.ones_like)
PLACES = (np.s_[:1], np.s_[-1:], np.s_[:-1], np.s_[1:])
BLOCKS = (*[np.s_[:, part] for part in PLACES], np.s_[:-1, :-1], np.s_[1:, 1:])
EARLY = (0, -1, np.s_[:1], np.s_[-1:], np.s_[:, 0], np.s_[0, 0], np.s_[-1, -1])
WAYS = ({}, {"axis": 0}, {"axis": 1}, {"axis": 1, "keepdims": True})


def file_common(catalogue, right, above, below, *decisions):
    """File what goes wrong around the formulas `above` and `below` zero.

    `decisions` are further functions that decide once for many entries; they give the
    largest or smallest value.
    """
    name = catalogue.question
    catalogue.file(
        "one_decision_for_many",
        "You decide once for many entries (by one entry, a sum, any or all) and treat "
        "them alike. Each entry needs its own decision: np.where(condition, a, b).",
        *_decided(above, below),
        *decisions,
    )
    catalogue.file(
        "part_left_out",
        "Only a part of the rows or columns is worked on: a range starts or ends at "
        "the wrong place, or an index is fixed. range(n) runs from 0 to n - 1.",
        *[_part(right, start, part) for start in STARTS for part in PLACES + BLOCKS],
    )
    catalogue.file(
        "returns_in_the_loop",
        "A part of the result comes back (one row, one column or one number): return "
        "stands inside the loop, or the result is made anew in each round.",
        *[lambda z, a=0.01, place=place: right(z, a)[place] for place in EARLY],
    )
    catalogue.file(
        "added_up",
        "Something adds up, averages or takes the maximum over entries, so that too "
        "few numbers come back. One number in, one number out.",
        *[
            lambda z, a=0.01, f=f, way=way: f(right(z, a), **way)
            for f in (np.sum, np.mean, *(() if decisions else (np.max, np.min)))
            for way in WAYS
        ],
    )
    catalogue.file(
        "shape_lost",
        "The numbers are right, but not in the shape of the input (ravel, squeeze, "
        "reshape, a new axis?). np.where keeps the shape, and reshape gives it back.",
        lambda z, a=0.01: right(z, a).ravel(),
        lambda z, a=0.01: right(z, a).reshape(1, -1),
        lambda z, a=0.01: right(z, a).reshape(-1, 1),
        lambda z, a=0.01: right(z, a).squeeze(),
        lambda z, a=0.01: right(z, a)[None],
        lambda z, a=0.01: right(z, a)[..., None],
    )
    catalogue.file(
        "transposed",
        "The result is transposed. Rows stay rows: leave .T away, or turn it back.",
        lambda z, a=0.01: right(z, a).T,
    )
    catalogue.file(
        "entries_moved",
        "The numbers are right, but not in their places: they are sorted or turned "
        "around, or read in one order and put back in another (reshape after .T, or "
        "after ravel with another order).",
        lambda z, a=0.01: right(z, a).T.reshape(z.shape),
        lambda z, a=0.01: np.sort(right(z, a)),
        lambda z, a=0.01: right(z, a)[::-1],
        lambda z, a=0.01: right(z, a)[:, ::-1],
    )
    catalogue.file(
        "no_default",
        f"Without alpha, your function does not work: give alpha its default in the "
        f"def line, {name}(..., alpha=0.01).",
        lambda z, a: right(z, a),
    )
    catalogue.file(
        "ignores_alpha",
        "With another alpha nothing changes: 0.01 is typed in, or alpha is set inside "
        "the function, or the def line lacks it. Use the argument alpha.",
        lambda z: right(z),
    )


def _part(right, start, part):
    """Return a loop that reaches a part only; the rest is as it was, or 0, or 1."""

    def loop(z, a=0.01):
        out = start(z)
        out[part] = right(z, a)[part]
        return out

    return loop


def _decided(above, below):
    """Return functions that ask one question for everything, a row, or a column."""
    asks = (
        *(np.any, np.all, np.sum),
        lambda m, axis: m[0] if axis == 0 else m[:, 0],
        lambda m, axis: m[-1] if axis == 0 else m[:, -1],
    )

    def decided(ask, axis):
        def decide(z, a=0.01):
            yes = ask(z > 0 if ask in (np.any, np.all) else z, axis=axis)
            if axis is None:
                yes = np.ravel(yes)[0]  # of the first entry, where entries are asked
            yes = np.reshape(yes > 0, (1, -1) if axis == 0 else (-1, 1))
            return np.where(yes, above(z, a), below(z, a))

        return decide

    return [decided(ask, axis) for ask in asks for axis in (None, 0, 1)]
