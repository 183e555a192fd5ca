"""Test forward and backward: their inputs, mistakes in helpers, several mistakes."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from seeds import SEEDS

from coursework import check
from coursework.mistakes import combinations
from coursework.mistakes.catalogue import Catalogue
from coursework.questions import QUESTIONS
from coursework.running.outcomes import LIFE, Outcome, run, same_outcome

FORWARD = QUESTIONS["forward"]
KNOWN = FORWARD.catalogue.mistakes
PAIRS = settings(
    max_examples=10 * len(SEEDS),
    phases=[Phase.generate],  # do not shrink: no pair is simpler than another
    suppress_health_check=[HealthCheck.filter_too_much],
)


def test_the_large_scores_are_exact_in_float32():
    """So y is right in these calls whenever softmax is right."""
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        large = [c for c in FORWARD.draw(rng) if c.stage == "large_scores"]
        assert len(large) >= 6
        for call in large:
            params, X = call.args
            params_32 = {key: a.astype(np.float32) for key, a in params.items()}
            _, ff = run(FORWARD.reference, call).value
            _, ff_32 = FORWARD.reference(params_32, X.astype(np.float32))
            assert np.array_equal(ff["Z2"], ff_32["Z2"])
            assert np.abs(ff["Z2"]).max() > 500


def with_mistakes(question, *names):
    """Return an answer that makes the mistakes `names`, each in lines of its own."""
    catalogue = QUESTIONS[question].catalogue
    ways = [catalogue.mistakes[n].ways[0] for n in names]
    changes = tuple(dict.fromkeys(change for way in ways for change in way))
    starts = {start for start, _ in changes}  # of the lines that change
    assert len(starts) == len(changes)
    return catalogue.program.changed(changes)


@pytest.mark.parametrize("question", ["forward", "backward"])
@settings(PAIRS)
@given(data=st.data(), seed=st.integers(0, 5))
def test_of_any_two_mistakes_the_more_basic_is_named(question, data, seed):
    """A less basic one may be named if it alone has the same outcome in each call."""
    known = QUESTIONS[question].catalogue
    names = list(known.mistakes)
    pair = data.draw(st.lists(st.integers(0, len(names) - 1), min_size=2, max_size=2))
    basic, other = (names[k] for k in sorted(pair))
    first, second = (dict(known.mistakes[n].ways[0]) for n in (basic, other))
    assume(not first.keys() & second.keys())  # they change different lines
    answer = with_mistakes(question, basic, other)
    calls = QUESTIONS[question].calls(np.random.default_rng(seed))
    done = outcomes(answer, calls)
    # Only values that are computed for several images tell the wrong lines from others.
    batches = [k for k, call in enumerate(calls) if len(call.args[1]) > 1]
    assume(any(not done[k].raised for k in batches))
    named = check(question, answer, seed=seed).mistake
    assert named in names, (basic, other, named)
    if names.index(named) > names.index(basic):
        alone = [outcomes(f, calls) for f in known.mistakes[named].functions]
        assert any(all(map(same_outcome, done, each)) for each in alone), (basic, other)


def outcomes(function, calls):
    """Return the outcome of each call; those that share one object count as raised."""
    with np.errstate(all="ignore"):
        return [
            Outcome(raised=LIFE) if call.life else run(function, call, watch=False)
            for call in calls
        ]


# Answers with two or three mistakes: the question, the most basic mistake, the others.
TOGETHER = """\
forward only_y_returned activation_no_leak
forward y_not_kept softmax_over_columns
forward y_transposed y_kept_before_softmax
forward Z1_without_bias activation_smooth_activation softmax_sigmoid
forward X_divided_by_255 activation_forgotten
forward Z1_with_transposed_weights softmax_forgotten
backward tuple_returned mean_over_batch
backward db1_and_db2_swapped started_at_one
backward dW1_holds_parameter dZ1_with_slope_0_1
backward sign_flipped dZ1_without_derivative mean_over_batch
backward dW2_and_dW1_transposed db2_and_db1_not_summed
backward dZ2_times_y_1_y dA1_without_transpose
backward db2_and_db1_zero dZ1_with_activation
backward dZ1_with_relu_mask divided_by_32
backward first_layer_with_wrong_sign mean_over_batch
"""


@pytest.mark.parametrize("row", TOGETHER.splitlines())
def test_of_several_mistakes_the_most_basic_is_named(row):
    question, basic, *others = row.split()
    answer = with_mistakes(question, *others, basic)
    for seed in SEEDS:
        assert check(question, answer, seed=seed).mistake == basic


@pytest.mark.parametrize(
    ("basic", "other"),
    [
        ("Z2_shifted", "softmax_sigmoid"),
        ("scores_returned", "softmax_rescaled"),
        ("X_centered", "activation_typed_slope"),
        ("Z1_with_one_number_for_bias", "softmax_mean_for_sum"),
    ],
)
def test_the_more_basic_is_named_in_each_way_to_make_the_two(basic, other):
    """The tests above make a mistake in its first way only; here that comes last."""
    for ways in zip(KNOWN[basic].ways[::-1], KNOWN[other].ways[::-1], strict=False):
        answer = FORWARD.catalogue.program.changed(sum(ways, ()))
        assert check("forward", answer, seed=0).mistake == basic


def test_the_search_for_two_mistakes_needs_two_images_and_ends(monkeypatch):
    """A key that was not asked for, here "count", does not hinder the search."""
    wrong = with_mistakes("forward", "X_divided_by_255", "activation_forgotten")

    def answer(*args):
        y, ff_dict = wrong(*args)
        return y, ff_dict | {"count": len(y)}

    params, X = FORWARD.draw(np.random.default_rng(0))[0].args
    for count in (1, 2):
        args = params, np.vstack([X, X])[:count]
        found = combinations.combined_mistakes(FORWARD.catalogue, args, answer(*args))
        names = [mistake.name for mistake, _ in found]
        assert ("X_divided_by_255" in names) == (count == 2)
    assert check("forward", answer, seed=0).mistake == "X_divided_by_255"
    monkeypatch.setattr(combinations, "TRIES", 3)  # the two are not among the first 3
    assert check("forward", answer, seed=0).mistake is None


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
@np.errstate(invalid="ignore")
def test_arrays_are_alike_where_both_hold_the_same_odd_number(odd):
    made, got = np.array([odd, 1.0]), np.array([odd, 1 + 1e-12])
    assert combinations.alike({"Z1": made}, {"Z1": got})
    assert combinations.alike({"Z1": made[::-1]}, {"Z1": got[::-1]})
    for other in (np.array([odd, 2.0]), np.array([1.0, 1.0]), np.array([-odd, 2.0])):
        assert not combinations.alike({"Z1": made}, {"Z1": other})


def test_a_third_mistake_is_found_after_a_line_that_changes_a_value():
    text = "def net(x):\n    A = x + 1\n    A *= 2\n    B = A + 1\n"
    text += "    out = {'A': A, 'B': B}\n    return out\n\n"
    text += "one: 1.\n    A = x + 3\ntwo: 2.\n    A *= 5\nthree: 3.\n    B = A + 7\n"
    x, catalogue = np.arange(2.0), Catalogue("net", text)
    A = 5 * (x + 3)  # x is 0 and 1, so B, with all three mistakes, is 22 and 27
    found = combinations.combined_mistakes(catalogue, (x,), {"A": A, "B": A + 7})
    assert [(m.name, f(x)["B"].tolist()) for m, f in found] == [("one", [22, 27])]


KEYS = [("forward", key) for key in ("Z1", "A1", "Z2", "y")]
KEYS += [("backward", key) for key in ("dW1", "db1", "dW2", "db2")]


@pytest.mark.parametrize(("question", "key"), KEYS)
def test_a_wrong_formula_that_is_no_known_mistake_gets_no_name(question, key):
    changes = np.cos, lambda a: a - 0.3 * a[::-1]  # the keys take them in turn
    change = changes[KEYS.index((question, key)) % 2]

    def answer(*args):
        value = QUESTIONS[question].reference(*args)
        ff = value[1] if question == "forward" else value
        ff[key] = change(ff[key])
        return value

    report = check(question, answer, seed=3)
    assert (report.status, report.mistake) == ("incorrect", None)
    assert "wanted" in report.message


def test_a_known_mistake_that_raises_is_left_out_of_the_search():
    """A known mistake makes a column for each different label. It raises for [0, 2]."""
    catalogue, labels = QUESTIONS["one_hot"].catalogue, np.array([0, 2])
    unknown = np.cos(np.arange(8.0)).reshape(2, 4)
    found = combinations.combined_mistakes(catalogue, (labels, 4), unknown)
    assert not list(found)
