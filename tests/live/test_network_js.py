"""Test that network.js computes what the book's network does."""

import base64

import numpy as np
import pytest

from neuralnet import TwoLayerNN, accuracy, load_batch

# Turn lists into the arrays that network.js takes.
TAKE = """
const floats = (list) => Float64Array.from(list);
const params = Object.fromEntries(
  Object.entries(given.params).map(([name, list]) => [name, floats(list)]));
"""


def plain(params):
    """Return {name: list of the numbers, row after row}, which JSON can hold."""
    return {name: value.ravel().tolist() for name, value in params.items()}


def assert_close(found, wanted, rtol=1e-9, atol=1e-12):
    """Compare each array of `wanted` with the list `found` under the same name."""
    for name, value in wanted.items():
        np.testing.assert_allclose(found[name], value.ravel(), rtol=rtol, atol=atol)


def case(seed, N, D, H, C, scale=1.0):
    """Return a network with biases, images (half of their pixels are 0), and labels."""
    rng = np.random.default_rng(seed)
    model = TwoLayerNN(D, H, C, rng=rng)
    for value in model.params.values():
        value += scale * rng.normal(0, 0.5, value.shape)
    X = np.maximum(rng.normal(size=(N, D)), 0)
    return model, X, rng.integers(C, size=N)


@pytest.mark.parametrize(
    "sizes",
    [(1, 5, 3, 2), (7, 4, 1, 10), (3, 784, 16, 10), (32, 20, 64, 3), (1, 1, 1, 1)],
)
@pytest.mark.parametrize("scale", [0.0, 1.0, 100.0])
def test_forward_backward_loss_and_step_equal_numpys(js, sizes, scale):
    model, X, labels = case(sum(sizes), *sizes, scale)
    if scale == 0:  # on the kink: each sum of the hidden layer is exactly 0
        model.params["W1"][:] = 0
    Y = np.eye(sizes[-1])[labels]
    got = js(
        TAKE
        + """
        const X = floats(given.X);
        const ff = network.forward(params, X, given.labels.length);
        const grads = network.backward(params, X, given.labels, ff);
        const loss = network.loss(ff.y, given.labels);
        const accuracy = network.accuracy(ff.y, given.labels);
        const before = network.trainStep(params, X, given.labels, 0.3);
        // JSON has no Infinity, so losses become strings.
        return {...ff, grads, loss: String(loss), before: String(before), accuracy,
                params};""",
        "network",
        params=plain(model.params),
        X=X.ravel().tolist(),
        labels=labels.tolist(),
    )
    y, ff_dict = model.forward(X)
    assert_close(got, ff_dict)
    grads = {f"d{name}": grad for name, grad in got["grads"].items()}
    assert_close(grads, model.backward(X, Y, ff_dict))
    loss = model.compute_loss(Y, y)
    for name in ("loss", "before"):  # infinite where the right class has probability 0
        assert float(got[name].lower()) == pytest.approx(loss, rel=1e-9, abs=1e-12)
    assert got["accuracy"] == pytest.approx(model.evaluate(Y, y))
    model.train_step(X, Y, len(X), 0.3)
    assert_close(got["params"], model.params)


def test_accuracy_takes_the_first_of_equal_probabilities(js):
    y = np.array([[0.4, 0.4, 0.2], [0.2, 0.4, 0.4]])
    code = "return network.accuracy(Float64Array.from(given.y), given.labels);"
    for labels, share in (([0, 1], 1), ([1, 2], 0)):
        assert js(code, "network", y=y.ravel().tolist(), labels=labels) == share
        assert accuracy(np.eye(3)[labels], y) == share


def test_fifty_steps_equal_those_of_numpy(js):
    """The page trains with the digits that it loads, but with NumPy's batches."""
    from live import packing
    from live.figures import train

    rng = np.random.default_rng(3)
    model = TwoLayerNN(784, 24, 10, rng=rng)
    X, Y = train.part("train")
    batches = load_batch(np.arange(len(X)), Y, 32, rng=rng)
    order = [rows for rows, _ in batches][:50]
    how = {"units": 24, "lr": 0.1, "batch": 32, "initializer": "xavier", "seed": 1}
    got = js(
        TAKE
        + """
        let text;
        globalThis.liveData = (name, packed) => (text = packed);
        (0, eval)(given.script);
        const file = await figure.unpacked(text);
        const set = (name) => ({ pixels: training.fromPairs(file[`${name}_pixels`]),
          labels: file[`${name}_labels`], top: given.top });
        const run = new training.Run(set("train"), set("valid"), given.how, params);
        const losses = given.order.map((rows) => run.take(Uint32Array.from(rows)));
        return { losses, params, end: run.evaluate() };""",
        "training",
        "figure",
        how=how,
        params=plain(model.params),
        order=[rows.tolist() for rows in order],
        script=packing.script("digits", train.files()["digits"]),
        top=train.TOP,
    )
    losses = []
    for rows in order:
        losses.append(model.compute_loss(Y[rows], model.forward(X[rows])[0]))
        model.train_step(X[rows], Y[rows], 32, 0.1)
    np.testing.assert_allclose(got["losses"], losses, rtol=0, atol=1e-6)
    assert_close(got["params"], model.params, rtol=0, atol=1e-6)
    assert got["losses"][-1] < 0.6 * got["losses"][0]
    X, Y = train.part("valid")
    y, _ = model.forward(X)
    end = {"loss": model.compute_loss(Y, y), "accuracy": model.evaluate(Y, y)}
    assert got["end"] == pytest.approx(end, abs=1e-6)


SPREADS = {"xavier": np.sqrt(1 / 784), "he": np.sqrt(2 / 784), "zero": 0}
SPREADS |= {"glorot": np.sqrt(2 / (784 + 64)), "tiny": 0.0001, "one": 1}


@pytest.mark.parametrize(("initializer", "sd"), SPREADS.items())
def test_initial_weights_have_the_spread_of_their_initializer(js, initializer, sd):
    code = """const random = training.generator(5);
    return training.initialParams(784, 64, 10, given.name, random).W1;"""
    W1 = js(code, "training", name=initializer)
    assert np.std(W1) == pytest.approx(sd, rel=0.02)
    assert abs(np.mean(W1)) <= 0.02 * sd


def test_an_epoch_has_every_digit_once(js):
    """Their order is random; the seed determines it."""
    code = "return training.shuffled(1000, training.generator(given.seed));"
    orders = [js(code, "training", seed=seed) for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == list(range(1000)) != orders[0]


def test_the_stored_run_of_the_picture_is_current():
    """`python train.py` writes book/live/figures/train.json again."""
    from live.figures import train

    new, stored = train.run(), train.stored()
    # Machines round differently, so a number may differ by one in its last place.
    assert new["rows"] == [pytest.approx(row, abs=2e-4) for row in stored["rows"]]
    texts = [base64.b64decode(run["weights"]) for run in (new, stored)]
    weights = [np.frombuffer(text, np.int8) for text in texts]
    assert np.abs(np.subtract(*weights, dtype=int)).max() <= 1


@pytest.mark.parametrize("seed", range(3))
def test_hinges_run_through_any_points(js, seed):
    """NumPy's network with the parameters of hinges.js has heights F at the knots t."""
    rng = np.random.default_rng(seed)
    t, F = np.sort(rng.uniform(-1, 2, size=12)), rng.normal(size=12)
    x = np.linspace(-2, 3, 101)
    code = """const params = hinges.hingeNet(given.t, given.F);
        return { params, ...hinges.curves(params, given.x) };"""
    got = js(code, "hinges", t=t.tolist(), F=F.tolist(), x=x.tolist())
    model = TwoLayerNN(1, 11, 1, rng=rng)
    for name, value in model.params.items():
        model.params[name] = np.reshape(got["params"][name], value.shape)
    at_t, at_x = (model.forward(v[:, None])[1]["Z2"][:, 0] for v in (t, x))
    np.testing.assert_allclose(at_t, F, rtol=0, atol=1e-9)
    np.testing.assert_allclose(got["sum"], at_x, rtol=0, atol=1e-9)
    from_parts = np.sum(got["parts"], axis=0) + model.params["b2"]
    np.testing.assert_allclose(from_parts, at_x, rtol=0, atol=1e-9)


def test_points_beyond_the_sine_bring_the_hinges_nearer_to_it():
    """The chapter asks the reader to bring the largest error, 0.0704, down."""
    from live.figures import hinges

    x, t, F = np.linspace(0, 1, 1001), hinges.KNOTS, hinges.sine(hinges.KNOTS)
    away = np.sign(F.round(9))  # from the axis; the points on it stay
    curves = [hinges.curve(t, F + shift * away, x) for shift in (0, 0.04)]
    on_it, beyond = (np.abs(curve - hinges.sine(x)).max() for curve in curves)
    assert on_it == pytest.approx(0.0704, abs=5e-5)
    assert beyond < 0.05
