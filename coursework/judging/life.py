"""An object lives longer than one call: is it right at a later one, too?

Each life begins with a new object, as `questions.networks.draw_lives` asks it. In the
first its parameters change in place, in the second by new arrays.
"""

from coursework.running.objects import NEW
from coursework.running.outcomes import LIFE

NAME, SCORE = "keeps_from_earlier_calls", 0.25  # as much as an answer that changes
LATER = (
    "In a new object your {name} is right. Asked again with another batch, the same "
    "object gives something wrong{error}. So it keeps something from one call to the "
    "next, for example {example}."
)
CHANGED = (
    "In a new object your {name} is right. After its parameters have changed in place, "
    "as a training step changes them, the same object gives something wrong{error}. So "
    "it goes on with something from before, for example {example}."
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


def judged(trial):
    """Return the verdict on the lives, None if it is right, and notes behind it.

    Parameters
    ----------
    trial : Trial
        Of an answer that is right where nothing was asked before.
    """
    if any(outcome.changed for outcome in trial.outcomes):  # this is told elsewhere
        return (None,)
    for changes, places in zip(("in place", "replaced"), lives(trial), strict=False):
        wrong = [k for k in places if trial.defect(k)]
        if wrong and wrong[0] == places[0]:
            return (at_once(trial, wrong[0]),)
        if wrong:
            later = places.index(wrong[0]) - 1
            said = text(trial, changes, later).format(
                name=trial.question.name,
                which=WHICH[later],
                example=EXAMPLES[trial.question.name][later > 0],
                error=_error(trial.outcomes[wrong[0]]),
            )
            is_alias = "replaced" in changes and "self" in trial.question.signature
            return (None, said) if is_alias else ((SCORE, NAME, said, FIX),)
    return (None,)


def lives(trial):
    """Return the places of the calls of each life."""
    found = []
    for k in trial.at(LIFE):
        if trial.calls[k].life == NEW:
            found.append([])
        found[-1].append(k)
    return found


def text(trial, changes, later):
    """Return what is said of an answer that is wrong at a later call."""
    if "self" not in trial.question.signature:
        return OF_A_FUNCTION
    if changes == "replaced":
        return REPLACED
    return CHANGED if later else LATER


def at_once(trial, k):
    """Return the verdict on an answer that is wrong in a new object, too."""
    defect = trial.defect(k)
    if defect.kind == "value":
        return SCORE, None, trial.smallest({k: defect})
    return SCORE, *defect.naming()


def _error(outcome):
    return f" ({outcome.detail})" if outcome.raised else ""
