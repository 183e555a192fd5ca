"""Descend by momentum, with checkpoints, on labels or on the answers of a committee."""

import io
import json
import time

import numpy as np
from runs import fit, make, reader, recipe_of

from neuralnet.further import tricks
from neuralnet.further.buffers import Workspace, shuffled_batches
from neuralnet.further.deslanting import deslant
from neuralnet.further.ensemble import Ensemble
from neuralnet.further.recipe import learning_rate
from neuralnet.support.files import write_whole

NUM_TEACHERS, EVERY = 3, 5  # a checkpoint after EVERY epochs
KNOWN = {"num_hiddens", "n_epochs", "lr", "schedule", "momentum", "distort", "deslant"}
KNOWN |= {"width"}


def is_long(settings):
    """Return whether `fit_long` can train by these settings."""
    needed = {"distort", "deslant"}  # it always does both
    return needed <= settings.keys() <= KNOWN


def fit_long(settings, X, Y, rng, path):
    """Train as `runs.fit`, with checkpoints at `path`; return network, CPU seconds."""
    model = make(settings, rng, X.dtype)
    seconds = descend(model, deslant(X), Y, recipe_of(settings), path=path)
    return reader(settings, model), round(seconds, 1)


def teach(settings, X, Y, rng, seed):
    """Train teachers, then a student; return student, its CPU seconds, and teachers.

    The student learns the teachers' mean probabilities for each distorted image
    (Hinton, Vinyals and Dean, 2015, at temperature 1). Its weights and images are those
    that `rng` would give to a network that learns from labels.
    """
    rngs = [np.random.default_rng([seed, k]) for k in range(NUM_TEACHERS)]
    teachers = [fit(settings, X, Y, None, None, other)[0] for other in rngs]
    model, recipe = make(settings, rng, X.dtype), recipe_of(settings)
    nets = [Workspace(teacher.params, recipe.batch_size) for teacher in teachers]

    def targets(X_batch, Y_batch):
        return np.mean([net.forward(X_batch) for net in nets], axis=0)

    seconds = descend(model, deslant(X), Y, recipe, targets)
    return reader(settings, model), round(seconds, 1), Ensemble(teachers)


def descend(model, X, Y, recipe, targets=lambda X, Y: Y, path=None):
    """Train in place by distorted batches and momentum; return the CPU seconds.

    A batch learns `targets(X_batch, Y_batch)`. With a `path`, the run continues from
    its checkpoint there, whose seconds count, and stores others.
    """
    work, run = Workspace(model.params, recipe.batch_size), f"{recipe} {X.shape}"
    velocity = {name: np.zeros_like(value) for name, value in model.params.items()}
    n_batches, before = len(X) // recipe.batch_size, time.process_time()
    epochs_done, spent = read_checkpoint(path, run, model, velocity)
    for epoch in range(epochs_done, recipe.n_epochs):
        batches = shuffled_batches(X, Y, recipe.batch_size, rng=model.rng)
        for step, (X_batch, Y_batch) in enumerate(batches, epoch * n_batches):
            X_batch = recipe.distort(X_batch, model.rng)
            Y_batch = targets(X_batch, Y_batch)
            work.forward(X_batch)
            lr = learning_rate(recipe, step, recipe.n_epochs * n_batches)
            grads = work.gradients(Y_batch, lr / recipe.batch_size)
            tricks.update(model.params, velocity, grads, recipe.momentum)
        if path and (epoch + 1) % EVERY == 0:
            seconds = spent + time.process_time() - before
            write_checkpoint(path, run, model, velocity, epoch + 1, seconds)
    return spent + time.process_time() - before


def write_checkpoint(path, run, model, velocity, epoch, seconds):
    """Store all that a run needs to go on; the text `run` says which run it is."""
    state = json.dumps([run, epoch, seconds, model.rng.bit_generator.state])
    buffer, speeds = io.BytesIO(), {f"v{k}": v for k, v in velocity.items()}
    np.savez(buffer, state=state, **model.params, **speeds)
    write_whole(path, buffer.getvalue())


def read_checkpoint(path, run, model, velocity):
    """Restore this run's checkpoint; return its epochs and CPU seconds, else zeros."""
    if path is None or not path.is_file():
        return 0, 0.0
    with np.load(path) as found:
        known, epoch, seconds, rng_state = json.loads(str(found["state"]))
        if known != run or found["b1"].shape != model.params["b1"].shape:
            return 0, 0.0
        for name, value in model.params.items():
            value[...], velocity[name][...] = found[name], found[f"v{name}"]
    model.rng.bit_generator.state = rng_state
    return epoch, seconds
