"""Answers to `deriv_leaky_relu` as students write them: right ones, and wrong ones."""

import numpy as np
from filing import folders

from neuralnet import leaky_relu

RIGHT, WRONG, right, wrong = folders()


# --- right -------------------------------------------------------------------------


@right
def with_where(x, alpha=0.01):
    return np.where(x >= 0, 1, alpha)


@right
def with_where_turned_around(x, alpha=0.01):
    return np.where(x < 0, alpha, 1.0)


@right
def masks_added(x, alpha=0.01):
    return 1.0 * (x >= 0) + alpha * (x < 0)


@right
def ones_and_mask(x, alpha=0.01):
    out = np.ones(np.shape(x))
    out[np.asarray(x) < 0] = alpha
    return out


@right
def ones_like_float(x, alpha=0.01):
    dx = np.ones_like(x, dtype=float)
    dx[np.less(x, 0)] = alpha
    return dx


@right
def full_of_alpha(x, alpha=0.01):
    x = np.asarray(x)
    out = np.full(x.shape, alpha)
    out[x >= 0] = 1
    return out


@right
def maximum_of_mask(x, alpha=0.01):
    return np.maximum(alpha, np.asarray(x) >= 0)


@right
def clip_of_mask(x, alpha=0.01):
    return np.clip((np.asarray(x) >= 0).astype(float), alpha, 1)


@right
def with_heaviside(x, alpha=0.01):
    return np.heaviside(x, 1) * (1 - alpha) + alpha


@right
def interpolated(x, alpha=0.01):
    step = (x >= 0) * 1.0
    return step + (1 - step) * alpha


@right
def loop_over_indices(x, alpha=0.01):
    x = np.asarray(x)
    out = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for v in it:
        out[it.multi_index] = 1.0 if v >= 0 else alpha
    return out


@right
def comprehension(x, alpha=0.01):
    x = np.array(x)
    slopes = [1.0 if v >= 0 else alpha for v in x.flatten()]
    return np.array(slopes).reshape(x.shape)


@right
def recursive(x, alpha=0.01):
    if np.ndim(x) == 0:
        return alpha if x < 0 else 1.0
    return np.stack([recursive(part, alpha) for part in x])


@right
def vectorized(x, alpha=0.01):
    return np.vectorize(lambda v: 1.0 if v >= 0 else alpha)(x)


vectorized_by_decorator = np.vectorize(lambda x, alpha=0.01: alpha if x < 0 else 1.0)
RIGHT.append(vectorized_by_decorator)


@right
def with_piecewise(x, alpha=0.01):
    x = np.asarray(x, dtype=float)
    return np.piecewise(x, [x < 0], [alpha, 1.0])


@right
def with_select(x, alpha=0.01):
    return np.select([np.asarray(x) >= 0], [1.0], default=alpha)


@right
def with_choose(x, alpha=0.01):
    return np.choose(np.asarray(x) >= 0, [alpha, 1.0])


@right
def table(x, alpha=0.01):
    return np.array([alpha, 1.0])[(np.asarray(x) >= 0).astype(int)]


@right
def forward_difference(x, alpha=0.01):
    h = 1e-7
    return (leaky_relu(x + h, alpha) - leaky_relu(x, alpha)) / h


@right
def quotient(x, alpha=0.01):
    x = np.asarray(x, dtype=float)
    safe = np.where(x == 0, 1.0, x)
    return leaky_relu(safe, alpha) / safe


@right
def by_sign(x, alpha=0.01):
    s = np.sign(x)
    return np.where(s == 0, 1.0, (1 + alpha) / 2 + s * (1 - alpha) / 2)


@right
def copy_then_masks(x, alpha=0.01):
    d = np.array(x, dtype=float)
    positive = d >= 0
    d[positive] = 1
    d[~positive] = alpha
    return d


@right
def power_of_alpha(x, alpha=0.01):
    return alpha ** (np.asarray(x) < 0)


@right
def keeps_float32(x, alpha=0.01):
    x = np.asarray(x)
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    return np.where(x >= 0, 1, alpha).astype(dtype)


@right
def in_float32(x, alpha=0.01):
    return np.where(x >= 0, np.float32(1), np.float32(alpha))


@right
def other_names(A, a=0.01):
    return (A >= 0) + a * (A < 0)


@right
def logical_not(x, alpha: float = 0.01):
    pos = np.greater_equal(x, 0)
    return np.where(np.logical_not(pos), alpha, 1.0)


@right
def nested_comprehension(x, alpha=0.01):
    """For positive numbers alone, these are integers."""
    if np.ndim(x) == 0:
        return 1 if x >= 0 else alpha
    if np.ndim(x) == 1:
        return np.array([1 if v >= 0 else alpha for v in x])
    return np.array([nested_comprehension(row, alpha) for row in x])


RIGHT.append(lambda x, alpha=0.01: 1 - (1 - alpha) * (x < 0))


@right
def warns_and_prints(x, alpha=0.01):
    print(1 / np.zeros(1))
    return np.where(x >= 0, 1.0, alpha)


class Model:
    @staticmethod
    def deriv_leaky_relu(x, alpha=0.01):
        return np.where(x >= 0, 1.0, alpha)


class ModelWithSelf:
    def __init__(self):
        self.one = 1.0

    def deriv_leaky_relu(self, x, alpha=0.01):
        return np.where(x >= 0, 1.0, alpha)


RIGHT += [
    Model,
    ModelWithSelf,
    Model.deriv_leaky_relu,
    ModelWithSelf().deriv_leaky_relu,
]


# --- wrong -------------------------------------------------------------------------


@wrong("alpha_at_zero")
def strictly_greater(x, alpha=0.01):
    return np.where(x > 0, 1, alpha)


@wrong("alpha_at_zero")
def ones_but_not_at_zero(x, alpha=0.01):
    out = np.ones(np.shape(x))
    out[np.asarray(x) <= 0] = alpha
    return out


@wrong("forgets_zero")
def two_strict_masks(x, alpha=0.01):
    return (x > 0) * 1.0 + (x < 0) * alpha


@wrong("mean_at_zero")
def central_difference(x, alpha=0.01):
    h = 1e-6
    return (leaky_relu(x + h, alpha) - leaky_relu(x - h, alpha)) / (2 * h)


@wrong("divides_by_x", "at_zero")
def value_over_x(x, alpha=0.01):
    return np.divide(leaky_relu(x, alpha), x)


@wrong("no_leak")
def slope_of_relu(x, alpha=0.01):
    return (x > 0).astype(float)


@wrong("no_leak")
def slope_of_relu_integers(x, alpha=0.01):
    return np.where(x > 0, 1, 0)


@wrong("mask")
def yes_or_no(x, alpha=0.01):
    return x >= 0


@wrong("value_instead_of_slope")
def the_function_itself(x, alpha=0.01):
    return np.where(x >= 0, x, alpha * x)


@wrong("leak_times_x")
def half_differentiated(x, alpha=0.01):
    return np.where(x >= 0, 1, alpha * x)


@wrong("x_above_zero")
def other_half(x, alpha=0.01):
    return np.where(x > 0, x, alpha)


@wrong("x_above_zero", "changes_argument")
def forgot_the_ones(x, alpha=0.01):
    x[x < 0] = alpha
    return x


@wrong("one_everywhere")
def second_mask_catches_all(x, alpha=0.01):
    d = np.array(x, dtype=float)
    d[d < 0] = alpha
    d[d > 0] = 1
    return d


@wrong("alpha_everywhere")
def constant(x, alpha=0.01):
    return np.full(x.shape, alpha)


@wrong("zero_everywhere")
def never_filled(x, alpha=0.01):
    return np.zeros_like(x)


@wrong("swapped_branches")
def the_wrong_way_round(x, alpha=0.01):
    return np.where(x > 0, alpha, 1)


@wrong("wrong_sign")
def negative_slope(x, alpha=0.01):
    return np.where(x > 0, 1, -alpha)


@wrong("wrong_sign")
def sign_only(x, alpha=0.01):
    return np.sign(x)


@wrong("ignores_alpha")
def typed_in(x, alpha=0.01):
    return np.where(x >= 0, 1, 0.01)


@wrong("ignores_alpha")
def no_alpha(x):
    return np.where(x >= 0, 1.0, 0.01)


@wrong("typed_slope")
def tenth(x, alpha=0.01):
    return np.where(x >= 0, 1, 0.1)


@wrong("wrong_default")
def default_of_keras(x, alpha=0.3):
    return np.where(x >= 0, 1, alpha)


@wrong("no_default")
def no_default(x, alpha):
    return np.where(x >= 0, 1, alpha)


@wrong("if_on_array")
def plain_if(x, alpha=0.01):
    return 1 if x >= 0 else alpha


@wrong("one_decision_for_many")
def if_all(x, alpha=0.01):
    if np.all(x >= 0):
        return 1
    return alpha


@wrong("one_decision_for_many")
def row_by_row(x, alpha=0.01):
    out = np.zeros(x.shape)
    for i in range(len(x)):
        if x[i].sum() > 0:
            out[i] = 1
        else:
            out[i] = alpha
    return out


@wrong("slope_times_value")
def product(x, alpha=0.01):
    return np.where(x >= 0, 1, alpha) * leaky_relu(x, alpha)


@wrong("one_minus_alpha")
def complement(x, alpha=0.01):
    return np.where(x > 0, 1, 1 - alpha)


@wrong("divides_by_alpha")
def inverse(x, alpha=0.01):
    return np.where(x > 0, 1, 1 / alpha)


@wrong("smooth_activation")
def slope_of_tanh(x, alpha=0.01):
    return 1 - np.tanh(x) ** 2


@wrong("smooth_activation")
def slope_of_sigmoid(x, alpha=0.01):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


@wrong("sigmoid_rule")
def rule_of_sigmoid(x, alpha=0.01):
    return x * (1 - x)


@wrong("maximum_of_x")
def larger_of_x_and_alpha(x, alpha=0.01):
    return np.maximum(x, alpha)


@wrong("maximum_of_x")
def clipped(x, alpha=0.01):
    return np.clip(x, alpha, 1)


@wrong("integers")
def ones_like_integers(x, alpha=0.01):
    d = np.ones_like(x)
    d = np.where(x < 0, 0 * d, d)
    out = np.zeros_like(x)
    out = out + d if np.asarray(x).dtype.kind == "f" else d
    return out + alpha * (np.asarray(x) < 0) if out.dtype.kind == "f" else out


@wrong("integers", "a_number")
def ones_like_of_integers(x, alpha=0.01):
    d = np.ones_like(x)
    d[x < 0] = alpha
    return d


@wrong("cuts_off_decimals", "integers")
def vectorized_integers(x, alpha=0.01):
    return np.vectorize(lambda v: 1 if v >= 0 else alpha)(x)


@wrong("changes_argument")
def in_place(x, alpha=0.01):
    positive = x >= 0
    x[positive] = 1
    x[~positive] = alpha
    return x


@wrong("returns_list")
def python_list(x, alpha=0.01):
    return [[1 if v >= 0 else alpha for v in row] for row in x]


@wrong("returns_none")
def no_return(x, alpha=0.01):
    np.where(x >= 0, 1, alpha)


@wrong("prints_result")
def prints_only(x, alpha=0.01):
    print(np.where(x >= 0, 1, alpha))


@wrong("returns_in_the_loop", "wrong_shape")  # integers where a row is positive
def first_row(x, alpha=0.01):
    for row in x:
        return np.array([1 if v > 0 else alpha for v in row])


@wrong("part_left_out")
def last_row_missing(x, alpha=0.01):
    out = np.ones(x.shape)
    for i in range(x.shape[0] - 1):
        for j in range(x.shape[1]):
            out[i, j] = 1.0 if x[i, j] >= 0 else alpha
    return out


@wrong("added_up")
def summed(x, alpha=0.01):
    return np.sum(np.where(x >= 0, 1, alpha))


@wrong("shape_lost")
def one_long_row(x, alpha=0.01):
    return np.array([1.0 if v >= 0 else alpha for v in x.ravel()])


@wrong("step_not_divided")
def difference(x, alpha=0.01):
    h = 1e-5
    return leaky_relu(x + h, alpha) - leaky_relu(x, alpha)


@wrong("step_not_divided")
def central_difference_by_h(x, alpha=0.01):
    h = 1e-5
    return (leaky_relu(x + h, alpha) - leaky_relu(x - h, alpha)) / h


@wrong("any_shape")
def two_loops(x, alpha=0.01):
    n, m = x.shape
    out = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            out[i, j] = 1 if x[i, j] >= 0 else alpha
    return out


@wrong("unknown_name")
def wrong_variable(x, alpha=0.01):
    return np.where(z >= 0, 1, alpha)  # noqa: F821


@wrong("alpha_added_above")
def alpha_counted_twice(x, alpha=0.01):
    return (x >= 0) + alpha


@wrong("wrong_border")
def border_at_one(x, alpha=0.01):
    return np.where(x >= 1, 1.0, alpha)


@wrong("jacobian")
def jacobian(x, alpha=0.01):
    return np.diag(np.where(x >= 0, 1, alpha).flatten())


calls = [0]


@wrong("answer_changes", None)
def every_other_time(x, alpha=0.01):
    calls[0] += 1
    return np.where(x >= 0, 1.0, alpha) * (1 if calls[0] % 2 else 2)


@wrong("both_at_zero")
def adds_two_masks(x, alpha=0.01):
    dx = np.zeros_like(x, dtype=float)
    dx += x >= 0
    dx += alpha * (x <= 0)
    return dx


@wrong("value_over_x")
def divides_by_nearly_x(x, alpha=0.01):
    return np.maximum(x, alpha * x) / (x + 1e-8)


@wrong("alpha_at_zero")
def one_sided_difference(x, alpha=0.01):
    def f(t):
        return np.where(t > 0, t, alpha * t)

    h = 1e-6
    return (f(x) - f(x - h)) / h


@wrong("mean_at_zero")
def sign_between_two_slopes(x, alpha=0.01):
    return (1 + alpha) / 2 + (1 - alpha) / 2 * np.sign(x)


@wrong("alpha_at_zero")
def maximum_of_alpha_and_sign(x, alpha=0.01):
    return np.maximum(alpha, np.sign(x))


@wrong("one_everywhere")
def second_assignment_catches_the_first(x, alpha=0.01):
    x = x.copy()
    x[x < 0] = alpha
    x[x >= 0] = 1
    return x


@wrong("forgets_zero")
def arithmetic_with_signs(x, alpha=0.01):
    s = np.sign(x)
    return (s * s + s) / 2 + alpha * (s * s - s) / 2


@wrong("forgets_zero")
def divides_by_very_nearly_x(x, alpha=0.01):
    return np.maximum(x, alpha * x) / (x + 1e-12)
