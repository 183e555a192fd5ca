"""Time small tricks: for each, the same work is written in two or more ways."""

import collections
import inspect

import numpy as np

# {trick: (repetitions in a run, functions of the chapter)}; all functions are compared
# with the first
SPELLINGS = {
    "factor": (100, "factor_late", "factor_early"),
    "sums": (500, "sums_by_method", "sums_by_product"),
    "slopes": (100, "deriv_leaky_relu", "slopes_masked", "slopes_by_maximum"),
    "shuffle": (1, "shuffle_at_once", "load_batch", "shuffled_batches"),
    "evaluation": (1, "evaluate_at_once", "evaluate_in_chunks"),
}


def spellings(space, model, data, batch_size, scale):
    """Return {trick: ({name: function}, name of the baseline)} for `race`.

    The functions take no arguments. They call those of the chapter, in `space`, with
    the values that the arguments' names have in one step of `model`. The data have the
    model's type; `scale` is lr / batch_size.
    """
    values = arguments(space, model, data, batch_size) | {"scale": scale}
    found = {}
    for trick, (times, *names) in SPELLINGS.items():
        runs = {name: repeated(space[name], values, times) for name in names}
        found[trick] = runs, names[0]
    return found


def arguments(space, model, data, batch_size):
    """Return {name of an argument of the chapter's functions: the value to pass}."""
    workspace = space["Workspace"](model.params, batch_size)
    workspace.forward(data.X_train[:batch_size])  # this and the next fill its arrays
    workspace.gradients(data.Y_train[:batch_size])
    names = ("dW1", "dZ2", "Z1", "dZ1", "slopes", "ones")
    values = {name: getattr(workspace, name) for name in names}
    # x is that of deriv_leaky_relu; W1 is a copy, since a function changes it.
    values |= {"x": workspace.Z1, "W1": workspace.W1.copy(), "model": model}
    values |= {"X": data.X_train, "Y": data.Y_train, "X_val": data.X_val}
    values |= {"Y_val": data.Y_val, "batch_size": batch_size}
    return values | {"rng": np.random.default_rng(0)}


def repeated(function, values, times):
    """Return a function that calls `function` `times` times and exhausts generators."""
    names = inspect.signature(function).parameters
    options = {name: values[name] for name in names if name in values}

    def run():
        for _ in range(times):
            result = function(**options)
            if inspect.isgenerator(result):
                collections.deque(result, maxlen=0)
        return times

    return run
