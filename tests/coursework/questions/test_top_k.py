"""Test the question that the exercise on top-k accuracy asks in its own notebook."""

import json
import pathlib

import numpy as np
import pytest

from coursework import check

NOTEBOOK = pathlib.Path(__file__).parents[3] / "book/exercises/mistakes-top-k.ipynb"


@pytest.mark.parametrize(
    ("reduced", "status"), [("sum", "correct"), ("max", "incorrect")]
)
def test_the_score_of_the_true_class_may_be_negative(reduced, status):
    """`(y * Y).max` is 0 there, where `(y * Y).sum` is the score."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    texts = ("".join(cell["source"]) for cell in cells)
    exec(next(text for text in texts if "own.register" in text), {})

    def top_k_accuracy(y, Y, k):
        true = getattr(y * Y, reduced)(axis=1, keepdims=True)
        return np.mean((y > true).sum(axis=1) < k)

    assert check("top_k_accuracy", top_k_accuracy).status == status
