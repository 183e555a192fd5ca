"""Mistakes in best_epoch, early stopping (chapter 7), the most basic first."""

import numpy as np

from coursework.mistakes import Catalogue
from coursework.mistakes.more.tools import filing

best_epoch = Catalogue("best_epoch")
file = filing(best_epoch)


def walk(losses, patience, better=lambda loss, low: loss < low, late=0, reset=True):
    """Return the best epoch and the one at which training stops, or None for it."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if better(losses[epoch], losses[best]):
            best, waited = epoch, 0 if reset else waited
        else:
            waited += 1
        if waited >= patience + late:
            return best, epoch
    return best, None


def right(losses, patience):
    """Return the best epoch before the stop."""
    return walk(losses, patience)[0]


def _stop(losses, patience):
    stop = walk(losses, patience)[1]
    return len(losses) - 1 if stop is None else stop


def _neighbors(losses, patience, update=True):
    """Compare with the epoch before, instead of the best one."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1]:
            best, waited = epoch if update else best, 0
        else:
            waited += 1
        if not update and losses[epoch] < losses[best]:
            best = epoch
        if waited >= patience:
            break
    return best


def _never_moves(losses, patience):
    """Count from the first loss: the lowest loss is never brought up to date."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[0]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited >= patience:
            break
    return best


def _none(losses, patience, value=None):
    best, stop = walk(losses, patience)
    return value if stop is None else best


file(
    "loss_returned",
    "A loss comes back. Wanted is the number of its epoch, counted from 0.",
    lambda v, n: v[right(v, n)],
    lambda v, n: min(v),
    lambda v, n: v[_stop(v, n)],
)
file(
    "pair_returned",
    "Several values come back. Return the number of the best epoch alone.",
    lambda v, n: (right(v, n), v[right(v, n)]),
    lambda v, n: (v[right(v, n)], right(v, n)),
    lambda v, n: (_stop(v, n), right(v, n)),
    lambda v, n: (right(v, n), _stop(v, n)),
)
file(
    "always_first",
    "Epoch 0 comes back, whatever the losses are: the best epoch is never brought up "
    "to date.",
    lambda v, n: 0,
)
file(
    "ignores_patience",
    "This is the lowest of all losses, as if training never stopped. Epochs after the "
    "stop were never seen: walk through the list and break off when `patience` epochs "
    "in a row have not improved.",
    lambda v, n: int(np.argmin(v)),
)
file(
    "highest_loss",
    "You keep the epoch with the highest loss. A loss is better when it is lower.",
    lambda v, n: int(np.argmax(v)),
    lambda v, n: walk(v, n, lambda loss, low: loss > low)[0],
)
file(
    "last_epoch",
    "The last epoch of the list comes back. Wanted is the best one before the stop.",
    lambda v, n: len(v) - 1,
    lambda v, n: len(v),
)
file(
    "epoch_of_the_stop",
    "You return the epoch at which training stops. Wanted is the one whose parameters "
    "are kept: the best before it.",
    _stop,
    lambda v, n: _none(v, n) if _none(v, n) is None else _stop(v, n),
    lambda v, n: _none(v, n, right(v, n)) if _none(v, n) is None else _stop(v, n),
    lambda v, n: _none(v, n, int(np.argmin(v))) if _none(v, n) is None else _stop(v, n),
)
file(
    "patience_before_the_stop",
    "You go back `patience` epochs from the last epoch of the list. The best epoch is "
    "that far from the stop only if the run stops at the end.",
    lambda v, n: len(v) - n,
    lambda v, n: len(v) - 1 - n,
)
file(
    "lowest_of_the_first",
    "Only the first `patience` epochs (or one more) are looked at. Patience counts the "
    "epochs without improvement, and starts anew at each improvement.",
    lambda v, n: int(np.argmin(v[:n])),
    lambda v, n: int(np.argmin(v[: n + 1])),
)
file(
    "lowest_of_the_last",
    "Only the last `patience` epochs are looked at. Walk from the start.",
    lambda v, n: int(np.argmin(v[-n:])),
    lambda v, n: len(v) - n + int(np.argmin(v[-n:])) if n <= len(v) else 0,
)
file(
    "counted_from_one",
    "The number is one too high: the first epoch has the number 0.",
    lambda v, n: right(v, n) + 1,
)
file(
    "one_too_low",
    "The number is one too low: epochs are counted from 0, and the loop over the later "
    "epochs starts with number 1.",
    lambda v, n: right(v, n) - 1,
    lambda v, n: max(right(v, n) - 1, 0),
)
file(
    "gives_up_at_once",
    "Training ends at the first epoch that does not improve, whatever the patience "
    "is. Count such epochs, and stop when `patience` of them follow each other.",
    lambda v, n: right(v, 1),
)
file(
    "typed_patience",
    "A patience is typed in. Use the argument.",
    *[lambda v, n, typed=typed: right(v, typed) for typed in (2, 3, 5, 10)],
)
file(
    "stops_one_epoch_late",
    "Training goes on for one epoch too many: it stops as soon as `patience` epochs in "
    "a row have not improved. Use >= instead of >, and count this epoch, too.",
    lambda v, n: walk(v, n, late=1)[0],
)
file(
    "stops_one_epoch_early",
    "Training stops one epoch too early: `patience` epochs in a row without "
    "improvement are wanted.",
    lambda v, n: walk(v, n, late=-1)[0],
    lambda v, n: right(v, n - 1) if n > 1 else 0,
    lambda v, n: right(v, max(n - 1, 1)),
)
file(
    "counter_not_reset",
    "Epochs without improvement are counted over the whole run. They have to follow "
    "each other: set the counter back to 0 at each improvement.",
    lambda v, n: walk(v, n, reset=False)[0],
    lambda v, n: walk(v, n, reset=False, late=1)[0],
)
file(
    "compares_with_the_epoch_before",
    "Each loss is compared with the one before it. Compare with the lowest so far: "
    "after a jump upwards, a small fall is no improvement.",
    _neighbors,
    lambda v, n: _neighbors(v, n, update=False),
    lambda v, n: int(np.argmin(v[: _rises(v, n)])),
)
file(
    "compares_with_the_first",
    "Each loss is compared with the first one. Bring the lowest loss up to date "
    "whenever an epoch improves.",
    _never_moves,
)
file(
    "none_without_stop",
    "If training never stops, None (or -1) comes back: return the best epoch after "
    "the loop, too.",
    _none,
    lambda v, n: _none(v, n, -1),
)
file(
    "last_without_stop",
    "If training never stops, the last epoch comes back. The best one is kept there, "
    "too.",
    lambda v, n: _none(v, n, len(v) - 1),
)
file(
    "first_without_stop",
    "If training never stops, epoch 0 comes back. The best one is kept there, too.",
    lambda v, n: _none(v, n, 0),
)
file(
    "equal_counts_as_better",
    "An equal loss counts as an improvement. It has to be strictly lower: < instead of "
    "<=.",
    lambda v, n: walk(v, n, lambda loss, low: loss <= low)[0],
)
file(
    "equal_does_not_count",
    "An epoch with a loss equal to the lowest is not counted as one without "
    "improvement. Only a strictly lower loss sets the counter back.",
    lambda v, n: _equal_ignored(v, n),
    lambda v, n: _equal_ignored(v, n, reset=True),
)


def _rises(losses, patience):
    waited = 0
    for epoch in range(1, len(losses)):
        waited = 0 if losses[epoch] < losses[epoch - 1] else waited + 1
        if waited >= patience:
            return epoch
    return len(losses)


def _equal_ignored(losses, patience, reset=False):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
        elif losses[epoch] > losses[best]:
            waited += 1
        elif reset:
            waited = 0
        if waited >= patience:
            break
    return best
