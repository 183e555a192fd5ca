"""Draw the calls of initialize_parameters, and judge the distribution of the weights.

It is judged by mean, standard deviation and shape over all draws at the same sizes.
"""

import dataclasses

import numpy as np

from coursework.judging import defects
from coursework.judging.arguments import lettered
from coursework.judging.credit import FORM, NUMBERS, is_constant
from coursework.judging.report import notes_of, report_on, unjudged, verdict_on
from coursework.questions.initial.conditions import DETAILS
from coursework.questions.initial.known import KNOWN, RAISED, REPLIES, SHAPES
from coursework.questions.initial.laws import ACCEPTED, fans
from coursework.questions.initial.replies import NAMES, Reply, fits, right_shapes
from coursework.questions.initial.samples import DRAWS, TRIPLES, Matrix
from coursework.running.outcomes import DIAGNOSIS, MATHEMATICS, Call
from coursework.words import say

# Shapes and exceptions show at small sizes. No sum or product of two is a third.
SMALL = [(7, 4, 2), (3, 5, 9)]
# A quick look at weights of these sizes, with a rough tolerance of their spread.
QUICK, ROUGH = [(60, 40, 25), (40, 70, 30)], 0.12


@dataclasses.dataclass(frozen=True)
class Initial:
    """The question initialize_parameters, with attributes and methods of `Question`."""

    name: str = "initialize_parameters"
    signature: str = KNOWN.said["signature"]
    parameters: tuple = ("input_dim", "num_hiddens", "num_classes")
    reference: object = KNOWN.right
    catalogue: object = KNOWN
    hints: tuple = (KNOWN.said["hint_1"], KNOWN.said["hint_2"])
    answer: str = """\
def initialize_parameters(input_dim, num_hiddens, num_classes):
    W1 = np.random.randn(input_dim, num_hiddens) * np.sqrt(1 / input_dim)
    W2 = np.random.randn(num_hiddens, num_classes) * np.sqrt(1 / num_hiddens)
    b1, b2 = np.zeros(num_hiddens), np.zeros(num_classes)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}"""

    def calls(self, rng):
        """Return the calls in random order; the large sizes come several times."""
        drawn = [Call(MATHEMATICS, sizes) for sizes in TRIPLES * DRAWS]
        drawn += [Call(DIAGNOSIS, sizes) for sizes in SMALL]
        return [drawn[k] for k in rng.permutation(len(drawn))]

    def draw(self, rng):
        """Return the calls of a quick look, which `accepts` judges one by one."""
        return [Call(MATHEMATICS, sizes) for sizes in QUICK]

    def accepts(self, call, outcome):
        """Return whether the arrays of one call pass a quick look."""
        reply = Reply(call.args, outcome)
        if not reply.has_all or reply.shapes != right_shapes(*call.args):
            return False
        if any(np.any(outcome.value[key]) for key in ("b1", "b2")):
            return False
        if any(abs(w.mean()) > ROUGH * w.std() for w in reply.weights):
            return False
        for key in ("W1", "W2"):
            fan = fans(key, call.args)
            wanted = [law.sd(*fan, call.args) for law in ACCEPTED.values()]
            if not (np.abs(np.log(reply.value[key].std() / wanted)) < ROUGH).any():
                return False
        return True

    def judge(self, calls, outcomes):
        """Return the Report on the outcomes of `calls`."""
        if early := unjudged(self, calls, outcomes):
            return early
        replies = [Reply(c.args, o) for c, o in zip(calls, outcomes, strict=True)]
        with np.errstate(all="ignore"):
            verdict = judge_replies(replies)
            verdict = verdict or judge_weights(replies) or judge_details(replies)
        return report_on(self, verdict, notes_of(outcomes))


def judge_replies(replies):
    """Return the verdict on exceptions, types, keys and shapes, or None if right."""
    found = {}  # {(rank, sizes): Defect}: the most basic at the smallest sizes first
    for reply in replies:
        shapes = right_shapes(*reply.sizes)
        # 0.5 is no whole number, so that integers are not taken for floats here.
        wanted = {name: np.full(shape, 0.5) for name, shape in shapes.items()}
        outcome = dataclasses.replace(reply.outcome, value=reply.value)
        defect = defects.find(outcome, wanted)
        if defect and defect.kind != "value":
            found[defect.rank, reply.sizes] = defect
    if not found:
        return None
    score, (rank, sizes) = score_of(replies), min(found)
    name, sentence, fix = found[rank, sizes].naming()
    sentence = lettered(sentence, QUESTION, Call("", sizes))
    for mistake in RAISED + REPLIES + SHAPES:
        if all(fits(mistake, reply) for reply in replies):
            score, name, known, fix = verdict_on(score, mistake)
            known += f" {sentence}" if mistake in SHAPES else ""
            return score, name, known, fix
    return score, name, sentence, fix


def score_of(replies):
    """Return partial credit for the shapes of all arrays and the numbers in W1, W2."""

    def has_form(key):
        if not all(isinstance(reply.value, dict) for reply in replies):
            return False
        pairs = [(r.value, np.full(right_shapes(*r.sizes)[key], 0.5)) for r in replies]
        kinds = {defects.kind_of(value.get(key), wanted) for value, wanted in pairs}
        return kinds <= {None, "value"}

    keys = [key for key in NAMES if has_form(key)]
    matrices = [Matrix(key, replies) for key in ("W1", "W2") if key in keys]
    if not matrices or is_constant([a for m in matrices for _, a in m.arrays]):
        return 0.0  # one number everywhere earns nothing
    right = sum(matrix.is_right() for matrix in matrices)
    return FORM * len(keys) / len(NAMES) + NUMBERS * right / 2


def judge_weights(replies):
    """Return the verdict on the distribution of the weights, or None if right."""
    matrices = [Matrix(key, replies) for key in ("W1", "W2")]
    wrong = [matrix for matrix in matrices if not matrix.is_right()]
    if not wrong:
        return None
    known = {matrix.key: matrix.mistake() for matrix in wrong}
    score = score_of(replies)
    for mistake in KNOWN:  # the most basic first
        keys = [key for key in known if known[key] is mistake]
        if keys:
            score, name, sentence, fix = verdict_on(score, mistake)
            if len(keys) == 1:
                other = {"W1": "W2", "W2": "W1"}[keys[0]]
                key = "about_one_other_right"
                if other in known:
                    key = "about_one_other_wrong"
                sentence += " " + say(key, name=keys[0], other=other)
            return score, name, sentence, fix
    return score, None, wrong[0].numbers()


def judge_details(replies):
    """Return the verdict on the details, or None if all are right."""
    name = next((name for name, shows in DETAILS.items() if shows(replies)), None)
    return verdict_on(0.75, KNOWN.mistakes[name]) if name else None


QUESTION = Initial()
