"""Answers to best_epoch as students write them: right and wrong."""

import functools
import itertools

import numpy as np

RIGHT = {"best_epoch": []}
WRONG = {"best_epoch": []}


def right(function):
    question = "best_epoch"
    RIGHT[question].append(function)
    return function


def wrong(*names):
    """File a wrong answer with the names that are true of it (None: unnamed)."""

    def file(function):
        question = "best_epoch"
        WRONG[question].append((function, set(names)))
        return function

    return file


# --- best_epoch, right -------------------------------------------------------------


@right
def epoch_distance(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < valid_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@right
def epoch_counter(valid_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch in range(len(valid_losses)):
        if valid_losses[epoch] < lowest:
            lowest, best, waited = valid_losses[epoch], epoch, 0
        else:
            waited += 1
            if waited == patience:
                return best
    return best


@right
def epoch_while(valid_losses, patience):
    best = epoch = 0
    while epoch < len(valid_losses):
        if valid_losses[epoch] < valid_losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
        epoch += 1
    return best


@right
def epoch_windows(valid_losses, patience):
    best = 0
    while True:
        window = valid_losses[best + 1 : best + 1 + patience]
        better = [k for k, loss in enumerate(window) if loss < valid_losses[best]]
        if not better:
            return best
        best += 1 + better[0]


@right
def epoch_recursive(valid_losses, patience, best=0):
    for epoch in range(best + 1, min(best + patience, len(valid_losses) - 1) + 1):
        if valid_losses[epoch] < valid_losses[best]:
            return epoch_recursive(valid_losses, patience, epoch)
    return best


@right
def epoch_arrays(valid_losses, patience):
    lows = np.minimum.accumulate(valid_losses)
    improves = np.concatenate([[True], lows[1:] < lows[:-1]])
    epochs = np.flatnonzero(improves)
    gaps = np.diff(np.append(epochs, len(valid_losses) + patience + 1))
    return epochs[np.argmax(gaps > patience)]


@right
def epoch_argmin_of_seen(valid_losses, patience):
    for stop in range(1, len(valid_losses) + 1):
        best = int(np.argmin(valid_losses[:stop]))
        if stop - 1 - best >= patience:
            break
    return best


@right
def epoch_index(valid_losses, patience):
    seen = []
    for loss in valid_losses:
        seen.append(loss)
        if len(seen) - 1 - seen.index(min(seen)) == patience:
            break
    return seen.index(min(seen))


@right
def epoch_reduce(valid_losses, patience):
    def walk(state, item):
        best, epoch = state[0], item[0]
        if epoch - best > patience:
            return state
        return (epoch, item[1]) if item[1] < state[1] else state

    return functools.reduce(walk, enumerate(valid_losses), (0, valid_losses[0]))[0]


@right
def epoch_copy(valid_losses, patience):
    losses, best = np.array(valid_losses), np.int64(0)
    for epoch in range(1, losses.size):
        best = np.int64(epoch) if losses[epoch] < losses[best] else best
        if epoch == best + patience:
            break
    return best


@right
def epoch_accumulate(losses, n):
    lows = list(itertools.accumulate(losses, min))
    best = 0
    for epoch, low in enumerate(lows):
        if low < lows[best]:
            best = epoch
        elif epoch - best >= n:
            break
    return best


@right
def epoch_all(valid_losses, patience):
    best = 0
    for e in range(1, len(valid_losses)):
        if all(valid_losses[e] < loss for loss in valid_losses[:e]):
            best = e
        if e - best == patience:
            return best
    return best


@right
def epoch_try(valid_losses, patience):
    losses, best = iter(valid_losses), 0
    lowest, waited, epoch = next(losses), 0, 0
    while waited < patience:
        try:
            loss = next(losses)
        except StopIteration:
            break
        epoch += 1
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
    return best


@right
def epoch_pairs(valid_losses, patience):
    seen = []
    for pair in zip(valid_losses, itertools.count()):
        seen.append(pair)
        if pair[1] - min(seen)[1] >= patience:
            break
    return min(seen)[1]


@right
def epoch_stops(valid_losses, patience):
    running = np.minimum.accumulate(valid_losses)
    fresh = np.r_[True, running[1:] < running[:-1]]
    last = np.maximum.accumulate(np.where(fresh, np.arange(len(fresh)), 0))
    stops = np.flatnonzero(np.arange(len(fresh)) - last >= patience)
    return last[stops[0]] if len(stops) else last[-1]


@right
def epoch_budget(valid_losses, patience):
    best, left = 0, patience
    for epoch, loss in list(enumerate(valid_losses))[1:]:
        left = patience if loss < valid_losses[best] else left - 1
        best = epoch if left == patience else best
        if not left:
            return best
    return best


@right
def epoch_sorted(valid_losses, patience):
    for end in range(1, len(valid_losses) + 1):
        best = sorted(range(end), key=lambda k: (valid_losses[k], k))[0]
        if end - 1 - best >= patience:
            return best
    return best


@right
def epoch_dictionary(valid_losses, patience):
    state = {"best": 0, "loss": valid_losses[0], "stopped": False}
    for epoch, loss in enumerate(valid_losses):
        if not state["stopped"] and loss < state["loss"]:
            state |= {"best": epoch, "loss": loss}
        state["stopped"] |= epoch - state["best"] >= patience
    return state["best"]


@right
def epoch_of_numpy(valid_losses, patience):
    losses = np.asarray(valid_losses)
    best = np.int64(0)
    for epoch in np.arange(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best == patience:
            return best
    return best


@right
def epoch_slices(valid_losses, patience):
    best = 0
    while True:
        window = valid_losses[best + 1 : best + 1 + patience]
        better = [k for k, loss in enumerate(window) if loss < valid_losses[best]]
        if not better:
            return best
        best += better[0] + 1


# --- best_epoch, wrong -------------------------------------------------------------


@wrong("loss_returned")
def epoch_loss(valid_losses, patience):
    return valid_losses[epoch_distance(valid_losses, patience)]


@wrong("loss_returned")
def epoch_minimum(valid_losses, patience):
    return min(valid_losses)


@wrong("pair_returned", "wrong_type", "returns_tuple")
def epoch_pair(valid_losses, patience):
    best = epoch_distance(valid_losses, patience)
    return best, valid_losses[best]


@wrong("always_first")
def epoch_zero(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < min(valid_losses):
            best = epoch
    return best


@wrong("ignores_patience")
def epoch_argmin(valid_losses, patience):
    return np.argmin(valid_losses)


@wrong("ignores_patience")
def epoch_of_minimum(valid_losses, patience):
    return valid_losses.index(min(valid_losses))


@wrong("highest_loss")
def epoch_argmax(valid_losses, patience):
    return int(np.argmax(valid_losses))


@wrong("highest_loss")
def epoch_greater(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss > valid_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@wrong("last_epoch")
def epoch_last(valid_losses, patience):
    return len(valid_losses) - 1


@wrong("epoch_of_the_stop")
def epoch_stop(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < valid_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return epoch


@wrong("epoch_of_the_stop")
def epoch_stop_returned(valid_losses, patience):
    lowest, waited, best = valid_losses[0], 0, 0
    for epoch, loss in enumerate(valid_losses[1:], 1):
        if loss < lowest:
            lowest, waited, best = loss, 0, epoch
        else:
            waited += 1
        if waited >= patience:
            return epoch
    return best


@wrong("patience_before_the_stop")
def epoch_back(valid_losses, patience):
    return len(valid_losses) - 1 - patience


@wrong("lowest_of_the_first")
def epoch_first_few(valid_losses, patience):
    return int(np.argmin(valid_losses[:patience]))


@wrong("lowest_of_the_last")
def epoch_last_few(valid_losses, patience):
    return int(np.argmin(valid_losses[-patience:]))


@wrong("counted_from_one")
def epoch_from_one(valid_losses, patience):
    return epoch_distance(valid_losses, patience) + 1


@wrong("one_too_low")
def epoch_too_low(valid_losses, patience):
    lowest, best, waited = valid_losses[0], 0, 0
    for epoch, loss in enumerate(valid_losses[1:]):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best


@wrong("gives_up_at_once")
def epoch_first_rise(valid_losses, patience):
    for epoch in range(1, len(valid_losses)):
        if valid_losses[epoch] >= valid_losses[epoch - 1]:
            return epoch - 1
    return len(valid_losses) - 1


@wrong("typed_patience")
def epoch_typed(valid_losses, patience):
    patience = 3
    return epoch_distance(valid_losses, patience)


@wrong("stops_one_epoch_late")
def epoch_late(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < valid_losses[best]:
            best = epoch
        if epoch - best > patience:
            break
    return best


@wrong("stops_one_epoch_late")
def epoch_late_counter(valid_losses, patience):
    lowest, best, waited = np.inf, 0, 0
    for epoch, loss in enumerate(valid_losses):
        if waited > patience:
            break
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
    return best


@wrong("stops_one_epoch_early")
def epoch_early(valid_losses, patience):
    lowest, best, waited = valid_losses[0], 0, 0
    for epoch, loss in enumerate(valid_losses):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
        if epoch > 0 and waited >= patience - 1 and best != epoch:
            break
    return best


@wrong("counter_not_reset")
def epoch_total(valid_losses, patience):
    lowest, best, waited = valid_losses[0], 0, 0
    for epoch in range(1, len(valid_losses)):
        if valid_losses[epoch] < lowest:
            lowest, best = valid_losses[epoch], epoch
        else:
            waited += 1
            if waited >= patience:
                break
    return best


@wrong("compares_with_the_epoch_before")
def epoch_neighbors(valid_losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(valid_losses)):
        if valid_losses[epoch] < valid_losses[epoch - 1]:
            best, waited = epoch, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best


@wrong("compares_with_the_first")
def epoch_against_first(valid_losses, patience):
    lowest, best, waited = valid_losses[0], 0, 0
    for epoch in range(1, len(valid_losses)):
        if valid_losses[epoch] < lowest:
            best, waited = epoch, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best


@wrong("none_without_stop", "returns_none")
def epoch_none(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < valid_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best


@wrong("last_without_stop")
def epoch_last_if_no_stop(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < valid_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return len(valid_losses) - 1


@wrong("equal_counts_as_better")
def epoch_equal(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss <= valid_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@wrong("equal_does_not_count")
def epoch_equal_ignored(valid_losses, patience):
    lowest, best, waited = valid_losses[0], 0, 0
    for epoch, loss in enumerate(valid_losses):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        elif loss > lowest:
            waited += 1
        if waited == patience:
            break
    return best


@wrong("float_returned")
def epoch_float(valid_losses, patience):
    return float(epoch_distance(valid_losses, patience))


@wrong("changes_argument")
def epoch_pops(valid_losses, patience):
    best = epoch_distance(valid_losses, patience)
    while len(valid_losses) > best + 1:
        valid_losses.pop()
    return best


@wrong("returns_none")
def epoch_forgets_return(valid_losses, patience):
    best = 0
    for epoch, loss in enumerate(valid_losses):
        if loss < valid_losses[best]:
            best = epoch


@wrong(None)
def epoch_second_lowest(valid_losses, patience):
    return int(np.argsort(valid_losses)[min(1, len(valid_losses) - 1)])
