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
    """Judge the calls of each object; return the verdict, None for a right one.

    The answer was right in all calls of mathematics, each on a new object. The first
    call of a series has new arguments, so it can still be wrong.
    """
    if any(outcome.changed for outcome in judge.outcomes):
        return None  # that is the edge case changes_argument, judged later
    objects = calls_by_object(judge)
    for changes, places in zip(("in place", "replaced"), objects, strict=False):
        k = next((k for k in places if judge.defect(k)), None)  # the first wrong call
        if k == places[0]:
            return wrong_at_first_call(judge, k)
        if k is not None:
            later, outcome = places.index(k) - 1, judge.outcomes[k]
            sentence = sentence_of(judge, changes, later)
            text = say(
                sentence,
                name=judge.question.name,
                error=f" ({describe_exception(outcome)})" if outcome.raised else "",
            )
            score = ALIAS if sentence == "wrong_when_replaced" else SCORE
            return Verdict(score, NAME, text, say("compute_anew"))
    return None


def calls_by_object(judge):
    """Return for each object a list: the positions of its calls."""
    objects = []
    for k in judge.calls_in(STATEFUL):
        if judge.calls[k].update == NEW:
            objects.append([])
        objects[-1].append(k)
    return objects


def sentence_of(judge, changes, later):
    """Return a sentence's key; `later` is 0, 1 or 2 for the second to fourth call."""
    if "self" not in judge.question.signature:
        return "function_remembers"
    if changes == "replaced":
        return "wrong_when_replaced"
    return "wrong_after_a_step" if later else "wrong_in_another_batch"


def wrong_at_first_call(judge, k):
    """Return the verdict about an answer that is wrong at an object's first call."""
    defect = judge.defect(k)
    if defect.kind == "value":
        return Verdict(SCORE, None, judge.smallest({k: defect}))
    fault = defect.fault()
    message = with_letters(fault.message, judge.question, judge.calls[k])
    return fault.saying(message).scored(SCORE)
