"""Define the question momentum_step (the chapter on training, optional)."""

import dataclasses

from coursework.judging.question import Question
from coursework.questions.sgd_step import draw_sgd_step
from coursework.questions.shared.from_text import from_text


def draw_momentum_step(rng):
    """Draw the calls of sgd_step, with a velocity and an uncommon momentum."""
    calls = []
    for call in draw_sgd_step(rng):
        params, grads, N, lr = call.args
        velocity = {name: rng.normal(size=p.shape) for name, p in params.items()}
        momentum = float(rng.choice([0.83, 0.61, 0.37]))
        args = params, velocity, grads, N, lr, momentum
        calls.append(dataclasses.replace(call, args=args))
    return calls


QUESTION = Question(
    **from_text("momentum_step"),
    draw=draw_momentum_step,
    results=("params", "velocity"),
)
