"""Train with the stated hyperparameters, and compare with the reported accuracy.

A report that fits gets the points of the result. Seed, split and initial weights differ
from the student's, so only a large difference means anything.
"""

import os
import pathlib

import joblib
import numpy as np
from tqdm import tqdm

import neuralnet
from coursework.grading import workers
from coursework.grading.choice.entries import RESULT
from coursework.grading.records import blank
from coursework.grading.submissions import forked
from coursework.questions.tuning import KEYS, TRAINING_IMAGES, why_not
from neuralnet import TwoLayerNN, load_mnist
from neuralnet.further import fast
from neuralnet.support.workers import end_with

VERSION = f"2 {neuralnet.__version__}"  # raise the 2 when results change
MOST_SECONDS, MOST_BYTES = 600, 1 << 30  # a longer or larger training is refused
ROOM = 2  # the child may take twice as much, since machines differ
# These seconds were measured on one core with float32: for a step, for each image and
# hidden unit in a step, and for each hidden unit when all images are evaluated.
STEP, UNIT, EVALUATION = 3e-5, 6e-8, 1e-3
# Bytes for the data, each image of a batch, each unit, and each pair of both. The
# estimate is 7 to 25 % above the measured growth of the address space (2 to 10,000
# units, batches of 1 to 48,000 images). CHUNK images are evaluated at a time.
DATA, OF_IMAGE, OF_UNIT, OF_BOTH, CHUNK = 450_000_000, 4_000, 20_000, 16, 1_000
# Three seeds of one choice differed by up to 0.009 (measured: six choices that reach
# 0.91 to 0.96). A larger error varies more.
TOLERANCE, TOLERANCE_OF_ERROR = 0.01, 0.2


def load_float32(seed):
    """Load MNIST as float32; nobody has opened the test set yet."""
    return load_mnist(dtype=np.float32, rng=np.random.default_rng(seed))


def compare(records, out, seed, *, jobs=-1, load=load_float32, progress=False):
    """Train with each student's `final`, and add a sentence about that to the records.

    Each distinct `final` is trained once, and out/retrain keeps the result. The
    sentence, at the key 'retrained', is not for students. `load` loads the data.
    """
    finals = [(each["choice"] or {}).get("final") for each in records]
    distinct = list(dict.fromkeys(map(as_tuple, filter(None, finals))))
    memory = joblib.Memory(pathlib.Path(out) / "retrain", verbose=0)
    tasks = [(memory, setting, seed, load) for setting in distinct]

    def lost(_, setting, *__):
        return setting, None, "the training ended its process"

    rows = workers.results(retrained, tasks, jobs, None, lost)
    rows = tqdm(rows, "retraining", len(distinct), disable=not progress)
    results = {setting: result for setting, *result in rows}  # accuracy, reason
    pairs = zip(records, finals, strict=True)
    return [_compared(r, *results[as_tuple(f)]) if f else r for r, f in pairs]


def _compared(record, accuracy, reason):
    """Return a record with the sentence, and with the points if the report fits."""
    fits, sentence = comparison(record["choice"]["reported"], accuracy, reason)
    entries = list(record["questions"])
    for k, each in enumerate(entries):
        if fits and each["question"] == RESULT:
            right = {"score": each["out_of"], "status": "correct"}
            entries[k] = blank(RESULT, out_of=each["out_of"]) | right
    return record | {"questions": entries, "retrained": sentence}


def comparison(report, accuracy, reason):
    """Return whether a report earns the points, and a sentence for the instructor."""
    if reason:
        return False, f"Not trained again: {reason}."
    if not report:
        return False, f"Trained again: {accuracy:.3f}."
    both = f"Reported {report['accuracy']:.3f}, trained again {accuracy:.3f}:"
    tolerance = TOLERANCE + TOLERANCE_OF_ERROR * (1 - accuracy)
    if abs(report["accuracy"] - accuracy) > tolerance:
        return False, f"{both} more apart than the usual spread, {tolerance:.3f}."
    if not report["computed"]:
        return False, f"{both} close, but no code was found that computes it."
    return True, f"{both} within the usual spread, {tolerance:.3f}."


def as_tuple(setting):
    """Return the values in the order of KEYS; lr becomes a float, as 1 equals 1.0."""
    return tuple(float(setting[k]) if k == "lr" else setting[k] for k in KEYS)


def estimate(num_hiddens, batch_size, n_epochs):
    """Estimate how many seconds and bytes a training takes."""
    steps = n_epochs * max(1, TRAINING_IMAGES // batch_size)
    seconds = steps * (STEP + UNIT * batch_size * num_hiddens)
    size = DATA + OF_IMAGE * batch_size + OF_UNIT * num_hiddens
    size += OF_BOTH * (batch_size + CHUNK) * num_hiddens
    return seconds + EVALUATION * num_hiddens, size


def retrained(memory, setting, seed, load):
    """Train once; return (setting, accuracy, None) or (setting, None, the reason)."""
    if reason := why_not(dict(zip(KEYS, setting, strict=True))):
        return setting, None, reason.rstrip(".")
    num_hiddens, batch_size, _, n_epochs = setting
    seconds, size = estimate(num_hiddens, batch_size, n_epochs)
    if seconds > MOST_SECONDS or size > MOST_BYTES:
        needs = f"it would take about {seconds:,.0f} seconds and {size / 2**30:.1f} GB"
        limits = f"{MOST_SECONDS} seconds and {MOST_BYTES >> 30} GB are the limits"
        return setting, None, f"{needs}, and {limits}"
    try:
        return setting, memory.cache(in_child)(setting, seed, load, VERSION), None
    except ValueError as error:
        return setting, None, str(error)


def in_child(setting, seed, load, version):  # a new version is not in the cache
    """Call `train` in a child process with limits; a ValueError says why it failed."""
    parent = os.getpid()

    def work():
        end_with(parent)
        try:
            yield train(setting, seed, load)
        except (ValueError, MemoryError) as error:
            yield f"{type(error).__name__}: {str(error)[:200]}"

    most = ROOM * MOST_SECONDS, ROOM * MOST_BYTES
    limits = f"{most[0]} seconds, {most[1] >> 30} GB"
    ended = f"it ended before it was done, perhaps at its limits: {limits}"
    (found,) = forked.results(work, *most) or [ended]
    if isinstance(found, str):
        raise ValueError(found)
    return found


def train(setting, seed, load):
    """Train a network once, and return its test accuracy."""
    num_hiddens, batch_size, lr, n_epochs = setting
    data, rng = load(seed), np.random.default_rng([seed, 1])
    sizes = data.X_train.shape[1], num_hiddens, data.Y_train.shape[1]
    model = TwoLayerNN(*sizes, rng=rng, dtype=data.X_train.dtype)
    parts = data.X_train, data.Y_train, data.X_val, data.Y_val
    # With too large a learning rate, the network only guesses.
    with np.errstate(all="ignore"):
        fast.train(model, *parts, lr, n_epochs, batch_size, n_epochs, verbose=False)
        _, accuracy = fast.loss_and_accuracy(model, *data.open_test(model))
    return round(float(accuracy), 6)
