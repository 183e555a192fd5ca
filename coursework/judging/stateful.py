"""Judge whether an object of a student's class is still right at a later call.

Stateful calls all go to one object. `questions.shared.networks.draw_stateful` draws two
series of them. In the first, the parameters change in place; in the second, new arrays
replace them.
"""

from coursework.judging.arguments import with_letters
from coursework.mistakes.exceptions import describe_exception
from coursework.running.objects import NEW
from coursework.running.outcomes import STATEFUL
from coursework.verdict import Verdict
from coursework.words import say

NAME, SCORE = "keeps_from_earlier_calls", 0.25  # the score of an answer that changes
ALIAS = 0.75  # the score if the parameters may change in place, as in train_step


def judge_later_calls(judge):
    """Return the Verdict on the calls of one object, or None if all are right.

    The answer was right in all calls of mathematics, each on a new object. The first
    call of a series has new arguments, so it can still be wrong.
    """
    if any(outcome.changed for outcome in judge.outcomes):
        return None  # that is the edge case changes_argument, judged later
    series = calls_by_object(judge)
    for changes, places in zip(("in place", "replaced"), series, strict=False):
        wrong = [k for k in places if judge.defect(k)]
        if not wrong:
            continue
        number = places.index(wrong[0])  # of the first wrong call in the series, from 0
        if number == 0:
            return wrong_at_first_call(judge, wrong[0])
        return wrong_at_later_call(judge, wrong[0], sentence_of(judge, changes, number))
    return None


def calls_by_object(judge):
    """Return for each object a list: the positions of its calls."""
    objects = []
    for k in judge.calls_in(STATEFUL):
        if judge.calls[k].update == NEW:
            objects.append([])
        objects[-1].append(k)
    return objects


def sentence_of(judge, changes, number):
    """Return the key of a sentence on call `number`, 1 to 3, of an object's series."""
    if "self" not in judge.question.signature:
        return "function_remembers"
    if changes == "replaced":
        return "wrong_when_replaced"
    return "wrong_in_another_batch" if number == 1 else "wrong_after_a_step"


def wrong_at_first_call(judge, k):
    """Return the verdict about an answer that is wrong at an object's first call."""
    defect = judge.defect(k)
    if defect.kind == "value":
        return Verdict(SCORE, None, judge.smallest({k: defect}))
    fault = defect.fault()
    message = with_letters(fault.message, judge.question, judge.calls[k])
    return fault.saying(message).scored(SCORE)


def wrong_at_later_call(judge, k, sentence):
    """Return the Verdict about an answer that keeps something until call k."""
    outcome = judge.outcomes[k]
    error = f" ({describe_exception(outcome)})" if outcome.raised else ""
    text = say(sentence, name=judge.question.name, error=error)
    score = ALIAS if sentence == "wrong_when_replaced" else SCORE
    return Verdict(score, NAME, text, say("compute_anew"))
