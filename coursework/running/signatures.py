"""How an answer can be called: as the task calls it, or not at all."""

import inspect
import re

SIMPLE = (bool, int, float, str, type(None))  # defaults that are shown


class WrongSignature(Exception):
    """An answer cannot be called as its task calls it; the text is its def line."""


def fitting(function, args, kwargs):
    """Return the arguments in the way in which `function` takes them.

    What we call alpha may have another name, and is then given by position; a function
    that has no such parameter is called without.

    Raises
    ------
    WrongSignature
        If it cannot be called so.
    """
    ways = [(args, kwargs)]
    if kwargs and not takes_self(function):
        ways.append(((*args, *kwargs.values()), {}))
    if kwargs and not takes(getattr(function, "__func__", None), *args, **kwargs):
        ways.append((args, {}))  # else self is forgotten, and would be the first
    for given, named in ways:
        if takes(function, *given, **named):
            return given, named
    raise WrongSignature(f"Your def line is {def_line(function)}")


def takes(function, *args, **kwargs):
    """Return whether a function can be called so; one that does not tell is tried."""
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


def plain(function):
    """Return the function of a method, of a staticmethod or below a decorator."""
    function = getattr(function, "__func__", function)
    return inspect.unwrap(function) if callable(function) else function


def def_line(function):
    """Return the name of a function and its parameters, as its def line has them."""
    written = plain(function)
    parameters = [
        each.replace(
            annotation=each.empty,
            default=each.default
            if each.default is each.empty or type(each.default) in SIMPLE
            else ...,
        )
        for each in inspect.signature(written).parameters.values()
    ]
    text = str(inspect.Signature(parameters)).replace("Ellipsis", "...")
    return getattr(written, "__name__", "function").strip("<>") + text


def asked_names(signature):
    """Return the names of the arguments that a task asks for."""
    names = re.findall(r"\w+(?==|, |\))", signature.partition("), ")[0] + ")")
    return [name for name in names if not name.isdigit()]


def in_other_order(signature, function):
    """Return whether a function has the arguments that are asked for, but swapped."""
    wanted = asked_names(signature)
    try:
        names = list(inspect.signature(function).parameters)[: len(wanted)]
    except Exception:
        return False
    return names != wanted and sorted(names) == sorted(wanted)


def refusal(signature, found):
    """Return the sentence about an answer that cannot be called as the task does.

    Parameters
    ----------
    signature : str
        The one that is asked for.
    found : str
        'Your def line is ...'.
    """
    wanted, _, _ = signature.partition("), ")
    wanted = f"{wanted.rstrip(')')})"
    name, _, parameters = wanted.partition("(")
    needed = [each for each in parameters[:-1].split(", ") if "=" not in each]
    method = needed[0] == "self"
    call = f"model.{name}" if method else name
    call += f"({', '.join(needed[method:])})"
    more = ""
    if name in ("forward", "backward") and method:
        more = " and take the parameters from self.params"
    elif name in ("forward", "backward"):
        more = "; the parameters come as the argument params"
    return f"{found}; this task calls {call}: write def {wanted}{more}."
