"""Find out whether an answer can be called in the way that the task calls it."""

import inspect
import re

SIMPLE = (bool, int, float, str, type(None))  # defaults that a message may show


class WrongSignature(Exception):
    """An answer cannot be called as its task calls it; the text is its def line."""


def call(function, args, kwargs):
    """Call a function with arguments, in the first form that it accepts.

    A parameter that we call alpha may have another name: then alpha is given by
    position. A function without such a parameter is called without alpha.

    Raises
    ------
    WrongSignature
        If the function accepts none of these forms.
    """
    forms = [(args, kwargs)]
    if kwargs and not takes_self(function):
        forms.append(((*args, *kwargs.values()), {}))  # by position
    # A method that lacks self would take the object for args[0], and args[0] for alpha.
    lacks_self = takes(getattr(function, "__func__", None), *args, **kwargs)
    if kwargs and not lacks_self:
        forms.append((args, {}))  # without alpha
    for by_position, by_name in forms:
        if takes(function, *by_position, **by_name):
            return function(*by_position, **by_name)
    raise WrongSignature(def_line(function))


def takes(function, *args, **kwargs):
    """Return whether a function accepts these arguments; True if it is unknown."""
    if function is None:
        return False
    try:
        signature = inspect.signature(getattr(function, "pyfunc", function))
    except Exception:
        return True
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def takes_self(function):
    """Return whether a function, not a bound method, calls its first parameter self."""
    code = getattr(function, "__code__", None)
    is_function = inspect.iscode(code) and not inspect.ismethod(function)
    return is_function and code.co_varnames[:1] == ("self",)


def unwrapped(function):
    """Return the plain function inside a method, staticmethod or decorator."""
    function = getattr(function, "__func__", function)
    return inspect.unwrap(function) if callable(function) else function


def def_line(function):
    """Return the name and the parameters of a function; long defaults become ..."""
    written = unwrapped(function)
    parameters = inspect.signature(written).parameters.values()
    shown = [
        each.replace(annotation=each.empty, default=_short(each.default))
        for each in parameters
    ]
    text = str(inspect.Signature(shown)).replace("Ellipsis", "...")
    return getattr(written, "__name__", "function").strip("<>") + text


def _short(default):
    is_shown = default is inspect.Parameter.empty or type(default) in SIMPLE
    return default if is_shown else ...


def parameter_names(signature):
    """Return the names of the parameters in a task's signature."""
    names = re.findall(r"\w+(?==|, |\))", signature.partition("), ")[0] + ")")
    return [name for name in names if not name.isdigit()]
