"""Test that the scripts measure what is stored."""

import numpy as np
import speed

from neuralnet import load_experiment

STORED = load_experiment("speed")


def test_our_contenders_take_their_turns():
    X, Y = np.ones((40, 784), np.float32), np.tile(np.eye(10, dtype=np.float32), (4, 1))
    found = speed.race(speed.CONTENDERS, X, Y, (5, 3), rounds=2)
    for name, times in found.items():
        assert times.keys() == STORED["programs"]["512,32"][name].keys()
        assert times["milliseconds"] > 0


def test_the_lines_are_those_of_the_chapter():
    X, Y = np.ones((2, 784)), np.eye(10)[:2]
    assert speed.lines(X, Y, rounds=1).keys() == STORED["lines"].keys()
