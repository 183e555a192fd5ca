"""Test check("tuning", ...): it finds mistakes in a search, or in the choice."""

import pathlib

import pytest

from coursework import check

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
    """Make a search's rows for all `rates` and batch `sizes`; 256 and 0.15 are best."""
    best = {size: 0.85 + 0.05 * (size == 256) for size in sizes}
    return [
        TRIALS[0]
        | {"lr": lr, "batch_size": n, "valid_acc": max(0, best[n] - abs(lr - 0.15))}
        for lr in rates
        for n in sizes
    ]


# A row of tuning.txt: the mistake and score, words of the message, trials and final.
ROWS = (pathlib.Path(__file__).parent / "tuning.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS.strip().splitlines())
def test_what_is_wrong_is_said(row):
    (mistake, score), words, given = row.split()[:2], *row.split(" | ", 2)[1:]
    given = eval(f"({given})", globals())
    if isinstance(given, tuple):
        given = dict(zip(("trials", "final"), given, strict=True))
    report = check("tuning", given)
    statuses = {"-": "not attempted", "right": "correct"}
    assert report.status == statuses.get(mistake, "incorrect")
    assert report.mistake == (None if mistake in statuses else mistake)
    assert report.score == float(score)
    assert words in report.message
