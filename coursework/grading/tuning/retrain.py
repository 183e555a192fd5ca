"""Does the reported accuracy fit the stated settings? Train once for each, and compare.

An option of the grader: what it finds is told, and costs no points. Students differ in
seed, split and start values, so that only a large difference means anything.
"""

import contextlib
import functools
import hashlib
import io
import json
import math
import pathlib

import numpy as np

import neuralnet
from coursework.grading import workers
from coursework.grading.pages.places import write
from coursework.grading.tuning.literal import KEYS
from neuralnet import TwoLayerNN, load_mnist
from neuralnet.training import loss_and_accuracy

RECIPE = 1  # change it when the same settings would give another result
MOST_SECONDS = 600.0
# Seconds, measured on one core with float32: of a step, and of a step for each image
# and hidden unit in it.
STEP, UNIT = 3e-5, 6e-8
# Three seeds of one setting lay up to 0.009 apart (measured: six settings that reach
# 0.91 to 0.96). Where more is wrong, more of it varies.
TOLERANCE, TOLERANCE_OF_ERROR = 0.01, 0.2


def load_float32(seed):
    """Return MNIST for one setting: each student's test set is sealed on its own."""
    return load_mnist(dtype=np.float32, rng=np.random.default_rng(seed))


def retrain(
    settings,
    cache_dir,
    seed,
    *,
    most_seconds=MOST_SECONDS,
    jobs=-1,
    load=load_float32,
    progress=False,
):
    """Train once for each distinct setting, with the course's network.

    Parameters
    ----------
    settings : sequence of dict
        num_hiddens, batch_size, lr and n_epochs; other keys do not matter.
    cache_dir : path
        One JSON file for each setting, seed and version: what is there is not trained
        again, so that an interrupted run goes on.
    seed : int
        For the split of the data, the start values and the order of the images.
    most_seconds : float
        A setting whose estimate is above is refused.
    jobs : int
        Processes; -1 for one on each core.
    load : function
        From a seed to a `neuralnet.data.Dataset`.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    list of dict
        For each distinct setting, in order of appearance: its four entries, valid_acc
        and test_acc (None if refused) and reason (None, or why it was refused).
    """
    import joblib

    distinct = list({_key(s, seed, load): _four(s) for s in settings}.values())
    with workers.watched(jobs):
        rows = joblib.Parallel(return_as="generator")(
            joblib.delayed(_one)(setting, cache_dir, seed, most_seconds, load)
            for setting in distinct
        )
        if progress:
            from tqdm import tqdm

            rows = tqdm(rows, total=len(distinct), desc="retraining", unit="setting")
        return list(rows)


def estimate(setting, num_images=48_000):
    """Return about how many seconds a training with `setting` takes.

    Parameters
    ----------
    setting : dict
    num_images : int
        Training images.
    """
    steps = setting["n_epochs"] * max(1, num_images // setting["batch_size"])
    of_step = STEP + UNIT * setting["batch_size"] * setting["num_hiddens"]
    return steps * of_step


def comparison(reported, row):
    """Return (fits, sentence) about a reported test accuracy and a retrained one.

    Parameters
    ----------
    reported : float or None
    row : dict
        From `retrain`.

    Returns
    -------
    fits : bool or None
        None where there is nothing to compare.
    sentence : str
    """
    if row["reason"]:
        return None, f"Not trained again: {row['reason']}."
    if reported is None:
        return None, f"No test accuracy reported; retrained {row['test_acc']:.3f}."
    texts = f"reported {reported:.3f}, retrained {row['test_acc']:.3f}"
    tolerance = TOLERANCE + TOLERANCE_OF_ERROR * (1 - row["test_acc"])
    if abs(reported - row["test_acc"]) <= tolerance:
        return True, f"{texts} (difference within the spread)"
    return False, f"{texts} (does not fit: the spread is about {tolerance:.3f})"


def compare(records, out, seed, **options):
    """Return the records of a run, with a comparison in those that state `final`.

    Parameters
    ----------
    records : list of dict
        With 'final', 'questions' and 'flags'; they are not changed.
    out : path
        The cache goes to out/retrain.
    seed : int
    **options
        Those of `retrain`.

    Returns
    -------
    list of dict
        With the sentence as 'retrained', for the instructor's page alone; what does
        not fit is a flag of kind 'retrained_misfit', too.
    """
    settings = [r["final"] for r in records if r.get("final")]
    if not settings:
        return records
    rows = retrain(settings, pathlib.Path(out) / "retrain", seed, **options)
    by_setting = {_text(row): row for row in rows}
    return [
        _compared(record, by_setting[_text(record["final"])])
        if record.get("final")
        else record
        for record in records
    ]


def _compared(record, row):
    entry = next(e for e in record["questions"] if e["question"] == "tuning")
    fits, sentence = comparison(entry["reported"], row)
    flags = list(record["flags"])
    if fits is False:
        flag = {"kind": "retrained_misfit", "cell": entry["cell"]}
        flags.append(flag | {"quote": _text(row), "message": sentence})
    return record | {"flags": flags, "retrained": sentence}


def _one(setting, cache_dir, seed, most_seconds, load):
    """Return the row of one setting, from the cache if it is there."""
    reason = _refused(setting, most_seconds)
    if reason:
        return setting | {"valid_acc": None, "test_acc": None, "reason": reason}
    path = pathlib.Path(cache_dir) / f"{_key(setting, seed, load)}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        row = json.loads(path.read_text(encoding="utf-8"))
        if _four(row) == setting and 0 <= row["valid_acc"] <= 1 >= row["test_acc"] >= 0:
            return row
    row = _train(setting, seed, load)
    if row["reason"] is None:
        write(path, json.dumps(row) + "\n")
    return row


def _refused(setting, most_seconds):
    numbers = all(math.isfinite(value) and value > 0 for value in setting.values())
    if not numbers:
        return "a setting is not above 0"
    if setting["num_hiddens"] > 20_000 or setting["batch_size"] > 60_000:
        return "far too many hidden units or images in a batch"
    seconds = estimate(setting)
    if seconds > most_seconds:
        return f"about {seconds:.0f} seconds, the limit is {most_seconds:.0f}"
    return None


def _train(setting, seed, load):
    data = load(seed)
    rng = np.random.default_rng([seed, 1])
    model = TwoLayerNN(
        data.X_train.shape[1],
        setting["num_hiddens"],
        data.Y_train.shape[1],
        rng=rng,
        dtype=data.X_train.dtype,
    )
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    n_epochs = setting["n_epochs"]
    sizes = n_epochs, setting["batch_size"]
    row = setting | {"valid_acc": None, "test_acc": None, "reason": None}
    try:
        # A rate that is too large ends in nan and in the accuracy of guessing.
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            model.train(*parts, setting["lr"], *sizes, log_interval=n_epochs)
            row["valid_acc"] = _accuracy(model, data.X_val, data.Y_val)
            row["test_acc"] = _accuracy(model, *data.open_test(model))
    except (ValueError, MemoryError) as error:
        row["reason"] = f"{type(error).__name__}: {str(error)[:200]}"
    return row


def _accuracy(model, X, Y):
    return round(float(loss_and_accuracy(model, X, Y)[1]), 6)


def _four(setting):
    return {key: setting[key] for key in KEYS}


def _text(setting):
    return json.dumps({**_four(setting), "lr": float(setting["lr"])})


@functools.cache
def _version(load):
    """Return what a result depends on beside the settings."""
    return f"{neuralnet.__version__} {RECIPE} {load.__module__}.{load.__qualname__}"


def _key(setting, seed, load):
    text = f"{_text(setting)} {seed} {_version(load)}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]
