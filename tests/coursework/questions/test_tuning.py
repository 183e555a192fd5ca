"""Test check("tuning", ...): it finds mistakes in the trials or the final choice."""

import pathlib

import pytest

from coursework import blocks, check

RATES = [0.01, 0.03, 0.1, 0.2, 0.4, 0.9]
TRIALS = [
    {"num_hiddens": 32, "batch_size": 64, "lr": lr, "n_epochs": 2}
    | {"valid_acc": 0.9 - abs(lr - 0.2)}
    for lr in RATES
]
FINAL = {"num_hiddens": 64, "batch_size": 32, "lr": 0.25, "n_epochs": 5}


def changed(**values):
    """Return the trials with other values in the third row."""
    return [*TRIALS[:2], TRIALS[2] | values, *TRIALS[3:]]


def without(dictionary, key):
    return {name: value for name, value in dictionary.items() if name != key}


def searched(rates, *sizes):
    """Return trials for all `rates` and batch `sizes`: the best has 0.15 and 256."""
    best = {size: 0.85 + 0.05 * (size == 256) for size in sizes}
    return [
        TRIALS[0]
        | {"lr": lr, "batch_size": n, "valid_acc": max(0, best[n] - abs(lr - 0.15))}
        for lr in rates
        for n in sizes
    ]


BLOCKS = blocks.read(pathlib.Path(__file__).with_name("tuning.txt"))
ROWS = [(block, code) for block in BLOCKS for code in block.lines]


def answer(code):
    """Return the answer in a line of tuning.txt: trials and final, or another value."""
    value = eval(f"({code})", globals())
    is_pair = isinstance(value, tuple)
    return dict(zip(("trials", "final"), value, strict=True)) if is_pair else value


@pytest.mark.parametrize(("block", "code"), ROWS)
def test_each_mistake_in_a_search_is_named_with_its_score(block, code):
    report, (score,) = check("tuning", answer(code)), block.fields
    statuses = {"not attempted": "not attempted", "right": "correct"}
    assert report.status == statuses.get(block.title, "incorrect")
    assert report.mistake == (None if block.title in statuses else block.title)
    assert report.score == float(score)
