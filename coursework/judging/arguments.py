"""Describe the arguments of a call: values, sizes, and which of them changed."""

import re

import numpy as np

from coursework.judging.normalize import shown
from coursework.mistakes.catalogue import Catalogue
from coursework.words import say

SIZES = {"N": "size_N", "D": "size_D", "H": "size_H", "C": "size_C"}
OF = {"N": "labels predictions", "D": "input_dim", "H": "b1 num_hiddens"}
OF |= {"ND": "X", "DH": "W1", "NH": "Z1 A1 dZ1 dA1", "HC": "W2", "NC": "Z2 y dZ2 Y"}
OF |= {"C": "b2 num_classes"}
SIDES = {name: letters for letters, names in OF.items() for name in names.split()}
SHAPE = re.compile(r"\((\d+(?:, \d+)*),?\)")


def named(question, call):
    """Return {name: argument} for a call; arguments without a name have a number."""
    names = question.parameters
    if not names and isinstance(question.catalogue, Catalogue):
        names = question.catalogue.program.arguments
    rest = range(len(names), len(call.args))
    return dict(zip([*names, *rest], call.args, strict=False)) | call.kwargs


def written(question, call):
    """Return the arguments of a call as text."""
    given = {name: shown(value) for name, value in named(question, call).items()}
    return ", ".join(f"{n} = {given[n]}" if str(n) == n else given[n] for n in given)


def changed(question, calls, outcomes):
    """Return the names of the arguments that calls have changed, each once."""
    found = {}
    for call, outcome in zip(calls, outcomes, strict=True):
        given = named(question, call)
        places = dict(enumerate(given)) | dict(zip(given, given, strict=True))
        for path in outcome.changed:  # a forged outcome may have any path
            place = path[1] if path[1:] else None
            name = str(places.get(place, say("an_argument")))
            for key in path[2:3] if isinstance(question.catalogue, Catalogue) else ():
                is_old = key in given[name]
                name = f'{name}["{key}"]' if is_old else say("new_key", name=name)
            found[name] = True
    return list(found)


def lettered(text, question, call):
    """Return a text in which shapes have letters, (5, 4) = (N, D), which are explained.

    If two letters have the same size in this call, neither is used.
    """
    given, sizes, used = named(question, call), {}, set()
    sides = SIDES | ({"X": "NC"} if question.name == "softmax" else {})
    for each in [given, *(each for each in given.values() if isinstance(each, dict))]:
        for name in each if isinstance(question.catalogue, Catalogue) else ():
            shape = np.shape(each[name]) or (each[name],)
            sizes |= zip(sides.get(name, ""), shape, strict=False)
    numbers = list(sizes.values())
    letters = {str(n): x for x, n in sizes.items() if numbers.count(n) == 1}

    def with_letters(shape):
        known = re.sub(r"\d+", lambda side: letters.get(side[0], side[0]), shape[0])
        used.update(re.findall(r"[A-Z]", known))
        return shape[0] if known == shape[0] else f"{shape[0]} = {known}"

    text = SHAPE.sub(with_letters, text)
    here = ", ".join(say(SIZES[x], n=sizes[x]) for x in SIZES if x in used)
    return f"{text} {say('sizes', sizes=here)}" if here else text
