"""Find the most basic defect of an outcome, and describe it.

Most defects show before numbers are compared: an exception, a value of the wrong type,
missing keys, a wrong shape, or integers where floats are wanted.
"""

import dataclasses

import numpy as np

from coursework.judging import normalize
from coursework.judging.normalize import whole
from coursework.mistakes.exceptions import describe_exception, explain
from coursework.running.outcomes import ATOL, RTOL, Other, close, is_number
from coursework.verdict import Fault
from coursework.words import fault, say

# The most basic kind comes first. All but the last cost the points for the form.
KINDS = ("raised", "type", "keys", "shape", "dtype", "value")

RETURNED = {  # the mistakes, by the type of the returned value
    "None": "returns_none",
    "printed": "prints_result",
    "list": "returns_list",
    "tuple": "returns_tuple",
    "number": "returns_number",
    "np.matrix": "returns_matrix",
    "generator": "returns_generator",
    "function": "returns_function",
    "builtin_function_or_method": "returns_function",
    "str": "returns_text",
    "dict": "returns_dict",
    "Tensor": "returns_tensor",
} | dict.fromkeys(("map", "filter", "zip", "range"), "returns_lazy")


class Exact(dict):
    """A right dictionary beside which no other keys may stand."""


@dataclasses.dataclass(frozen=True)
class Defect:
    """A defect: its kind, its place in the value, the returned part, the right part.

    For an exception and for a returned None, `got` is the outcome.
    """

    kind: str
    where: str
    got: object
    wanted: object

    @property
    def rank(self):
        return KINDS.index(self.kind)

    def fault(self):
        """Return the Fault, whose message has no number that was drawn."""
        where = self.where or capital(say("the_result"))
        if self.kind == "raised":
            raised = explain(self.got)
            return raised.saying(f"{raised.message} ({describe_exception(self.got)})")
        if self.kind == "type":
            return self._wrong_type(where)
        if self.kind == "keys":
            held = ", ".join(self.got) or say("nothing")
            if extra := ", ".join(key for key in self.wanted if key in self.got):
                return fault("extra_keys", where=where, extra=extra)
            missing = ", ".join(self.wanted)
            return fault("wrong_keys", where=where, missing=missing, held=held)
        if self.kind == "shape":
            got, wanted = map(normalize.shape_of, (self.got, self.wanted))
            key = "wrong_shape" if np.ndim(self.got) else "wrong_type"
            message = say(key, where=where, got=got, wanted=wanted)
            return Fault("wrong_shape", message)
        return fault("wrong_dtype", where=where, dtype=np.asarray(self.got).dtype)

    def numbers(self):
        """Return a sentence with the first wrong number, or text, and the right one."""
        place = self.where or say("the_result")
        if isinstance(self.wanted, str):
            got, wanted = texts_apart(self.got, self.wanted)
            return say("wrong_number", place=place, got=got, wanted=wanted)
        right = np.asarray(self.wanted)
        kind = right.dtype.kind
        if kind == "f":
            is_right = np.isclose(self.got, right, RTOL, ATOL, equal_nan=True)
        else:
            is_right = equal(self.got, right)
        index = tuple(np.argwhere(~is_right)[0].tolist())  # of the first wrong number
        if index:
            place = f"{place}{[*index]}"
        got, wanted = numbers_apart(self.got[index], right[index], kind)
        return say("wrong_number", place=place, got=got, wanted=wanted)

    def _wrong_type(self, where):
        """Return the Fault of a value of a wrong type."""
        kind = _type_name(self.got)
        if self.where and kind in ("None", "ellipsis"):
            key = "unfinished_none" if kind == "None" else "unfinished"
            return Fault("unfinished", say(key, where=where))
        # If an answer returns None, `got` is its Outcome.
        is_none = getattr(self.got, "value", self.got) is None and not self.where
        if kind in RETURNED and (is_none or isinstance(self.wanted, np.ndarray)):
            known = fault(RETURNED[kind])
            is_part = bool(self.where)
            return known.saying(f"{where}: {known.message}") if is_part else known
        got, wanted = _describe_type(self.got), _describe_type(self.wanted)
        return fault("wrong_type", where=where, got=got, wanted=wanted)


def texts_apart(got, wanted):
    """Return two different texts as a sentence shows them, also if it cuts them."""
    shown = [normalize.shown(got), normalize.shown(wanted)]
    if shown[0] != shown[1]:
        return shown
    # Both are cut before the first difference: begin a little before it.
    differ = (k for k, (a, b) in enumerate(zip(got, wanted, strict=False)) if a != b)
    begin = max(0, next(differ, min(len(got), len(wanted))) - 19)
    return [f"...{normalize.shown(text[begin:])}" for text in (got, wanted)]


def numbers_apart(got, wanted, kind):
    """Return two different numbers as texts, with as few digits as tell them apart.

    `kind` is that of the wanted number's dtype.
    """
    for digits in (5, 10, 17):
        texts = [normalize.number(each, digits, kind) for each in (got, wanted)]
        looks_like_truth = kind == "b" and texts[0] in ("0", "1")  # but is 0.9999999
        if texts[0] != texts[1] and not looks_like_truth:
            break
    return texts


def most_basic(outcome, wanted, loose=(), results=(), order=()):
    """Return the most basic Defect of an Outcome, or None if its value is right.

    `wanted` is the right value, and `results` names its parts if it is a tuple. At the
    places in `loose`, the shapes (n,), (1, n) and (n, 1) all pass. Of two wrong shapes,
    or two wrong numbers, the one that is computed first counts: `order` holds the
    names of all variables as they are computed.
    """
    if outcome.raised:
        return Defect("raised", "", outcome, wanted)
    if outcome.value is None:
        return Defect("type", "", outcome, wanted)

    def basic_first(defect):
        name = defect.where.rpartition('["')[2].removesuffix('"]')  # ff_dict["Z1"]: Z1
        is_computed = defect.kind in ("shape", "value") and name in order
        return defect.rank, order.index(name) if is_computed else len(order)

    found = _walk(outcome.value, wanted, "", loose, results)
    return min(found, key=basic_first, default=None)


def kind_of(got, wanted, where="", loose=()):
    """Return the kind of the first defect in a part of a value, or None."""
    return next((defect.kind for defect in _walk(got, wanted, where, loose)), None)


def _walk(got, wanted, where, loose, results=()):
    """Yield a Defect for each wrong part of a value; `where` is the value's place."""
    if isinstance(wanted, dict):
        yield from _walk_dict(got, wanted, where, loose)
    elif isinstance(wanted, tuple | list):
        if not isinstance(got, tuple | list) or len(got) != len(wanted):
            yield Defect("type", where, got, wanted)
            return
        names = results or range(len(wanted))
        for name, x, w in zip(names, got, wanted, strict=True):
            yield from _walk(x, w, str(name), loose)
    else:
        yield from _walk_array(got, wanted, where, loose)


def _walk_dict(got, wanted, where, loose):
    """Yield a Defect for each wrong value, or one Defect if keys are missing."""
    if not isinstance(got, dict):
        yield Defect("type", where, got, wanted)
        return
    missing = [key for key in wanted if key not in got]
    if not missing and isinstance(wanted, Exact):
        missing = [key for key in got if key not in wanted]
    if missing:
        yield Defect("keys", where, sorted(map(str, got)), missing)
        return
    for key in wanted:
        # The keys [0] and [1] stand for a tuple: see `normalize.alike`.
        inside = key if key.startswith("[") else f'["{key}"]'
        place = f"{where}{inside}" if where else key
        yield from _walk(got[key], wanted[key], place, loose)


def _walk_array(got, wanted, where, loose):
    """Yield a Defect if an array, a number or a text is wrong."""
    if isinstance(wanted, str):
        if not isinstance(got, str):
            yield Defect("type", where, got, wanted)
        elif got != wanted:
            yield Defect("value", where, got, wanted)
        return
    right = np.asarray(wanted)
    may_be_number = right.ndim == 0 and is_number(got)
    if not isinstance(got, np.ndarray) and not may_be_number:
        yield Defect("type", where, got, wanted)
        return
    if right.dtype.kind in "iu":  # floats with whole numbers will do
        array, kinds, agree = np.asarray(got), "fiu", equal
    else:
        array, kinds = np.asarray(whole(got, wanted)), "f"
        agree = close if right.dtype.kind == "f" else equal
    if where in loose and array.size == right.size and array.ndim <= 2:
        array = array.reshape(right.shape)
    if array.shape != right.shape:
        yield Defect("shape", where, got, wanted)
    elif array.dtype.kind not in kinds or array.dtype == np.float16:
        yield Defect("dtype", where, got, wanted)
    elif not np.all(agree(array, right)):
        yield Defect("value", where, array, wanted)


def equal(array, wanted):
    """Return where numbers are the wanted whole ones; floats may be rounded."""
    if array.dtype.kind != "f":
        return array == wanted
    return np.abs(array - wanted) <= ATOL


def _type_name(value):
    """Return the name of a value's type; RETURNED has some of these names as keys."""
    if hasattr(value, "printed"):  # the Outcome of an answer that returned None
        return "printed" if value.printed else "None"
    if value is None:
        return "None"
    if isinstance(value, Other):
        return value.name
    return "number" if is_number(value) else type(value).__name__


def _describe_type(value):
    """Return a phrase about a value's type, such as 'a tuple of 2'."""
    if isinstance(value, np.ndarray):
        key = "shaped_array" if value.ndim else "one_number"
        return say(key, shape=value.shape)
    if isinstance(value, tuple | list):
        return say("a_list" if isinstance(value, list) else "a_tuple", n=len(value))
    if isinstance(value, str):
        return say("a_text")
    kind = value.name if isinstance(value, Other) else type(value).__name__
    return say("a_number_of" if is_number(value) else "of_type", kind=kind)


def capital(text):
    """Return a phrase as it begins a sentence."""
    return text[:1].upper() + text[1:]
