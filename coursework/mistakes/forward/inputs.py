"""Mistakes in `forward`: what is done to X before the first layer."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.network import change

catalogue = Catalogue("forward")

change(
    catalogue,
    "X_flattened",
    "X is flattened into one long vector. Leave it as it is: one row per image, "
    "shape (N, D).",
    X=lambda v: v.X.flatten(),
)
change(
    catalogue,
    "X_divided_by_255",
    "You divide X by 255. The pixels have been scaled when they were loaded: use X as "
    "it comes.",
    X=lambda v: v.X / 255,
)
change(
    catalogue,
    "X_centered",
    "You subtract a mean from X. forward gets its input ready made: use X as it comes.",
    {"X": lambda v: v.X - v.X.mean()},
    {"X": lambda v: v.X - v.X.mean(axis=1, keepdims=True)},
    X=lambda v: v.X - v.X.mean(axis=0),
)
change(
    catalogue,
    "X_standardized",
    "You standardize X. forward gets its input ready made: use X as it comes.",
    {"X": lambda v: (v.X - v.X.mean()) / v.X.std()},
    {"X": lambda v: (v.X - v.X.mean(axis=0)) / (v.X.std(axis=0) + 1e-8)},
    X=lambda v: (v.X - v.X.mean(axis=0)) / v.X.std(axis=0),
)
change(
    catalogue,
    "X_scaled",
    "You bring X to another range (by its maximum, minimum or length). The pixels have "
    "been scaled when they were loaded: use X as it comes.",
    {"X": lambda v: (v.X - v.X.min()) / (v.X.max() - v.X.min())},
    {"X": lambda v: v.X / np.linalg.norm(v.X, axis=1, keepdims=True)},
    X=lambda v: v.X / v.X.max(),
)
