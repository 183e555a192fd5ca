"""Collect the questions: each is in NAME.py, and its known mistakes in NAME.txt.

The steps of backward are in steps. What several questions use is in the folder shared.
"""

import collections.abc
import importlib

HOMEWORK = (
    "leaky_relu",
    "softmax",
    "deriv_leaky_relu",
    "initialize_parameters",
    "forward",
    "backward",
)
_CHAPTERS = (
    "class_spread",
    "log_softmax",
    "deep_forward",
    "tied_gradient",
    "level_stack",
    "sgd_step",
    "one_epoch",
    "train_network",
    "random_search",
    "is_it_real",
    "unit_push",
    "calibration",
    "line_table",
    "flat_hinges",
    "merged",
)
_OPTIONAL = ("average", "central_differences")  # on the front page; in a solution
_STEPS = ("dZ2", "dW2_db2", "dA1", "dZ1", "from_memory")


class _Questions(collections.abc.Mapping):
    """The questions by name. The module of each is imported when it is first asked.

    Reading all catalogues takes longer than judging an answer.
    """

    def __init__(self, names):
        self._names = dict.fromkeys(names)  # in this order, and quick to ask

    def __getitem__(self, name):
        if name not in self._names:
            raise KeyError(name)
        whole, _, step = name.partition(".")  # backward.dZ2 is a step of backward
        return _module("steps").QUESTIONS[step] if step else _module(whole).QUESTION

    def __iter__(self):
        return iter(self._names)

    def __len__(self):
        return len(self._names)


def _module(name):
    return importlib.import_module(f"{__name__}.{name}")


QUESTIONS = _Questions(
    (*HOMEWORK, *_CHAPTERS, *_OPTIONAL, *map("backward.{}".format, _STEPS))
)
