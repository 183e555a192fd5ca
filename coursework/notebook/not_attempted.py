"""Say why an answer counts as not attempted, if there is a visible reason."""

import ast
import difflib
import inspect
import re
import textwrap
import types

from coursework.notebook.helpers import space_of
from coursework.running.answers import is_attempted
from coursework.running.signatures import plain
from coursework.words import field_in, say


def reason(question, message, written, owner=None):
    """Return a sentence about why an answer does not count, otherwise "".

    `message` is the text of the report, and `written` what the student wrote: a
    function, or a method of the class `owner`.
    """
    still_raises, docstring = field_in("still_raises", message), inspect.getdoc(written)
    if still_raises and statements(written) > 1:
        return say("ends_the_function")
    if not still_raises and re.search(r"^\s*return ", docstring or "", re.MULTILINE):
        return say("text_in_quotes")  # the docstring holds the answer
    name = question.signature.partition("(")[0]
    other, key = meant(name, written, owner)
    if other is None:
        return ""
    key = "outside_of_the_class" if other == name else key
    return say(key, name=name, other=other)


def statements(function):
    """Count the statements of a function without its docstring; 0 if unknown."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(plain(function)))).body[0]
        return len(tree.body) - (ast.get_docstring(tree) is not None)
    except Exception:  # no source, or none that can be read alone
        return 0


def meant(name, written, owner):
    """Return another likely answer's name, and a key that says where, or (None, "")."""
    inside = dict(vars(owner)) if owner else {}
    functions = [plain(value) for value in (written, *inside.values())]
    functions = [f for f in functions if isinstance(f, types.FunctionType)]
    if not functions:
        return None, ""
    blank, outside = functions[0], space_of(functions[0])
    places = (inside, "other_in_your_class"), (outside, "other_in_your_notebook")
    for space, key in places:
        for other, value in [*space.items()]:
            if (
                isinstance(value, types.FunctionType)
                and value is not blank
                and value.__module__ == blank.__module__  # not an imported function
                and looks_like(other, name)
                and not (other == name and space is inside)
                and is_attempted(value)
                and "NotImplementedError" not in value.__code__.co_names
            ):
                return other, key
    return None, ""


def looks_like(other, name):
    """Return whether a student may have written `other` in place of `name`."""
    a, b = (text.lower().replace("_", "") for text in (other, name))
    near = difflib.get_close_matches(a, [b], n=1, cutoff=0.8)
    is_planted = a.startswith("wrong")  # a mistake made on purpose: wrong_softmax
    return not is_planted and (b in a or bool(near))
