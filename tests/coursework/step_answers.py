"""Answers to sgd_step and best_epoch as students write them: right and wrong."""

import copy
import functools
import itertools

import numpy as np

RIGHT = {"sgd_step": [], "best_epoch": []}
WRONG = {"sgd_step": [], "best_epoch": []}


def right(function):
    question = "sgd_step" if "step" in function.__name__ else "best_epoch"
    RIGHT[question].append(function)
    return function


def wrong(*names):
    """File a wrong answer with the names that are true of it (None: unnamed)."""

    def file(function):
        question = "sgd_step" if "step" in function.__name__ else "best_epoch"
        WRONG[question].append((function, set(names)))
        return function

    return file


# --- sgd_step, right ---------------------------------------------------------------


@right
def step_comprehension(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads["d" + k] / batch_size for k in params}


@right
def step_four_lines(params, grads, batch_size, lr):
    W1 = params["W1"] - lr * grads["dW1"] / batch_size
    b1 = params["b1"] - lr * grads["db1"] / batch_size
    W2 = params["W2"] - lr * grads["dW2"] / batch_size
    b2 = params["b2"] - lr * grads["db2"] / batch_size
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@right
def step_mean_first(params, grads, batch_size, lr):
    new = {}
    for name, grad in grads.items():
        mean = grad / batch_size
        new[name[1:]] = params[name[1:]] - lr * mean
    return new


@right
def step_factor(params, grads, batch_size, lr):
    factor = lr / batch_size
    return dict((k, v - factor * grads[f"d{k}"]) for k, v in params.items())  # noqa: C402


@right
def step_deepcopy(params, grads, batch_size, lr):
    new = copy.deepcopy(params)
    for k in new:
        new[k] -= lr * (1 / batch_size) * grads["d" + k]
    return new


@right
def step_copies(params, grads, batch_size, lr):
    new = {k: v.copy() for k, v in params.items()}
    for k in new:
        new[k] += -lr * grads["d" + k] / batch_size
    return new


@right
def step_shallow_copy(params, grads, batch_size, lr):
    new = params.copy()
    for k in ["W1", "b1", "W2", "b2"]:
        new[k] = new[k] - lr * grads["d" + k] / batch_size
    return new


@right
def step_subtract(params, grads, batch_size, lr):
    step = lambda k: np.multiply(lr / batch_size, grads["d" + k])  # noqa: E731
    return {k: np.subtract(params[k], step(k)) for k in params}


@right
def step_more_keys(params, grads, batch_size, lr):
    new = step_comprehension(params, grads, batch_size, lr)
    return new | {"lr": lr, **grads}


@right
def step_loops(params, grads, batch_size, lr):
    new = {k: np.zeros(v.shape) for k, v in params.items()}
    for k, v in params.items():
        for i in np.ndindex(v.shape):
            new[k][i] = v[i] - lr * grads["d" + k][i] / batch_size
    return new


@right
def step_zip(params, grads, batch_size, lr):
    pairs = zip(params.items(), grads.values(), strict=True)
    return {k: v - g * lr / batch_size for (k, v), g in pairs}


@right
def step_other_names(p, g, n, eta):
    return {"W" + k: p["W" + k] - eta / n * g["dW" + k] for k in "12"} | {
        "b" + k: p["b" + k] - eta / n * g["db" + k] for k in "12"
    }


@right
def step_common_denominator(params, grads, batch_size, lr):
    return {
        k: (batch_size * params[k] - lr * grads["d" + k]) / batch_size for k in params
    }


@right
def step_float32(params, grads, batch_size, lr):
    new = step_comprehension(params, grads, batch_size, lr)
    return {k: v.astype(np.float32) for k, v in new.items()}


@right
def step_hints(
    params: dict[str, np.ndarray],
    grads: dict[str, np.ndarray],
    batch_size: int,
    lr: float = 0.1,
) -> dict[str, np.ndarray]:
    return step_comprehension(params, grads, batch_size=batch_size, lr=lr)


@right
def step_unpacked(params, grads, batch_size, lr):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    W1 = W1 - lr / batch_size * grads["dW1"]
    b1 = b1 - lr / batch_size * grads["db1"]
    W2 = W2 - lr / batch_size * grads["dW2"]
    b2 = b2 - lr / batch_size * grads["db2"]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@right
def step_recursive(params, grads, batch_size, lr):
    if not params:
        return {}
    (name, value), *others = params.items()
    rest = step_recursive(dict(others), grads, batch_size, lr)
    return {name: value - lr * grads["d" + name] / batch_size} | rest


@right
def step_one_vector(params, grads, batch_size, lr):
    names = list(params)
    long = np.concatenate([params[name].ravel() for name in names])
    slope = np.concatenate([grads["d" + name].ravel() for name in names])
    ends = np.cumsum([params[name].size for name in names])[:-1]
    parts = np.split(long - lr * slope / batch_size, ends)
    pairs = zip(names, parts, strict=True)
    return {name: part.reshape(params[name].shape) for name, part in pairs}


@right
def step_in_place_on_copies(params, grads, batch_size, lr):
    new = {}
    for name in params:
        value = np.array(params[name])
        value -= lr / batch_size * grads[f"d{name}"]
        new[name] = value
    return new


@right
def step_uphill_of_minus(params, grads, batch_size, lr):
    update = {name: -lr * g / batch_size for name, g in grads.items()}
    return {name: np.add(params[name], update["d" + name]) for name in params}


# --- sgd_step, wrong ---------------------------------------------------------------


@wrong("unchanged")
def step_lost(params, grads, batch_size, lr):
    for value, grad in zip(params.values(), grads.values(), strict=True):
        value = value - lr * grad / batch_size
    return params


@wrong("no_key_fits", "gradients_returned")
def step_gradients(params, grads, batch_size, lr):
    return grads


@wrong("no_key_fits")
def step_named_d(params, grads, batch_size, lr):
    return {g: params[g[1:]] - lr * grads[g] / batch_size for g in grads}


@wrong("gradients_returned")
def step_mean_gradients(params, grads, batch_size, lr):
    return {k: grads["d" + k] / batch_size for k in params}


@wrong("step_returned")
def step_alone(params, grads, batch_size, lr):
    return {k: -lr * grads["d" + k] / batch_size for k in params}


@wrong("tuple_returned")
def step_tuple(params, grads, batch_size, lr):
    new = step_comprehension(params, grads, batch_size, lr)
    return new["W1"], new["b1"], new["W2"], new["b2"]


@wrong("returns_in_the_loop")
def step_returns_early(params, grads, batch_size, lr):
    new = {}
    for k in params:
        new[k] = params[k] - lr * grads["d" + k] / batch_size
        return new


@wrong("returns_in_the_loop")
def step_made_anew(params, grads, batch_size, lr):
    for k in params:
        new = {k: params[k] - lr * grads["d" + k] / batch_size}
    return new


@wrong("climbs")
def step_up(params, grads, batch_size, lr):
    return {k: params[k] + lr * grads["d" + k] / batch_size for k in params}


@wrong("climbs_with_the_sum")
def step_up_far(params, grads, batch_size, lr):
    return {k: params[k] + lr * grads["d" + k] for k in params}


@wrong("sum_instead_of_mean")
def step_sum(params, grads, batch_size, lr):
    return {k: v - lr * grads["d" + k] for k, v in params.items()}


@wrong("forgets_learning_rate")
def step_without_lr(params, grads, batch_size, lr):
    return {k: params[k] - grads["d" + k] / batch_size for k in params}


@wrong("plain_subtraction")
def step_plain(params, grads, batch_size, lr):
    return {k: params[k] - grads["d" + k] for k in params}


@wrong("multiplies_by_batch_size")
def step_times_batch(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads["d" + k] * batch_size for k in params}


@wrong("divides_twice")
def step_twice_divided(params, grads, batch_size, lr):
    mean = {k: v / batch_size for k, v in grads.items()}
    return {k: params[k] - lr * mean["d" + k] / batch_size for k in params}


@wrong("divides_by_learning_rate")
def step_swapped(params, grads, lr, batch_size):
    return {k: params[k] - lr * grads["d" + k] / batch_size for k in params}


@wrong("typed_learning_rate")
def step_typed_lr(params, grads, batch_size, lr):
    lr = 0.1
    return {k: params[k] - lr * grads["d" + k] / batch_size for k in params}


@wrong("typed_batch_size")
def step_typed_batch(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads["d" + k] / 32 for k in params}


@wrong("divides_by_length")
def step_length(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads["d" + k] / len(grads["d" + k]) for k in params}


@wrong("divides_by_length")
def step_mean(params, grads, batch_size, lr):
    return {k: params[k] - lr * np.mean(grads["d" + k]) for k in params}


@wrong("whole_number_division")
def step_rounds(params, grads, batch_size, lr):
    return {k: params[k] - lr * (grads["d" + k] // batch_size) for k in params}


@wrong("divides_the_parameters")
def step_parentheses(params, grads, batch_size, lr):
    return {k: (params[k] - lr * grads["d" + k]) / batch_size for k in params}


@wrong("multiplies_the_parameters")
def step_other_parentheses(params, grads, batch_size, lr):
    return {k: lr * (params[k] - grads["d" + k] / batch_size) for k in params}


@wrong("two_steps")
def step_two(params, grads, batch_size, lr):
    once = step_comprehension(params, grads, batch_size, lr)
    return step_comprehension(once, grads, batch_size, lr)


@wrong("only_the_sign")
def step_sign(params, grads, batch_size, lr):
    return {k: params[k] - lr * np.sign(grads["d" + k]) for k in params}


@wrong("normalizes")
def step_normalized(params, grads, batch_size, lr):
    new = {}
    for k in params:
        g = grads["d" + k]
        new[k] = params[k] - lr * g / np.sqrt(np.sum(g**2))
    return new


@wrong("decays")
def step_multiplied(params, grads, batch_size, lr):
    return {k: params[k] * (1 - lr * grads["d" + k] / batch_size) for k in params}


@wrong("gradient_minus_parameter")
def step_backwards(params, grads, batch_size, lr):
    return {k: lr / batch_size * grads["d" + k] - params[k] for k in params}


@wrong("biases_not_moved")
def step_weights(params, grads, batch_size, lr):
    new = dict(params)
    for k in ("W1", "W2"):
        new[k] = params[k] - lr * grads["d" + k] / batch_size
    return new


@wrong("one_layer_not_moved")
def step_second_layer(params, grads, batch_size, lr):
    new = dict(params)
    for k in ("W2", "b2"):
        new[k] = params[k] - lr * grads["d" + k] / batch_size
    return new


@wrong("one_parameter_not_moved")
def step_forgets_b1(params, grads, batch_size, lr):
    new = step_comprehension(params, grads, batch_size, lr)
    return new | {"b1": params["b1"]}


@wrong("mean_for_weights_only")
def step_bias_sum(params, grads, batch_size, lr):
    new = step_comprehension(params, grads, batch_size, lr)
    return new | {k: params[k] - lr * grads["d" + k] for k in ("b1", "b2")}


@wrong("changes_argument")
def step_in_place(params, grads, batch_size, lr):
    for k in params:
        params[k] -= lr * grads["d" + k] / batch_size
    return params


@wrong("changes_argument")
def step_same_dictionary(params, grads, batch_size, lr):
    for k in params:
        params[k] = params[k] - lr * grads["d" + k] / batch_size
    return params


@wrong("changes_argument")
def step_shared_arrays(params, grads, batch_size, lr):
    new = params.copy()  # the arrays are the same
    for k in new:
        new[k] -= lr * grads["d" + k] / batch_size
    return new


@wrong("changes_argument")
def step_changes_gradients(params, grads, batch_size, lr):
    for k in grads:
        grads[k] /= batch_size
    return {k: params[k] - lr * grads["d" + k] for k in params}


@wrong("returns_none", "wrong_type")
def step_none(params, grads, batch_size, lr):
    for k in params:
        params[k] -= lr * grads["d" + k] / batch_size


@wrong("wrong_keys")
def step_without_biases(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads["d" + k] / batch_size for k in ("W1", "W2")}


@wrong("unknown_key")
def step_wrong_key(params, grads, batch_size, lr):
    return {k: params[k] - lr * grads[k] / batch_size for k in params}


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
