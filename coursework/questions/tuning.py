"""Judge the question tuning: `trials`, the rows of a search, and `final`, the choice.

No student's code is run. The grader uses the same rules for `final`, and finds a
student's report and predictions by their first words.
"""

import math
import numbers

import numpy as np

from coursework.judging.report import Report

NAME = "tuning"
KEYS = ("num_hiddens", "batch_size", "lr", "n_epochs")
ACCURACY = "valid_acc"
FEWEST = 6  # a search needs so many different rows
# Students' texts are found by their first words, since Colab loses metadata.
REPORT, PREDICTION = "**My report**", "**My prediction**"

# Measured on MNIST with 64 hidden units: 1 hidden unit reaches 0.26 in two epochs; with
# batches of 32, lr = 3 reaches 0.87 and lr = 5 stays at 0.10, with batches of 1,024
# lr = 5 and 10 stay below 0.25. LIMITS excludes only what cannot work.
TRAINING_IMAGES = 48_000
LIMITS = {
    "num_hiddens": (2, 10_000),
    "batch_size": (1, TRAINING_IMAGES),
    "lr": (0, 10),
    "n_epochs": (1, 1000),
}
SHORTEST_WAY = 0.3  # lr times steps; at this value the accuracy is 0.20 (measured)
BEYOND = 2  # the factor by which a choice may lie beyond what was tried
WORSE = 0.05  # how far the trials near a choice may lie below the best one

HINTS = (
    "One row a setting: the dictionary of the setting, with its validation accuracy "
    "as one more key, is appended to trials. Print each row, and read them before you "
    "choose.",
    'trials.append(setting | {"valid_acc": accuracy}), or, as the last row of the '
    "history has this key, trials.append(setting | history[-1]). Then final = "
    "dict(num_hiddens=64, batch_size=32, lr=0.25, n_epochs=3), with your numbers.",
)


def report(answer):
    """Return the Report on {"trials": trials, "final": final}."""
    if not isinstance(answer, dict) or not {"trials", "final"} <= answer.keys():
        text = 'Ask with both: check("tuning", {"trials": trials, "final": final}).'
        return _said("incorrect", 0.0, "not_both", text)
    trials, final = answer["trials"], answer["final"]
    if trials is None or (isinstance(trials, list | tuple) and not trials):
        text = "trials holds no row yet: write the search, run it, then this cell again"
        if final is not None:
            text += ". A choice without a search is a guess"
        return _said("not attempted", 0.0, None, f"{text}.")
    if wrong := _in_rows(trials):
        return _said("incorrect", 0.25, *wrong)
    if final is None:
        text = f"Your {len(trials)} trials can be read. State your choice in final."
        return _said("not attempted", 0.5, None, text)
    if wrong := misfit(final):
        return _said("incorrect", 0.5, *wrong)
    if wrong := _against(trials, final):
        return _said("incorrect", 0.75, *wrong)
    return _said("correct", 1.0, None, "")


def _said(status, score, mistake, message):
    return Report(NAME, status, score, mistake, message, HINTS)


def misfit(final):
    """Return (identifier, sentence) of a mistake in `final` alone, otherwise None."""
    if not isinstance(final, dict):
        text = f"`final` is {_kind(final)}. Wanted is a dictionary: final = dict(...)."
        return "final_keys", text
    if missing := [key for key in KEYS if key not in final]:
        text = "`final` needs the keys num_hiddens, batch_size, lr and n_epochs; "
        return "final_keys", f"{text}missing: {', '.join(missing)}."
    if names := [key for key in KEYS if not fits(key, final[key])]:
        text = (
            "num_hiddens, batch_size and n_epochs are whole numbers (64, not 64.0 or "
        )
        text += f"'64'), and lr is a number; look at {', '.join(names)}."
        return "final_types", text
    if reason := why_not(final):
        return "final_range", f"These hyperparameters cannot work: {reason}."
    return None


def fits(key, value):
    """Return whether a value has the type of number that its key needs."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Real):
        return False
    whole = isinstance(value, numbers.Integral)
    return whole or (key in ("lr", ACCURACY) and math.isfinite(value))


def why_not(choice):
    """Return why four valid numbers cannot work as a choice, otherwise None."""
    for key, (low, high) in LIMITS.items():
        value = choice[key]
        if not (low <= value <= high and value > 0):
            least = f"above {low}" if low == 0 else f"at least {low}"
            return f"{key} is {value:.6g}, it should be {least} and at most {high}"
    steps = max(1, TRAINING_IMAGES // choice["batch_size"]) * choice["n_epochs"]
    lr = choice["lr"]
    if lr * steps >= SHORTEST_WAY:
        return None
    fix = "more epochs, smaller batches or a larger lr do"
    return f"{steps} steps with lr = {lr:.6g} do not get anywhere; {fix}"


def _in_rows(trials):
    """Return (identifier, sentence) of a mistake in `trials`, otherwise None."""
    if not isinstance(trials, list | tuple):
        text = "Wanted is a list with one row, a dictionary, for each setting."
        return "trials_no_list", f"trials is {_kind(trials)}. {text}"
    for number, row in enumerate(trials, 1):
        if wrong := _in_row(row):
            return wrong[0], f"Row {number} of trials: {wrong[1]}"
    different = {tuple(row[key] for key in KEYS) for row in trials}
    if len(different) < FEWEST:
        text = f"trials holds {len(different)} different settings in {len(trials)} rows"
        if len(different) == 1 < len(trials):
            text = f"All {len(trials)} rows of trials hold the same setting: draw anew "
            text += "in each round, and make a new dictionary there"
        return "few_trials", f"{text}. Compare {FEWEST} or more."
    return None


def _in_row(row):
    """Return (identifier, sentence) of a mistake in one row, otherwise None."""
    if not isinstance(row, dict):
        text = f"it is {_kind(row)}. Wanted is a dictionary, the setting"
        return "row_no_dict", f'{text} with one more key, "{ACCURACY}".'
    if missing := [key for key in (*KEYS, ACCURACY) if key not in row]:
        keys = ", ".join(map(str, row)) or "none"
        return "row_keys", f"it lacks {', '.join(missing)}; its keys are {keys}."
    for key in (*KEYS, ACCURACY):
        if not fits(key, row[key]):
            kind = "a number" if key in ("lr", ACCURACY) else "a whole number (an int)"
            return "row_types", f"{key} is {_shown(row[key])}. Wanted is {kind}."
    if low := [key for key in KEYS if row[key] <= 0]:
        return "not_positive", f"{low[0]} is {row[low[0]]:.6g}. It has to be above 0."
    if not 0 <= row[ACCURACY] <= 1:
        text = f"{ACCURACY} is {row[ACCURACY]:.6g}. Write a share from 0 to 1."
        return "no_share", text
    last = row["n_epochs"] - 1
    if (epoch := row.get("epoch", last)) != last:
        text = f"its accuracy is that of epoch {epoch}, and training went on to epoch "
        text += f"{last}. history[-1] is the last row, history[0] the first."
        return "not_last_epoch", text
    return None


def _kind(value):
    """Return the type of a value with an article: 'an int', 'a tuple'."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeio' else 'a'} {name}"


def _shown(value):
    """Return a value as text for a message, which explains nan and strings."""
    if isinstance(value, float) and math.isnan(value):
        return "nan, which stands for no number"
    return f"{'the text ' * isinstance(value, str)}{repr(value)[:40]}"


def _against(trials, final):
    """Compare `final` with `trials`; return (identifier, sentence) or None."""
    if ACCURACY in final:
        text = "final is a row of trials. Type its four numbers in, final = dict(...): "
        return "final_is_a_row", f"{text}the grader does not run your search."
    for key in KEYS[:3]:
        tried = sorted(row[key] for row in trials)
        if not tried[0] / BEYOND <= final[key] <= tried[-1] * BEYOND:
            text = f"{key} = {final[key]:.6g} in final is far from what you tried, "
            span = f"{tried[0]:.3g} to {tried[-1]:.3g}"
            return "final_not_tried", f"{text}{span}. Try it before you choose it."
    # The learning rate matters most: compare only trials with nearly the same one.
    away = [abs(math.log(row["lr"] / final["lr"])) for row in trials]
    most, scores = max(math.log(BEYOND), min(away)), [row[ACCURACY] for row in trials]
    near = max(s for s, far in zip(scores, away, strict=True) if far <= most)
    if near >= max(scores) - WORSE:
        return None
    text = f"What you tried nearest to final got {near:.3f} at most, the best trial "
    text += f"{max(scores):.3f}. Choose near the best, or try your choice first."
    return "final_not_near_best", text
