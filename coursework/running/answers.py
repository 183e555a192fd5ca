"""Finding the answer: a function, a method of a class, or nothing yet."""

import dis
import functools
import inspect
from typing import NamedTuple

from coursework.running.objects import Life, call_new, made
from coursework.running.outcomes import Other
from coursework.running.signatures import (
    WrongSignature,
    def_line,
    fitting,
    plain,
    takes_self,
)

# What moves constants about (pass, ..., variables set to None) has none of these.
DOES = ("BINARY_", "COMPARE_", "CONTAINS_", "UNARY_", "CALL", "GET_ITER", "IS_OP")
NOTHING = (None, Ellipsis, NotImplemented)


def is_attempted(function):
    """Return whether anything is done in the body of a function.

    Placeholders, such as variables set to None, do nothing. What is not written in
    Python is taken as written.
    """
    code = getattr(plain(function), "__code__", None)
    return not inspect.iscode(code) or does_something(code)


def does_something(code):
    """Return whether a code object does more than a placeholder."""
    return (
        not set(code.co_names) <= {"NotImplemented"}
        or not all(map(_is_placeholder, code.co_consts))
        or any(step.opname.startswith(DOES) for step in dis.get_instructions(code))
    )


def _is_placeholder(constant):
    if isinstance(constant, tuple):
        return all(_is_placeholder(each) for each in constant)
    return isinstance(constant, str) or any(constant is each for each in NOTHING)


def is_nothing(outcome):
    """Return whether a call gave nothing but placeholders."""
    return outcome.raised is None and _holds_nothing(outcome.value)


def _holds_nothing(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, tuple | list):
        return all(_holds_nothing(each) for each in value)
    names = [type(each).__name__ for each in NOTHING]
    return value is None or (isinstance(value, Other) and value.name in names)


class Found(NamedTuple):
    """The answer as a free function, what was written, and the class of a method.

    `life` is one object of that class which is asked again and again.
    """

    function: object
    written: object
    owner: type | None = None
    life: Life | None = None

    @property
    def is_method(self):
        return self.owner is not None

    def asked(self, call):
        """Return the function that answers a call, on whichever object it wants."""
        if self.life and call.life:
            return functools.partial(self.life.ask, call.life)
        return self.function


def as_function(question, answer):
    """Return the answer as the free function of the question.

    A class is asked for the method of that name: `forward` and `backward` get our
    parameters, whatever its own `initialize_parameters` does. An object stands for its
    class, and so does a method that was taken out of it. It is called as the task's
    own code calls it, model.forward(X); one that cannot be called so raises
    WrongSignature.

    Returns
    -------
    Found
        function and written are None if there is no answer.
    """
    if inspect.ismethod(answer) and question in METHODS:
        owner = answer.__self__
        answer = owner if inspect.isclass(owner) else type(owner)
    elif inspect.isfunction(answer) and takes_self(answer):
        answer = _owner(question, answer)
    elif not callable(answer) and callable(getattr(type(answer), question, None)):
        answer = type(answer)
    if not inspect.isclass(answer):
        if inspect.isfunction(answer) and takes_self(answer) and question in NETWORK:
            return Found(functools.partial(_call_without_object, answer), answer)
        return Found(answer, answer)
    method = getattr(answer, question, None)
    if method is None:
        return Found(None, None, answer)
    call = METHODS.get(question, _call_plain)
    life = Life(answer, question) if question in NETWORK else None
    return Found(functools.partial(call, answer, question), method, answer, life)


def _owner(question, function):
    """Return the class of a function that takes self, or the function if it is free."""
    for each in list(function.__globals__.values()):
        if inspect.isclass(each) and vars(each).get(question) is function:
            return each
    inside = function.__qualname__.rpartition(".")[0]
    if not inside or inside.endswith("<locals>"):
        return function
    return type("Answer", (), {question: function})


def _call_without_object(function, *args):
    """Call a free function that wants self, which is the first argument then."""
    fitting(function, args, {})
    try:
        return function(*args)
    except AttributeError:
        text = f"Your def line is {def_line(function)}"
        raise WrongSignature(text) from None


def _call_plain(cls, name, *args, **kwargs):
    """Call a method that needs nothing of its object, or its sizes at most."""
    method = getattr(made(cls, (4, 3, 2)), name)
    args, kwargs = fitting(method, args, kwargs)
    return method(*args, **kwargs)


def _call_initialize(cls, name, *sizes):
    """Call initialize_parameters; some keep the result in params and return nothing."""
    method = getattr(made(cls, sizes), name)
    sizes, _ = fitting(method, sizes, {})
    return method(*sizes)


NETWORK = ("forward", "backward")  # they need the parameters
METHODS = {
    "forward": call_new,
    "backward": call_new,
    "initialize_parameters": _call_initialize,
}
