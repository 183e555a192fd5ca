"""Judge the question tuning: `trials`, the rows of a search, and `final`, the choice.

No student's code is run, and the grader leaves this question to the teacher.
"""

import dataclasses
import math
import numbers

import numpy as np

from coursework.judging.report import RIGHT, Report
from coursework.verdict import Fault, Verdict
from coursework.words import fault, say

NAME = "tuning"
KEYS = ("num_hiddens", "batch_size", "lr", "n_epochs")
ACCURACY = "valid_acc"
FEWEST = 6  # a search needs so many different rows

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


def report(answer):
    """Return the Report on {"trials": trials, "final": final}."""
    if not isinstance(answer, dict) or not {"trials", "final"} <= answer.keys():
        return _incorrect(0.0, fault("not_both"))
    trials, final = answer["trials"], answer["final"]
    if trials is None or (isinstance(trials, list | tuple) and not trials):
        key = "no_row" if final is None else "no_row_but_a_choice"
        return _report("not attempted", Verdict(0.0, None, say(key)))
    if wrong := _in_rows(trials):
        return _incorrect(0.25, wrong)
    if final is None:
        verdict = Verdict(0.5, None, say("no_choice", n=len(trials)))
        return _report("not attempted", verdict)
    if wrong := misfit(final):
        return _incorrect(0.5, wrong)
    if wrong := _compared(trials, final):
        return _incorrect(0.75, wrong)
    return _report("correct", RIGHT)


def _report(status, verdict):
    hints = say("row_per_setting"), say("append_row")
    return Report(NAME, status, **dataclasses.asdict(verdict), hints=hints)


def _incorrect(score, wrong):
    return _report("incorrect", wrong.scored(score))


def misfit(final):
    """Return the Fault of `final` alone, otherwise None."""
    if not isinstance(final, dict):
        return Fault("final_keys", say("final_no_dict", kind=_kind(final)))
    if missing := [key for key in KEYS if key not in final]:
        return fault("final_keys", keys=", ".join(missing))
    if names := [key for key in KEYS if not fits(key, final[key])]:
        return fault("final_types", keys=", ".join(names))
    if reason := why_not(final):
        return Fault("final_range", reason)
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
            sentence = "not_above" if low == 0 else "out_of_range"
            return say(sentence, key=key, value=f"{value:.6g}", low=low, high=high)
    steps = max(1, TRAINING_IMAGES // choice["batch_size"]) * choice["n_epochs"]
    lr = choice["lr"]
    if lr * steps >= SHORTEST_WAY:
        return None
    return say("too_few_steps", steps=steps, lr=f"{lr:.6g}")


def _in_rows(trials):
    """Return the Fault of `trials`, otherwise None."""
    if not isinstance(trials, list | tuple):
        return fault("trials_no_list", kind=_kind(trials))
    for number, row in enumerate(trials, 1):
        if wrong := _in_row(row):
            return wrong.saying(say("row", n=number, wrong=wrong.message))
    n_settings = len({tuple(row[key] for key in KEYS) for row in trials})
    if n_settings < FEWEST:
        key = "one_setting" if n_settings == 1 < len(trials) else "few_trials"
        text = say(key, n=n_settings, rows=len(trials), fewest=FEWEST)
        return Fault("few_trials", text)
    return None


def _in_row(row):
    """Return the Fault of one row, otherwise None."""
    if not isinstance(row, dict):
        return fault("row_no_dict", kind=_kind(row), key=ACCURACY)
    if missing := [key for key in (*KEYS, ACCURACY) if key not in row]:
        keys = ", ".join(map(str, row)) or say("none")
        return fault("row_keys", missing=", ".join(missing), keys=keys)
    for key in (*KEYS, ACCURACY):
        if not fits(key, row[key]):
            wants = "wants_number" if key in ("lr", ACCURACY) else "wants_integer"
            return Fault("row_types", say(wants, key=key, value=_shown(row[key])))
    if low := [key for key in KEYS if row[key] <= 0]:
        key = low[0]
        return fault("not_positive", key=key, value=f"{row[key]:.6g}")
    if not 0 <= (share := row[ACCURACY]) <= 1:
        return fault("no_share", key=ACCURACY, value=f"{share:.6g}")
    last = row["n_epochs"] - 1
    if (epoch := row.get("epoch", last)) != last:
        return fault("not_last_epoch", epoch=epoch, last=last)
    return None


def _kind(value):
    """Return the type of a value with an article: 'an int', 'a tuple'."""
    kind = type(value).__name__
    return say("an_kind" if kind[0] in "aeio" else "a_kind", kind=kind)


def _shown(value):
    """Return a value as text for a message, which explains nan and strings."""
    if isinstance(value, float) and math.isnan(value):
        return say("nan")
    text = repr(value)[:40]
    return say("the_text", text=text) if isinstance(value, str) else text


def _compared(trials, final):
    """Compare `final` with `trials`; return a Fault or None."""
    if ACCURACY in final:
        return fault("final_is_a_row")
    for key in KEYS[:3]:  # all but n_epochs
        tried = sorted(row[key] for row in trials)
        if not tried[0] / BEYOND <= final[key] <= tried[-1] * BEYOND:
            low, high = (f"{each:.3g}" for each in (tried[0], tried[-1]))
            facts = {"key": key, "value": f"{final[key]:.6g}", "low": low, "high": high}
            return fault("final_not_tried", **facts)
    # The learning rate matters most: compare only trials with nearly the same one.
    away = [abs(math.log(row["lr"] / final["lr"])) for row in trials]
    farthest = max(math.log(BEYOND), min(away))  # at least one trial is as near
    scores = [row[ACCURACY] for row in trials]
    near = max(s for s, far in zip(scores, away, strict=True) if far <= farthest)
    if near >= max(scores) - WORSE:
        return None
    near, best = (f"{each:.3f}" for each in (near, max(scores)))
    return fault("final_not_near_best", near=near, best=best)
