"""Test check("tuning", ...): it finds mistakes in the trials or the final choice."""

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
    """Return trials for all `rates` and batch `sizes`: the best has 0.15 and 256."""
    best = {size: 0.85 + 0.05 * (size == 256) for size in sizes}
    return [
        TRIALS[0]
        | {"lr": lr, "batch_size": n, "valid_acc": max(0, best[n] - abs(lr - 0.15))}
        for lr in rates
        for n in sizes
    ]


WIDE = searched([0.001, 0.01, 0.1, 0.2, 1, 2], 64)
TWO_SIZES = searched(RATES, 16, 256)
ROWS = [  # a mistake, the score, trials and final
    ("not_both", 0, None, None),
    ("trials_no_list", 0.25, dict(TRIALS[0]), FINAL),
    ("row_no_dict", 0.25, [(0.9, FINAL)] * 6, FINAL),
    ("row_keys", 0.25, [without(row, "valid_acc") for row in TRIALS], FINAL),
    ("row_types", 0.25, changed(num_hiddens=64.0), FINAL),
    ("row_types", 0.25, changed(lr="0.1"), FINAL),
    ("row_types", 0.25, changed(num_hiddens=True), FINAL),
    ("no_share", 0.25, changed(valid_acc=-0.3), FINAL),
    ("no_share", 0.25, changed(valid_acc=97.1), FINAL),
    ("not_positive", 0.25, changed(lr=-0.1), FINAL),
    ("not_last_epoch", 0.25, changed(epoch=0), FINAL),
    ("few_trials", 0.25, TRIALS[:5], FINAL),
    ("few_trials", 0.25, [TRIALS[0]] * 9, FINAL),
    ("final_keys", 0.5, TRIALS, (64, 32, 0.25, 5)),
    ("final_keys", 0.5, TRIALS, without(FINAL, "lr")),
    ("final_types", 0.5, TRIALS, FINAL | {"batch_size": 32.0}),
    ("final_types", 0.5, TRIALS, FINAL | {"lr": float("nan")}),
    ("final_range", 0.5, TRIALS, FINAL | {"n_epochs": 0}),
    ("final_range", 0.5, TRIALS, FINAL | {"num_hiddens": 1}),
    ("final_range", 0.5, TRIALS, FINAL | {"num_hiddens": 10001}),
    ("final_range", 0.5, TRIALS, FINAL | {"batch_size": 0}),
    ("final_range", 0.5, TRIALS, FINAL | {"batch_size": 48001}),
    ("final_range", 0.5, TRIALS, FINAL | {"n_epochs": 1001}),
    ("final_not_tried", 0.75, TRIALS, FINAL | {"num_hiddens": 2}),
    ("final_not_tried", 0.75, TRIALS, FINAL | {"num_hiddens": 10000}),
    ("final_not_tried", 0.75, TRIALS, FINAL | {"batch_size": 1}),
    ("final_not_tried", 0.75, TRIALS, FINAL | {"batch_size": 48000}),
    ("final_not_tried", 0.75, TRIALS, FINAL | {"lr": 2.0}),
    ("right", 1, TRIALS, FINAL | {"n_epochs": 1}),
    ("right", 1, TRIALS, FINAL | {"n_epochs": 1000}),
    ("right", 1, TRIALS, FINAL),
    ("right", 1, [row | {"epoch": 1, "train_acc": 0.9} for row in TRIALS], FINAL),
    ("right", 1, searched(RATES, 64), FINAL | {"batch_size": 64}),
    ("right", 1, WIDE, FINAL | {"lr": 0.035, "batch_size": 64}),
    ("final_not_near_best", 0.75, TRIALS, FINAL | {"lr": 0.02}),
    ("final_not_near_best", 0.75, TWO_SIZES, FINAL | {"lr": 0.015, "batch_size": 64}),
    ("final_not_near_best", 0.75, WIDE, FINAL | {"lr": 0.025, "batch_size": 64}),
    ("final_is_a_row", 0.75, TRIALS, TRIALS[3]),
    ("not attempted", 0, [], None),
    ("not attempted", 0, [], FINAL),
    ("not attempted", 0.5, TRIALS, None),
]


@pytest.mark.parametrize(("name", "score", "trials", "final"), ROWS)
def test_each_mistake_in_a_search_is_named_with_its_score(name, score, trials, final):
    both = {"trials": trials, "final": final}
    report = check("tuning", FINAL if name == "not_both" else both)
    statuses = {"not attempted": "not attempted", "right": "correct"}
    assert report.status == statuses.get(name, "incorrect")
    assert report.mistake == (None if name in statuses else name)
    assert report.score == score
