"""Test the drawn digit: pixels from strokes, and the answer of packed weights."""

import numpy as np
import pytest
from _ext import trained
from hands import HANDS, traces
from live import packing, strokes
from live.figures import draw

from neuralnet import leaky_relu

# Run the script weights.js; unpack the parameters of the network from its data.
READ = """
let text;
globalThis.liveData = (name, packed) => (text = packed);
(0, eval)(given.script);
const params = reading.unpackParams(await figure.unpacked(text));
"""


@pytest.fixture(scope="module")
def script():
    return packing.script("weights", draw.files()["weights"])


def test_packed_weights_give_the_answers_of_the_network(js, script):
    """On the first 500 validation digits, at most one answer differs."""
    X = trained.data().X_val[:500].round(6)
    code = READ + "return network.forward(params, Float64Array.from(given.X), 500).y;"
    given = {"script": script, "X": X.ravel().tolist()}
    y = np.reshape(js(code, "network", "reading", "figure", **given), (500, 10))
    wanted, _ = trained.network().forward(X)
    assert np.sum(y.argmax(axis=1) != wanted.argmax(axis=1)) <= 1
    assert np.median(np.abs(y - wanted).max(axis=1)) < 0.01


@pytest.mark.parametrize("digit", HANDS)
def test_strokes_js_computes_what_strokes_py_computes(js, digit):
    """The cases are a digit, a small one far from the middle, and a single point."""
    hand = traces(digit, 0)
    cases = [hand, [[(x / 9 + 200, y / 9) for x, y in s] for s in hand], [[(5, 7)]]]
    code = "return given.cases.map((s) => strokes.steps(s));"
    for got, case in zip(js(code, "strokes", cases=cases), cases, strict=True):
        _, drawn, centered = strokes.steps(case)
        np.testing.assert_allclose(got["drawn"], drawn, rtol=0, atol=1e-9)
        np.testing.assert_allclose(got["picture"], centered, rtol=0, atol=1e-9)


@pytest.mark.parametrize("style", range(3))
def test_drawn_digits_are_read(js, script, style):
    """At least eight of ten digits in each style are read at the first try."""
    hands = [traces(digit, style) for digit in range(10)]
    code = f"""{READ}return given.hands.map((hand) =>
      network.forward(params, strokes.steps(hand).picture, 1).y);"""
    modules = ("network", "reading", "figure", "strokes")
    y = np.array(js(code, *modules, script=script, hands=hands))
    right = y.argmax(axis=1) == np.arange(10)
    assert right.sum() >= 8, {k: y[k].round(2) for k in np.flatnonzero(~right)}


def test_deciding_units_are_those_of_numpy(js, script):
    """Three speak for the answer, three for the runner-up; `push` says how strongly."""
    picture, y, top, second, _, _ = draw.first_answer()
    code = READ + (
        "const { A1 } = network.forward(params, Float64Array.from(given.x), 1);\n"
        "return reading.deciding(params, A1, given.top, given.second);"
    )
    given = {"script": script, "x": picture.tolist(), "top": top, "second": second}
    got = js(code, "network", "reading", "figure", **given)
    assert y.argmax() == top != second
    packed = draw.packed()
    W1 = np.zeros((784, 512))
    W1[packed["pixels"]] = packed["W1"] * packed["scale"].astype(float)
    A1 = leaky_relu(picture @ W1 + packed["b1"])
    units, pushes = draw.deciding(A1, top, second)
    for unit, j, push in zip(got, units, pushes, strict=True):
        assert unit["push"] == pytest.approx(push, abs=1e-4)
        np.testing.assert_allclose(unit["weights"], W1[:, j], rtol=0, atol=1e-9)
