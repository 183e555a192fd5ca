"""Make an object of the student's class with our parameters, and call a method."""

import contextlib

import numpy as np

from coursework.running.signatures import SIMPLE, call

# A network of the homework has these attributes.
SIZES = ("input_dim", "num_hiddens", "num_classes")
PARAMETERS = ("W1", "b1", "W2", "b2")
# How an object gets the parameters of a call.
NEW, IN_PLACE, REPLACED = "new", "in place", "replaced"


def call_new(cls, name, params, *args):
    """Call forward or backward of a new object with our parameters."""
    return _call(_object_with(cls, params)[0], name, args)


def _call(model, name, args):
    return call(getattr(model, name), args, {})


class StatefulObject:
    """One object that is called several times while its parameters change.

    The object keeps the parameters in `params`, or in attributes W1, b1, W2 and b2. If
    the class keeps them elsewhere, a new object replaces the old one.
    """

    def __init__(self, cls, name):
        self.cls, self.name = cls, name
        self.model, self.storage = None, None

    def ask(self, how, params, *args):
        """Set the parameters (`how`: NEW, IN_PLACE, REPLACED), and call the method."""
        if how == NEW or not self.change(how, params):
            self.model, self.storage = _object_with(self.cls, params)
        elif self.storage == "params":  # a copy: a call may have returned it
            with contextlib.suppress(Exception):
                self.model.params = dict(self.model.params)
        return _call(self.model, self.name, args)

    def change(self, how, params):
        """Give the object these parameters; return whether it has them now."""
        if self.has(params):
            return True
        with contextlib.suppress(Exception):
            if how == IN_PLACE:
                for name, array in self.parameters().items():
                    array[...] = params[name]
            elif self.storage == "params":
                self.model.params = params
            elif self.storage == "attributes":
                for name in PARAMETERS:
                    setattr(self.model, name, params[name])
        return self.has(params)

    def parameters(self):
        """Return a dict of the parameters that the object has now."""
        if self.storage == "params":
            return {name: self.model.params[name] for name in PARAMETERS}
        if self.storage == "attributes":
            return {name: getattr(self.model, name) for name in PARAMETERS}
        return {}

    def has(self, params):
        """Return whether the object has these parameters."""
        with contextlib.suppress(Exception):
            own = self.parameters().items()
            return bool(own) and all(np.allclose(a, params[n]) for n, a in own)
        return False


def _object_with(cls, params):
    """Make an object with these parameters; return (object, where it keeps them)."""
    D, H = params["W1"].shape
    model = make_object(cls, (D, H, params["W2"].shape[1]), params)
    own = [name for name in ("params", *PARAMETERS) if _has(model, name)]
    values = leaves(getattr(model, "__dict__", {}))
    # An object that holds only numbers and texts expects its parameters in `params`.
    in_params = "params" in own or all(isinstance(value, SIMPLE) for value in values)
    storage = "params" if in_params else None
    if storage is None and {*PARAMETERS} <= {*own}:
        storage = "attributes"
    for attribute in dict.fromkeys(["params", *own]):
        with contextlib.suppress(Exception):  # the class may forbid it
            value = params.get(attribute, params)
            if value is params or not np.array_equal(getattr(model, attribute), value):
                setattr(model, attribute, value)
    return model, storage


def _has(model, name):
    """Return whether an object has an attribute; False if the look fails."""
    with contextlib.suppress(Exception):
        return hasattr(model, name)
    return False


def leaves(value):
    """Yield the values inside nested dictionaries, tuples and lists."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def make_object(cls, sizes, params=None):
    """Make an object of the class, with its own __init__ if that works.

    During __init__, initialize_parameters returns `params` or zeros. Afterwards, the
    class has its own initialize_parameters again.
    """
    D, H, C = sizes
    shapes = {"W1": (D, H), "b1": (H,), "W2": (H, C), "b2": (C,)}
    params = params or {name: np.zeros(shape) for name, shape in shapes.items()}
    names = {"initialize_parameters": lambda *_, **__: params}
    child = cls
    try:
        child = type(cls)(cls.__name__, (cls,), names | {"__module__": cls.__module__})
        return child(*sizes)
    except Exception:
        model = child.__new__(child)
    finally:
        with contextlib.suppress(Exception):
            if child is not cls:
                del child.initialize_parameters
    for attribute, size in zip(SIZES, sizes, strict=True):
        with contextlib.suppress(Exception):
            setattr(model, attribute, size)
    return model
