"""Finding the answer: a function, a method of a class, or nothing yet."""

import dis
import functools
import inspect

EMPTY = ("RESUME", "NOP", "POP_TOP", "CACHE", "PUSH_NULL")
MOVES = ("LOAD_CONST", "STORE_FAST", "LOAD_FAST", "RETURN_VALUE", "RETURN_CONST")
# Where the networks of the questions get their attributes from, as the homework does.
SIZES = ("input_dim", "num_hiddens", "num_classes")


def is_attempted(function):
    """Tell whether there is anything in the body of a function.

    A body of pass, ..., a docstring, `return None` or variables set to None is empty.
    What is not written in Python is taken as written.
    """
    function = inspect.unwrap(function)
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is None:
        return True
    return any(_does_something(step) for step in dis.get_instructions(code))


def _does_something(step):
    if step.opname in EMPTY:
        return False
    if step.opname.startswith(MOVES):
        loads = step.opname in ("LOAD_CONST", "RETURN_CONST")
        return loads and step.argval is not None and step.argval is not Ellipsis
    return True


def as_function(question, answer):
    """Return the answer as the free function of the question, or None.

    A class is asked for the method of that name: `forward` and `backward` get our
    parameters, whatever its own `initialize_parameters` does.
    """
    if not inspect.isclass(answer):
        return answer
    method = getattr(answer, question, None)
    if method is None or not is_attempted(method):
        return None
    return functools.partial(METHODS.get(question, _call_plain), answer, question)


def _call_plain(cls, name, *args, **kwargs):
    """Call a method that needs nothing of its object."""
    return getattr(cls.__new__(cls), name)(*args, **kwargs)


def _call_with_params(cls, name, params, *args):
    """Call forward or backward of an object that holds our parameters."""
    D, H = params["W1"].shape
    sizes = (D, H, params["W2"].shape[1])
    model = _make(cls, sizes, params)
    model.params = params
    return getattr(model, name)(*args)


def _call_initialize(cls, name, *sizes):
    """Call initialize_parameters; some keep the result in params and return nothing."""
    model = cls.__new__(cls)
    for attribute, size in zip(SIZES, sizes, strict=True):
        setattr(model, attribute, size)
    return getattr(model, name)(*sizes)


def _make(cls, sizes, params):
    """Return an object of the class, made by its own __init__ where that works."""
    probe = type(
        cls.__name__, (cls,), {"initialize_parameters": lambda *_, **__: params}
    )
    try:
        return probe(*sizes)
    except Exception:
        model = probe.__new__(probe)
        for attribute, size in zip(SIZES, sizes, strict=True):
            setattr(model, attribute, size)
        return model


METHODS = {
    "forward": _call_with_params,
    "backward": _call_with_params,
    "initialize_parameters": _call_initialize,
}
