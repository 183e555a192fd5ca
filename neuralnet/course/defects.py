"""What is wrong with one outcome, most basic first, and what it is called.

These are the mistakes that show before any number is compared: an exception, a value of
the wrong type, missing keys, a wrong shape, integers where floats are wanted.
"""

import dataclasses
import re

import numpy as np

from neuralnet.course.outcomes import Other, close, is_number, whole

# From the most basic to the subtlest; all but the last cost the points for an answer
# that runs and returns the right type and shape.
KINDS = ("raised", "type", "keys", "shape", "dtype", "value")

# Exceptions that tell what happened: their type, a part of their text, the identifier,
# the sentence. The first that fits is taken, the last fits always.
RAISED = [
    (
        "ValueError",
        "truth value of an array",
        "if_on_array",
        "An if (or and, or, not, max(), min()) needs one yes or no, and a whole array "
        "was compared, which gives many. Choose entry by entry instead: np.where, "
        "np.maximum, or multiply by a mask.",
    ),
    (
        "TypeError",
        "can be converted to Python scalars|must be real number, not",
        "number_function_on_array",
        "A function for one number (from math, or float(), int()) got a whole array. "
        "NumPy's functions of the same names work entry by entry: np.exp, np.maximum.",
    ),
    (
        "TypeError",
        r"positional argument|keyword argument|multiple values for",
        "wrong_arguments",
        "A function was called with arguments that do not fit its def line: too many, "
        "too few, or of another name. Compare your def line with the task, then the "
        "calls inside. (A method of a class takes self first.)",
    ),
    (
        "ValueError",
        "broadcast|core dimension|not aligned|must match exactly",
        "shapes_do_not_fit",
        "Two arrays meet in one line whose shapes do not fit together. Print both "
        "shapes before that line; a sum or maximum along an axis keeps its place "
        "with keepdims=True, and a matrix product may want a transpose.",
    ),
    (
        "NameError|UnboundLocalError",
        "",
        "unknown_name",
        "A name is used that has no value yet: a typing error, a cell that has not "
        "been run, or a variable that is set in one branch only.",
    ),
    (
        "AttributeError",
        "",
        "unknown_attribute",
        "Something is asked of an object that it does not have: look at the name "
        "after the dot, and at what stands before it.",
    ),
    (
        "KeyError",
        "",
        "unknown_key",
        "A key is asked for that the dict does not have. Compare its spelling, "
        "capitals too, with the task.",
    ),
    (
        "AxisError|IndexError",
        "",
        "index_out_of_range",
        "An index or an axis is asked for that the array does not have: a matrix has "
        "axis 0 and axis 1, and the last index is one less than the length.",
    ),
    (
        "RecursionError",
        "",
        "calls_itself",
        "The function calls itself without end. If you meant another function, it "
        "needs another name.",
    ),
    (
        "SystemExit",
        "",
        "exits",
        "The function ends the program (exit or quit). Return the result instead.",
    ),
    ("", "", "raises", "Your function raised an exception."),
]

RETURNED = {
    "None": (
        "returns_none",
        "Your function computed something, but None came back: it ends without "
        "returning it. Put return before the result.",
    ),
    "printed": (
        "prints_result",
        "Your function prints, but None came back: print shows a value and then it is "
        "gone. Put return before the result.",
    ),
    "list": (
        "returns_list",
        "A Python list came back where a NumPy array is wanted, and lists do not "
        "calculate: [1, 2] * 2 is [1, 2, 1, 2]. Make it np.array(...) at the end.",
    ),
    "tuple": (
        "returns_tuple",
        "A tuple came back where one array is wanted. Return the array alone; a comma "
        "behind it makes a tuple, too.",
    ),
    "number": (
        "returns_number",
        "One number came back where an array is wanted. Either something sums (or "
        "takes the maximum) over everything, or a loop returns in its first round.",
    ),
    "np.matrix": (
        "returns_matrix",
        "An np.matrix came back where an array is wanted. Its * is a matrix product "
        "and it is always two-dimensional; return np.asarray(result) instead.",
    ),
}


@dataclasses.dataclass(frozen=True)
class Defect:
    """One thing wrong: of which kind, where in the value, what came, what was wanted.

    For an exception and for None, `got` is the outcome.
    """

    kind: str
    where: str
    got: object
    wanted: object

    @property
    def rank(self):
        return KINDS.index(self.kind)

    def naming(self):
        """Return the identifier and what to say; no drawn number is in it."""
        where = self.where or "the result"
        if self.kind == "raised":
            name, sentence = explain(self.got)
            return name, f"{sentence} ({self.got.detail})"
        if self.kind == "type":
            return self._wrong_type(where)
        if self.kind == "keys":
            text = f"{where} lacks {_names(self.wanted)}; it holds {_names(self.got)}."
            return "wrong_keys", text
        if self.kind == "shape":
            got, wanted = np.shape(self.got), np.shape(self.wanted)
            return "wrong_shape", f"{where} has shape {got}; wanted {wanted}."
        dtype = np.asarray(self.got).dtype
        return "wrong_dtype", f"{where} has dtype {dtype}; wanted float64."

    def _wrong_type(self, where):
        key = _kind_of(self.got)
        whole = getattr(self.got, "value", self.got) is None and not self.where
        if key in RETURNED and (whole or isinstance(self.wanted, np.ndarray)):
            name, sentence = RETURNED[key]
            return name, f"{where}: {sentence}" if self.where else sentence
        got, wanted = _type(self.got), _type(self.wanted)
        return "wrong_type", f"{where} is {got}; wanted {wanted}."


def explain(outcome):
    """Return the identifier of an exception and the sentence about it."""
    for kinds, pattern, name, sentence in RAISED:
        fits = not kinds or outcome.raised in kinds.split("|")
        if fits and re.search(pattern, outcome.detail):
            return name, sentence
    raise AssertionError("the last one fits always")


def find(outcome, wanted, loose=()):
    """Return the most basic defect of an outcome, or None if it is right.

    Parameters
    ----------
    outcome : Outcome
    wanted
        The right value: an array, or a tuple or dict of such.
    loose : sequence of str
        Places where (n,), (1, n) and (n, 1) are as good as each other; whether the
        shape is the wanted one is fine print there.
    """
    if outcome.raised:
        return Defect("raised", "", outcome, wanted)
    if outcome.value is None:
        return Defect("type", "", outcome, wanted)
    defects = list(_walk(outcome.value, wanted, "", loose))
    return min(defects, key=lambda defect: defect.rank, default=None)


def _walk(got, wanted, where, loose):
    if isinstance(wanted, dict):
        yield from _walk_dict(got, wanted, where, loose)
    elif isinstance(wanted, tuple):
        if not isinstance(got, tuple | list) or len(got) != len(wanted):
            yield Defect("type", where, got, wanted)
            return
        names = ("y", "ff_dict") if len(wanted) == 2 else range(len(wanted))
        for name, x, w in zip(names, got, wanted, strict=True):
            yield from _walk(x, w, str(name), loose)
    else:
        yield from _walk_array(got, wanted, where, loose)


def _walk_dict(got, wanted, where, loose):
    if not isinstance(got, dict):
        yield Defect("type", where, got, wanted)
        return
    missing = [key for key in wanted if key not in got]
    if missing:
        yield Defect("keys", where, sorted(map(str, got)), missing)
        return
    for key in wanted:
        place = f'{where}["{key}"]' if where else key
        yield from _walk(got[key], wanted[key], place, loose)


def _walk_array(got, wanted, where, loose):
    scalar = np.ndim(wanted) == 0
    if not isinstance(got, np.ndarray) and not (scalar and is_number(got)):
        yield Defect("type", where, got, wanted)
        return
    array = np.asarray(whole(got, wanted))
    if where in loose and array.size == wanted.size and array.ndim <= 2:
        array = array.reshape(wanted.shape)
    if array.shape != wanted.shape:
        yield Defect("shape", where, got, wanted)
    elif array.dtype.kind != "f" or array.dtype.itemsize < 4:
        yield Defect("dtype", where, got, wanted)
    elif not close(array, wanted):
        yield Defect("value", where, array, wanted)


def _names(names):
    return ", ".join(names) if names else "nothing"


def _kind_of(value):
    """Return the key of a value of the wrong type in RETURNED, if it has one."""
    if hasattr(value, "printed"):
        return "printed" if value.printed else "None"
    if value is None:
        return "None"
    if isinstance(value, Other):
        return value.name
    return "number" if is_number(value) else type(value).__name__


def _type(value):
    if isinstance(value, np.ndarray):
        return "a NumPy array"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if is_number(value):
        return f"a number ({type(value).__name__})"
    name = value.name if isinstance(value, Other) else type(value).__name__
    return f"of type {name}"
