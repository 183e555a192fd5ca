"""Right answers to initialize_parameters, in many styles.

Each takes (input_dim, num_hiddens, num_classes), or is a class with the method.
"""

import collections
import functools
import math
import random

import numpy as np
import scipy.stats

RIGHT = []


def right(answer):
    RIGHT.append(answer)
    return answer


@right
def randn_times_root(input_dim, num_hiddens, num_classes):
    W1 = np.random.randn(input_dim, num_hiddens) * np.sqrt(1 / input_dim)
    b1 = np.zeros(num_hiddens)
    W2 = np.random.randn(num_hiddens, num_classes) * np.sqrt(1 / num_hiddens)
    b2 = np.zeros(num_classes)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@right
def randn_divided(input_dim, num_hiddens, num_classes):
    params = {}
    params["W1"] = np.random.randn(input_dim, num_hiddens) / np.sqrt(input_dim)
    params["W2"] = np.random.randn(num_hiddens, num_classes) / np.sqrt(num_hiddens)
    params["b1"] = np.zeros((num_hiddens,))
    params["b2"] = np.zeros((num_classes,))
    return params


@right
def normal_with_scale(D, H, C):
    return dict(  # noqa: C408
        W1=np.random.normal(0, 1 / math.sqrt(D), (D, H)),
        b1=np.zeros(H),
        W2=np.random.normal(0, 1 / math.sqrt(H), (H, C)),
        b2=np.zeros(C),
    )


@right
def normal_by_keywords(D, H, C):
    W1 = np.random.normal(loc=0.0, scale=D**-0.5, size=(D, H))
    W2 = np.random.normal(loc=0.0, scale=H**-0.5, size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def uniform_from_the_linked_page(D, H, C):
    bound1, bound2 = 1 / np.sqrt(D), 1 / np.sqrt(H)
    W1 = np.random.uniform(-bound1, bound1, (D, H))
    W2 = np.random.uniform(-bound2, bound2, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def uniform_shifted_by_hand(D, H, C):
    lower, upper = -(1.0 / np.sqrt(D)), (1.0 / np.sqrt(D))
    W1 = lower + np.random.rand(D, H) * (upper - lower)
    lower, upper = -(1.0 / np.sqrt(H)), (1.0 / np.sqrt(H))
    W2 = lower + np.random.rand(H, C) * (upper - lower)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def two_rand_minus_one(D, H, C):
    W1 = (2 * np.random.random((D, H)) - 1) / np.sqrt(D)
    W2 = (2 * np.random.random((H, C)) - 1) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def uniform_of_variance_one_over_fan_in(D, H, C):
    def layer(n, m):
        return np.random.uniform(-math.sqrt(3 / n), math.sqrt(3 / n), size=(n, m))

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def glorot_uniform(D, H, C):
    limit = np.sqrt(6.0 / (D + H))
    W1 = np.random.uniform(low=-limit, high=limit, size=(D, H))
    limit = np.sqrt(6.0 / (H + C))
    W2 = np.random.uniform(low=-limit, high=limit, size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def glorot_uniform_nielsen(D, H, C):
    r1, r2 = np.sqrt(6) / np.sqrt(D + H), np.sqrt(6) / np.sqrt(H + C)
    W1 = np.random.rand(D, H) * 2 * r1 - r1
    W2 = np.random.rand(H, C) * 2 * r2 - r2
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def glorot_normal(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(2 / (D + H))
    W2 = np.random.randn(H, C) * np.sqrt(2 / (H + C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def glorot_by_the_mean_of_the_fans(D, H, C):
    shapes, params = {"1": (D, H), "2": (H, C)}, {}
    for layer, shape in shapes.items():
        params["W" + layer] = np.random.randn(*shape) / np.sqrt(np.mean(shape))
        params["b" + layer] = np.zeros(shape[1])
    return params


@right
def each_layer_its_own_rule(D, H, C):
    a = np.sqrt(6 / (H + C))
    return {
        "W1": np.random.standard_normal((D, H)) * np.sqrt(1 / D),
        "b1": np.zeros(H),
        "W2": np.random.uniform(-a, a, (H, C)),
        "b2": np.zeros(C),
    }


@right
def glorot_then_fan_in(D, H, C):
    W1 = np.random.normal(0, np.sqrt(2 / (D + H)), (D, H))
    return {
        "W1": W1,
        "b1": np.zeros(H),
        "W2": np.random.normal(0, np.sqrt(1 / H), (H, C)),
        "b2": np.zeros(C),
    }


@right
def generator_without_seed(D, H, C):
    rng = np.random.default_rng()
    return {
        "W1": rng.normal(0, np.sqrt(1 / D), (D, H)),
        "b1": np.zeros(H),
        "W2": rng.normal(0, np.sqrt(1 / H), (H, C)),
        "b2": np.zeros(C),
    }


@right
def generator_in_the_signature(D, H, C, rng=np.random.default_rng(0)):  # noqa: B008
    def xavier(i, o):
        return rng.standard_normal((i, o)) / np.sqrt(i)

    return {
        "W1": xavier(D, H),
        "b1": np.zeros(H),
        "W2": xavier(H, C),
        "b2": np.zeros(C),
    }


GENERATOR = np.random.default_rng(42)


@right
def generator_of_the_notebook(D, H, C):
    W1 = GENERATOR.uniform(-1, 1, (D, H)) * D**-0.5
    W2 = GENERATOR.uniform(-1, 1, (H, C)) * H**-0.5
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def legacy_random_state(D, H, C):
    state = np.random.RandomState()
    W1 = state.randn(D, H) / D**0.5
    W2 = state.randn(H, C) / H**0.5
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def fresh_seed_each_time(D, H, C):
    np.random.seed(random.randrange(2**32))
    W1 = np.random.randn(D, H) / np.sqrt(D)
    W2 = np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def seed_of_none(D, H, C):
    np.random.seed(None)
    W1 = np.random.randn(D, H) / np.sqrt(D)
    W2 = np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def float32(D, H, C):
    W1 = (np.random.randn(D, H) / np.sqrt(D)).astype(np.float32)
    W2 = (np.random.randn(H, C) / np.sqrt(H)).astype("float32")
    b1, b2 = np.zeros(H, dtype=np.float32), np.zeros(C, np.float32)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@right
def float32_uniform(D, H, C):
    rng = np.random.default_rng()
    W1 = (rng.random((D, H), dtype=np.float32) - 0.5) * np.float32(2 / np.sqrt(D))
    W2 = (rng.random((H, C), dtype=np.float32) - 0.5) * np.float32(2 / np.sqrt(H))
    b1, b2 = np.zeros(H, dtype=np.float32), np.zeros(C, dtype=np.float32)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@right
def python_loops_with_gauss(D, H, C):
    W1 = np.zeros((D, H))
    for i in range(D):
        for j in range(H):
            W1[i, j] = random.gauss(0, 1 / math.sqrt(D))
    W2 = np.zeros((H, C))
    for i in range(H):
        for j in range(C):
            W2[i][j] = random.gauss(0, 1 / math.sqrt(H))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def list_comprehensions(D, H, C):
    W1 = np.array(
        [[random.uniform(-1, 1) / D**0.5 for _ in range(H)] for _ in range(D)]
    )
    W2 = np.array(
        [[random.uniform(-1, 1) / H**0.5 for _ in range(C)] for _ in range(H)]
    )
    return {"W1": W1, "b1": np.array([0.0] * H), "W2": W2, "b2": np.array([0.0] * C)}


@right
def column_by_column(D, H, C):
    W1 = np.column_stack([np.random.randn(D) for _ in range(H)]) / np.sqrt(D)
    W2 = np.column_stack([np.random.randn(H) for _ in range(C)]) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def one_draw_for_all(D, H, C):
    numbers = np.random.randn(D * H + H * C)
    W1 = numbers[: D * H].reshape(D, H) / np.sqrt(D)
    W2 = numbers[D * H :].reshape(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def drawn_the_other_way_round(D, H, C):
    W1 = np.random.randn(H, D).T / np.sqrt(D)
    W2 = np.random.randn(C, H).T / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def in_place(D, H, C):
    W1, W2 = np.random.randn(D, H), np.random.randn(H, C)
    W1 *= (1 / W1.shape[0]) ** 0.5
    W2 /= np.sqrt(len(W2))
    b1, b2 = np.empty(H), np.empty(C)
    b1.fill(0), b2.fill(0)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@right
def biases_from_the_weights(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(D)
    W2 = np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": W1[0] * 0, "W2": W2, "b2": np.zeros_like(W2[0])}


@right
def scipy_norm(D, H, C):
    W1 = scipy.stats.norm.rvs(scale=D**-0.5, size=(D, H))
    W2 = scipy.stats.norm(loc=0, scale=H**-0.5).rvs((H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def scipy_truncated_and_widened(D, H, C):
    def layer(i, o):
        law = scipy.stats.truncnorm(-2, 2)
        return law.rvs((i, o)) * np.sqrt(1 / i) / law.std()

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def scipy_truncated_far_out(D, H, C):
    def layer(i, o):
        return scipy.stats.truncnorm.rvs(-3, 3, scale=1 / np.sqrt(i), size=(i, o))

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def truncated_within_the_bound(D, H, C):
    # A well-known tutorial: so narrow a piece of the normal is the uniform draw.
    def layer(i, o):
        rad = 1 / np.sqrt(i)
        return scipy.stats.truncnorm(-rad, rad, loc=0, scale=1).rvs((i, o))

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def keras_glorot_normal(D, H, C):
    def layer(i, o):
        sd = np.sqrt(2 / (i + o)) / 0.87962566103423978
        W = np.random.normal(0, sd, (i, o))
        while (far := np.abs(W) > 2 * sd).any():
            W[far] = np.random.normal(0, sd, far.sum())
        return W

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def box_muller(D, H, C):
    def normal(i, o):
        u, v = 1 - np.random.rand(i, o), np.random.rand(i, o)
        return np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)

    W1, W2 = normal(D, H) / np.sqrt(D), normal(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def truncated_narrowly(D, H, C):
    def layer(i, o):
        law = scipy.stats.truncnorm(-0.7, 0.7)
        return law.rvs((i, o)) / law.std() * np.sqrt(2 / (i + o))

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def twelve_uniform_numbers(D, H, C):
    W1 = (np.random.rand(12, D, H).sum(axis=0) - 6) / np.sqrt(D)
    W2 = (np.random.rand(12, H, C).sum(axis=0) - 6) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def shuffled(D, H, C):
    W1 = np.random.permutation(np.random.randn(D * H) / D**0.5).reshape(
        (D, H), order="F"
    )
    W2 = np.random.permutation(np.random.randn(H * C) / H**0.5).reshape((H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def recursive(*sizes, layer=1):
    if len(sizes) == 1:
        return {}
    i, o, *_ = sizes
    params = {f"W{layer}": np.random.randn(i, o) / i**0.5, f"b{layer}": np.zeros(o)}
    return params | recursive(*sizes[1:], layer=layer + 1)


@right
def scaled_to_the_exact_spread(D, H, C):
    def layer(i, o):
        W = np.random.randn(i, o)
        return (W - W.mean()) / W.std() * np.sqrt(1 / i)

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@right
def ordered_and_more(D, H, C):
    params = collections.OrderedDict()
    params["W1"] = np.random.normal(0, np.sqrt(1 / D), size=[D, H])
    params["b1"] = 0.0 * np.ones(H)
    params["W2"] = np.random.normal(0, np.sqrt(1 / H), size=[H, C])
    params["b2"] = np.full(C, 0.0)
    params["fan_in"], params["L"] = (D, H), 2
    return params


@right
def default_dict(D, H, C):
    params = collections.defaultdict(list)
    for layer, (i, o) in enumerate([(D, H), (H, C)], 1):
        params[f"W{layer}"] = np.random.randn(i, o) * np.power(i, -0.5)
        params[f"b{layer}"] = np.zeros(shape=o)
    return params


@right
def zipped_sizes(*sizes):
    params = {}
    for k, (n, m) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):  # noqa: RUF007
        params[f"W{k + 1}"] = np.random.randn(n, m) * np.sqrt(1.0 / n)
        params[f"b{k + 1}"] = np.zeros(m)
    return params


right(
    lambda D, H, C: {
        "W1": np.random.randn(D, H) / D**0.5,
        "b1": np.zeros(H),
        "W2": np.random.randn(H, C) / H**0.5,
        "b2": np.zeros(C),
    }
)


def shouting(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("initializing", args)
        return function(*args, **kwargs)

    return wrapper


@right
@shouting
def decorated_with_hints(
    input_dim: int, num_hiddens: int, num_classes: int
) -> dict[str, np.ndarray]:
    """Return Xavier start values."""
    rng: np.random.Generator = np.random.default_rng()
    W1: np.ndarray = rng.normal(
        scale=1 / np.sqrt(input_dim), size=(input_dim, num_hiddens)
    )
    W2 = rng.normal(scale=1 / np.sqrt(num_hiddens), size=(num_hiddens, num_classes))
    return {
        "W1": W1,
        "b1": np.zeros(num_hiddens),
        "W2": W2,
        "b2": np.zeros(num_classes),
    }


@right
def that_warns(D, H, C):
    np.array([1.0]) / np.array([0.0])
    W1 = np.random.randn(D, H) / np.sqrt(D)
    W2 = np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
def einsum_and_diagonal(D, H, C):
    W1 = np.einsum("i,ij->ij", np.full(D, D**-0.5), np.random.randn(D, H))
    W2 = np.diag(np.full(H, H**-0.5)) @ np.random.randn(H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@right
class MethodThatReturns:
    def __init__(self, input_dim, num_hiddens, num_classes):
        self.rng = np.random.default_rng()
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        params = {}
        params["W1"] = self.rng.normal(
            0, np.sqrt(1 / input_dim), (input_dim, num_hiddens)
        )
        params["b1"] = np.zeros(num_hiddens)
        params["W2"] = self.rng.normal(
            0, np.sqrt(1 / num_hiddens), (num_hiddens, num_classes)
        )
        params["b2"] = np.zeros(num_classes)
        return params


@right
class MethodThatStoresAndReturns:
    def __init__(self, input_dim, num_hiddens, num_classes):
        self.input_dim, self.num_hiddens = input_dim, num_hiddens
        self.num_classes = num_classes
        self.initialize_parameters(input_dim, num_hiddens, num_classes)
        assert self.params["W1"].shape == (input_dim, num_hiddens)

    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        self.params = {
            "W1": self.xavier(self.input_dim, self.num_hiddens),
            "b1": np.zeros(self.num_hiddens),
            "W2": self.xavier(self.num_hiddens, self.num_classes),
            "b2": np.zeros(self.num_classes),
        }
        return self.params

    def xavier(self, n, m):
        return np.random.uniform(-1 / np.sqrt(n), 1 / np.sqrt(n), size=(n, m))


@right
class StaticMethod:
    @staticmethod
    def initialize_parameters(input_dim, num_hiddens, num_classes):
        return randn_divided(input_dim, num_hiddens, num_classes)


@right
class ClassMethod:
    SCALE = staticmethod(lambda n: 1 / np.sqrt(n))

    @classmethod
    def initialize_parameters(cls, input_dim, num_hiddens, num_classes):
        W1 = np.random.randn(input_dim, num_hiddens) * cls.SCALE(input_dim)
        W2 = np.random.randn(num_hiddens, num_classes) * cls.SCALE(num_hiddens)
        b1, b2 = np.zeros(num_hiddens), np.zeros(num_classes)
        return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
