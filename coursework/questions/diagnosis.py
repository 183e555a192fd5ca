"""Judge the question diagnosis (on training): what was done to four networks.

No student's code is run. A wrong word hears what its curves would look like, and where
to look; the words are the keys of SIGNS, and `look_at_A` to `look_at_D` are sentences.
"""

import dataclasses
import types

import numpy as np

from coursework.judging.report import RIGHT, Report
from coursework.verdict import Verdict
from coursework.words import fault, say

NAME = "diagnosis"
DONE = {  # what was done to each network, and its training
    "A": (
        "rate too large",
        {"lr": 1.5, "num_images": 500, "num_hiddens": 32, "seed": 1},
    ),
    "B": ("validation labels mixed up", {"lr": 0.1, "num_images": 500}),
    "C": ("rate too small", {"lr": 0.002, "num_images": 2000}),
    "D": ("too few images", {"lr": 0.1, "num_images": 150, "batch_size": 4}),
}
SIGNS = {  # the key of a sentence on the curves, by what was done
    "rate too large": "jumps",
    "rate too small": "creeps",
    "too few images": "turns",
    "training labels mixed up": "stays",
    "validation labels mixed up": "begins_above",
    "initial weights too large": "begins_far_above",
    "nothing, all is well": "stays_close",
}


def curves(data):
    """Return {letter: history of a training}, each of twelve epochs."""
    from neuralnet.panel import run_setting  # checks do without its figures

    history_of = {}
    for letter, (_, options) in DONE.items():
        Y_val = data.Y_val[:2000]
        if letter == "B":
            Y_val = np.random.default_rng(0).permutation(Y_val)
        part = types.SimpleNamespace(X_train=data.X_train, Y_train=data.Y_train)
        part.X_val, part.Y_val = data.X_val[:2000], Y_val
        options = {"batch_size": 32, "n_epochs": 12} | options
        history_of[letter] = run_setting(part, **options)
    return history_of


def report(answer):
    """Return the Report on a dictionary {"A": words, ...}."""
    answer = dict.fromkeys(DONE) if answer is None else answer
    if not isinstance(answer, dict) or not DONE.keys() <= answer.keys():
        return _report("incorrect", fault("no_letters").scored(0.0))
    said = {letter: answer[letter] for letter in DONE}
    if open_yet := [k for k, word in said.items() if word is None or word is ...]:
        verdict = Verdict(0.0, None, say("no_word", letters=", ".join(open_yet)))
        return _report("not attempted", verdict)
    wrong = [k for k, word in said.items() if str(word) != DONE[k][0]]
    if not wrong:
        return _report("correct", RIGHT)
    letter, score = wrong[0], 1 - len(wrong) / len(DONE)
    word, look = said[letter], say(f"look_at_{letter}")
    if not isinstance(word, str) or word not in SIGNS:
        unknown = fault("unknown_word", letter=letter, words="; ".join(SIGNS))
        return _report("incorrect", unknown.scored(score))
    text = say("not_this", letter=letter, word=word, sign=say(SIGNS[word]), look=look)
    name = f"{letter}_{word}".replace(",", "").replace(" ", "_")
    return _report("incorrect", Verdict(score, name, text))


def _report(status, verdict):
    hints = say("two_questions"), say("signs_of_all")
    return Report(NAME, status, **dataclasses.asdict(verdict), hints=hints)
