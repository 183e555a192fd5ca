"""Describe the arguments of a call: values, sizes, and which of them changed."""

import re

import numpy as np

from coursework.judging.normalize import shown
from coursework.mistakes.catalogue import Catalogue
from coursework.words import say

SIZES = {"N": "size_N", "D": "size_D", "H": "size_H", "C": "size_C"}  # keys of phrases
# {letters of a shape, or of a size: the arguments that have it}
OF = {
    "N": "labels predictions",
    "D": "input_dim",
    "H": "b1 num_hiddens",
    "ND": "X",
    "DH": "W1",
    "NH": "Z1 A1 dZ1 dA1",
    "HC": "W2",
    "NC": "Z2 y dZ2 Y",
    "C": "b2 num_classes",
}
SIDES = {name: letters for letters, names in OF.items() for name in names.split()}
OTHER = {  # questions in which these arguments have other shapes
    "softmax": {"X": "NC"},
    "log_softmax": {"X": "NC"},
    "deep_forward": {"W1": "D", "b1": "", "W2": "", "b2": ""},
    "level_stack": {"W1": "D", "W2": ""},
    "merged": {"W1": "D", "b1": "", "W2": ""},
    "calibration": {"y": "", "Y": ""},  # a bin is no class, though C may be num_bins
    "tied_gradient": {"W": "DH", "dZ2": "ND"},
}
SHAPE = re.compile(r"\((\d+(?:, \d+)*),?\)")
RAISED = re.compile(r"\(\w+: (?:(?!, in line ).)*")  # an exception with its text
ABOUT_SHAPES = re.compile("shape|broadcast|dimension")  # in NumPy's words


def named(question, call):
    """Return {name: argument} for a call; arguments without a name have a number."""
    names = question.parameters
    if not names and isinstance(question.catalogue, Catalogue):
        names = question.catalogue.program.arguments
    rest = range(len(names), len(call.args))
    return dict(zip([*names, *rest], call.args, strict=False)) | call.kwargs


def as_text(question, call):
    """Return the arguments of a call as text."""
    given = {name: shown(value) for name, value in named(question, call).items()}
    for name, text in given.items():
        if isinstance(name, str):
            given[name] = f"{name} = {text}"
    return ", ".join(given.values())


def changed(question, calls, outcomes):
    """Return the changed arguments by name, such as X or params["W1"], each once."""
    places = []
    for call, outcome in zip(calls, outcomes, strict=True):
        given = named(question, call)
        places += [place_of(path, question, given) for path in outcome.changed]
    return list(dict.fromkeys(places))


def place_of(path, question, given):
    """Return as text where a path leads: params["W1"]; `given` are named arguments.

    A path is (0, position) or (1, name), and perhaps a key. A forged one is any.
    """
    names = dict(enumerate(given)) | {name: name for name in given}
    argument = path[1] if path[1:] else None
    if argument not in names:
        return say("an_argument")
    name = names[argument]
    if not path[2:] or not isinstance(question.catalogue, Catalogue):
        return str(name)
    is_old = path[2] in given[name]
    return f'{name}["{path[2]}"]' if is_old else say("new_key", name=name)


def with_letters(text, question, call):
    """Return a text with letters beside its shapes, (5, 4) = (N, D), and their meaning.

    If two letters have the same size in this call, neither is used.
    """
    if not isinstance(question.catalogue, Catalogue):
        return text  # a teacher's arguments may have any shape
    sizes, used = sizes_in(question, call), set()  # `used`: letters in the text
    numbers = list(sizes.values())
    letters = {str(n): x for x, n in sizes.items() if numbers.count(n) == 1}

    def lettered(match):
        found = match[0]
        if RAISED.match(found):  # the numbers of another exception are no sizes
            return SHAPE.sub(lettered, found) if ABOUT_SHAPES.search(found) else found
        shape = re.sub(r"\d+", lambda side: letters.get(side[0], side[0]), found)
        used.update(re.findall(r"[A-Z]", shape))
        return found if shape == found else f"{found} = {shape}"

    text = re.sub(f"{RAISED.pattern}|{SHAPE.pattern}", lettered, text)
    here = ", ".join(say(SIZES[x], n=sizes[x]) for x in SIZES if x in used)
    return f"{text} {say('sizes', sizes=here)}" if here else text


def sizes_in(question, call):
    """Return {letter: number}, such as N and D, of a call's arguments."""
    letters_of = SIDES | OTHER.get(question.name, {})
    given, sizes = named(question, call), {}
    dictionaries = [value for value in given.values() if isinstance(value, dict)]
    for values in (given, *dictionaries):
        for name, value in values.items():
            shape = np.shape(value) or (value,)  # input_dim is itself a size
            sizes |= zip(letters_of.get(name, ""), shape, strict=False)
    return sizes
