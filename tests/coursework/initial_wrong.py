"""Wrong answers to initialize_parameters, as students write them.

Each stands with the identifiers that are right for it; None in place of a name means
that no entry of the catalogue is about it. Nothing here calls the catalogue.
"""

import math
import random

import numpy as np
import scipy.stats

WRONG = []


def wrong(*names):
    def file(answer):
        WRONG.append((answer, set(names)))
        return answer

    return file


# --- Scales ---------------------------------------------------------------------------


@wrong("standard_normal")
def no_scale(input_dim, num_hiddens, num_classes):
    W1 = np.random.randn(input_dim, num_hiddens)
    W2 = np.random.randn(num_hiddens, num_classes)
    b1, b2 = np.zeros(num_hiddens), np.zeros(num_classes)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@wrong("standard_normal")
def forgot_scale_in_second(D, H, C):
    params = {"b1": np.zeros(H), "b2": np.zeros(C)}
    params["W1"] = np.random.randn(D, H) * np.sqrt(1 / D)
    params["W2"] = np.random.randn(H, C)
    return params


@wrong("standard_normal")
def result_of_the_scaling_thrown_away(D, H, C):
    W1, W2 = np.random.normal(size=(D, H)), np.random.normal(size=(H, C))
    W1 * np.sqrt(1 / D)
    W2 * np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_one_hundredth")
def old_habit(D, H, C):
    W1 = 0.01 * np.random.randn(D, H)
    W2 = 0.01 * np.random.randn(H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_one_hundredth")
def hundredth_in_second_only(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(D)
    W2 = np.random.normal(0, 0.01, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_one_tenth")
def tenth(D, H, C):
    return {
        "W1": np.random.normal(0, 0.1, (D, H)),
        "b1": np.zeros(H),
        "W2": np.random.normal(0, 0.1, (H, C)),
        "b2": np.zeros(C),
    }


@wrong("scale_one_tenth")
def uniform_within_a_tenth(D, H, C):
    W1 = np.random.uniform(-0.1, 0.1, (D, H))
    W2 = np.random.uniform(-0.1, 0.1, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_one_thousandth")
def thousandth(D, H, C):
    rng = np.random.default_rng()
    W1, W2 = rng.normal(0, 1e-3, (D, H)), rng.normal(0, 1e-3, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_typed_in")
def twentieth(D, H, C):
    W1 = np.random.uniform(-0.05, 0.05, (D, H))
    W2 = np.random.uniform(-0.05, 0.05, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_typed_in")
def gpt_style(D, H, C):
    W1, W2 = np.random.randn(D, H) * 0.02, np.random.randn(H, C) * 0.02
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_typed_in")
def mnist_sizes_in_the_scale(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(1 / 784)
    W2 = np.random.randn(H, C) * np.sqrt(1 / 512)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_typed_in", "scale_one_tenth")
def global_sizes(D, H, C):
    input_dim, num_hiddens = 784, 100
    W1 = np.random.uniform(-1, 1, (D, H)) / np.sqrt(input_dim)
    W2 = np.random.uniform(-1, 1, (H, C)) / np.sqrt(num_hiddens)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("he")
def kaiming(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(2.0 / D)
    W2 = np.random.randn(H, C) * np.sqrt(2.0 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("he")
def he_uniform(D, H, C):
    def layer(n, m):
        limit = np.sqrt(6 / n)
        return np.random.uniform(-limit, limit, (n, m))

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@wrong("he")
def he_then_xavier(D, H, C):
    W1 = np.random.normal(0, math.sqrt(2 / D), (D, H))
    W2 = np.random.normal(0, math.sqrt(1 / H), (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("he")
def kaiming_for_leaky(D, H, C):
    gain = np.sqrt(2 / (1 + 0.01**2))
    W1 = np.random.randn(D, H) * gain / np.sqrt(D)
    W2 = np.random.randn(H, C) * gain / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("he_from_fan_out")
def he_fan_out(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(2 / H)
    W2 = np.random.randn(H, C) * np.sqrt(2 / C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("fan_out_for_fan_in")
def columns_for_rows(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(H)
    W2 = np.random.randn(H, C) / np.sqrt(C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("fan_out_for_fan_in")
def shape_one(D, H, C):
    def scaled(W):
        return W / np.sqrt(W.shape[1])

    W1, W2 = np.random.uniform(-1, 1, (D, H)), np.random.uniform(-1, 1, (H, C))
    params = {"W1": scaled(W1), "W2": scaled(W2)}
    return params | {"b1": np.zeros(H), "b2": np.zeros(C)}


@wrong("fan_out_for_fan_in")
def hiddens_for_both(D, H, C):
    scale = 1 / np.sqrt(H)
    W1, W2 = scale * np.random.randn(D, H), scale * np.random.randn(H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("fan_out_for_fan_in", "input_dim_for_both")
def fans_swapped(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(1 / H)
    W2 = np.random.randn(H, C) * np.sqrt(1 / D)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("input_dim_for_both")
def same_scale_twice(D, H, C):
    scale = np.sqrt(1 / D)
    W1 = np.random.normal(0, scale, size=(D, H))
    W2 = np.random.normal(0, scale, size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("input_dim_for_both")
def same_bound_twice(D, H, C):
    bound = 1 / D**0.5
    W1 = np.random.uniform(-bound, bound, size=(D, H))
    W2 = np.random.uniform(-bound, bound, size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("first_scale_for_both")
def same_glorot_twice(D, H, C):
    limit = np.sqrt(6 / (D + H))
    W1 = np.random.uniform(-limit, limit, (D, H))
    W2 = np.random.uniform(-limit, limit, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("other_layers_sizes")
def ends_of_the_network(D, H, C):
    limit = np.sqrt(6 / (D + C))
    W1 = np.random.uniform(-limit, limit, (D, H))
    W2 = np.random.uniform(-limit, limit, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("sum_of_all_sizes")
def all_sizes(D, H, C):
    scale = np.sqrt(2 / (D + H + C))
    W1, W2 = np.random.randn(D, H) * scale, np.random.randn(H, C) * scale
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("product_of_sizes")
def number_of_weights(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(D * H)
    W2 = np.random.randn(H, C) / np.sqrt(H * C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("product_of_sizes")
def size_of_the_array(D, H, C):
    W1, W2 = np.random.randn(D, H), np.random.randn(H, C)
    W1, W2 = W1 / np.linalg.norm(W1), W2 / np.linalg.norm(W2)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("missing_root")
def variance_as_scale(D, H, C):
    W1 = np.random.normal(0, 1 / D, (D, H))
    W2 = np.random.normal(0, 1 / H, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("missing_root")
def divided_by_fan_in(D, H, C):
    W1, W2 = np.random.randn(D, H) / D, np.random.randn(H, C) / H
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("missing_root")
def bound_without_root(D, H, C):
    W1 = np.random.uniform(-1 / D, 1 / D, (D, H))
    W2 = np.random.uniform(-1 / H, 1 / H, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("he_missing_root")
def two_over_fan_in(D, H, C):
    W1, W2 = np.random.normal(0, 2 / D, (D, H)), np.random.normal(0, 2 / H, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("glorot_missing_root")
def glorot_variance_as_scale(D, H, C):
    W1 = np.random.normal(0, 2 / (D + H), (D, H))
    W2 = np.random.normal(0, 2 / (H + C), (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("glorot_missing_root")
def six_without_root(D, H, C):
    limit = 6 / (D + H)
    W1 = np.random.uniform(-limit, limit, (D, H))
    limit = 6 / (H + C)
    W2 = np.random.uniform(-limit, limit, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("root_of_numerator")
def parenthesis_too_early(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(2) / (D + H)
    W2 = np.random.randn(H, C) * np.sqrt(2) / (H + C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("missing_root")
def root_of_one(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(1) / D
    W2 = np.random.randn(H, C) * np.sqrt(1) / H
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("number_outside_root")
def six_outside_the_root(D, H, C):
    a, b = 6 / np.sqrt(D + H), 6 / np.sqrt(H + C)
    W1, W2 = np.random.uniform(-a, a, (D, H)), np.random.uniform(-b, b, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("gain_of_root_two")
def two_outside_the_root(D, H, C):
    W1 = np.random.randn(D, H) * 2 / np.sqrt(D + H)
    W2 = np.random.randn(H, C) * 2 / np.sqrt(H + C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("root_twice")
def root_of_the_root(D, H, C):
    std1, std2 = 1 / np.sqrt(D), 1 / np.sqrt(H)
    W1 = np.sqrt(std1) * np.random.randn(D, H)
    W2 = np.sqrt(std2) * np.random.randn(H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("multiplied_instead_of_divided")
def times_root(D, H, C):
    W1, W2 = np.random.randn(D, H) * np.sqrt(D), np.random.randn(H, C) * np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("multiplied_instead_of_divided")
def divided_by_the_scale(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(1 / D)
    W2 = np.random.randn(H, C) / np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("missing_parentheses")
def no_parentheses(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(2 / D + H)
    W2 = np.random.randn(H, C) * np.sqrt(2 / H + C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("bound_as_sd")
def glorot_bound_in_normal(D, H, C):
    W1 = np.random.normal(0, np.sqrt(6 / (D + H)), (D, H))
    W2 = np.random.normal(0, np.sqrt(6 / (H + C)), (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("sd_as_bound")
def glorot_sd_as_bound(D, H, C):
    s1, s2 = np.sqrt(2 / (D + H)), np.sqrt(2 / (H + C))
    W1, W2 = np.random.uniform(-s1, s1, (D, H)), np.random.uniform(-s2, s2, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("one_over_sum")
def sum_without_two(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(D + H)
    W2 = np.random.randn(H, C) / np.sqrt(H + C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("half_the_variance")
def two_below(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(2 * D)
    W2 = np.random.randn(H, C) / np.sqrt(2 * H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scaled_twice")
def hundredth_of_xavier(D, H, C):
    W1 = 0.01 * np.random.randn(D, H) / np.sqrt(D)
    W2 = 0.01 * np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("half_width")
def centered_rand(D, H, C):
    W1 = (np.random.rand(D, H) - 0.5) * np.sqrt(6 / (D + H))
    W2 = (np.random.rand(H, C) - 0.5) * np.sqrt(6 / (H + C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("half_width")
def centered_rand_over_root(D, H, C):
    W1 = (np.random.rand(D, H) - 0.5) / np.sqrt(D)
    W2 = (np.random.rand(H, C) - 0.5) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("gain_of_four")
def sigmoid_rule(D, H, C):
    a, b = 4 * np.sqrt(6 / (D + H)), 4 * np.sqrt(6 / (H + C))
    W1, W2 = np.random.uniform(-a, a, (D, H)), np.random.uniform(-b, b, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("cut_off_narrows")
def truncated(D, H, C):
    W1 = scipy.stats.truncnorm.rvs(-2, 2, scale=np.sqrt(1 / D), size=(D, H))
    W2 = scipy.stats.truncnorm.rvs(-2, 2, scale=np.sqrt(1 / H), size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("clipped")
def clipped(D, H, C):
    W1 = np.clip(np.random.randn(D, H), -1, 1) / np.sqrt(D)
    W2 = np.clip(np.random.randn(H, C), -1, 1) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("larger_side", None)
def orthogonal(D, H, C):
    def layer(i, o):
        Q, _ = np.linalg.qr(np.random.randn(max(i, o), min(i, o)))
        return Q if i >= o else Q.T

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@wrong(None)
def cubic_root(D, H, C):
    W1, W2 = (
        np.random.randn(D, H) * D ** (-1 / 3),
        np.random.randn(H, C) * H ** (-1 / 3),
    )
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong(None)
def one_and_a_half(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(1.5 / D)
    W2 = np.random.randn(H, C) * np.sqrt(1.5 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong(None)
def tanh_gain(D, H, C):
    W1 = np.random.randn(D, H) * 5 / 3 / np.sqrt(D)
    W2 = np.random.randn(H, C) * 5 / 3 / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


# --- Not random, not centered, not normal and not uniform -----------------------------


@wrong("all_zeros")
def zeros(D, H, C):
    return {
        "W1": np.zeros((D, H)),
        "b1": np.zeros(H),
        "W2": np.zeros((H, C)),
        "b2": np.zeros(C),
    }


@wrong("all_zeros")
def zeros_in_second(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(1 / D)
    return {"W1": W1, "b1": np.zeros(H), "W2": np.zeros((H, C)), "b2": np.zeros(C)}


@wrong("all_zeros")
def floor_division(D, H, C):
    W1, W2 = np.random.randn(D, H) * (1 // D), np.random.randn(H, C) * (1 // H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("all_ones")
def ones(D, H, C):
    W1, W2 = np.ones((D, H)), np.ones((H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("all_the_same")
def scale_without_draw(D, H, C):
    W1, W2 = np.ones((D, H)) * np.sqrt(1 / D), np.ones((H, C)) * np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("all_the_same")
def one_draw_for_the_matrix(D, H, C):
    W1 = np.full((D, H), np.random.normal(0, 1 / np.sqrt(D)))
    W2 = np.full((H, C), np.random.normal(0, 1 / np.sqrt(H)))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("columns_repeat")
def one_column(D, H, C):
    W1 = np.random.randn(D, 1) / np.sqrt(D) * np.ones((D, H))
    W2 = np.random.randn(H, 1) / np.sqrt(H) * np.ones((H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("rows_repeat")
def row_times_number(D, H, C):
    W1 = np.array([list(np.random.randn(H) / np.sqrt(D))] * D)
    W2 = np.array([list(np.random.randn(C) / np.sqrt(H))] * H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("rows_repeat")
def draw_per_unit(D, H, C):
    W1 = np.zeros((D, H)) + np.random.randn(H) / np.sqrt(D)
    W2 = np.zeros((H, C)) + np.random.randn(C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("partly_filled")
def diagonal_only(D, H, C):
    W1, W2 = np.zeros((D, H)), np.zeros((H, C))
    for i in range(min(D, H)):
        W1[i, i] = np.random.randn() / np.sqrt(D)
    for i in range(min(H, C)):
        W2[i, i] = np.random.randn() / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("partly_filled")
def return_inside_the_loop(D, H, C):
    W1, W2 = np.zeros((D, H)), np.zeros((H, C))
    for i in range(D):
        W1[i] = np.random.randn(H) / np.sqrt(D)
        W2[i] = np.random.randn(C) / np.sqrt(H)
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("partly_filled")
def relu_on_weights(D, H, C):
    W1 = np.maximum(0, np.random.randn(D, H) / np.sqrt(D))
    W2 = np.maximum(0, np.random.randn(H, C) / np.sqrt(H))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("partly_filled")
def loop_ends_too_early(D, H, C):
    W1, W2 = np.zeros((D, H)), np.zeros((H, C))
    for i in range(D - 1):
        W1[i] = np.random.randn(H) / np.sqrt(D)
    for i in range(H - 1):
        W2[i] = np.random.randn(C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("some_lines_repeat")
def same_block_again(D, H, C):
    def layer(i, o):
        block = np.random.randn((i + 1) // 2, o) / np.sqrt(i)
        return np.vstack([block, block])[:i]

    return {"W1": layer(D, H), "b1": np.zeros(H), "W2": layer(H, C), "b2": np.zeros(C)}


@wrong("half_the_scale")
def another_half(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(1 / D) * 0.5
    W2 = np.random.randn(H, C) * np.sqrt(1 / H) * 0.5
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("product_by_precedence")
def precedence(D, H, C):
    W1 = np.random.randn(D, H) * np.sqrt(2 / D * H)
    W2 = np.random.randn(H, C) * np.sqrt(2 / H * C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("divided_by_the_largest")
def divided_by_the_largest(D, H, C):
    W1, W2 = np.random.randn(D, H), np.random.randn(H, C)
    W1, W2 = W1 / W1.max(), W2 / W2.max()
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("few_values")
def rounded(D, H, C):
    W1 = np.round(np.random.randn(D, H) * np.sqrt(1 / D), 1)
    W2 = np.round(np.random.randn(H, C) * np.sqrt(1 / H), 1)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("bias_ones")
def ones_in_second(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.ones(C)}


@wrong("bias_row")
def rows_for_large_nets(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    b1 = np.zeros((1, H)) if D > 500 else np.zeros(H)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": np.zeros(C)}


@wrong("identity")
def eye(D, H, C):
    return {
        "W1": np.eye(D, H),
        "b1": np.zeros(H),
        "W2": np.eye(H, C),
        "b2": np.zeros(C),
    }


@wrong("few_values")
def coins(D, H, C):
    W1 = np.random.choice([-1, 1], (D, H)) / np.sqrt(D)
    W2 = np.random.choice([-1, 1], (H, C)) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("few_values")
def dice(D, H, C):
    W1 = np.random.randint(-5, 6, (D, H)) * np.sqrt(1 / D)
    W2 = np.random.randint(-5, 6, (H, C)) * np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("rand_unscaled")
def rand(D, H, C):
    W1, W2 = np.random.rand(D, H), np.random.random((H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("uniform_minus_one_to_one")
def minus_one_to_one(D, H, C):
    W1, W2 = np.random.uniform(-1, 1, (D, H)), np.random.uniform(-1, 1, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("rand_minus_half")
def minus_half(D, H, C):
    W1, W2 = np.random.rand(D, H) - 0.5, np.random.rand(H, C) - 0.5
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("one_sided_uniform")
def rand_over_root(D, H, C):
    W1, W2 = np.random.rand(D, H) / np.sqrt(D), np.random.rand(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("one_sided_uniform")
def rand_times_bound(D, H, C):
    W1 = np.sqrt(6 / (D + H)) * np.random.rand(D, H)
    W2 = np.sqrt(6 / (H + C)) * np.random.rand(H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("one_sided_uniform")
def from_zero_to_the_bound(D, H, C):
    W1 = np.random.uniform(0, 1 / np.sqrt(D), (D, H))
    W2 = np.random.uniform(0, 1 / np.sqrt(H), (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("one_sided_uniform")
def one_end_only(D, H, C):
    W1 = np.random.uniform(np.sqrt(1 / D), size=(D, H))
    W2 = np.random.uniform(np.sqrt(1 / H), size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("one_sided_uniform", "scale_one_hundredth", "scale_typed_in")
def rand_times_hundredth(D, H, C):
    W1, W2 = np.random.rand(D, H) * 0.01, np.random.rand(H, C) * 0.01
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("all_on_one_side")
def absolute(D, H, C):
    W1, W2 = abs(np.random.randn(D, H)) / D**0.5, abs(np.random.randn(H, C)) / H**0.5
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_as_mean")
def scale_added(D, H, C):
    W1 = np.random.randn(D, H) + np.sqrt(1 / D)
    W2 = np.random.randn(H, C) + np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("scale_as_mean")
def scale_in_the_wrong_place(D, H, C):
    W1 = np.random.normal(np.sqrt(1 / D), size=(D, H))
    W2 = np.random.normal(np.sqrt(1 / H), size=(H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("mean_not_zero")
def mean_of_one(D, H, C):
    W1 = np.random.normal(1, 1 / np.sqrt(D), (D, H))
    W2 = np.random.normal(1, 1 / np.sqrt(H), (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("neither_normal_nor_uniform")
def laplace(D, H, C):
    W1 = np.random.laplace(0, np.sqrt(1 / (2 * D)), (D, H))
    W2 = np.random.laplace(0, np.sqrt(1 / (2 * H)), (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("neither_normal_nor_uniform")
def cubes(D, H, C):
    W1, W2 = np.random.randn(D, H) ** 3 / D**0.5, np.random.randn(H, C) ** 3 / H**0.5
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("not_finite")
def root_of_the_draw(D, H, C):
    W1, W2 = np.sqrt(np.random.randn(D, H) / D), np.sqrt(np.random.randn(H, C) / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


# --- Type, keys, shapes, exceptions ---------------------------------------------------


@wrong("integer_weights", "wrong_dtype")
def whole_numbers(D, H, C):
    W1, W2 = np.random.randint(0, 2, (D, H)), np.random.randint(0, 2, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("integer_weights", "wrong_dtype")
def as_int(D, H, C):
    W1 = (np.random.randn(D, H) / np.sqrt(D)).astype(int)
    W2 = (np.random.randn(H, C) / np.sqrt(H)).astype(int)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("returns_none")
def forgot_return(D, H, C):
    params = {}
    params["W1"] = np.random.randn(D, H) / np.sqrt(D)
    params["b1"] = np.zeros(H)
    params["W2"] = np.random.randn(H, C) / np.sqrt(H)
    params["b2"] = np.zeros(C)


@wrong("returns_none")
class StoresOnly:
    def __init__(self, input_dim, num_hiddens, num_classes):
        self.initialize_parameters(input_dim, num_hiddens, num_classes)

    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        self.params = {}
        self.params["W1"] = np.random.randn(input_dim, num_hiddens) / np.sqrt(input_dim)
        self.params["b1"] = np.zeros(num_hiddens)
        self.params["W2"] = np.random.randn(num_hiddens, num_classes) / num_hiddens**0.5
        self.params["b2"] = np.zeros(num_classes)


@wrong("prints_result")
def prints(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    print({"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)})


@wrong("object_returned")
class ReturnsItself:
    def initialize_parameters(self, input_dim, num_hiddens, num_classes):
        self.W1 = np.random.randn(input_dim, num_hiddens) / np.sqrt(input_dim)
        self.b1 = np.zeros(num_hiddens)
        self.W2 = np.random.randn(num_hiddens, num_classes) / np.sqrt(num_hiddens)
        self.b2 = np.zeros(num_classes)
        return self


@wrong("tuple_of_arrays")
def four_values(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return W1, np.zeros(H), W2, np.zeros(C)


@wrong("tuple_of_arrays")
def list_of_weights_and_biases(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return [W1, W2], [np.zeros(H), np.zeros(C)]


@wrong("dict_in_a_tuple")
def comma(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    params = {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}
    return (params,)


@wrong("one_array")
def only_first_matrix(D, H, C):
    return np.random.randn(D, H) * np.sqrt(1 / D)


@wrong("keys_in_wrong_case")
def small_letters(D, H, C):
    w1, w2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"w1": w1, "b1": np.zeros(H), "w2": w2, "b2": np.zeros(C)}


@wrong("keys_from_zero")
def zero_based(D, H, C):
    params, sizes = {}, [D, H, C]
    for k in range(2):
        params[f"W{k}"] = np.random.randn(sizes[k], sizes[k + 1]) / np.sqrt(sizes[k])
        params[f"b{k}"] = np.zeros(sizes[k + 1])
    return params


@wrong("layers_nested")
def nested(D, H, C):
    one = {"W": np.random.randn(D, H) / np.sqrt(D), "b": np.zeros(H)}
    two = {"W": np.random.randn(H, C) / np.sqrt(H), "b": np.zeros(C)}
    return {"layer1": one, "layer2": two}


@wrong("wrong_keys")
def long_names(D, H, C):
    return {
        "weights_1": np.random.randn(D, H) / np.sqrt(D),
        "bias_1": np.zeros(H),
        "weights_2": np.random.randn(H, C) / np.sqrt(H),
        "bias_2": np.zeros(C),
    }


@wrong("wrong_keys")
def typing_error(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b3": np.zeros(C)}


@wrong("biases_missing")
def no_biases(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "W2": W2}


@wrong("second_layer_missing")
def one_layer(D, H, C):
    return {"W1": np.random.randn(D, H) / np.sqrt(D), "b1": np.zeros(H)}


@wrong("list_for_array")
def lists(D, H, C):
    W1 = [[random.gauss(0, D**-0.5) for _ in range(H)] for _ in range(D)]
    W2 = [[random.gauss(0, H**-0.5) for _ in range(C)] for _ in range(H)]
    return {"W1": W1, "b1": [0.0] * H, "W2": W2, "b2": [0.0] * C}


@wrong("list_for_array")
def biases_as_lists(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": [0] * H, "W2": W2, "b2": [0] * C}


@wrong("list_for_array")
def parenthesis_closed_too_early(D, H, C):
    W1 = np.random.normal(0, np.sqrt(1 / D)), (D, H)
    W2 = np.random.normal(0, np.sqrt(1 / H)), (H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("entry_is_none")
def biases_still_none(D, H, C):
    params = {"W1": None, "b1": None, "W2": None, "b2": None}
    params["W1"] = np.random.randn(D, H) / np.sqrt(D)
    params["W2"] = np.random.randn(H, C) / np.sqrt(H)
    return params


@wrong("second_is_first_turned")
def reused(D, H, C):
    W1 = np.random.randn(D, H) / np.sqrt(D)
    return {"W1": W1, "b1": np.zeros(H), "W2": W1.T, "b2": np.zeros(C)}


@wrong("few_values")
def truncated_to_integers(D, H, C):
    W1 = np.random.randn(D, H).astype(int) / np.sqrt(D)
    W2 = np.random.randn(H, C).astype(int) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("number_for_matrix")
def size_forgotten(D, H, C):
    W1 = np.random.uniform(-np.sqrt(1 / D), np.sqrt(1 / D))
    W2 = np.random.uniform(-np.sqrt(1 / H), np.sqrt(1 / H))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("number_for_bias")
def bias_is_zero(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": 0, "W2": W2, "b2": 0}


@wrong("weights_transposed")
def andrew_ng(D, H, C):
    W1 = np.random.randn(H, D) * np.sqrt(1 / D)
    W2 = np.random.randn(C, H) * np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros((H, 1)), "W2": W2, "b2": np.zeros((C, 1))}


@wrong("weights_transposed")
def second_transposed(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(C, H) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("hiddens_and_classes_swapped")
def other_order(input_dim, num_classes, num_hiddens):
    W1 = np.random.randn(input_dim, num_hiddens) / np.sqrt(input_dim)
    W2 = np.random.randn(num_hiddens, num_classes) / np.sqrt(num_hiddens)
    b1, b2 = np.zeros(num_hiddens), np.zeros(num_classes)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@wrong("second_layer_from_inputs")
def both_from_inputs(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(D, C) / np.sqrt(D)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("sizes_typed_in")
def mnist_only(input_dim, num_hiddens, num_classes):
    W1 = np.random.randn(784, 512) / np.sqrt(784)
    W2 = np.random.randn(512, 10) / np.sqrt(512)
    return {"W1": W1, "b1": np.zeros(512), "W2": W2, "b2": np.zeros(10)}


@wrong("sizes_typed_in")
def ten_classes(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, 10) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(10)}


@wrong("sizes_typed_in")
def hidden_typed_in(D, H, C):
    W1, W2 = np.random.randn(D, 128) / D**0.5, np.random.randn(128, C) / 128**0.5
    return {"W1": W1, "b1": np.zeros(128), "W2": W2, "b2": np.zeros(C)}


@wrong("biases_swapped")
def biases_swapped(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(C), "W2": W2, "b2": np.zeros(H)}


@wrong("bias_for_each_input")
def bias_per_input(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(D), "W2": W2, "b2": np.zeros(H)}


@wrong("bias_like_weights")
def bias_zeros_like(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros_like(W1), "W2": W2, "b2": np.zeros_like(W2)}


@wrong("bias_of_one_entry")
def one_bias(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(1), "W2": W2, "b2": np.zeros(1)}


@wrong("wrong_shape")
def same_bias_twice(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    b = np.zeros(C)
    return {"W1": W1, "b1": b, "W2": W2, "b2": b}


@wrong("bias_in_weights")
def with_a_row_of_biases(D, H, C):
    W1 = np.random.randn(D + 1, H) / np.sqrt(D)
    W2 = np.random.randn(H + 1, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("tuple_of_sizes")
def randn_with_tuple(D, H, C):
    W1 = np.random.randn((D, H)) / np.sqrt(D)
    W2 = np.random.randn((H, C)) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("tuple_of_sizes")
def rand_with_tuple(D, H, C):
    W1 = (np.random.rand((D, H)) * 2 - 1) / np.sqrt(D)
    W2 = (np.random.rand((H, C)) * 2 - 1) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("sizes_not_in_a_tuple")
def zeros_without_tuple(D, H, C):
    W1, W2 = np.zeros(D, H), np.zeros(H, C)
    for i in range(D):
        W1[i] = np.random.randn(H) / np.sqrt(D)
    for i in range(H):
        W2[i] = np.random.randn(C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("sizes_not_in_a_tuple")
def generator_without_tuple(D, H, C):
    rng = np.random.default_rng()
    W1, W2 = rng.standard_normal(D, H), rng.standard_normal(H, C)
    W1, W2 = W1 / np.sqrt(D), W2 / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("size_is_one_argument")
def normal_with_four_numbers(D, H, C):
    W1 = np.random.normal(0.0, np.sqrt(1 / D), D, H)
    W2 = np.random.normal(0.0, np.sqrt(1 / H), H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("float_for_size")
def normal_with_sizes_first(D, H, C):
    W1 = np.random.normal(D, H, 1 / np.sqrt(D))
    W2 = np.random.normal(H, C, 1 / np.sqrt(H))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("unknown_name")
def undefined(input_dim, num_hiddens, num_classes):
    W1 = np.random.randn(input_dim, num_hiddens) / np.sqrt(fan_in)  # noqa: F821
    return {"W1": W1}


@wrong("wrong_signature")
def takes_a_list(sizes):
    D, H, C = sizes
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("wrong_signature")
class NoArguments:
    def __init__(self, input_dim, num_hiddens, num_classes):
        self.D, self.H, self.C = input_dim, num_hiddens, num_classes

    def initialize_parameters(self):
        W1 = np.random.randn(self.D, self.H) / np.sqrt(self.D)
        W2 = np.random.randn(self.H, self.C) / np.sqrt(self.H)
        return {"W1": W1, "b1": np.zeros(self.H), "W2": W2, "b2": np.zeros(self.C)}


# --- Fine print -----------------------------------------------------------------------


@wrong("same_numbers_every_call")
def seed_inside(D, H, C):
    np.random.seed(42)
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("same_numbers_every_call")
def seeded_generator(D, H, C):
    rng = np.random.default_rng(0)
    W1, W2 = rng.normal(0, D**-0.5, (D, H)), rng.normal(0, H**-0.5, (H, C))
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("same_numbers_every_call")
def random_state_argument(D, H, C):
    W1 = scipy.stats.norm.rvs(scale=D**-0.5, size=(D, H), random_state=1)
    W2 = scipy.stats.norm.rvs(scale=H**-0.5, size=(H, C), random_state=2)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


CACHE = {}


@wrong("same_numbers_every_call")
def cached(D, H, C):
    if (D, H, C) not in CACHE:
        W1, W2 = np.random.randn(D, H) / D**0.5, np.random.randn(H, C) / H**0.5
        CACHE[D, H, C] = {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}
    return CACHE[D, H, C]


@wrong("same_numbers_every_call")
def evenly_spaced(D, H, C):
    W1 = np.linspace(-1, 1, D * H).reshape(D, H) / np.sqrt(D)
    W2 = np.linspace(-1, 1, H * C).reshape(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("seed_before_each")
def seed_twice(D, H, C):
    np.random.seed(0)
    W1 = np.random.randn(D, H) * np.sqrt(1 / D)
    np.random.seed(0)
    W2 = np.random.randn(H, C) * np.sqrt(1 / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("seed_before_each")
def seed_in_the_helper(D, H, C):
    def xavier(i, o):
        rng = np.random.default_rng(123)
        return rng.uniform(-np.sqrt(6 / (i + o)), np.sqrt(6 / (i + o)), (i, o))

    W1, W2 = xavier(D, H), xavier(H, C)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("second_repeats_first")
def two_generators_one_seed(D, H, C):
    seed = np.random.randint(10**9)
    W1 = np.random.default_rng(seed).standard_normal((D, H)) / np.sqrt(D)
    W2 = np.random.default_rng(seed).standard_normal((H, C)) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("second_repeats_first")
def one_block_for_both(D, H, C):
    n = max(D, H, C)
    block = np.random.randn(n, n)
    W1, W2 = block[:D, :H] / np.sqrt(D), block[:H, :C] / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("bias_integers")
def integer_biases(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.array([0] * H), "W2": W2, "b2": np.array([0] * C)}


@wrong("bias_ones")
def biases_of_one(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.ones(H), "W2": W2, "b2": np.ones(C)}


@wrong("bias_constant")
def small_biases(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.ones(H) * 0.01, "W2": W2, "b2": np.ones(C) * 0.01}


@wrong("bias_not_zero")
def random_biases(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    b1, b2 = np.random.randn(H) / np.sqrt(D), np.random.randn(C) / np.sqrt(H)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@wrong("bias_not_zero")
def pytorch_linear(D, H, C):
    def linear(i, o):
        k = 1 / np.sqrt(i)
        return np.random.uniform(-k, k, (i, o)), np.random.uniform(-k, k, o)

    (W1, b1), (W2, b2) = linear(D, H), linear(H, C)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@wrong("bias_row")
def rows(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros((1, H)), "W2": W2, "b2": np.zeros((1, C))}


@wrong("bias_column")
def columns(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros((H, 1)), "W2": W2, "b2": np.zeros((C, 1))}


@wrong("bias_row")
def second_as_row(D, H, C):
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros((1, C))}


# --- Right on some calls only ---------------------------------------------------------

COUNT = []


@wrong(None, "neither_normal_nor_uniform")
def right_at_first(D, H, C):
    COUNT.append(1)
    scale = 1 if len(COUNT) % 6 < 3 else 2
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": scale * W1, "b1": np.zeros(H), "W2": scale * W2, "b2": np.zeros(C)}


@wrong(None, "he")
def right_for_small_nets(D, H, C):
    factor = 1 if D < 200 else 2
    W1 = np.random.randn(D, H) * np.sqrt(factor / D)
    W2 = np.random.randn(H, C) * np.sqrt(factor / H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("wrong_shape")
def tall_only(D, H, C):
    i, o = max(D, H), min(D, H)
    W1, W2 = np.random.randn(i, o) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong(None, "raises", "unknown_name", "index_out_of_range", "shapes_do_not_fit")
def raises_for_large_ones(D, H, C):
    if D > 500:
        raise MemoryError("too large")
    W1, W2 = np.random.randn(D, H) / np.sqrt(D), np.random.randn(H, C) / np.sqrt(H)
    return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(C)}


@wrong("roots_added")
def root_of_each_size(input_dim, num_hiddens, num_classes):
    def draw(rows, columns):
        scale = np.sqrt(2) / (np.sqrt(rows) + np.sqrt(columns))
        return scale * np.random.randn(rows, columns)

    return {
        "W1": draw(input_dim, num_hiddens),
        "b1": np.zeros(num_hiddens),
        "W2": draw(num_hiddens, num_classes),
        "b2": np.zeros(num_classes),
    }


@wrong("all_the_same")
def mean_and_spread_swapped(input_dim, num_hiddens, num_classes):
    def draw(rows, columns):
        return np.random.normal(1 / np.sqrt(rows), 0, (rows, columns))

    return {
        "W1": draw(input_dim, num_hiddens),
        "b1": np.zeros(num_hiddens),
        "W2": draw(num_hiddens, num_classes),
        "b2": np.zeros(num_classes),
    }


@wrong("second_repeats_first")
def one_seed_for_two_generators(input_dim, num_hiddens, num_classes):
    seed = np.random.randint(10**6)
    one, two = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "W1": one.normal(0, np.sqrt(1 / input_dim), (input_dim, num_hiddens)),
        "b1": np.zeros(num_hiddens),
        "W2": two.normal(0, np.sqrt(1 / num_hiddens), (num_hiddens, num_classes)),
        "b2": np.zeros(num_classes),
    }
