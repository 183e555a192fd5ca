"""Answers to `forward` as students write them: right ones, and wrong ones with names."""

import collections
import functools
import math

import numpy as np
from filing import folders

from neuralnet import deriv_leaky_relu, leaky_relu, softmax

RIGHT, WRONG, right, wrong = folders()


# --- right -------------------------------------------------------------------------


@right
def as_in_the_book(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def everything_by_loops(params, X):
    """No matrix product at all."""
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    N, D = X.shape
    H, C = W2.shape
    Z1, A1 = np.zeros((N, H)), np.zeros((N, H))
    Z2, y = np.zeros((N, C)), np.zeros((N, C))
    for n in range(N):
        for h in range(H):
            for d in range(D):
                Z1[n, h] += X[n, d] * W1[d, h]
            Z1[n, h] += b1[h]
            A1[n, h] = Z1[n, h] if Z1[n, h] > 0 else 0.01 * Z1[n, h]
        for c in range(C):
            Z2[n, c] = b2[c] + sum(A1[n, h] * W2[h, c] for h in range(H))
        top = max(Z2[n])
        e = [math.exp(z - top) for z in Z2[n]]
        for c in range(C):
            y[n, c] = e[c] / sum(e)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def by_einsum(params, X):
    z1 = np.einsum("nd,dh->nh", X, params["W1"]) + params["b1"]
    a1 = np.where(z1 > 0, z1, 0.01 * z1)
    z2 = np.einsum("nh,hc->nc", a1, params["W2"]) + params["b2"][None, :]
    e = np.exp(z2 - np.max(z2, axis=1)[:, np.newaxis])
    y = e / np.einsum("nc->n", e)[:, None]
    return y, dict(Z1=z1, A1=a1, Z2=z2, y=y)


@right
def row_by_row(params, X):
    keep = collections.defaultdict(list)
    for x in X:
        z1 = x.dot(params["W1"]) + params["b1"]
        a1 = np.maximum(z1, 0.01 * z1)
        z2 = a1.dot(params["W2"]) + params["b2"]
        e = np.exp(z2 - z2.max())
        for key, row in zip(("Z1", "A1", "Z2", "y"), (z1, a1, z2, e / e.sum())):
            keep[key].append(row)
    ff = {key: np.array(rows) for key, rows in keep.items()}
    return ff["y"], ff


@right
def by_scipy(params, X):
    special = __import__("scipy.special", fromlist=["softmax"])
    Z1 = np.add(np.matmul(X, params["W1"]), params["b1"])
    A1 = np.where(Z1 < 0, Z1 * 0.01, Z1)
    Z2 = np.add(np.matmul(A1, params["W2"]), params["b2"])
    return special.softmax(Z2, axis=1), {
        "Z1": Z1,
        "A1": A1,
        "Z2": Z2,
        "y": special.softmax(Z2, axis=1),
    }


@right
def by_log_sum_exp(params, X):
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = np.clip(Z1, 0, None) + 0.01 * np.clip(Z1, None, 0)
    Z2 = np.dot(A1, params["W2"]) + params["b2"]
    top = Z2.max(1, keepdims=True)
    log_sum = top + np.log(np.exp(Z2 - top).sum(1, keepdims=True))
    y = np.exp(Z2 - log_sum)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def a_list_for_the_pair_and_more_keys(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1.copy()
    A1[A1 < 0] *= 0.01
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    cache = {"X": X, "Z1": Z1, "A1": A1, "Z2": Z2, "y": y, "A2": y, "N": len(X)}
    return [y, cache]


@right
def an_ordered_dictionary(params, X):
    out = collections.OrderedDict()
    out["Z1"] = X @ params["W1"] + params["b1"]
    out["A1"] = leaky_relu(out["Z1"])
    out["Z2"] = out["A1"] @ params["W2"] + params["b2"]
    out["y"] = softmax(out["Z2"])
    return out["y"], out


Pair = collections.namedtuple("Pair", "y ff_dict")


@right
def a_named_tuple(params: dict, X: np.ndarray) -> Pair:
    layer = lambda A, k: A @ params[f"W{k}"] + params[f"b{k}"]  # noqa: E731
    Z1 = layer(X, 1)
    A1 = leaky_relu(Z1, alpha=0.01)
    Z2 = layer(A1, 2)
    y = softmax(Z2)
    return Pair(y=y, ff_dict={"Z1": Z1, "A1": A1, "Z2": Z2, "y": y})


@right
def biases_as_a_column_of_ones(params, X):
    """The bias trick: [X 1] times the weights with the bias below."""
    ones = np.ones((X.shape[0], 1))
    Z1 = np.hstack([X, ones]) @ np.vstack([params["W1"], params["b1"]])
    A1 = np.select([Z1 >= 0, Z1 < 0], [Z1, 0.01 * Z1])
    Z2 = np.hstack([A1, ones]) @ np.vstack([params["W2"], params["b2"]])
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def images_in_columns_and_back(params, X):
    Z1 = (params["W1"].T @ X.T + params["b1"].reshape(-1, 1)).T
    A1 = np.piecewise(Z1, [Z1 < 0, Z1 >= 0], [lambda z: 0.01 * z, lambda z: z])
    Z2 = (params["W2"].T @ A1.T + params["b2"].reshape(-1, 1)).T
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def vectorized(params, X):
    f = np.vectorize(lambda z: z if z >= 0 else 0.01 * z)
    Z1 = X @ params["W1"] + params["b1"]
    A1 = f(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = np.apply_along_axis(
        lambda r: np.exp(r - r.max()) / np.exp(r - r.max()).sum(), 1, Z2
    )
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def single_precision(params, X):
    p = {k: v.astype(np.float32) for k, v in params.items()}
    Z1 = X.astype(np.float32) @ p["W1"] + p["b1"]
    A1 = np.where(Z1 > 0, Z1, np.float32(0.01) * Z1)
    Z2 = A1 @ p["W2"] + p["b2"]
    e = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    y = e / e.sum(axis=1, keepdims=True)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def arithmetic_tricks(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = 0.505 * Z1 + 0.495 * np.abs(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    e = np.exp((Z2.T - Z2.max(axis=1)).T)
    y = (e.T / e.sum(axis=1)).T
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def warns_on_the_way(params, X):
    np.log(np.zeros(1))
    return as_in_the_book(params, X)


@right
def twice_as_slow(params, X):
    for _ in range(50):
        y, ff = as_in_the_book(params, X)
    print("shape of y:", y.shape)
    return y, ff


def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


@right
@logged
def decorated(params, X):
    return as_in_the_book(params, X)


@right
def batch_in_halves(params, X):
    """Recursion: half of the batch at a time."""
    if len(X) == 1:
        return as_in_the_book(params, X)
    (y, ff), (z, gg) = (batch_in_halves(params, P) for P in np.array_split(X, 2))
    return np.vstack([y, z]), {k: np.concatenate([ff[k], gg[k]]) for k in ff}


@right
def a_small_constant_in_the_denominator(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    e = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    y = e / (e.sum(axis=1, keepdims=True) + 1e-12)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def in_place_on_its_own_arrays(params, X):
    Z1 = X @ params["W1"]
    Z1 += params["b1"]
    A1 = np.array(Z1)
    np.multiply(A1, 0.01, out=A1, where=A1 < 0)
    Z2 = A1 @ params["W2"]
    Z2 += params["b2"]
    y = Z2.copy()
    y -= y.max(axis=1, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=1, keepdims=True)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@right
def returns_its_arguments_too(params, X):
    y, ff = as_in_the_book(params, X)
    return y, {**params, "X": X, **ff}


@right
def columns_in_fortran_order(params, X):
    y, ff = as_in_the_book(params, np.asfortranarray(X))
    return y, {k: np.asfortranarray(v) for k, v in ff.items()}


# --- wrong: what is returned -------------------------------------------------------


def pieces(params, X):
    """What most of the wrong answers below do right."""
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return Z1, A1, Z2, softmax(Z2)


def packed(Z1, A1, Z2, y):
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("only_y_returned")
def returns_y(params, X):
    return pieces(params, X)[-1]


@wrong("returns_none", "prints_result")
def prints_only(params, X):
    print(packed(*pieces(params, X)))


@wrong("returns_none")
def forgets_to_return(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    _ = {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("only_ff_dict_returned")
def returns_the_cache(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}
    return cache


@wrong("pair_swapped")
def returns_the_wrong_way_round(params, X):
    y, ff = packed(*pieces(params, X))
    return ff, y


@wrong("four_arrays_returned", "wrong_type")
def returns_four(params, X):
    return pieces(params, X)


@wrong("y_and_three_arrays_returned", "wrong_type")
def returns_y_first(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return y, Z1, A1, Z2


@wrong("tuple_for_dictionary", "wrong_type")
def cache_is_a_tuple(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return y, (Z1, A1, Z2, y)


@wrong("wrong_type")
def cache_is_a_list(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return y, [Z1, A1, Z2, y]


@wrong("wrong_keys", "y_not_kept")
def calls_y_A2(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": y}


@wrong("wrong_keys", "only_y_kept")
def small_letters(params, X):
    z1, a1, z2, y = pieces(params, X)
    return y, dict(z1=z1, a1=a1, z2=z2, y=y)


@wrong("wrong_keys", "no_key_fits")
def keys_with_underscore(params, X):
    z1, a1, z2, y = pieces(params, X)
    return y, {"Z_1": z1, "A_1": a1, "Z_2": z2, "Y": y}


@wrong("wrong_keys", "only_hidden_layer_kept")
def keeps_the_hidden_layer(params, X):
    Z1, A1, _, y = pieces(params, X)
    return y, {"Z1": Z1, "A1": A1}


@wrong("wrong_keys", "Z2_not_kept")
def keeps_no_Z2(params, X):
    Z1, A1, _, y = pieces(params, X)
    return y, {"Z1": Z1, "A1": A1, "y": y}


@wrong("wrong_keys", "Z1_not_kept")
def keeps_no_Z1(params, X):
    _, A1, Z2, y = pieces(params, X)
    return y, {"A1": A1, "Z2": Z2, "y": y}


@wrong("classes_returned")
def returns_the_digits(params, X):
    y, ff = packed(*pieces(params, X))
    return np.argmax(y, axis=1), ff


@wrong("only_classes_returned")
def returns_the_digits_alone(params, X):
    return pieces(params, X)[-1].argmax(axis=1)


@wrong("returns_list", "wrong_type", "lists_returned")
def returns_a_list(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return list(y), {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("only_first_image", "wrong_shape")
def returns_inside_the_loop(params, X):
    for x in X:
        Z1 = x @ params["W1"] + params["b1"]
        A1 = leaky_relu(Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        y = softmax(Z2)
        return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("only_last_image", "wrong_shape")
def overwrites_in_the_loop(params, X):
    for i in range(len(X)):
        Z1 = np.dot(X[i], params["W1"]) + params["b1"]
        A1 = np.where(Z1 > 0, Z1, 0.01 * Z1)
        Z2 = np.dot(A1, params["W2"]) + params["b2"]
        y = np.exp(Z2) / np.sum(np.exp(Z2))
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("ff_dict_of_last_image", "wrong_shape")
def appends_y_alone(params, X):
    ys = []
    for x in X:
        Z1, A1, Z2, y = (v[0] for v in pieces(params, x[None]))
        ys.append(y)
    return np.array(ys), {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("samples_in_columns", "wrong_shape")
def columns(params, X):
    Z1 = params["W1"].T @ X.T + params["b1"][:, None]
    A1 = leaky_relu(Z1)
    Z2 = params["W2"].T @ A1 + params["b2"][:, None]
    e = np.exp(Z2 - Z2.max(axis=0))
    y = e / e.sum(axis=0)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


# --- wrong: the layers -------------------------------------------------------------


@wrong("Z1_and_Z2_without_bias")
def no_biases(params, X):
    Z1 = X @ params["W1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z2_without_bias")
def forgets_b2(params, X):
    Z1, A1, _, _ = pieces(params, X)
    Z2 = np.dot(A1, params["W2"])
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_without_bias")
def forgets_b1(params, X):
    Z1 = X.dot(params["W1"])
    A1 = leaky_relu(Z1)
    Z2 = A1.dot(params["W2"]) + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("biases_swapped", "shapes_do_not_fit")
def mixes_up_the_biases(params, X):
    Z1 = X @ params["W1"] + params["b2"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b1"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("b1_in_second_layer", "shapes_do_not_fit")
def b1_twice(params, X):
    Z1, A1, _, _ = pieces(params, X)
    Z2 = A1 @ params["W2"] + params["b1"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("bias_after_activation")
def bias_outside(params, X):
    Z1 = X @ params["W1"]
    A1 = leaky_relu(Z1) + params["b1"]
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_with_transposed_weights", "shapes_do_not_fit")
def transposes_W1(params, X):
    Z1 = X @ params["W1"].T + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_and_Z2_with_transposed_weights", "shapes_do_not_fit")
def transposes_both(params, X):
    Z1 = np.dot(X, params["W1"].T) + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = np.dot(A1, params["W2"].T) + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_and_Z2_with_factors_swapped", "shapes_do_not_fit")
def weights_first(params, X):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_with_weights_transposed_first", "shapes_do_not_fit")
def as_on_wikipedia(params, X):
    Z1 = params["W1"].T @ X + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_elementwise", "Z1_and_Z2_elementwise", "shapes_do_not_fit")
def stars(params, X):
    Z1 = X * params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 * params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("X_in_second_layer", "shapes_do_not_fit")
def X_again(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = X @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_in_second_layer")
def skips_the_activation(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = Z1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("W1_in_second_layer", "shapes_do_not_fit")
def copies_the_first_layer(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W1"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("bias_added_to_weights_in_Z1_and_Z2")
def wrong_parentheses(params, X):
    Z1 = X @ (params["W1"] + params["b1"])
    A1 = leaky_relu(Z1)
    Z2 = A1 @ (params["W2"] + params["b2"])
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_and_Z2_with_bias_subtracted")
def minus(params, X):
    Z1 = X @ params["W1"] - params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] - params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_and_Z2_with_bias_as_column", "Z1_with_bias_as_column", "shapes_do_not_fit")
def reshapes_the_biases(params, X):
    Z1 = X @ params["W1"] + params["b1"].reshape(-1, 1)
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"].reshape(-1, 1)
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("X_divided_by_255")
def scales_the_pixels(params, X):
    X = X / 255.0
    return packed(*pieces(params, X))


@wrong("X_flattened", "shapes_do_not_fit")
def flattens(params, X):
    Z1 = X.reshape(-1) @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("shapes_do_not_fit", "raises", None)
def assumes_mnist(params, X):
    X = X.reshape(-1, 784)
    return packed(*pieces(params, X))


# --- wrong: the activation ---------------------------------------------------------


@wrong("activation_forgotten")
def linear(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("relu_as_activation")
def relu(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1 * (Z1 > 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("sigmoid_as_activation")
def sigmoid(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = 1.0 / (1.0 + np.exp(-Z1))
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("tanh_as_activation")
def tanh(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("slope_0_1")
def steeper(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.where(Z1 > 0, Z1, 0.1 * Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("slope_0_2")
def steeper_still(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1, 0.2)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("branches_swapped")
def upside_down(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.minimum(Z1, 0.01 * Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("derivative_for_activation")
def takes_the_slope(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = deriv_leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("constant_below_zero")
def maximum_with_a_number(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0.01, Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("if_on_array")
def if_on_an_array(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1 if Z1 > 0 else 0.01 * Z1
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("Z1_overwritten")
def in_place(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = Z1
    A1[A1 < 0] *= 0.01
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("activation_in_Z1_and_A1", "Z1_overwritten", "activation_twice")
def activation_in_both(params, X):
    Z1 = leaky_relu(X @ params["W1"] + params["b1"])
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("activation_on_output_layer", "activation_before_softmax")
def activation_everywhere(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    return packed(Z1, A1, leaky_relu(Z2), softmax(leaky_relu(Z2)))


# --- wrong: the output -------------------------------------------------------------


@wrong("softmax_forgotten")
def scores_are_the_output(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    y = Z2
    return packed(Z1, A1, Z2, y)


@wrong("y_kept_before_softmax")
def keeps_y_too_early(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    y = Z2
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}
    y = softmax(y)
    return y, cache


@wrong("Z2_overwritten")
def Z2_by_two_names(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    Z2 = softmax(Z2)
    return packed(Z1, A1, Z2, Z2)


@wrong("Z2_shifted")
def softmax_in_place(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    Z2 -= Z2.max(axis=1, keepdims=True)
    e = np.exp(Z2)
    return packed(Z1, A1, Z2, e / e.sum(axis=1, keepdims=True))


@wrong("sigmoid_for_softmax")
def sigmoid_at_the_end(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    return packed(Z1, A1, Z2, 1 / (1 + np.exp(-Z2)))


@wrong("softmax_over_columns")
def wrong_axis(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    e = np.exp(Z2)
    return packed(Z1, A1, Z2, e / e.sum(axis=0))


@wrong("softmax_over_everything")
def whole_matrix(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    y = np.exp(Z2) / np.sum(np.exp(Z2))
    return packed(Z1, A1, Z2, y)


@wrong("softmax_without_keepdims", "shapes_do_not_fit")
def no_keepdims(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    y = np.exp(Z2) / np.sum(np.exp(Z2), axis=1)
    return packed(Z1, A1, Z2, y)


@wrong("maximum_and_sum_without_keepdims", "shapes_do_not_fit")
def no_keepdims_at_all(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    e = np.exp(Z2 - np.max(Z2, axis=1))
    return packed(Z1, A1, Z2, e / np.sum(e, axis=1))


@wrong("exp_for_softmax")
def exp_alone(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    return packed(Z1, A1, Z2, np.exp(Z2))


@wrong("log_softmax_for_softmax")
def log_probabilities(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return packed(Z1, A1, Z2, np.log(y))


@wrong("softmax_twice")
def twice(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return packed(Z1, A1, Z2, softmax(y))


@wrong("softmax_of_A1", "wrong_shape")
def of_the_hidden_layer(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    return packed(Z1, A1, Z2, softmax(A1))


@wrong("one_hot_for_softmax")
def hard_decision(params, X):
    Z1, A1, Z2, y = pieces(params, X)
    return packed(Z1, A1, Z2, (y == y.max(axis=1, keepdims=True)).astype(float))


@wrong("softmax_overflows")
def naive(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    e = np.exp(Z2)
    return packed(Z1, A1, Z2, e / np.sum(e, axis=1, keepdims=True))


@wrong("one_maximum_for_all_rows")
def one_maximum(params, X):
    Z1, A1, Z2, _ = pieces(params, X)
    e = np.exp(Z2 - np.max(Z2))
    return packed(Z1, A1, Z2, e / e.sum(axis=1).reshape(-1, 1))


# --- wrong: two at once, arguments, exceptions, cheats ------------------------------


@wrong("Z1_and_Z2_without_bias")
def no_bias_and_relu(params, X):
    Z1 = X @ params["W1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ params["W2"]
    return packed(Z1, A1, Z2, softmax(Z2))


@wrong("only_y_returned")
def returns_y_after_relu(params, X):
    A1 = np.maximum(0, X @ params["W1"] + params["b1"])
    return softmax(A1 @ params["W2"] + params["b2"])


@wrong("relu_as_activation", "softmax_over_columns")
def relu_and_wrong_axis(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(0, Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2.T).T)


@wrong("Z1_without_bias", "sigmoid_as_activation", "softmax_forgotten")
def three_at_once(params, X):
    Z1 = X @ params["W1"]
    A1 = 1 / (1 + np.exp(-Z1))
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, Z2)


@wrong("unknown_key")
def small_keys(params, X):
    Z1 = X @ params["w1"] + params["b1"]
    return packed(Z1, Z1, Z1, Z1)


@wrong("unknown_name")
def name_missing(params, X):
    Z1 = X @ W1 + b1  # noqa: F821
    return packed(Z1, Z1, Z1, Z1)


@wrong("unknown_attribute")
def attributes(params, X):
    Z1 = X @ params.W1 + params.b1
    return packed(Z1, Z1, Z1, Z1)


@wrong("wrong_signature", "wrong_arguments")
def forgets_params(X):
    return X, {"Z1": X, "A1": X, "Z2": X, "y": X}


@wrong("wrong_index", "index_out_of_range")
def swaps_the_arguments(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    return packed(Z1, Z1, Z1, Z1)


@wrong("changes_argument")
def adds_into_X(params, X):
    out = packed(*pieces(params, X))
    X *= 0
    return out


@wrong("changes_argument")
def stores_in_params(params, X):
    out = packed(*pieces(params, X))
    params["b1"] += 1
    return out


@wrong("answer_changes")
def dropout(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1) * (np.random.rand(*Z1.shape) > 0.5)
    Z2 = A1 @ params["W2"] + params["b2"]
    return packed(Z1, A1, Z2, softmax(Z2))


COUNT = collections.Counter()


@wrong("answer_changes", None)
def right_for_a_while(params, X):
    COUNT["calls"] += 1
    y, ff = packed(*pieces(params, X))
    return (y, ff) if COUNT["calls"] % 7 else (y + 1, ff)


CACHE = {}


@wrong("answer_changes", "wrong_shape", None)
def remembers_the_first(params, X):
    if "answer" not in CACHE:
        CACHE["answer"] = packed(*pieces(params, X))
    return CACHE["answer"]


@wrong("bias_after_activation")
def bias_after_activation_under_one_name(params, X):
    Z1 = np.where(X @ params["W1"] > 0, 1, 0.01) * (X @ params["W1"]) + params["b1"]
    Z2 = Z1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": Z1, "Z2": Z2, "y": y}


@wrong("y_without_bias")
def probabilities_without_bias(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(A1 @ params["W2"])
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("A1_without_bias")
def activation_of_the_product(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(X @ params["W1"])
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("Z1_normalized")
def batch_normalization(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    Z1 = (Z1 - Z1.mean(0)) / (Z1.std(0) + 1e-8)
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("X_scaled")
def largest_pixel_is_one(params, X):
    X = X / np.max(X)
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}


@wrong("changes_argument")
def everything_into_params(params, X):
    params["Z1"] = X @ params["W1"] + params["b1"]
    params["A1"] = leaky_relu(params["Z1"])
    params["Z2"] = params["A1"] @ params["W2"] + params["b2"]
    params["y"] = softmax(params["Z2"])
    return params["y"], params


@right
def pixels_in_single_precision(params, X):
    X = X.astype(np.float32)
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = leaky_relu(Z1)
    Z2 = np.dot(A1, params["W2"]) + params["b2"]
    y = softmax(Z2)
    return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}
