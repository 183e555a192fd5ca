"""The tricks of chapter 9 that change a few lines: the same work, spelled twice."""

import collections
import inspect

import numpy as np

# trick: how often a run repeats it, and the functions of the chapter that spell it,
# the one that the others are compared with first
SPELLINGS = {
    "factor": (100, "factor_late", "factor_early"),
    "sums": (500, "sums_by_method", "sums_by_product"),
    "slopes": (100, "deriv_leaky_relu", "slopes_masked", "slopes_by_maximum"),
    "shuffle": (1, "shuffle_at_once", "load_batch", "shuffled_batches"),
    "evaluation": (1, "evaluate_at_once", "evaluate_in_chunks"),
}


def spellings(space, model, data, batch_size, scale):
    """Return what `race` wants to know of each trick.

    The functions of the chapter are called with the arrays of a step of `model`, by
    the names of their arguments.

    Parameters
    ----------
    space : dict
        What the cells of the chapter define.
    model : TwoLayerNN
    data : Data
        In the type of the model.
    batch_size : int
    scale : float
        lr / batch_size.

    Returns
    -------
    dict
        {trick: (runs, name of the one that the others are compared with)}.
    """
    arrays = arguments(space, model, data, batch_size) | {"scale": scale}
    found = {}
    for trick, (times, *names) in SPELLINGS.items():
        runs = {name: repeated(space[name], arrays, times) for name in names}
        found[trick] = runs, names[0]
    return found


def arguments(space, model, data, batch_size):
    """Return the arrays of one step, by the names that the chapter gives them."""
    work = space["Workspace"](model.params, batch_size)
    work.forward(data.X_train[:batch_size])
    work.gradients(data.Y_train[:batch_size])
    names = ("dW1", "dZ2", "Z1", "dZ1", "slopes", "ones")
    return {name: getattr(work, name) for name in names} | {
        "x": work.Z1,
        "W1": work.W1.copy(),
        "X": data.X_train,
        "Y": data.Y_train,
        "batch_size": batch_size,
        "rng": np.random.default_rng(0),
        "model": model,
        "X_val": data.X_val,
        "Y_val": data.Y_val,
    }


def repeated(function, arrays, times):
    """Return a run that calls a function so many times; batches are all taken."""
    names = inspect.signature(function).parameters
    options = {name: arrays[name] for name in names if name in arrays}

    def run():
        for _ in range(times):
            result = function(**options)
            if inspect.isgenerator(result):
                collections.deque(result, maxlen=0)
        return times

    return run
