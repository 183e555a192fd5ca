"""While catalogues move to text: compare the old entries with the new, one by one.

    python tests/coursework/port/compare.py QUESTION [CATALOGUE]

The names must be equal or told below, each old function needs a new one that behaves
alike on fresh calls, and a sentence with its remedy should equal the old sentence.
"""

import sys

import numpy as np

from coursework import catalogue, questions
from coursework.outcomes import run, same_outcome


def signature(function, calls):
    with np.errstate(all="ignore"):
        return [run(function, call, watch=False) for call in calls]


def equal(a, b):
    return all(same_outcome(x, y) for x, y in zip(a, b, strict=True))


def main(question, name=None):
    asked = questions.QUESTIONS[question]
    calls = asked.calls(np.random.default_rng(0))
    old = {m.name: m for m in asked.catalogue}
    new = {m.name: m for m in catalogue.load(name or question)}
    right = signature(catalogue.load(name or question).right, calls)
    if not equal(right, signature(asked.reference, calls)):
        print("the reference programs differ")
    for each in old.keys() - new.keys():
        print("no longer there:", each, "-", old[each].sentence)
    for each in new.keys() - old.keys():
        print("new:", each)
    order = [n for n in old if n in new]
    if order != [n for n in new if n in old]:
        print("the order differs")
    made = {each: [signature(f, calls) for f in m.functions] for each, m in new.items()}
    every = [s for several in made.values() for s in several]
    n_functions = 0
    for each, mistake in old.items():
        if each not in new:
            for k, function in enumerate(mistake.functions):
                if not any(equal(signature(function, calls), s) for s in every):
                    print(f"{each}: way {k} is made by nothing new")
            continue
        for k, function in enumerate(mistake.functions):
            n_functions += 1
            if not any(equal(signature(function, calls), s) for s in made[each]):
                print(f"{each}: way {k} of the old is not in the new")
        said = f"{new[each].sentence} {new[each].remedy}".strip()
        if said.split() != mistake.sentence.split():
            print(f"{each}:\n   old: {mistake.sentence}\n   new: {said}")
    for mistake in new.values():
        if any(equal(s, right) for s in made[mistake.name]):
            print(f"{mistake.where}: {mistake.name} has a way that is right")
    print(
        f"{question}: {len(old)} -> {len(new)} entries, {n_functions} functions alike"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
