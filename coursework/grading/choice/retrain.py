"""Does the reported accuracy fit the stated settings? Train once for each, and compare.

An option of the grader: what it finds is told to the instructor, and costs no points;
typed text that fits is believed. Students differ in seed, split and start values: only
a large difference means anything.
"""

import pathlib

import joblib
import numpy as np
from tqdm import tqdm

import neuralnet
from coursework.grading import workers
from coursework.grading.choice.final import KEYS, Chosen
from coursework.questions.tuning import why_not
from neuralnet import TwoLayerNN, load_mnist
from neuralnet.further import fast

VERSION = f"1 {neuralnet.__version__}"  # another one where results would be others
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


def compare(records, out, seed, *, jobs=-1, load=load_float32, progress=False):
    """Return the records of a run, with a comparison in those that state `final`.

    Each distinct setting is trained once, with the course's network, and kept in
    out/retrain: an interrupted run goes on. `load` makes the data of a seed. The
    sentence is added as 'retrained', for the instructor's page alone; what does not fit
    is a flag of kind 'retrained_misfit', too.
    """
    distinct = list(dict.fromkeys(four(r["final"]) for r in records if r.get("final")))
    memory = joblib.Memory(pathlib.Path(out) / "retrain", verbose=0)
    tasks = [(memory, setting, seed, load) for setting in distinct]

    def lost(_, setting, *__):
        return setting, None, "the training ended its process"

    found = workers.results(retrained, tasks, jobs, None, lost)
    found = tqdm(found, "retraining", len(distinct), disable=not progress)
    results = {setting: result for setting, *result in found}
    return [
        _compared(r, *results[four(r["final"])]) if r.get("final") else r
        for r in records
    ]


def _compared(record, accuracy, reason):
    entry = next(e for e in record["questions"] if e["question"] == Chosen.name)
    fits, sentence = comparison(entry["reported"], accuracy, reason)
    flag = {"kind": "retrained_misfit", "cell": entry["cell"], "message": sentence}
    flags = [flag | {"quote": str(record["final"])}] if fits is False else []
    listed = record["questions"]
    if fits and "fitting" in entry:
        better = entry["fitting"] | {"out_of": entry["out_of"]}
        better["score"] *= entry["out_of"]
        listed = [better if each is entry else each for each in listed]
    flags = record["flags"] + flags
    return record | {"questions": listed, "flags": flags, "retrained": sentence}


def comparison(reported, accuracy, reason):
    """Return whether an accuracy fits, None where nothing is known, and a sentence."""
    if reason:
        return None, f"Not trained again: {reason}."
    if reported is None:
        return None, f"No test accuracy reported; retrained {accuracy:.3f}."
    texts = f"reported {reported:.3f}, retrained {accuracy:.3f}"
    tolerance = TOLERANCE + TOLERANCE_OF_ERROR * (1 - accuracy)
    if abs(reported - accuracy) <= tolerance:
        return True, f"{texts} (difference within the spread)"
    return False, f"{texts} (does not fit: the spread is about {tolerance:.3f})"


def four(setting):
    """Return the settings in the order of KEYS, equal ones as equal tuples."""
    return tuple(float(setting[k]) if k == "lr" else setting[k] for k in KEYS)


def retrained(memory, setting, seed, load):
    """Return the setting, its test accuracy, and None or why nothing was trained."""
    if reason := why_not(dict(zip(KEYS, setting, strict=True))):
        return setting, None, reason
    num_hiddens, batch_size, _, n_epochs = setting
    steps = n_epochs * max(1, 48_000 // batch_size)
    seconds = steps * (STEP + UNIT * batch_size * num_hiddens)
    if seconds > MOST_SECONDS:
        reason = f"about {seconds:.0f} seconds, the limit is {MOST_SECONDS:.0f}"
        return setting, None, reason
    try:
        return setting, memory.cache(train)(setting, seed, load, VERSION), None
    except (ValueError, MemoryError) as error:
        return setting, None, f"{type(error).__name__}: {str(error)[:200]}"


def train(setting, seed, load, version):
    """Return the test accuracy of one training with a setting."""
    num_hiddens, batch_size, lr, n_epochs = setting
    data, rng = load(seed), np.random.default_rng([seed, 1])
    sizes = data.X_train.shape[1], num_hiddens, data.Y_train.shape[1]
    model = TwoLayerNN(*sizes, rng=rng, dtype=data.X_train.dtype)
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    # A rate that is too large ends in nan and in the accuracy of guessing.
    with np.errstate(all="ignore"):
        fast.train(model, *parts, lr, n_epochs, batch_size, n_epochs, verbose=False)
        _, accuracy = fast.loss_and_accuracy(model, *data.open_test(model))
    return round(float(accuracy), 6)
