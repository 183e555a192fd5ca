"""Answers to `leaky_relu` as students write them: right ones, and wrong ones."""

import functools
import math

import numpy as np
from filing import folders

RIGHT, WRONG, right, wrong = folders()


# --- right -------------------------------------------------------------------------


@right
def with_where(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)


@right
def with_maximum(z, alpha=0.01):
    return np.maximum(z, alpha * z)


@right
def with_maximum_backwards(z, alpha=0.01):
    return np.maximum(alpha * z, z).astype(float)


@right
def relu_and_leak(z, alpha=0.01):
    return np.maximum(0, z) + alpha * np.minimum(0, z)


@right
def with_clip(z, alpha=0.01):
    return np.clip(z, 0, None) + alpha * np.clip(z, None, 0)


@right
def mask_times_z(z, alpha=0.01):
    return z * ((z >= 0) + alpha * (z < 0))


@right
def masked_copy(z, alpha=0.01):
    out = np.array(z, dtype=float)
    out[out < 0] *= alpha
    return out


@right
def two_masks(z, alpha=0.01):
    z = np.asarray(z, dtype=np.float64)
    result = np.zeros(z.shape)
    result[z > 0] = z[z > 0]
    result[z <= 0] = alpha * z[z <= 0]
    return result


@right
def loop_over_everything(z, alpha=0.01):
    z = np.asarray(z)
    out = np.empty(z.shape)
    for index in np.ndindex(z.shape):
        if z[index] >= 0:
            out[index] = z[index]
        else:
            out[index] = alpha * z[index]
    return out


@right
def flat_comprehension(z, alpha=0.01):
    z = np.asarray(z)
    flat = [float(v) if v > 0 else alpha * float(v) for v in z.ravel()]
    return np.array(flat).reshape(z.shape)


@right
def recursive(z, alpha=0.01):
    if np.ndim(z) == 0:
        return float(max(z, alpha * z))
    return np.array([recursive(part, alpha) for part in z])


@right
def nested_lists(z, alpha=0.01):
    def walk(part):
        if isinstance(part, list):
            return [walk(p) for p in part]
        return part if part > 0.0 else alpha * part

    return np.array(walk(np.asarray(z, dtype=float).tolist()))


@right
def vectorized(z, alpha=0.01):
    def scalar(v):
        return v if v >= 0 else alpha * v

    return np.vectorize(scalar, otypes=[float])(z)


vectorized_by_decorator = np.vectorize(
    lambda z, alpha=0.01: float(z) if z >= 0 else alpha * float(z)
)
RIGHT.append(vectorized_by_decorator)


@right
def with_piecewise(z, alpha=0.01):
    z = np.asarray(z, dtype=float)
    return np.piecewise(z, [z < 0, z >= 0], [lambda v: alpha * v, lambda v: v])


@right
def with_select(z, alpha=0.01):
    return np.select([z > 0, z < 0], [z, alpha * z], 0.0)


@right
def with_choose(z, alpha=0.01):
    return np.choose(np.asarray(z) < 0, [z, alpha * z])


@right
def absolute_value_trick(z, alpha=0.01):
    return 0.5 * ((1 + alpha) * z + (1 - alpha) * np.abs(z))


@right
def keeps_float32(z, alpha=0.01):
    z = np.asarray(z)
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    return np.where(z > 0, z, z.dtype.type(alpha) * z)


@right
def in_float32(z, alpha=0.01):
    z = np.asarray(z, dtype=np.float32)
    return np.where(z > 0, z, np.float32(alpha) * z)


@right
def keyword_only(z, *, alpha=0.01):
    return np.fmax(z, alpha * z)


@right
def other_names(x, slope=0.01):
    return np.where(x < 0, slope * x, x)


@right
def swallows_keywords(z, **kwargs):
    alpha = kwargs.get("alpha", 0.01)
    return np.where(np.greater(z, 0), z, np.multiply(alpha, z))


@right
def any_arguments(*args, **kwargs):
    z = args[0]
    alpha = args[1] if len(args) > 1 else kwargs.get("alpha", 0.01)
    return np.where(z > 0, z, z * alpha)


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@right
@logged
def decorated(z: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """With type hints, a decorator and a docstring."""
    return np.where(z >= 0.0, z, alpha * z)


RIGHT.append(lambda z, alpha=0.01: np.where(z <= 0, alpha * z, z))
RIGHT.append(functools.partial(with_where, alpha=0.01))


@right
def warns(z, alpha=0.01):
    np.log(np.asarray(z) * 1.0)  # of no use, and nan for negative numbers
    return np.maximum(z, alpha * z)


@right
def prints(z, alpha=0.01):
    print("z is", z)
    return np.where(z > 0, z, alpha * z)


@right
def seeds(z, alpha=0.01):
    np.random.seed(0)
    np.seterr(all="raise")
    return np.where(z > 0, z, alpha * z)


@right
def einsum_with_mask(z, alpha=0.01):
    z = np.asarray(z, dtype=float)
    return np.einsum("...,...->...", z, np.where(z >= 0, 1.0, alpha))


@right
def with_where_argument(z, alpha=0.01):
    z = np.asarray(z, dtype=float)
    return np.multiply(z, alpha, out=z.copy(), where=z < 0)


@right
def puts_mask(z, alpha=0.01):
    out = np.array(z, float)
    np.putmask(out, out < 0, alpha * out)
    return out


@right
def masked_array(z, alpha=0.01):
    return np.ma.where(np.asarray(z) > 0, z, alpha * np.asarray(z))


@right
def rows_by_apply(z, alpha=0.01):
    z = np.atleast_1d(np.asarray(z, dtype=float))
    shape = np.shape(z)
    out = np.apply_along_axis(lambda row: np.maximum(row, alpha * row), -1, z)
    return out.reshape(shape) if shape != (1,) else out[0]


@right
def slow(z, alpha=0.01):
    total = 0.0
    for k in range(2000):
        total += math.sin(k)
    return np.where(z > 0, z, alpha * z) + 0 * total


class Layer:
    def leaky_relu(self, z, alpha=0.01):
        return np.where(z > 0, z, alpha * z)


class StaticLayer:
    def __init__(self, anything):
        self.anything = anything

    @staticmethod
    def leaky_relu(x, a=0.01):
        return np.where(x > 0, x, a * x)


class Callable:
    def __call__(self, z, alpha=0.01):
        return np.where(z > 0, z, alpha * z)


RIGHT += [Layer, StaticLayer, Callable(), Layer().leaky_relu]


# --- wrong -------------------------------------------------------------------------


@wrong("if_on_array")
def if_on_an_array(z, alpha=0.01):
    if z > 0:
        return z
    else:
        return alpha * z


@wrong("if_on_array")
def pythons_max(z, alpha=0.01):
    return max(alpha * z, z)


@wrong("no_leak")
def plain_relu(z, alpha=0.01):
    return z * (z > 0)


@wrong("swapped_branches")
def signs_mixed_up(z, alpha=0.01):
    return np.where(z < 0, z, z * alpha)


@wrong("swapped_branches")
def smaller_of_the_two(z, alpha=0.01):
    return np.minimum(alpha * z, z)


@wrong("returns_none")
def no_return(z, alpha=0.01):
    result = np.where(z > 0, z, alpha * z)  # noqa: F841


@wrong("prints_result")
def prints_only(z, alpha=0.01):
    print(np.where(z > 0, z, alpha * z))


@wrong("returns_none", "changes_argument")
def in_place_without_return(z, alpha=0.01):
    z[z < 0] = z[z < 0] * alpha


@wrong("changes_argument")
def in_place(z, alpha=0.01):
    z[z < 0] *= alpha
    return z


@wrong("changes_argument")
def in_place_by_loop(z, alpha=0.01):
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            if z[i, j] < 0:
                z[i, j] = alpha * z[i, j]
    return z


@wrong("alpha_not_times_z")
def alpha_alone(z, alpha=0.01):
    return np.where(z > 0, z, alpha)


@wrong("alpha_not_times_z")
def alpha_by_mask(z, alpha=0.01):
    y = np.copy(z)
    y[y < 0] = alpha
    return y


@wrong("maximum_with_alpha")
def larger_than_alpha(z, alpha=0.01):
    return np.maximum(z, alpha)


@wrong("typed_slope")
def tenth(z, alpha=0.01):
    return np.where(z > 0, z, 0.1 * z)


@wrong("ignores_alpha")
def typed_in(z, alpha=0.01):
    return np.where(z > 0, z, 0.01 * z)


@wrong("ignores_alpha")
def without_alpha(z):
    return np.maximum(z, 0.01 * z)


@wrong("ignores_alpha")
def alpha_set_inside(z, alpha=0.01):
    alpha = 0.01
    return np.maximum(z, alpha * z)


@wrong("wrong_default")
def default_tenth(z, alpha=0.1):
    return np.maximum(z, alpha * z)


@wrong("wrong_default")
def default_nought(z, alpha=0):
    return np.where(z > 0, z, alpha * z)


@wrong("no_default")
def default_missing(z, alpha):
    return np.where(z > 0, z, alpha * z)


@wrong("wrong_sign")
def minus_alpha(z, alpha=0.01):
    return np.maximum(0, z) - alpha * np.minimum(0, z)


@wrong("wrong_sign")
def leak_of_absolute(z, alpha=0.01):
    return np.where(z > 0, z, alpha * np.abs(z))


@wrong("leak_on_both_sides")
def leak_added(z, alpha=0.01):
    return np.maximum(0, z) + alpha * z


@wrong("adds_alpha")
def plus(z, alpha=0.01):
    return np.where(z > 0, z, z + alpha)


@wrong("shrinks_everything")
def all_times_alpha(z, alpha=0.01):
    return alpha * z


@wrong("only_the_leak")
def leak_only(z, alpha=0.01):
    return (z < 0) * alpha * z


@wrong("slope_instead_of_value")
def gradient(z, alpha=0.01):
    dz = np.ones_like(z)
    dz[z < 0] = alpha
    return dz


@wrong("one_above_zero")
def one_or_leak(z, alpha=0.01):
    return np.where(z > 0, 1, alpha * z)


@wrong("mask")
def booleans(z, alpha=0.01):
    return z > 0


@wrong("returns_list")
def python_list(z, alpha=0.01):
    return [[v if v > 0 else alpha * v for v in row] for row in z]


@wrong("returns_tuple")
def trailing_comma(z, alpha=0.01):
    out = (np.where(z > 0, z, alpha * z),)
    return out


@wrong("returns_in_the_loop", "returns_number")
def returns_too_early(z, alpha=0.01):
    for row in z:
        for v in row:
            if v > 0:
                return v
            else:
                return alpha * v


@wrong("returns_in_the_loop")
def returns_first_row(z, alpha=0.01):
    for row in z:
        out = []
        for v in row:
            out.append(v if v > 0 else alpha * v)
        return np.array(out)


@wrong("shape_lost")
def one_long_row(z, alpha=0.01):
    out = []
    for row in z:
        for v in row:
            out.append(max(v, alpha * v))
    return np.array(out)


@wrong("part_left_out")
def range_too_short(z, alpha=0.01):
    out = z.copy()
    for i in range(len(z) - 1):
        for j in range(z.shape[1]):
            if z[i, j] < 0:
                out[i, j] = alpha * z[i, j]
    return out


@wrong("part_left_out")
def only_first_row(z, alpha=0.01):
    out = np.zeros(z.shape)
    out[0] = np.maximum(z[0], alpha * z[0])
    return out


@wrong("any_shape")
def two_loops(z, alpha=0.01):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            out[i, j] = z[i, j] if z[i, j] > 0 else alpha * z[i, j]
    return out


@wrong("a_number")
def copies_by_method(z, alpha=0.01):
    out = z.copy().astype(float)
    out[out < 0] *= alpha
    return out


@wrong("integers")
def zeros_like_integers(z, alpha=0.01):
    z = np.asarray(z)
    out = np.zeros_like(z)
    out[z > 0] = z[z > 0]
    out[z < 0] = alpha * z[z < 0]
    return out


@wrong("integers")
def vectorized_without_type(z, alpha=0.01):
    return np.vectorize(lambda v: v if v > 0 else alpha * v)(z)


@wrong("one_decision_for_many")
def decides_by_any(z, alpha=0.01):
    if np.any(z > 0):
        return z
    return alpha * z


@wrong("one_decision_for_many")
def decides_by_all(z, alpha=0.01):
    return z if (z > 0).all() else alpha * z


@wrong("one_decision_for_many")
def decides_by_row_sum(z, alpha=0.01):
    return np.array([row if row.sum() > 0 else alpha * row for row in z])


@wrong("added_up")
def largest_of_all(z, alpha=0.01):
    return np.max(np.maximum(z, alpha * z))


@wrong("elu")
def exponential(z, alpha=0.01):
    return np.where(z > 0, z, alpha * (np.exp(z) - 1))


@wrong("smooth_activation")
def logistic(z, alpha=0.01):
    return 1.0 / (1.0 + np.exp(-z))


@wrong("clipped")
def at_most_one(z, alpha=0.01):
    return np.minimum(np.where(z > 0, z, alpha * z), 1)


@wrong("wrong_border")
def border_at_one(z, alpha=0.01):
    return np.where(z > 1, z, alpha * z)


@wrong("wrong_border")
def border_at_alpha(z, alpha=0.01):
    return np.where(z > alpha, z, alpha * z)


@wrong("divides_by_alpha")
def divided(z, alpha=0.01):
    return np.where(z > 0, z, z / alpha)


@wrong("unchanged")
def truthy(z, alpha=0.01):
    return np.where(z, z, alpha * z)


@wrong("unknown_name")
def misspelled(z, alpha=0.01):
    return np.where(z > 0, z, alhpa * z)  # noqa: F821


@wrong("unknown_attribute")
def no_such_function(z, alpha=0.01):
    return np.were(z > 0, z, alpha * z)


@wrong("wrong_signature")
def no_arguments():
    return 1.0


@wrong("calls_itself")
def leaky_relu(z, alpha=0.01):
    return leaky_relu(z, alpha)


@wrong("selected")
def positives_only(z, alpha=0.01):
    return z[z > 0]


@wrong("returns_matrix")
def old_matrix(z, alpha=0.01):
    return np.asmatrix(np.where(z > 0, z, alpha * z))


@wrong("wrong_dtype", "raises")
def objects(z, alpha=0.01):
    return np.frompyfunc(lambda v: v if v > 0 else alpha * v, 1, 1)(z)


@wrong("multiplies_by_z_twice")
def z_times_where(z, alpha=0.01):
    return z * np.where(z > 0, z, alpha)


@wrong("answer_changes")
def noisy(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z) + np.random.normal(0, 0.1, np.shape(z))


seen = {}


@wrong(None, "answer_changes")
def remembers_by_shape(z, alpha=0.01):
    if np.shape(z) not in seen:
        seen[np.shape(z)] = np.where(z > 0, z, alpha * z)
    return seen[np.shape(z)]


@wrong(None)
def right_for_small_numbers_only(z, alpha=0.01):
    return np.where(np.abs(z) < 3, np.maximum(z, alpha * z), 3.0)


@wrong(None, "z_and_leak_added")
def unheard_of(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z - 0.37 * z)


@wrong("cuts_off_decimals")
def integers_first(z, alpha=0.01):
    z = np.array(z, dtype=int)
    return np.where(z > 0, z, alpha * z)


@wrong("leak_on_both_sides")
def leak_of_the_size(z, alpha=0.01):
    return np.maximum(z, 0) + alpha * np.abs(z)


@wrong("fraction_for_whole_number")
def alpha_for_an_axis(z, alpha=0.01):
    return np.max(z, alpha)


@wrong("array_for_axis")
def range_of_an_array(z, alpha=0.01):
    return np.array([z[i] if z[i] > 0 else alpha * z[i] for i in range(z)])


@wrong("tuple_for_number")
def range_of_a_shape(z, alpha=0.01):
    out = np.zeros(z.shape)
    for i in range(z.shape):
        out[i] = np.where(z[i] > 0, z[i], alpha * z[i])
    return out


@wrong("returns_tuple")
def where_with_a_condition_alone(z, alpha=0.01):
    return np.where(z > 0)


@wrong("unchanged")
def loop_variable_alone_is_changed(z, alpha=0.01):
    out = z.copy()
    for value in out.flat:
        if value < 0:
            value = alpha * value
    return out


@wrong("applied_twice")
def alpha_two_times(z, alpha=0.01):
    return np.where(z > 0, z, alpha * alpha * z)


@wrong("a_number")
def at_least_a_vector(z, alpha=0.01):
    z = np.atleast_1d(z).astype(float)
    mask = z < 0
    z[mask] = alpha * z[mask]
    return z


@wrong("entries_moved")
def read_column_by_column(z, alpha=0.01):
    z = np.asarray(z, dtype=float)
    values = [v if v > 0 else alpha * v for v in z.ravel(order="F")]
    return np.array(values).reshape(z.shape)
