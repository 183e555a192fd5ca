"""Answers to `backward` as students write them: right ones, and wrong ones with names."""

import collections
import functools

import numpy as np
from filing import folders

from neuralnet import deriv_leaky_relu, leaky_relu, softmax

RIGHT, WRONG, right, wrong = folders()


# --- right -------------------------------------------------------------------------


@right
def as_in_the_book(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dW2 = ff_dict["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * deriv_leaky_relu(ff_dict["Z1"])
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": dW2, "db2": db2}


@right
def by_einsum(params, X, Y, ff_dict):
    d2 = ff_dict["y"] - Y
    d1 = np.einsum("nc,hc->nh", d2, params["W2"])
    d1 = np.where(ff_dict["Z1"] >= 0, d1, 0.01 * d1)
    return dict(
        dW1=np.einsum("nd,nh->dh", X, d1),
        db1=np.einsum("nh->h", d1),
        dW2=np.einsum("nh,nc->hc", ff_dict["A1"], d2),
        db2=np.einsum("nc->c", d2),
    )


@right
def image_by_image(params, X, Y, ff_dict):
    grads = {"d" + name: np.zeros_like(value) for name, value in params.items()}
    for n in range(X.shape[0]):
        d2 = ff_dict["y"][n] - Y[n]
        grads["dW2"] += np.outer(ff_dict["A1"][n], d2)
        grads["db2"] += d2
        d1 = params["W2"].dot(d2)
        for h in range(len(d1)):
            if ff_dict["Z1"][n, h] < 0:
                d1[h] *= 0.01
        grads["dW1"] += np.outer(X[n], d1)
        grads["db1"] += d1
    return grads


@right
def entry_by_entry(params, X, Y, ff_dict):
    N, D = X.shape
    H, C = params["W2"].shape
    dW1, db1 = np.zeros((D, H)), np.zeros(H)
    dW2, db2 = np.zeros((H, C)), np.zeros(C)
    for n in range(N):
        for h in range(H):
            back = 0.0
            for c in range(C):
                e = ff_dict["y"][n, c] - Y[n, c]
                dW2[h, c] += ff_dict["A1"][n, h] * e
                back += e * params["W2"][h, c]
                if h == 0:
                    db2[c] += e
            back *= 1.0 if ff_dict["Z1"][n, h] >= 0 else 0.01
            db1[h] += back
            for d in range(D):
                dW1[d, h] += X[n, d] * back
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


@right
def by_the_full_jacobian(params, X, Y, ff_dict):
    y = ff_dict["y"]
    dZ2 = np.zeros_like(y)
    for n in range(len(y)):
        J = np.diag(y[n]) - np.outer(y[n], y[n])
        dZ2[n] = J @ (-Y[n] / y[n])
    dZ1 = (dZ2 @ params["W2"].T) * np.where(ff_dict["A1"] >= 0, 1, 0.01)
    return {
        "dW1": X.T @ dZ1,
        "db1": np.sum(dZ1, axis=0),
        "dW2": ff_dict["A1"].T @ dZ2,
        "db2": np.sum(dZ2, axis=0),
    }


@right
def jacobian_with_a_small_constant(params, X, Y, ff_dict):
    y = ff_dict["y"]
    dy = -Y / (y + 1e-9)
    dZ2 = y * (dy - np.sum(dy * y, axis=1, keepdims=True))
    dZ1 = dZ2 @ params["W2"].T
    dZ1[ff_dict["Z1"] < 0] *= 0.01
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(0),
        "dW2": ff_dict["A1"].T @ dZ2,
        "db2": dZ2.sum(0),
    }


@right
def divides_and_multiplies_back(params, X, Y, ff_dict):
    m = X.shape[0]
    dZ2 = (ff_dict["y"] - Y) / m
    dZ1 = np.dot(dZ2, params["W2"].T) * deriv_leaky_relu(ff_dict["Z1"])
    grads = {
        "dW2": np.dot(ff_dict["A1"].T, dZ2),
        "db2": np.sum(dZ2, axis=0),
        "dW1": np.dot(X.T, dZ1),
        "db1": np.sum(dZ1, axis=0),
    }
    return {key: m * value for key, value in grads.items()}


@right
def means_times_the_size(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.mean(axis=0) * len(X),
        "dW2": ff_dict["A1"].T @ dZ2,
        "db2": dZ2.mean(axis=0) * len(X),
    }


@right
def subtracts_one_at_the_true_class(params, X, Y, ff_dict):
    labels = np.argmax(Y, axis=1)
    dZ2 = ff_dict["y"].copy()
    dZ2[np.arange(len(labels)), labels] -= 1
    mask = (ff_dict["Z1"] >= 0).astype(float)
    mask[mask == 0] = 0.01
    dZ1 = dZ2.dot(params["W2"].T) * mask
    return {
        "dW1": X.T.dot(dZ1),
        "db1": dZ1.sum(axis=0),
        "dW2": ff_dict["A1"].T.dot(dZ2),
        "db2": dZ2.sum(axis=0),
        "loss": -np.log(ff_dict["y"][np.arange(len(labels)), labels]).sum(),
    }


@right
def transposed_twice(params, X, Y, ff_dict):
    delta2 = (ff_dict["y"] - Y).T
    delta1 = (params["W2"] @ delta2) * deriv_leaky_relu(ff_dict["Z1"]).T
    return {
        "dW1": (delta1 @ X).T,
        "db1": delta1.sum(axis=1),
        "dW2": (delta2 @ ff_dict["A1"]).T,
        "db2": delta2.sum(axis=1),
    }


@right
def by_outer_products(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ params["W2"].T
    dZ1 = dZ1 * np.vectorize(lambda z: 1.0 if z >= 0 else 0.01)(ff_dict["Z1"])
    return {
        "dW1": (X[:, :, None] * dZ1[:, None, :]).sum(axis=0),
        "db1": np.ones(len(X)) @ dZ1,
        "dW2": sum(np.outer(a, d) for a, d in zip(ff_dict["A1"], dZ2)),
        "db2": np.ones(len(X)) @ dZ2,
    }


@right
def by_tensordot(params, X, Y, ff_dict):
    dZ2 = np.subtract(ff_dict["y"], Y)
    dA1 = np.tensordot(dZ2, params["W2"], axes=([1], [1]))
    dZ1 = np.select([ff_dict["Z1"] >= 0], [dA1], default=0.01 * dA1)
    return {
        "dW1": np.tensordot(X, dZ1, axes=([0], [0])),
        "db1": np.add.reduce(dZ1),
        "dW2": np.tensordot(ff_dict["A1"], dZ2, axes=([0], [0])),
        "db2": np.add.reduce(dZ2),
    }


@right
def bias_gradient_squeezed(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    db1 = np.sum(dZ1, axis=0, keepdims=True).reshape(-1)
    db2 = np.sum(dZ2, axis=0, keepdims=True)[0]
    return {"dW1": X.T @ dZ1, "db1": db1, "dW2": ff_dict["A1"].T @ dZ2, "db2": db2}


@right
def bias_trick(params, X, Y, ff_dict):
    one = np.ones((len(X), 1))
    dZ2 = ff_dict["y"] - Y
    g2 = np.hstack([ff_dict["A1"], one]).T @ dZ2
    dZ1 = dZ2 @ params["W2"].T * (0.505 + 0.495 * np.copysign(1, ff_dict["Z1"]))
    g1 = np.hstack([X, one]).T @ dZ1
    return {"dW1": g1[:-1], "db1": g1[-1], "dW2": g2[:-1], "db2": g2[-1]}


@right
def forward_again(params, X, Y, ff_dict=None):
    """Trusts nothing and computes the forward pass once more."""
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    dZ2 = softmax(A1 @ params["W2"] + params["b2"]) - Y
    dZ1 = dZ2 @ params["W2"].T * deriv_leaky_relu(Z1)
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(axis=0),
        "dW2": A1.T @ dZ2,
        "db2": dZ2.sum(axis=0),
    }


@right
def by_finite_differences(params, X, Y, ff_dict):
    """Slow, but right."""

    def loss(p):
        A1 = leaky_relu(X @ p["W1"] + p["b1"])
        return -np.sum(Y * np.log(softmax(A1 @ p["W2"] + p["b2"])))

    def slope(name, index, step):
        moved = params[name].copy()
        moved[index] += step
        return (loss(params | {name: moved}) - loss(params)) / step

    # From the right, because of the kink, and of second order.
    return {
        "d" + name: np.array(
            [
                2 * slope(name, index, 1e-5) - slope(name, index, 2e-5)
                for index in np.ndindex(value.shape)
            ]
        ).reshape(value.shape)
        for name, value in params.items()
    }


@right
def single_precision(params, X, Y, ff_dict):
    ff = {k: v.astype(np.float32) for k, v in ff_dict.items()}
    dZ2 = ff["y"] - Y.astype(np.float32)
    dZ1 = dZ2 @ params["W2"].T.astype(np.float32)
    dZ1 = np.where(ff["Z1"] >= 0, dZ1, np.float32(0.01) * dZ1)
    return {
        "dW1": X.T.astype(np.float32) @ dZ1,
        "db1": dZ1.sum(axis=0),
        "dW2": ff["A1"].T @ dZ2,
        "db2": dZ2.sum(axis=0),
    }


@right
def ordered(params: dict, X: np.ndarray, Y: np.ndarray, ff_dict: dict) -> dict:
    """Last layer first, in an OrderedDict."""
    grads = collections.OrderedDict()
    delta = ff_dict["y"] - Y
    grads["dW2"], grads["db2"] = ff_dict["A1"].T @ delta, delta.sum(axis=0)
    delta = delta @ params["W2"].T * deriv_leaky_relu(x=ff_dict["Z1"], alpha=0.01)
    grads["dW1"], grads["db1"] = X.T @ delta, delta.sum(axis=0)
    return grads


@right
def keeps_the_intermediate_values_too(params, X, Y, ff_dict):
    Z1, A1, _, y = (ff_dict[k] for k in ("Z1", "A1", "Z2", "y"))
    dZ2 = y - Y
    dA1 = dZ2 @ params["W2"].T
    dZ1 = np.multiply(dA1, np.piecewise(Z1, [Z1 < 0], [0.01, 1.0]))
    return {
        "dZ2": dZ2,
        "dA1": dA1,
        "dZ1": dZ1,
        "dW2": np.matmul(np.transpose(A1), dZ2),
        "dW1": np.matmul(np.transpose(X), dZ1),
        "db2": np.array([np.sum(dZ2[:, j]) for j in range(dZ2.shape[1])]),
        "db1": np.array([np.sum(dZ1[:, j]) for j in range(dZ1.shape[1])]),
    }


def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        print("backward")
        return function(*args, **kwargs)

    return inner


@right
@logged
def decorated(params, X, Y, ff_dict):
    return as_in_the_book(params, X, Y, ff_dict)


@right
def halves_of_the_batch(params, X, Y, ff_dict):
    if len(X) == 1:
        return as_in_the_book(params, X, Y, ff_dict)
    half = len(X) // 2
    parts = []
    for rows in (slice(None, half), slice(half, None)):
        part = {key: value[rows] for key, value in ff_dict.items()}
        parts.append(halves_of_the_batch(params, X[rows], Y[rows], part))
    return {key: parts[0][key] + parts[1][key] for key in parts[0]}


@right
def works_in_place_on_a_copy(params, X, Y, ff_dict):
    np.divide(1.0, np.zeros(1))
    dZ2 = np.array(ff_dict["y"])
    dZ2 -= Y
    dZ1 = dZ2 @ params["W2"].T
    dZ1 *= np.clip(np.sign(ff_dict["Z1"]) + 1, 0.01, 1)
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(axis=0),
        "dW2": ff_dict["A1"].T @ dZ2,
        "db2": dZ2.sum(axis=0),
    }


@right
def minus_of_minus(params, X, Y, ff_dict):
    error = Y - ff_dict["y"]
    back = error @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    return {
        "dW1": -(X.T @ back),
        "db1": -back.sum(axis=0),
        "dW2": -(ff_dict["A1"].T @ error),
        "db2": -error.sum(axis=0),
    }


# --- wrong: what is returned -------------------------------------------------------


def pieces(params, X, Y, ff_dict):
    """What most of the wrong answers below do right."""
    dZ2 = ff_dict["y"] - Y
    dA1 = dZ2 @ params["W2"].T
    return dZ2, dA1, dA1 * deriv_leaky_relu(ff_dict["Z1"])


def packed(X, ff_dict, dZ2, dZ1):
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(axis=0),
        "dW2": ff_dict["A1"].T @ dZ2,
        "db2": dZ2.sum(axis=0),
    }


def solved(params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("tuple_returned", "wrong_type", "returns_tuple")
def four_values(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return g["dW1"], g["db1"], g["dW2"], g["db2"]


@wrong("tuple_from_the_back", "wrong_type", "returns_tuple")
def four_values_from_the_back(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return g["dW2"], g["db2"], g["dW1"], g["db1"]


@wrong("wrong_type", "returns_list")
def a_list(params, X, Y, ff_dict):
    return list(solved(params, X, Y, ff_dict).values())


@wrong("returns_none")
def only_computes(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["dW1"]


@wrong("prints_result", "returns_none")
def prints(params, X, Y, ff_dict):
    print(solved(params, X, Y, ff_dict))


@wrong("no_key_fits", "wrong_keys")
def keys_of_the_parameters(params, X, Y, ff_dict):
    return {k[1:]: v for k, v in solved(params, X, Y, ff_dict).items()}


@wrong("only_biases_kept", "wrong_keys")
def small_letters(params, X, Y, ff_dict):
    return {k.lower(): v for k, v in solved(params, X, Y, ff_dict).items()}


@wrong("no_key_fits", "wrong_keys")
def two_dictionaries(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return {"W": {"1": g["dW1"], "2": g["dW2"]}, "b": {"1": g["db1"], "2": g["db2"]}}


@wrong("only_weights_kept", "wrong_keys")
def forgets_biases(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return {"dW1": g["dW1"], "dW2": g["dW2"]}


@wrong("only_second_layer_kept", "wrong_keys")
def stops_after_one_layer(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    return {"dW2": ff_dict["A1"].T @ dZ2, "db2": dZ2.sum(axis=0)}


@wrong("db1_not_kept", "wrong_keys")
def forgets_db1(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    del g["db1"]
    return g


@wrong("dW1_and_dW2_swapped", "wrong_shape")
def weights_mixed_up(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["dW1"], g["dW2"] = g["dW2"], g["dW1"]
    return g


@wrong("layers_swapped", "wrong_shape")
def layers_mixed_up(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return {"dW1": g["dW2"], "db1": g["db2"], "dW2": g["dW1"], "db2": g["db1"]}


@wrong("updated_with_lr_0_1")
def does_the_step(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return {"d" + k: params[k] - 0.1 * g["d" + k] for k in params}


@wrong("no_key_fits", "wrong_keys")
def returns_new_parameters(params, X, Y, ff_dict, lr=0.1):
    g = solved(params, X, Y, ff_dict)
    return {k: params[k] - lr * g["d" + k] for k in params}


@wrong("returns_none")
def updates_in_place(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    for k in params:
        params[k] -= 0.01 * g["d" + k]


@wrong("changes_argument")
def updates_and_returns(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    for k in params:
        params[k] -= 0.01 * g["d" + k]
    return g


@wrong("returns_list", "wrong_type")
def gradients_as_lists(params, X, Y, ff_dict):
    return {k: v.tolist() for k, v in solved(params, X, Y, ff_dict).items()}


# --- wrong: dZ2 --------------------------------------------------------------------


def from_dZ2(dZ2, params, X, ff_dict):
    dZ1 = dZ2 @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("sign_flipped")
def target_minus_prediction(params, X, Y, ff_dict):
    return from_dZ2(Y - ff_dict["y"], params, X, ff_dict)


@wrong("sign_flipped")
def returns_minus(params, X, Y, ff_dict):
    return {k: -v for k, v in solved(params, X, Y, ff_dict).items()}


@wrong("dZ2_without_targets")
def forgets_the_targets(params, X, Y, ff_dict):
    return from_dZ2(ff_dict["y"], params, X, ff_dict)


@wrong("dZ2_without_softmax")
def loss_derivative_only(params, X, Y, ff_dict):
    return from_dZ2(-Y / ff_dict["y"], params, X, ff_dict)


@wrong("dZ2_times_y_1_y")
def sigmoid_habit(params, X, Y, ff_dict):
    y = ff_dict["y"]
    return from_dZ2((y - Y) * y * (1 - y), params, X, ff_dict)


@wrong("dZ2_twice_times_y_1_y")
def squared_error(params, X, Y, ff_dict):
    y = ff_dict["y"]
    return from_dZ2(2 * (y - Y) * (y * (1 - y)), params, X, ff_dict)


@wrong("dZ2_true_class_only")
def jacobian_diagonal(params, X, Y, ff_dict):
    y = ff_dict["y"]
    return from_dZ2(-Y / y * (y * (1 - y)), params, X, ff_dict)


@wrong("dZ2_through_softmax_again")
def jacobian_again(params, X, Y, ff_dict):
    y = ff_dict["y"]
    dZ2 = np.array(
        [(np.diag(p) - np.outer(p, p)) @ (p - t) for p, t in zip(y, Y, strict=True)]
    )
    return from_dZ2(dZ2, params, X, ff_dict)


@wrong("doubled")
def derivative_of_the_square(params, X, Y, ff_dict):
    return from_dZ2(2 * (ff_dict["y"] - Y), params, X, ff_dict)


@wrong("dZ2_from_scores")
def scores_minus_targets(params, X, Y, ff_dict):
    return from_dZ2(ff_dict["Z2"] - Y, params, X, ff_dict)


@wrong("dZ2_from_classes")
def decisions_minus_targets(params, X, Y, ff_dict):
    pred = np.zeros_like(Y)
    pred[np.arange(len(Y)), ff_dict["y"].argmax(1)] = 1
    return from_dZ2(pred - Y, params, X, ff_dict)


@wrong("dZ2_through_activation")
def activation_at_the_output(params, X, Y, ff_dict):
    dZ2 = (ff_dict["y"] - Y) * deriv_leaky_relu(ff_dict["Z2"])
    return from_dZ2(dZ2, params, X, ff_dict)


@wrong("dZ2_loss")
def the_loss_itself(params, X, Y, ff_dict):
    return from_dZ2(-Y * np.log(ff_dict["y"]), params, X, ff_dict)


@wrong("dZ2_divided_by_y_1_y")
def binary_cross_entropy(params, X, Y, ff_dict):
    y = ff_dict["y"]
    return from_dZ2(-(Y / y - (1 - Y) / (1 - y)), params, X, ff_dict)


# --- wrong: the lines --------------------------------------------------------------


@wrong("dW2_with_transpose_forgotten", "shapes_do_not_fit")
def forgets_a_transpose(params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    g = packed(X, ff_dict, dZ2, dZ1)
    g["dW2"] = np.dot(ff_dict["A1"], dZ2)
    return g


@wrong("dW2_and_dW1_with_transpose_forgotten", "shapes_do_not_fit")
def forgets_both_transposes(params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    g = packed(X, ff_dict, dZ2, dZ1)
    g["dW2"], g["dW1"] = ff_dict["A1"] @ dZ2, X @ dZ1
    return g


@wrong("dW2_and_dW1_transposed", "wrong_shape")
def transposed_weights(params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    g = packed(X, ff_dict, dZ2, dZ1)
    g["dW2"], g["dW1"] = dZ2.T @ ff_dict["A1"], dZ1.T @ X
    return g


@wrong("dW1_transposed", "wrong_shape")
def one_transposed(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["dW1"] = g["dW1"].T
    return g


@wrong("dW2_and_dW1_with_factors_swapped", "shapes_do_not_fit")
def factors_swapped(params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    g = packed(X, ff_dict, dZ2, dZ1)
    g["dW2"], g["dW1"] = dZ2 @ ff_dict["A1"].T, dZ1 @ X.T
    return g


@wrong("Z1_for_A1_in_dW2")
def Z1_in_dW2(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["dW2"] = ff_dict["Z1"].T @ (ff_dict["y"] - Y)
    return g


@wrong("X_for_A1_in_dW2", "wrong_shape")
def X_in_dW2(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["dW2"] = X.T @ (ff_dict["y"] - Y)
    return g


@wrong("A1_for_X_in_dW1", "wrong_shape")
def A1_in_dW1(params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    g = packed(X, ff_dict, dZ2, dZ1)
    g["dW1"] = ff_dict["A1"].T @ dZ1
    return g


@wrong("dA1_without_transpose", "shapes_do_not_fit")
def W2_not_transposed(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = (dZ2 @ params["W2"]) * deriv_leaky_relu(ff_dict["Z1"])
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("dA1_with_W1_transposed", "shapes_do_not_fit")
def W1_for_W2(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = (dZ2 @ params["W1"].T) * deriv_leaky_relu(ff_dict["Z1"])
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("dA1_without_W2", "shapes_do_not_fit")
def no_W2(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    return packed(X, ff_dict, dZ2, dZ2 * deriv_leaky_relu(ff_dict["Z1"]))


@wrong("dA1_with_dW2")
def gradient_for_weights(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dW2 = ff_dict["A1"].T @ dZ2
    dZ1 = dZ2 @ dW2.T * deriv_leaky_relu(ff_dict["Z1"])
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("dZ1_without_derivative")
def no_derivative(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dA1)


@wrong("dZ1_without_derivative")
def mask_of_rectified(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    Z1 = np.maximum(ff_dict["Z1"], 0)
    return packed(X, ff_dict, dZ2, dA1 * deriv_leaky_relu(Z1))


@wrong("dZ1_with_activation")
def activation_for_derivative(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dA1 * leaky_relu(ff_dict["Z1"]))


@wrong("dZ1_with_relu_mask")
def relu_derivative(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    dA1[ff_dict["Z1"] <= 0] = 0
    return packed(X, ff_dict, dZ2, dA1)


@wrong("dZ1_with_relu_mask")
def integer_slopes(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    slopes = np.ones(dA1.shape, dtype=int)
    slopes[ff_dict["Z1"] < 0] = 0.01
    return packed(X, ff_dict, dZ2, dA1 * slopes)


@wrong("dZ1_with_slope_0_1")
def typed_in_alpha(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dA1 * np.where(ff_dict["Z1"] > 0, 1, 0.1))


@wrong("dZ1_with_derivative_at_dA1")
def derivative_at_the_gradient(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, leaky_relu(dA1))


@wrong("dZ1_with_derivative_at_Z2", "shapes_do_not_fit")
def derivative_at_Z2(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dA1 * deriv_leaky_relu(ff_dict["Z2"]))


@wrong("dZ1_with_branches_swapped")
def mask_upside_down(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dA1 * np.where(ff_dict["Z1"] < 0, 1, 0.01))


@wrong("dZ1_as_for_sigmoid_output")
def sigmoid_derivative(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    A1 = ff_dict["A1"]
    return packed(X, ff_dict, dZ2, dA1 * A1 * (1 - A1))


@wrong("dZ1_as_for_tanh_output")
def tanh_derivative(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    return packed(X, ff_dict, dZ2, dA1 * (1 - np.square(ff_dict["A1"])))


@wrong("if_on_array")
def if_on_an_array(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    slope = 1 if ff_dict["Z1"] > 0 else 0.01
    return packed(X, ff_dict, dZ2, dA1 * slope)


# --- wrong: the biases -------------------------------------------------------------


def with_biases(summed, params, X, Y, ff_dict):
    dZ2, _, dZ1 = pieces(params, X, Y, ff_dict)
    g = packed(X, ff_dict, dZ2, dZ1)
    return g | {"db1": summed(dZ1), "db2": summed(dZ2)}


@wrong("db2_and_db1_not_summed", "wrong_shape")
def not_summed(params, X, Y, ff_dict):
    return with_biases(lambda d: d, params, X, Y, ff_dict)


@wrong("db2_and_db1_summed_over_units", "wrong_shape")
def wrong_axis(params, X, Y, ff_dict):
    return with_biases(lambda d: np.sum(d, axis=1), params, X, Y, ff_dict)


@wrong("db2_and_db1_summed_over_units_with_keepdims", "wrong_shape")
def wrong_axis_with_keepdims(params, X, Y, ff_dict):
    return with_biases(lambda d: d.sum(1, keepdims=True), params, X, Y, ff_dict)


@wrong("db2_and_db1_summed_to_a_number", "returns_number", "wrong_type", "wrong_shape")
def scalars(params, X, Y, ff_dict):
    return with_biases(np.sum, params, X, Y, ff_dict)


@wrong("db2_and_db1_mean_over_batch")
def means_of_biases(params, X, Y, ff_dict):
    return with_biases(lambda d: np.mean(d, axis=0), params, X, Y, ff_dict)


@wrong("bias_shape")
def keeps_dims(params, X, Y, ff_dict):
    return with_biases(lambda d: d.sum(axis=0, keepdims=True), params, X, Y, ff_dict)


@wrong("bias_shape")
def biases_as_columns(params, X, Y, ff_dict):
    return with_biases(lambda d: d.sum(axis=0).reshape(-1, 1), params, X, Y, ff_dict)


@wrong("db1_from_dZ2", "wrong_shape")
def copies_db2(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["db1"] = np.sum(ff_dict["y"] - Y, axis=0)
    return g


@wrong("db2_not_summed", "wrong_shape")
def only_db2_not_summed(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    g["db2"] = ff_dict["y"] - Y
    return g


# --- wrong: the scale --------------------------------------------------------------


@wrong("mean_over_batch")
def means(params, X, Y, ff_dict):
    m = X.shape[0]
    return {k: v / m for k, v in solved(params, X, Y, ff_dict).items()}


@wrong("mean_over_batch")
def mean_from_the_start(params, X, Y, ff_dict):
    return from_dZ2((ff_dict["y"] - Y) / len(Y), params, X, ff_dict)


@wrong("dW2_and_dW1_mean_over_batch")
def means_of_weights(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return g | {"dW1": g["dW1"] / len(X), "dW2": g["dW2"] / len(X)}


@wrong("second_layer_mean_over_batch")
def mean_in_one_layer(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return g | {"dW2": g["dW2"] / len(X), "db2": g["db2"] / len(X)}


@wrong("mean_over_batch_twice")
def mean_twice(params, X, Y, ff_dict):
    m = len(X)
    g = from_dZ2((ff_dict["y"] - Y) / m, params, X, ff_dict)
    return {k: v / m for k, v in g.items()}


@wrong("divided_by_32")
def typed_in_batch(params, X, Y, ff_dict):
    return {k: v / 32 for k, v in solved(params, X, Y, ff_dict).items()}


@wrong("divided_by_images_and_classes")
def mean_of_everything(params, X, Y, ff_dict):
    return from_dZ2((ff_dict["y"] - Y) / Y.size, params, X, ff_dict)


@wrong("multiplied_by_0_01")
def learning_rate(params, X, Y, ff_dict):
    return {k: 0.01 * v for k, v in solved(params, X, Y, ff_dict).items()}


@wrong("first_image_alone")
def returns_in_the_loop(params, X, Y, ff_dict):
    g = {"d" + k: np.zeros_like(v) for k, v in params.items()}
    for i in range(len(X)):
        one = {k: v[i : i + 1] for k, v in ff_dict.items()}
        for k, v in solved(params, X[i : i + 1], Y[i : i + 1], one).items():
            g[k] += v
        return g


@wrong("last_image_alone")
def overwrites_in_the_loop(params, X, Y, ff_dict):
    for i in range(len(X)):
        one = {k: v[i : i + 1] for k, v in ff_dict.items()}
        g = solved(params, X[i : i + 1], Y[i : i + 1], one)
    return g


@wrong("weight_decay_0_01")
def regularized(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return g | {k: g[k] + 0.01 * params[k[1:]] for k in ("dW1", "dW2")}


# --- wrong: two at once, exceptions, cheats -----------------------------------------


@wrong("sign_flipped")
def sign_and_mean(params, X, Y, ff_dict):
    return from_dZ2((Y - ff_dict["y"]) / len(X), params, X, ff_dict)


@wrong("mean_over_batch", "dZ1_without_derivative")
def mean_and_no_derivative(params, X, Y, ff_dict):
    dZ2 = (ff_dict["y"] - Y) / len(X)
    return packed(X, ff_dict, dZ2, dZ2 @ params["W2"].T)


@wrong("tuple_returned", "wrong_type")
def tuple_of_means(params, X, Y, ff_dict):
    m = len(X)
    g = solved(params, X, Y, ff_dict)
    return g["dW1"] / m, g["db1"] / m, g["dW2"] / m, g["db2"] / m


@wrong("mean_over_batch", "db2_and_db1_summed_over_units", "wrong_shape")
def mean_along_the_wrong_axis(params, X, Y, ff_dict):
    g = with_biases(lambda d: d.sum(axis=1), params, X, Y, ff_dict)
    return {k: v / len(X) for k, v in g.items()}


@wrong("sign_flipped", "dZ1_with_relu_mask", "mean_over_batch")
def three_at_once(params, X, Y, ff_dict):
    dZ2 = (Y - ff_dict["y"]) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (ff_dict["Z1"] > 0)
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("mean_over_batch")
def mean_with_keepdims(params, X, Y, ff_dict):
    g = with_biases(lambda d: d.sum(axis=0, keepdims=True), params, X, Y, ff_dict)
    return {k: v / len(X) for k, v in g.items()}


@wrong("unknown_key")
def X_from_the_cache(params, X, Y, ff_dict):
    dZ2 = ff_dict["Y_hat"] - Y
    return packed(X, ff_dict, dZ2, dZ2)


@wrong("unknown_key")
def parameters_from_the_cache(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ ff_dict["W2"].T
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("wrong_signature")
def forgets_X(params, Y, ff_dict):
    return {}


@wrong("wrong_index", "index_out_of_range", "shapes_do_not_fit", "raises")
def arguments_swapped(params, X, ff_dict, Y):
    dZ2 = ff_dict["y"] - Y
    return packed(X, ff_dict, dZ2, dZ2)


@wrong("changes_argument")
def subtracts_in_place(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"]
    dZ2 -= Y
    dZ1 = dZ2 @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
    return packed(X, ff_dict, dZ2, dZ1)


@wrong("changes_argument")
def mask_in_place(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    Z1 = ff_dict["Z1"]
    Z1[Z1 >= 0] = 1
    Z1[Z1 < 0] = 0.01
    return packed(X, ff_dict, dZ2, dA1 * Z1)


@wrong("dZ1_with_relu_mask", "changes_argument")
def relu_mask_in_place(params, X, Y, ff_dict):
    dZ2, dA1, _ = pieces(params, X, Y, ff_dict)
    Z1 = ff_dict["Z1"]
    Z1[Z1 < 0] = 0
    Z1[Z1 > 0] = 1
    return packed(X, ff_dict, dZ2, dA1 * Z1)


@wrong("answer_changes")
def noisy(params, X, Y, ff_dict):
    g = solved(params, X, Y, ff_dict)
    return {k: v + np.random.normal(0, 0.01, v.shape) for k, v in g.items()}


COUNT = collections.Counter()


@wrong("answer_changes", None)
def right_for_a_while(params, X, Y, ff_dict):
    COUNT["calls"] += 1
    g = solved(params, X, Y, ff_dict)
    return g if COUNT["calls"] % 7 else {k: 2 * v for k, v in g.items()}


TOTAL = {}


@wrong("answer_changes", "wrong_shape", "shapes_do_not_fit", None)
def accumulates_outside(params, X, Y, ff_dict):
    for k, v in solved(params, X, Y, ff_dict).items():
        TOTAL[k] = TOTAL[k] + v if k in TOTAL and TOTAL[k].shape == v.shape else v
    return dict(TOTAL)


def gradients(params, X, Y, ff_dict, slope):
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ params["W2"].T * slope
    dW2, db2 = ff_dict["A1"].T @ dZ2, dZ2.sum(axis=0)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": dW2, "db2": db2}


@right
def strictly_greater(params, X, Y, ff_dict):
    slope = np.where(ff_dict["Z1"] > 0, 1, 0.01)
    return gradients(params, X, Y, ff_dict, slope)


@right
def shrinks_zero_in_place(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ params["W2"].T
    dZ1[ff_dict["A1"] <= 0] *= 0.01
    dW2, db2 = ff_dict["A1"].T @ dZ2, dZ2.sum(axis=0)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": dW2, "db2": db2}


@right
def neither_mask_at_zero(params, X, Y, ff_dict):
    Z1 = ff_dict["Z1"]
    return gradients(params, X, Y, ff_dict, 1.0 * (Z1 > 0) + 0.01 * (Z1 < 0))


@right
def both_masks_at_zero(params, X, Y, ff_dict):
    Z1 = ff_dict["Z1"]
    return gradients(params, X, Y, ff_dict, 1.0 * (Z1 >= 0) + 0.01 * (Z1 <= 0))


@wrong("dZ1_of_derivative_alone")
def slope_of_the_error(params, X, Y, ff_dict):
    dZ2 = ff_dict["y"] - Y
    dZ1 = deriv_leaky_relu(dZ2 @ params["W2"].T)
    dW2, db2 = ff_dict["A1"].T @ dZ2, dZ2.sum(axis=0)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": dW2, "db2": db2}


@wrong("dZ2_one_subtracted_in_whole_columns")
def one_in_whole_columns(params, X, Y, ff_dict):
    y = ff_dict["y"].copy()
    y[:, Y.argmax(axis=1)] -= 1
    slope = deriv_leaky_relu(ff_dict["Z1"])
    return gradients(params, X, 0, {**ff_dict, "y": y}, slope)


@wrong("changes_argument")
def new_key_in_ff_dict(params, X, Y, ff_dict):
    ff_dict["dZ2"] = ff_dict["y"] - Y
    return gradients(params, X, Y, ff_dict, deriv_leaky_relu(ff_dict["Z1"]))


@right
def slope_by_sign_of_A1(params, X, Y, ff_dict):
    slope = np.where(np.signbit(ff_dict["A1"]) & (ff_dict["A1"] != 0), 0.01, 1.0)
    return gradients(params, X, Y, ff_dict, slope)


@right
def forward_once_more(params, X, Y, ff_dict):
    Z1 = np.einsum("nd,dh->nh", X, params["W1"]) + params["b1"]
    A1 = np.maximum(Z1, 0.01 * Z1)
    y = softmax(np.einsum("nh,hc->nc", A1, params["W2"]) + params["b2"])
    return gradients(params, X, Y, {"y": y, "A1": A1}, np.where(Z1 >= 0, 1, 0.01))


@wrong("text_for_numbers")
def takes_the_dictionary_apart(params, X, Y, ff_dict):
    _, _, W2, _ = params
    dZ2 = ff_dict["y"] - Y
    dZ1 = dZ2 @ W2 * deriv_leaky_relu(ff_dict["Z1"])
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}


@wrong("started_at_one")
def sums_from_ones(params, X, Y, ff_dict):
    grads = {"d" + name: np.ones_like(value) for name, value in params.items()}
    for n in range(len(X)):
        dz2 = ff_dict["y"][n] - Y[n]
        dz1 = params["W2"] @ dz2 * deriv_leaky_relu(ff_dict["Z1"][n])
        grads["dW2"] += np.outer(ff_dict["A1"][n], dz2)
        grads["db2"] += dz2
        grads["dW1"] += np.outer(X[n], dz1)
        grads["db1"] += dz1
    return grads


@wrong("calculates_with_a_list")
def list_of_slopes(params, X, Y, ff_dict):
    slopes = [[1 if z >= 0 else 0.01 for z in row] for row in ff_dict["Z1"]]
    return {"dW1": slopes * 0.5}
