"""Several mistakes in one answer: the most basic is named, and nothing is made up."""

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from seeds import SEEDS

from coursework import check
from coursework.outcomes import run, same_outcome
from coursework.questions import QUESTIONS
from neuralnet import deriv_leaky_relu

PAIRS = settings(
    max_examples=30 * len(SEEDS),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a pair is as small as another
    suppress_health_check=[HealthCheck.filter_too_much],
)


def with_mistakes(question, *names):
    """Return an answer that makes several known mistakes, on different lines."""
    catalogue = QUESTIONS[question].catalogue
    ways = [catalogue.mistakes[n].ways[0] for n in names]
    way = tuple(dict.fromkeys(change for each in ways for change in each))
    assert len({start for start, _ in way}) == len(way)
    return catalogue.program.changed(way)


@pytest.mark.parametrize("question", ["forward", "backward"])
@settings(PAIRS)
@given(data=st.data(), seed=st.integers(0, 2**32 - 1))
def test_of_any_two_the_more_basic_is_named(question, data, seed):
    """Or one that is more basic still, or alone, and does the same on every call."""
    known = QUESTIONS[question].catalogue
    names = known.names()
    pair = data.draw(st.lists(st.integers(0, len(names) - 1), min_size=2, max_size=2))
    basic, other = (names[k] for k in sorted(pair))
    first, second = (dict(known.mistakes[n].ways[0]) for n in (basic, other))
    assume(not first.keys() & second.keys())
    answer = with_mistakes(question, basic, other)
    calls = QUESTIONS[question].calls(np.random.default_rng(seed))
    done = outcomes(answer, calls)
    # What only raises shows no line; with one image many lines are alike.
    batches = [k for k, call in enumerate(calls) if len(call.args[1]) > 1]
    assume(any(not done[k].raised for k in batches))
    named = check(question, answer, seed=seed).mistake
    assert named in names, (basic, other, named)
    if names.index(named) > names.index(basic):
        alone = [outcomes(f, calls) for f in known.mistakes[named].functions]
        assert any(all(map(same_outcome, done, each)) for each in alone), (basic, other)


def outcomes(function, calls):
    with np.errstate(all="ignore"):
        return [run(function, call, watch=False) for call in calls]


@pytest.mark.parametrize(
    ("question", "basic", "others"),
    [
        ("forward", "only_y_returned", ["activation_no_leak"]),
        ("forward", "y_not_kept", ["softmax_sums_columns"]),
        (
            "forward",
            "Z1_without_bias",
            ["activation_smooth_activation", "softmax_sigmoid"],
        ),
        ("forward", "X_divided_by_255", ["activation_forgotten"]),
        ("forward", "Z1_with_transposed_weights", ["softmax_forgotten"]),
        ("backward", "tuple_returned", ["mean_over_batch"]),
        ("backward", "dW1_holds_parameter", ["dZ1_with_slope_0_1"]),
        ("backward", "sign_flipped", ["dZ1_without_derivative", "mean_over_batch"]),
        ("backward", "dW2_and_dW1_transposed", ["db2_and_db1_not_summed"]),
        ("backward", "dZ2_times_y_1_y", ["dA1_without_transpose"]),
        ("backward", "db2_and_db1_zero", ["dZ1_with_activation"]),
        ("backward", "dZ1_with_relu_mask", ["divided_by_32"]),
        ("backward", "first_layer_with_wrong_sign", ["mean_over_batch"]),
    ],
)
def test_the_most_basic_is_named(question, basic, others):
    answer = with_mistakes(question, *others, basic)
    for seed in SEEDS:
        assert check(question, answer, seed=seed).mistake == basic


def test_two_wrong_signs_are_no_explanation():
    """Y for dZ2 on the way back, not a wrong sign that another one undoes."""

    def answer(params, X, Y, ff_dict):
        grads = QUESTIONS["backward"].reference(params, X, Y, ff_dict)
        dZ1 = Y @ params["W2"].T * deriv_leaky_relu(ff_dict["Z1"])
        return grads | {"dW1": X.T @ dZ1, "db1": dZ1.mean(axis=0)}

    for seed in range(5):
        assert check("backward", answer, seed=seed).mistake == "dA1_from_Y"


def test_an_error_that_is_the_same_for_all_images_is_not_a_sum_of_products():
    """With hidden units that are above zero for all images it would look like one."""

    def answer(params, X, Y, ff_dict):
        grads = QUESTIONS["backward"].reference(params, X, Y, ff_dict)
        dZ1 = grads["db2"] * deriv_leaky_relu(ff_dict["Z1"])
        return grads | {"dW1": X.T @ dZ1, "db1": dZ1.mean(axis=0)}

    for seed in range(5):
        assert check("backward", answer, seed=seed).mistake == "shapes_do_not_fit"


CHANGES = [np.cos, lambda a: a - 0.3 * a[::-1]]
KEYS = [("forward", key) for key in ("Z1", "A1", "Z2", "y")]
KEYS += [("backward", key) for key in ("dW1", "db1", "dW2", "db2")]


@pytest.mark.parametrize(("question", "key"), KEYS)
def test_what_nobody_knows_gets_no_name_and_is_quick(question, key):
    right = QUESTIONS[question].reference
    for change in CHANGES:

        def answer(*args, change=change):
            value = right(*args)
            ff = value[1] if question == "forward" else value
            ff[key] = change(ff[key])
            return value

        start = time.process_time()
        report = check(question, answer, seed=3)
        assert time.process_time() - start < 2  # about 0.2 on an idle machine
        assert (report.status, report.mistake) == ("incorrect", None)
        assert "wanted" in report.message
