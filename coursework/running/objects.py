"""Objects of a student's class: made, given our parameters, and asked once or more."""

import contextlib

import numpy as np

from coursework.running.signatures import SIMPLE, fitting

# Where the networks of the questions get their attributes from, as the homework does.
SIZES = ("input_dim", "num_hiddens", "num_classes")
PARAMETERS = ("W1", "b1", "W2", "b2")
# How a call of a life comes to its parameters.
NEW, IN_PLACE, REPLACED = "new", "in place", "replaced"


def call_new(cls, name, params, *args):
    """Call forward or backward of a new object that holds our parameters."""
    return _called(_holding(cls, params)[0], name, args)


def _called(model, name, args):
    method = getattr(model, name)
    args, _ = fitting(method, args, {})
    return method(*args)


class Life:
    """One object that is asked again and again while its parameters change.

    They change where the class keeps them: in `params` or in attributes W1, b1, W2 and
    b2. Where it keeps them elsewhere, it begins anew with an object that has them.
    """

    def __init__(self, cls, name):
        self.cls, self.name = cls, name
        self.model, self.home = None, None

    def ask(self, how, params, *args):
        """Call the method after `params` came to the object in one of three ways."""
        if how == NEW or not self.changed(how, params):
            self.model, self.home = _holding(self.cls, params)
        elif self.home == "params":  # to return that dictionary is another mistake
            with contextlib.suppress(Exception):
                self.model.params = dict(self.model.params)
        return _called(self.model, self.name, args)

    def changed(self, how, params):
        """Give the object these parameters; return whether it has them now."""
        if self.holds(params):
            return True
        with contextlib.suppress(Exception):
            if how == IN_PLACE:
                for name, array in self.held().items():
                    array[...] = params[name]
            elif self.home == "params":
                self.model.params = params
            elif self.home == "attributes":
                for name in PARAMETERS:
                    setattr(self.model, name, params[name])
        return self.holds(params)

    def held(self):
        """Return the parameters that the object has, by name."""
        if self.home == "params":
            return {name: self.model.params[name] for name in PARAMETERS}
        if self.home == "attributes":
            return {name: getattr(self.model, name) for name in PARAMETERS}
        return {}

    def holds(self, params):
        """Return whether these are the parameters that the object has."""
        with contextlib.suppress(Exception):
            held = self.held().items()
            return bool(held) and all(np.allclose(a, params[n]) for n, a in held)
        return False


def _holding(cls, params):
    """Return an object of the class with these parameters, and where it keeps them."""
    D, H = params["W1"].shape
    model = made(cls, (D, H, params["W2"].shape[1]), params)
    own = [name for name in ("params", *PARAMETERS) if _has(model, name)]
    home = "params" if "params" in own or _is_bare(model) else None
    if home is None and {*PARAMETERS} <= {*own}:
        home = "attributes"
    for attribute in dict.fromkeys(["params", *own]):
        with contextlib.suppress(Exception):
            value = params.get(attribute, params)
            if value is params or not np.array_equal(getattr(model, attribute), value):
                setattr(model, attribute, value)
    return model, home


def _has(model, name):
    with contextlib.suppress(Exception):
        return hasattr(model, name)
    return False


def _is_bare(model):
    """Return whether an object keeps nothing yet that may hold parameters."""

    def is_plain(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list | tuple):
            return all(map(is_plain, value))
        return isinstance(value, SIMPLE)

    return is_plain(getattr(model, "__dict__", {}))


def _zeros(D, H, C):
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    return {name: np.zeros(shape) for name, shape in shapes.items()}


def made(cls, sizes, params=None):
    """Return an object of the class, made by its own __init__ where that works.

    While it is made, initialize_parameters returns `params`, or else zeros; then it is
    its own again.
    """
    params = params or _zeros(*sizes)
    given = {"initialize_parameters": lambda *_, **__: params}
    probe = cls
    try:
        probe = type(cls)(cls.__name__, (cls,), given | {"__module__": cls.__module__})
        return probe(*sizes)
    except Exception:
        model = probe.__new__(probe)
    finally:
        with contextlib.suppress(Exception):
            if probe is not cls:
                del probe.initialize_parameters
    for attribute, size in zip(SIZES, sizes, strict=True):
        with contextlib.suppress(Exception):
            setattr(model, attribute, size)
    return model
