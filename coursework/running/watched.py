"""Look at what a function does to the arrays that its caller holds."""

import functools

from coursework.running.signatures import fitting

IN_PLACE = ("step_in_place",)  # questions about a change in place


def watched(name, function):
    """Return the function; for IN_PLACE one that returns the caller's arrays."""
    in_place = name in IN_PLACE and callable(function)
    return functools.partial(call, function) if in_place else function


def call(function, params, *args):
    """Call a function, and return the arrays that `params` held before the call.

    A function that puts other arrays into `params` leaves these as they were.
    """
    held = dict(params)
    given, _ = fitting(function, (params, *args), {})
    function(*given)
    return held
