"""Say why an answer counts as not attempted, where a reason can be seen."""

import ast
import difflib
import inspect
import re
import textwrap
import types

from coursework.notebook.helpers import space_of
from coursework.running.answers import is_attempted
from coursework.running.signatures import plain

LEFT = "The line raise NotImplementedError still stands"


def reason(question, message, written, owner=None):
    """Return a sentence about why an answer does not count, otherwise "".

    `message` is the text of the report. `owner` is the class of a method.
    """
    if LEFT in message:
        below = " It ends the function, so that what else is in it does not count."
        if statements(written) > 1:
            return f"{below} Delete it."
    elif re.search(r"^\s*return ", inspect.getdoc(written) or "", re.MULTILINE):
        return " What stands between the quotes is a text; write your lines below it."
    name = question.signature.partition("(")[0]
    other, place = meant(name, written, owner)
    if other is None:
        return ""
    if other == name:
        return f" There is a {name} outside of your class: indent it with the class."
    return f" There is a {other} {place}: if it is the answer, name it {name}."


def statements(function):
    """Count the statements of a function without its docstring; 0 if unknown."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(plain(function)))).body[0]
        return len(tree.body) - (ast.get_docstring(tree) is not None)
    except Exception:  # no source, or none that can be read alone
        return 0


def meant(name, written, owner):
    """Return the name of a function that may be the answer, and where it is."""
    inside = dict(vars(owner)) if owner else {}
    functions = [plain(value) for value in (written, *inside.values())]
    functions = [f for f in functions if isinstance(f, types.FunctionType)]
    outside = dict(space_of(functions[0])) if functions else {}
    for space, place in ((inside, "in your class"), (outside, "in your notebook")):
        for other, value in space.items():
            if (
                isinstance(value, types.FunctionType)
                and value is not functions[0]
                and value.__module__ == functions[0].__module__
                and looks_like(other, name)
                and not (other == name and place == "in your class")
                and is_attempted(value)
                and "NotImplementedError" not in value.__code__.co_names
            ):
                return other, place
    return None, ""


def looks_like(other, name):
    """Return whether a student may have mistaken one name for the other."""
    a, b = (text.lower().replace("_", "") for text in (other, name))
    near = difflib.get_close_matches(a, [b], 1, 0.8)
    return not a.startswith("wrong") and (b in a or bool(near))
