"""initialize_parameters: right answers, wrong answers, and how far apart laws are."""

import dataclasses
import functools
import itertools
import math
import re

import initial_right
import initial_wrong
import numpy as np
import pytest
import scipy.special
import scipy.stats
from seeds import SEEDS

from coursework import check, initial
from coursework.initial import DRAWS, SMALL, TRIPLES, Matrix, Reply, sample_of
from coursework.mistakes.initial import initialize_parameters as catalogue
from coursework.mistakes.initial.laws import (
    ACCEPTED,
    MEAN_ERRORS,
    SD_TOLERANCE,
    draw,
    fans,
    obey,
)
from coursework.mistakes.initial.scales import SCALES
from coursework.mistakes.initial.shapes import TYPICAL
from coursework.mistakes.initial.tools import good
from coursework.outcomes import Outcome

NAME = "initialize_parameters"
SHAPES = ("normal", "uniform", "bell")
GENERIC = {None, "wrong_type", "wrong_keys", "wrong_shape", "wrong_dtype", "raises"}


def name_of(case):
    return getattr(case, "__name__", None) or getattr(case, "name", None)


# --- Answers --------------------------------------------------------------------------


@pytest.mark.parametrize("answer", initial_right.RIGHT, ids=name_of)
def test_right_answers_are_accepted(answer):
    for seed in SEEDS:
        report = check(NAME, answer, seed=seed)
        assert report.status == "correct", report
        assert report.score == 1.0


def test_there_are_many_answers():
    assert len(initial_right.RIGHT) >= 20
    assert len(initial_wrong.WRONG) >= 40
    assert len(catalogue) >= 20


@pytest.mark.parametrize("mistake", list(catalogue), ids=name_of)
def test_each_entry_is_named_as_itself(mistake):
    for seed in SEEDS:
        report = check(NAME, mistake.function, seed=seed)
        assert report.status == "incorrect"
        assert report.mistake == mistake.name, report
        assert report.message.startswith(mistake.sentence)


LAWS = [
    pytest.param(mistake, law, id=f"{mistake.name}-{number}")
    for mistake in SCALES
    for number, law in enumerate(mistake.laws)
]


@pytest.mark.parametrize(("mistake", "law"), LAWS)
def test_each_law_is_named_in_both_matrices_and_in_one(mistake, law):
    shapes = SHAPES if law.shape == "any" else (law.shape,)
    for shape in shapes:
        wrong = dataclasses.replace(law, shape=shape)
        for only in ("", "W1", "W2") if not law.only else (law.only,):
            answer = functools.partial(obey, dataclasses.replace(wrong, only=only))
            report = check(NAME, answer, seed=1)
            assert report.mistake == mistake.name, (shape, only, report)
            assert (f"This is about {only};" in report.message) == bool(only)


@pytest.fixture(scope="module")
def judged():
    return [
        (answer, names, check(NAME, answer, seed=0))
        for answer, names in initial_wrong.WRONG
    ]


def test_wrong_answers_are_rejected(judged):
    for answer, _, report in judged:
        assert report.status == "incorrect", answer
        assert report.score in (0, 0.25, 0.75)
        assert report.message


def test_no_wrong_answer_is_named_wrongly(judged):
    for answer, names, report in judged:
        assert report.mistake in names | GENERIC, (answer, report)


def test_nine_of_ten_wrong_answers_are_named(judged):
    named = [report.mistake in names - {None} for _, names, report in judged]
    assert sum(named) >= 0.9 * len(judged)


def test_stored_text_holds_no_drawn_number(judged):
    """Two checks of a named answer say the same, whatever they draw."""
    for answer, _, report in judged:
        if report.mistake:
            assert check(NAME, answer, seed=1).message == report.message


def test_unnamed_answer_gets_the_numbers():
    report = check(NAME, initial_wrong.cubic_root, seed=0)
    got, wanted = re.search(
        r"deviation ([\d.]+)\. .* sqrt\(1 / fan_in\) = ([\d.]+)", report.message
    ).groups()
    D = TRIPLES[0][0]
    assert float(got) == pytest.approx(D ** (-1 / 3), rel=0.02)
    assert float(wanted) == pytest.approx(D**-0.5, rel=0.01)


SCORES = {
    0.0: ["returns_none", "weights_transposed", "keys_in_wrong_case", "tuple_of_sizes"],
    0.25: ["standard_normal", "he", "all_zeros", "columns_repeat", "mean_not_zero"],
    0.75: ["same_numbers_every_call", "second_repeats_first", "bias_row", "bias_ones"],
}


@pytest.mark.parametrize(
    ("score", "name"), [(score, n) for score in SCORES for n in SCORES[score]]
)
def test_stages(score, name):
    mistake = next(m for m in catalogue if m.name == name)
    assert check(NAME, mistake.function, seed=0).score == score


def test_not_attempted():
    def not_there(D, H, C):
        raise NotImplementedError

    class Nothing:
        def initialize_parameters(self, input_dim, num_hiddens, num_classes):
            pass

    for answer in (None, not_there, Nothing, type("Empty", (), {})):
        assert check(NAME, answer).status == "not attempted"


def test_global_state_is_kept():
    np.random.seed(5)
    wanted = np.random.rand(3)
    np.random.seed(5)
    check(NAME, initial_wrong.seed_inside)
    assert np.array_equal(np.random.rand(3), wanted)


def test_first_wrong_thing_is_named_where_there_are_several():
    def he_with_rows(D, H, C):
        params = initial_wrong.kaiming(D, H, C)
        return params | {"b1": np.ones((1, H)), "b2": np.ones((1, C))}

    def seeded(D, H, C):
        np.random.seed(1)
        return he_with_rows(D, H, C)

    assert check(NAME, he_with_rows).mistake == "he"
    assert check(NAME, seeded).mistake == "he"


# --- How far apart laws are -----------------------------------------------------------


def test_enough_entries_are_drawn():
    for D, H, C in TRIPLES:
        assert DRAWS * min(D * H, H * C) >= 50_000


def test_sizes_tell_shapes_apart():
    for D, H, C in TRIPLES + SMALL:
        assert len({D, H, C, *TYPICAL}) == 3 + len(TYPICAL)
        assert not {D + H, H + C, D * H, H * C} & {D, H, C}


def laws(key):
    """Return (name, law) for all that is said about a matrix."""
    known = [("accepted", law) for law in ACCEPTED.values()]
    known += [(mistake.name, law) for mistake in SCALES for law in mistake.laws]
    return [(name, law) for name, law in known if law.only in ("", key)]


def log_sd(law, key):
    return np.array([np.log(law.sd(*fans(key, sizes), sizes)) for sizes in TRIPLES])


@pytest.mark.parametrize("key", ["W1", "W2"])
def test_no_two_laws_lie_within_six_percent(key):
    """Not even in one matrix alone: it may be the only one that is wrong."""
    assert np.log(1.06) > 2 * SD_TOLERANCE
    for (name, law), (other, second) in itertools.combinations(laws(key), 2):
        if name == other or not {law.shape, second.shape} & {"any", law.shape}:
            continue
        if law.shape != second.shape and "any" not in (law.shape, second.shape):
            continue
        apart = np.abs(log_sd(law, key) - log_sd(second, key)).max()
        assert apart > np.log(1.06), (name, other)


@pytest.mark.parametrize("key", ["W1", "W2"])
def test_no_law_of_the_sizes_looks_typed_in(key):
    for name, law in laws(key):
        first, second = log_sd(law, key)
        assert first == second or abs(first - second) > np.log(1.06), name


def matrix(shape, scale, rng):
    """Return a Matrix W1 whose draws have some shape and scale(fan_in, fan_out)."""
    np.random.seed(rng.integers(2**32))
    replies = []
    for sizes in TRIPLES * DRAWS:
        i, o = fans("W1", sizes)
        value = good(1, 1, 1) | {"W1": scale(i, o) * draw(shape, (i, o))}
        replies.append(Reply(sizes, Outcome(value)))
    return Matrix("W1", replies)


def test_where_two_laws_fit_none_is_named(monkeypatch):
    he = next(mistake for mistake in SCALES if mistake.name == "he")
    drawn = matrix("normal", lambda i, o: np.sqrt(2 / i), np.random.default_rng(0))
    assert drawn.mistake() is he
    monkeypatch.setattr(
        initial, "SCALES", [*SCALES, dataclasses.replace(he, name="he_again")]
    )
    assert drawn.mistake() is None


# --- How rarely a right answer is refused ---------------------------------------------

CHECKS = 150 * len(SEEDS)  # simulated, of four samples each
JUDGED = 4 * 4  # mean, sd, skewness and kurtosis of four samples: what a check looks at


def standard_draws(shape, size, rng):
    """Draw numbers of mean 0 and variance 1."""
    if shape == "bell":
        cut = scipy.special.ndtr(2)
        numbers = scipy.special.ndtri(rng.uniform(1 - cut, cut, size))
        return numbers / scipy.stats.truncnorm(-2, 2).std()
    if shape == "uniform":
        return rng.uniform(-np.sqrt(3), np.sqrt(3), size)
    return rng.standard_normal(size)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_right_answer_is_refused_less_than_once_in_a_million(shape):
    rng = np.random.default_rng(0)
    n = DRAWS * min(min(D * H, H * C) for D, H, C in TRIPLES)
    found = []
    for _ in range(4 * CHECKS // len(SHAPES)):
        x = standard_draws(shape, n, rng)
        sample = sample_of([x])
        assert sample.shape == shape
        z = (x - sample.mean) / sample.sd
        squared = z * z
        moments = np.mean(squared * z), np.mean(squared * squared)
        found.append([sample.mean, np.log(sample.sd), *moments])
    found = np.array(found)
    # What the judge grants; a kurtosis between two shapes is the third, so only the
    # sides that end in 'other', or spoil 'uniform', count.
    granted = {
        "mean": MEAN_ERRORS / np.sqrt(n),
        "sd": SD_TOLERANCE,
        "skewness": 8 * np.sqrt(6 / n),
        "kurtosis": 8 * np.sqrt((1.32 if shape == "uniform" else 24) / n),
    }
    if shape == "bell":
        granted["kurtosis"] = 0.3  # from 2.36 down to uniform or up to normal
    center = [0, 0, 0, {"normal": 3, "uniform": 1.8, "bell": found[:, 3].mean()}[shape]]
    errors = np.sqrt(np.mean((found - center) ** 2, axis=0))
    limits = np.array(list(granted.values())) / errors
    # The worst of some thousand draws is where a normal law has it, so the law may be
    # extended to the limit; there, the tail is thin enough.
    worst = np.max(np.abs(found - center) / errors, axis=0)
    assert (worst < 5.3).all(), worst
    tails = [math.erfc(limit / math.sqrt(2)) for limit in limits]
    assert JUDGED / 4 * sum(tails) < 1e-6, limits
