"""check("tuning", ...): what is wrong with a search, or with the choice after it."""

import pytest

from coursework import check
from coursework.questions import tuning

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


WRONG = [
    (dict(TRIALS[0]), FINAL, "trials_no_list", "trials is a dict. Wanted is a list"),
    ([(0.9, FINAL)] * 6, FINAL, "row_no_dict", "Row 1 of trials: it is a tuple."),
    (
        [without(row, "valid_acc") | {"acc": 0.9} for row in TRIALS],
        FINAL,
        "row_keys",
        "it lacks valid_acc; its keys are num_hiddens, batch_size, lr, n_epochs, acc.",
    ),
    (changed(num_hiddens=64.0), FINAL, "row_types", "Row 3 of trials: num_hiddens is"),
    (
        changed(lr="0.1"),
        FINAL,
        "row_types",
        "lr is the text '0.1'. Wanted is a number.",
    ),
    (changed(num_hiddens=True), FINAL, "row_types", "num_hiddens is True."),
    (changed(valid_acc=-0.3), FINAL, "no_share", "valid_acc is -0.3."),
    (changed(valid_acc=97.1), FINAL, "no_share", "Write a share from 0 to 1."),
    (changed(lr=-0.1), FINAL, "not_positive", "lr is -0.1. It has to be above 0."),
    (changed(epoch=0), FINAL, "not_last_epoch", "accuracy is that of epoch 0, and"),
    (TRIALS[:5], FINAL, "few_trials", "5 different settings in 5 rows. Compare 6"),
    (
        [TRIALS[0]] * 9,
        FINAL,
        "few_trials",
        "All 9 rows of trials hold the same setting: draw anew",
    ),
    (TRIALS, (64, 32, 0.25, 5), "final_keys", "`final` is a tuple."),
    (TRIALS, without(FINAL, "lr"), "final_keys", "missing: lr."),
    (TRIALS, FINAL | {"batch_size": 32.0}, "final_types", "look at batch_size."),
    (TRIALS, FINAL | {"lr": float("nan")}, "final_types", "look at lr."),
    (TRIALS, FINAL | {"n_epochs": 0}, "final_range", "n_epochs is 0"),
    (TRIALS, FINAL | {"lr": 2.0}, "final_not_tried", "lr = 2 in final is far from"),
    (TRIALS, FINAL | {"lr": 0.02}, "final_not_near_best", "got 0.730 at most, the"),
    (TRIALS, TRIALS[3], "final_is_a_row", "Type its four numbers in"),
]


@pytest.mark.parametrize(("trials", "final", "mistake", "words"), WRONG)
def test_what_is_wrong_is_said(trials, final, mistake, words):
    report = check("tuning", {"trials": trials, "final": final})
    assert (report.status, report.mistake) == ("incorrect", mistake)
    assert words in report.message
    assert report.score < 1


@pytest.mark.parametrize(
    ("trials", "final", "score", "words"),
    [
        ([], None, 0, "trials holds no row yet"),
        ([], FINAL, 0, "A choice without a search is a guess."),
        (TRIALS, None, 0.5, "Your 6 trials can be read. State your choice in final."),
    ],
)
def test_what_is_not_there_yet(trials, final, score, words):
    report = check("tuning", {"trials": trials, "final": final})
    assert (report.status, report.score) == ("not attempted", score)
    assert words in report.message


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [("num_hiddens", 2, 10_000), ("batch_size", 1, 60_000), ("n_epochs", 1, 1000)],
)
def test_settings_can_work_up_to_their_limits(key, least, most):
    for value, works in [(least - 1, 0), (least, 1), (most, 1), (most + 1, 0)]:
        assert (tuning.misfit(FINAL | {key: value}) is None) == works


def test_a_search_and_a_choice_from_it():
    for rows in (TRIALS, [row | {"epoch": 1, "train_acc": 0.9} for row in TRIALS]):
        assert check("tuning", {"trials": rows, "final": FINAL}).score == 1
    assert check("tuning", FINAL).mistake == "not_both"


@pytest.mark.parametrize(
    ("rates", "sizes", "lr", "told"),
    [
        (RATES, [64], 0.25, None),
        (RATES, [16, 256], 0.015, "nearest to final got 0.780 at most"),  # of both
        ([0.001, 0.01, 0.1, 0.2, 1, 2], [64], 0.035, None),  # 0.1 is nearer than 0.01
        (
            [0.001, 0.01, 0.1, 0.2, 1, 2],
            [64],
            0.025,
            "got 0.710 at most, the best trial",
        ),
    ],
)
def test_a_choice_is_held_against_what_was_tried_near_it(rates, sizes, lr, told):
    trials = [
        TRIALS[0]
        | {"lr": rate, "batch_size": size}
        | {"valid_acc": max(0, 0.85 + 0.05 * (size == 256) - abs(rate - 0.15))}
        for rate in rates
        for size in sizes
    ]
    final = FINAL | {"lr": lr, "batch_size": 64}
    report = check("tuning", {"trials": trials, "final": final})
    assert report.mistake == (told and "final_not_near_best")
    assert (told or "") in report.message
