"""Judge whether an object of a student's class is still right at a later call.

A life is a series of calls to one object. `questions.networks.draw_lives` draws two. In
the first, the parameters change in place; in the second, new arrays replace them.
"""

from coursework.judging.arguments import lettered
from coursework.mistakes.exceptions import told
from coursework.running.objects import NEW
from coursework.running.outcomes import LIFE

NAME, SCORE = "keeps_from_earlier_calls", 0.25  # the score of an answer that changes
LATER = (
    "In a new object your {name} is right. Asked again with another batch, the same "
    "object gives something wrong{error}. It may keep something from one call to the "
    "next, for example {example}."
)
CHANGED = (
    "In a new object your {name} is right. After its parameters have changed in place, "
    "as a training step changes them, the same object gives something wrong{error}. It "
    "may go on with something from before, for example {example}."
)
EXAMPLES = {
    "forward": (
        "a mean over the batches so far",
        "a result that it remembers for this X, or weights that __init__ has copied",
    ),
    "backward": (
        "gradients to which the later ones are added (self.grads[...] += ...)",
        "a copy that __init__ keeps (self.W2T = W2.T.copy())",
    ),
}
OF_A_FUNCTION = (
    "Your function is right where nothing was asked before. Asked again with {which}, "
    "it gives something wrong{error}: for example because it remembers a result, and "
    "looks for it by only one of its arguments."
)
WHICH = (
    "the same parameters and another X",
    "the same X and other parameters",
    "the first parameters and the first X",
)
FIX = (
    "Compute everything anew in each call, from what comes as an argument and from the "
    "parameters as they are then."
)
REPLACED = (
    "This is right as long as the parameters change in place. When model.params is "
    "replaced by new arrays, the same object gives something wrong{error}. Perhaps it "
    "keeps the first arrays under another name, as self.W1: take them from self.params "
    "in each call."
)


def later_calls_judged(judge):
    """Judge each object's later calls; return a verdict (None if right), and notes.

    So far the answer was right in all calls of mathematics, each on a new object. Even
    the first call of a life can be wrong, since its arguments are others.
    """
    if any(outcome.changed for outcome in judge.outcomes):  # see changes_argument
        return (None,)
    for changes, places in zip(("in place", "replaced"), lives(judge), strict=False):
        k = next((k for k in places if judge.defect(k)), None)
        if k == places[0]:
            return (at_once(judge, k),)
        if k is not None:
            later, outcome = places.index(k) - 1, judge.outcomes[k]
            text = template(judge, changes, later).format(
                name=judge.question.name,
                which=WHICH[later],
                example=EXAMPLES[judge.question.name][later > 0],
                error=f" ({told(outcome)})" if outcome.raised else "",
            )
            # Training changes parameters in place, so an alias only gets a note.
            is_alias = "replaced" in changes and "self" in judge.question.signature
            return (None, text) if is_alias else ((SCORE, NAME, text, FIX),)
    return (None,)


def lives(judge):
    """Return the positions of the calls of each object."""
    found = []
    for k in judge.calls_in(LIFE):
        if judge.calls[k].life == NEW:
            found.append([])
        found[-1].append(k)
    return found


def template(judge, changes, later):
    """Return the message for an answer that is wrong at a later call."""
    if "self" not in judge.question.signature:
        return OF_A_FUNCTION
    if changes == "replaced":
        return REPLACED
    return CHANGED if later else LATER


def at_once(judge, k):
    """Return the verdict about an answer that is wrong at an object's first call."""
    defect = judge.defect(k)
    if defect.kind == "value":
        return SCORE, None, judge.smallest({k: defect})
    name, sentence, fix = defect.naming()
    return SCORE, name, lettered(sentence, judge.question, judge.calls[k]), fix
