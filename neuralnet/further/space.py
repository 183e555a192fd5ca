"""Define where a search looks: the choices or the range of each hyperparameter."""

import math
from dataclasses import dataclass

from neuralnet.initialization import get_init
from neuralnet.support.validation import check_batch_size, check_count, check_lr

WHOLE = ("num_hiddens", "batch_size", "n_epochs")
NEEDED = (*WHOLE, "lr")
HYPERPARAMETERS = (*NEEDED, "init")


@dataclass(frozen=True)
class LogUniform:
    """A range in which each doubling is equally likely, for example for `lr`."""

    low: float
    high: float

    def sample(self, rng):
        """Draw a number whose logarithm is even; round it to three digits."""
        value = math.exp(rng.uniform(math.log(self.low), math.log(self.high)))
        return float(min(max(float(f"{value:.3g}"), self.low), self.high))


def draw_hyperparameters(space, rng):
    """Draw each hyperparameter independently; return them as a dict."""
    drawn = {}
    for name, choices in space.items():
        if isinstance(choices, LogUniform):
            value = choices.sample(rng)
            drawn[name] = round(value) if name in WHOLE else value
        else:
            drawn[name] = choices[int(len(choices) * rng.uniform())]
    return drawn


def check_space(space, num_images):
    """Refuse a space if a hyperparameter is missing, unknown or has invalid choices.

    It must have the names in NEEDED. Raises a ValueError or a TypeError.
    """
    unknown = [name for name in space if name not in HYPERPARAMETERS]
    lacking = [name for name in NEEDED if name not in space]
    if unknown or lacking:
        raise ValueError(
            f"the space must have {', '.join(NEEDED)} (and may have init); "
            f"unknown: {unknown}, missing: {lacking}"
        )
    for name, choices in space.items():
        if isinstance(choices, LogUniform):
            if not 0 < choices.low <= choices.high < math.inf or name == "init":
                raise ValueError(f"{name}: {choices} is no range of positive numbers")
            choices = [choices.low, choices.high]  # both ends of the range are checked
            choices = [round(c) for c in choices] if name in WHOLE else choices
        if not isinstance(choices, list | tuple) or not choices:
            raise TypeError(
                f"{name} needs a list of choices or LogUniform(low, high), "
                f"got {choices!r}"
            )
        for choice in choices:
            _check_value(name, choice, num_images)


def _check_value(name, value, num_images):
    """Refuse a value that the hyperparameter of this name cannot have."""
    if name == "batch_size":
        check_batch_size(value, num_images)
    elif name in WHOLE:
        check_count(value, name)
    elif name == "init":
        get_init(value)
    else:
        check_lr(value)
