"""Define the question initialize_parameters: no two right answers have equal values.

So the weights are judged by the mean, the standard deviation and the independence of
all draws at some sizes (see `shared.draws`), and the rest as in every other question.
"""

import dataclasses
import functools

import numpy as np

from coursework.judging import defects
from coursework.judging.arguments import with_letters
from coursework.judging.credit import FORM, NUMBERS, is_constant
from coursework.judging.report import notes_of, report_on, unjudged
from coursework.questions.shared import draws
from coursework.questions.shared.from_text import from_text
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call, is_number, run
from coursework.verdict import Verdict
from coursework.words import say

WEIGHTS, BIASES = ("W1", "W2"), ("b1", "b2")
# A search found these sizes (D, H, C). Each wrong scale that we know lies 10 % or more
# from each accepted one at one of them, and none is the same at both. fan_in is larger
# than fan_out at one, smaller at the other. Two calls draw 50,000 numbers of a matrix.
LARGE, DRAWS = [(784, 88, 483), (134, 239, 139)], 2
# Shapes and exceptions show at small sizes. No sum or product of two is a third.
SMALL = [(7, 4, 2), (3, 5, 9)]
ACCEPTED = {  # standard deviations, by fan_in and fan_out
    "Xavier": lambda i, o: np.sqrt(1 / i),
    "Glorot": lambda i, o: np.sqrt(2 / (i + o)),
    "He": lambda i, o: np.sqrt(2 / i),
    "uniform": lambda i, o: np.sqrt(1 / i / 3),  # only if the draw is uniform
}
# {mistake: test}. A matrix shows it if it passes the test in one of the calls.
MADE = {
    "not_finite": lambda W: not np.isfinite(W).all(),
    "all_zeros": lambda W: not W.any(),
    "all_the_same": lambda W: W.max() == W.min(),
    "numbers_repeat": draws.numbers_repeat,
}
# {mistake: test}. A matrix shows it if its Moments at all sizes pass the test.
BY_MOMENTS = {
    "mean_not_zero": lambda at: not all(m.is_centered for m in at),
    "other_distribution": lambda at: not all(m.is_usual for m in at),
    "scale_typed_in": lambda at: draws.is_near(*(m.sd for m in at)),
}


@dataclasses.dataclass(frozen=True, eq=False)  # so that it can be a key
class Initial:
    """The question, with attributes and methods of `Question`."""

    name: str
    signature: str
    reference: object
    catalogue: object
    hints: tuple
    answer: str
    edge_cases: dict
    parameters: tuple = ("input_dim", "num_hiddens", "num_classes")

    looks_for_lines = False

    def calls(self, rng):
        """Return the calls in random order; the large sizes come several times."""
        drawn = [Call(MATHEMATICS, sizes) for sizes in LARGE * DRAWS]
        drawn += [Call(DIAGNOSIS, sizes) for sizes in SMALL]
        return [drawn[k] for k in rng.permutation(len(drawn))]

    def judge(self, calls, outcomes):
        """Return the Report on the outcomes of `calls`."""
        if early := unjudged(self, calls, outcomes):
            return early
        drawn = [Drawn(c.args, o) for c, o in zip(calls, outcomes, strict=True)]
        with np.errstate(all="ignore"):
            verdict = judge_form(drawn)
            verdict = verdict or judge_weights(drawn) or judge_details(drawn)
        return report_on(self, verdict, notes_of(outcomes))


class Drawn:
    """The outcome of one call with sizes (D, H, C).

    `given` is the value that came back, and `wanted` one of the right form. Wrong
    numbers in a bias, and its shapes (1, n) and (n, 1), are judged last: until then
    the bias of `wanted` stands for it in `outcome`.
    """

    def __init__(self, sizes, outcome):
        self.sizes, self.given, self.outcome = sizes, outcome.value, outcome
        D, H, C = sizes
        shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
        # 0.5 is no whole number, so that integers are not taken for floats here.
        self.wanted = {key: np.full(shape, 0.5) for key, shape in shapes.items()}
        vectors = {key: self.wanted[key] for key in BIASES if self.is_vector(key)}
        if vectors:
            value = self.given | vectors
            self.outcome = dataclasses.replace(outcome, value=value)

    def fans(self, key):
        """Return fan_in and fan_out of W1 or W2."""
        return self.wanted[key].shape

    def is_vector(self, key):
        """Return whether a bias has as many numbers as it should, in one line."""
        bias = self.given.get(key) if isinstance(self.given, dict) else None
        size = self.wanted[key].size
        is_array = isinstance(bias, np.ndarray) and is_number(bias) and bias.ndim < 3
        return is_array and bias.size == size == max(bias.shape, default=0)

    @property
    def shapes(self):
        """The shapes of the four values."""
        value = self.outcome.value
        return {key: np.shape(value[key]) for key in self.wanted if key in value}

    @functools.cached_property
    def defect(self):
        """The most basic defect, wrong numbers excepted, or None."""
        first = defects.most_basic(self.outcome, self.wanted)
        return first if first and first.kind != "value" else None

    @property
    def wrong_bias(self):
        """The Fault of the biases, or None if both are right."""
        for key in BIASES:
            bias = self.given[key]
            kind = defects.kind_of(bias, self.wanted[key], key)
            if kind == "dtype":
                return defects.Defect(kind, key, bias, self.wanted[key]).fault()
            if np.any(bias) or kind == "shape":
                return known("bias_not_zero" if np.any(bias) else "bias_row")
        return None


def known(name):
    """Return the Fault of a known mistake."""
    return QUESTION.catalogue.mistakes[name].fault


def judge_form(drawn):
    """Return the Verdict on exceptions, types, keys and shapes, or None if right."""
    defect_at = {(r.defect.rank, r.sizes): r.defect for r in drawn if r.defect}
    if not defect_at:
        return None
    score, (rank, sizes) = score_of(drawn), min(defect_at)  # the most basic one
    fault = defect_at[rank, sizes].fault()
    message = with_letters(fault.message, QUESTION, Call("", sizes))
    if defect_at[rank, sizes].kind == "shape":
        for mistake in QUESTION.catalogue:
            if mistake.name == "sizes_typed_in":
                fits = sizes_are_typed_in(drawn)
            else:
                fits = any(has_shapes_of(way, drawn) for way in mistake.functions)
            if fits:
                message = f"{mistake.sentence} {message}"
                return mistake.fault.saying(message).scored(score)
    return fault.saying(message).scored(score)


def has_shapes_of(function, drawn):
    """Return whether a known mistake gives the same shapes at all sizes."""
    for each in sorted(drawn, key=lambda each: each.sizes):  # small ones first
        theirs = Drawn(each.sizes, run(function, Call("", each.sizes)))
        if theirs.shapes != each.shapes:
            return False
    return True


def sizes_are_typed_in(drawn):
    """Return whether a side of an array is the same at all sizes, and not 1."""
    sides = [[n for key in r.wanted for n in r.shapes[key]] for r in drawn]
    return any(len({*each}) == 1 and each[0] > 1 for each in zip(*sides, strict=False))


def score_of(drawn):
    """Return partial credit for the form of all arrays and the numbers in W1, W2."""
    if not all(isinstance(each.given, dict) for each in drawn):
        return 0.0
    with_form = [key for key in drawn[0].wanted if has_form(key, drawn)]
    matrices = [Matrix(key, drawn) for key in WEIGHTS if key in with_form]
    weights = [W for matrix in matrices for W in matrix.all]
    if not weights or is_constant(weights):
        return 0.0  # one number everywhere earns nothing
    if any(matrix.is_drawn_at_times for matrix in matrices):
        return FORM  # where it is not drawn, a network learns nothing
    right = [matrix for matrix in matrices if matrix.is_right]
    return FORM * len(with_form) / 4 + NUMBERS * len(right) / 2


def has_form(key, drawn):
    """Return whether an array has the right type and shape in all calls."""
    for each in drawn:
        kind = defects.kind_of(each.outcome.value.get(key), each.wanted[key])
        if kind not in (None, "value"):
            return False
    return True


class Matrix:
    """The draws of W1 or of W2 (`key`) in all calls; most is of the large sizes."""

    def __init__(self, key, drawn):
        self.key = key
        self.fans = {each.sizes: each.fans(key) for each in drawn}
        self.all = []  # the arrays
        self.moments = {}  # {sizes: the Moments of its arrays}
        for sizes in LARGE:
            arrays = [each.given[key] for each in drawn if each.sizes == sizes]
            self.all += arrays
            self.moments[sizes] = draws.moments_of(arrays)
        self.made = [name for name in MADE if any(map(MADE[name], self.all))]
        is_blank = [is_constant([each.given[key]]) for each in drawn]
        self.is_drawn_at_times = any(is_blank) and not all(is_blank)

    @property
    def is_right(self):
        """Whether the draws are independent and have an accepted deviation."""
        moments = self.moments.values()
        if self.made or any(BY_MOMENTS[name](moments) for name in BY_MOMENTS):
            return False
        return any(all(self.fits(rule, s) for s in self.moments) for rule in ACCEPTED)

    def fits(self, rule, sizes):
        """Return whether the draws at some sizes have the deviation of a rule."""
        moments = self.moments[sizes]
        wanted = ACCEPTED[rule](*self.fans[sizes])
        is_allowed = rule != "uniform" or moments.is_uniform
        return is_allowed and draws.is_near(moments.sd, wanted)

    def mistake(self):
        """Return the known mistake that the draws show, or None."""
        known, moments = QUESTION.catalogue.mistakes, [*self.moments.values()]
        if self.made:
            return known[self.made[0]]
        for name, is_shown in BY_MOMENTS.items():
            if is_shown(moments):
                return known[name]
        for mistake in known.values():
            if mistake.name in {*MADE, *BY_MOMENTS}:
                continue
            if any(map(self.is_like_that_of, mistake.functions)):
                return mistake
        return None

    def is_like_that_of(self, function):
        """Return whether a known mistake draws numbers of the same moments."""
        for sizes, moments in self.moments.items():
            W = function(*sizes)[self.key]
            has_shape = W.shape == self.fans[sizes]
            if not has_shape or not moments.is_like(draws.moments_of([W])):
                return False
        return True

    def numbers(self):
        """Return a sentence with the figures at sizes where no accepted rule fits."""
        wrong = (s for s in LARGE if not any(self.fits(rule, s) for rule in ACCEPTED))
        sizes = next(wrong, LARGE[0])
        moments, fans = self.moments[sizes], self.fans[sizes]
        wanted = [f"{ACCEPTED[r](*fans):.3g}" for r in ("Xavier", "Glorot", "He")]
        figures = {"mean": f"{moments.mean:.2g}", "sd": f"{moments.sd:.3g}"}
        figures |= dict(zip(("fan_in", "both", "he"), wanted, strict=True))
        sizes = ", ".join(map(str, sizes))
        return say("wrong_moments", sizes=sizes, name=self.key, **figures)


def judge_weights(drawn):
    """Return the Verdict on the weights' distribution, or None if both are right."""
    matrices = [Matrix(key, drawn) for key in WEIGHTS]
    wrong = {matrix.key: matrix for matrix in matrices if not matrix.is_right}
    if not wrong:
        return None
    score = score_of(drawn)
    mistake_in = {key: matrix.mistake() for key, matrix in wrong.items()}
    for mistake in QUESTION.catalogue:  # the most basic first
        keys = [key for key in mistake_in if mistake_in[key] is mistake]
        if not keys:
            continue
        fault = mistake.fault
        if len(keys) == 1:
            (other,) = {*WEIGHTS} - {*keys}
            side = "wrong" if other in mistake_in else "right"
            which = say(f"about_one_other_{side}", name=keys[0], other=other)
            fault = fault.saying(f"{fault.message} {which}")
        return fault.scored(score)
    return Verdict(score, None, next(iter(wrong.values())).numbers())


def judge_details(drawn):
    """Return the Verdict on repeated numbers and on the biases, or None if right."""
    for sizes in LARGE:
        first, second = [each.given for each in drawn if each.sizes == sizes]
        for key in WEIGHTS:
            one, other = first[key], second[key]
            if draws.agree(one, other) or draws.share_numbers(one, other):
                return known("same_numbers_every_call").scored(0.75)
    largest = next(each.given for each in drawn if each.sizes == LARGE[0])
    W1, W2 = largest["W1"], largest["W2"]
    if draws.share_numbers(W1, W2) or draws.share_numbers(W2, W1):
        return known("second_repeats_first").scored(0.75)
    for each in drawn:
        if wrong := each.wrong_bias:
            return wrong.scored(0.75)
    return None


QUESTION = Initial(**from_text("initialize_parameters"))
