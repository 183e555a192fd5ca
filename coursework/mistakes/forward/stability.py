"""Mistakes in `forward` that only large scores show."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.forward.tools import shares
from coursework.mistakes.network import change

catalogue = Catalogue("forward")

change(
    catalogue,
    "softmax_overflows",
    "For large scores np.exp overflows and y is nan. Subtract each row's maximum "
    "first: np.exp(X - X.max(axis=1, keepdims=True)); y stays the same otherwise.",
    y=lambda v: shares(np.exp(v.Z2)),
)
change(
    catalogue,
    "one_maximum_for_all_rows",
    "Softmax subtracts the maximum of the whole matrix: in rows far below it all exp "
    "become 0, and 0/0 is nan. Subtract each row's own: X.max(axis=1, keepdims=True).",
    y=lambda v: shares(np.exp(v.Z2 - v.Z2.max())),
)
change(
    catalogue,
    "maximum_of_absolute_values",
    "Softmax subtracts the largest absolute value: in a row of large negative scores "
    "all exp become 0, and 0/0 is nan. Subtract the maximum itself, with its sign.",
    y=lambda v: shares(np.exp(v.Z2 - np.abs(v.Z2).max(axis=1, keepdims=True))),
)
change(
    catalogue,
    "minimum_subtracted",
    "Softmax subtracts the minimum of each row, so that exp overflows when a score "
    "lies far above it. Subtract the maximum.",
    y=lambda v: shares(np.exp(v.Z2 - v.Z2.min(axis=1, keepdims=True))),
)
change(
    catalogue,
    "mean_subtracted",
    "Softmax subtracts the mean of each row, so that exp overflows when a score lies "
    "far above it. Subtract the maximum.",
    y=lambda v: shares(np.exp(v.Z2 - v.Z2.mean(axis=1, keepdims=True))),
)
change(
    catalogue,
    "scores_clipped",
    "Large scores are clipped before exp, so that different ones become equal and "
    "share the probability. Subtract each row's maximum instead: it changes nothing.",
    y=lambda v: shares(np.exp(np.clip(v.Z2, -500, 500))),
)
