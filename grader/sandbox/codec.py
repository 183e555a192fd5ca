"""Encode values for the way into the sandbox and out: as JSON, never by pickle.

Arrays travel as dtype, shape and bytes. A stranger may have written any text that
arrives, so NumPy gets only small arrays of a few known dtypes.
"""

import base64
import dataclasses
import math
import re

import numpy as np

from coursework.running.outcomes import Call, Other, Outcome, differences, plain

# Arrays of these dtypes travel; others only as a shape and a dtype.
DTYPES = {"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8"}
LONG = f"<f{np.longdouble().itemsize}"  # nearly everywhere "<f16"
DTYPES |= {"<f2", "<f4", "<f8", LONG, "<c8", "<c16"}
NO_NUMBERS = "|O"  # stands for all other dtypes but those of texts
TEXTS = re.compile(r"(<U|\|S)[1-9]\d?")  # travel without their content
LARGEST = 2**22  # bytes of one array, 17 times the largest that a question asks for
LONGEST = 1000  # characters of a text
LARGEST_INTEGER = 10**1000
DEEPEST = 6  # levels of containers


@dataclasses.dataclass(frozen=True)
class Task:
    """What a sandbox is to do for a question: run statements, call what they define."""

    question: str
    answer: str  # the name of the function or class
    statements: tuple  # sources
    calls: list  # each as `encode_call` returns it


@dataclasses.dataclass(frozen=True)
class Reply:
    """What a sandbox says of its Task."""

    kind: str  # the type of the answer, NoneType if there is none
    is_callable: bool
    is_attempted: bool
    left_out: str  # the error of a statement that did not run, or ""
    outcomes: list  # of each call, as `encode_outcome` returns it, not yet decoded


@dataclasses.dataclass(frozen=True)
class Returned:
    """An Outcome in a Reply."""

    value: object  # as `encode` returns it
    raised: str | None
    detail: str
    printed: bool
    notes: list  # of texts
    after: list  # the arguments after the call, as `encode` returns both parts


def typed(cls, data):
    """Return an object of a dict of its fields; raise a ValueError for other data."""
    try:
        made = cls(**data)
    except TypeError:
        raise ValueError(f"the parts must be those of a {cls.__name__}") from None
    for field in dataclasses.fields(cls):
        if not isinstance(getattr(made, field.name), field.type):
            raise ValueError(f"{field.name} must be {field.type}")
    return made


def encode(value):
    """Convert a plain value (see `outcomes.plain`) to values that JSON can store."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.nbytes > LARGEST:
            return {"other": f"array of shape {array.shape}, too large to be sent"}
        name = "array" if isinstance(value, np.ndarray) else "scalar"
        little = array.dtype.newbyteorder("<")
        if little.str not in DTYPES:
            kind = little.str if TEXTS.fullmatch(little.str) else NO_NUMBERS
            return {name: [kind, list(array.shape), None]}
        content = base64.b64encode(array.astype(little).tobytes()).decode()
        return {name: [little.str, list(array.shape), content]}
    if isinstance(value, int):
        return value if abs(value) < LARGEST_INTEGER else {"other": "a huge integer"}
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, dict):
        return {"dict": [[encode(str(k)), encode(v)] for k, v in value.items()]}
    if isinstance(value, tuple):
        return {"tuple": [encode(each) for each in value]}
    if isinstance(value, list):
        return [encode(each) for each in value]
    return {"other": getattr(value, "name", type(value).__name__)[:LONGEST]}


def decode(data, depth=0):
    """Decode the result of `encode`; raise a ValueError for any other data."""
    if depth > DEEPEST:
        raise ValueError("containers are nested too deeply")
    if data is None or type(data) in (bool, float):
        return data
    if type(data) is int and abs(data) < LARGEST_INTEGER:
        return data
    if isinstance(data, str):
        return data[:LONGEST]
    if isinstance(data, list):
        return [decode(each, depth + 1) for each in data]
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("a value must be a dictionary with one key")
    ((name, content),) = data.items()
    if name == "other" and isinstance(content, str):
        return Other(content[:LONGEST])
    if not isinstance(content, list):
        raise ValueError("the content must be a list")
    if name in ("array", "scalar"):
        array = _decode_array(*_parts(content, 3))
        if name == "array":
            return array
        if array.ndim:
            raise ValueError("a scalar is one number")
        return array[()]
    if name == "tuple":
        return tuple(decode(each, depth + 1) for each in content)
    if name == "dict":
        pairs = [_parts(each) for each in content]
        if not all(isinstance(k, str) for k, _ in pairs):
            raise ValueError("a key must be a text")
        return {k[:LONGEST]: decode(v, depth + 1) for k, v in pairs}
    if name == "complex" and all(type(part) is float for part in content):
        return complex(*_parts(content))
    raise ValueError("unknown kind of value")


def _decode_array(dtype, shape, content):
    """Return the array of bytes in base64; a ValueError refuses all other data."""
    if not isinstance(shape, list) or len(shape) > 32:
        raise ValueError("an array needs a shape of a few whole numbers")
    if not all(type(n) is int and 0 <= n <= LARGEST for n in shape):
        raise ValueError("a shape holds whole numbers")
    size = math.prod(shape)
    if not isinstance(dtype, str):
        raise ValueError("a dtype is a text")
    is_text = TEXTS.fullmatch(dtype)
    if (is_text or dtype == NO_NUMBERS) and content is None and size <= LARGEST:
        # A view of one entry, so that large shapes take no memory.
        return np.broadcast_to(np.zeros((), dtype), shape)
    if dtype not in DTYPES:
        raise ValueError("unknown dtype")
    kind = np.dtype(dtype)
    if not isinstance(content, str) or size * kind.itemsize > LARGEST:
        raise ValueError("an array holds numbers, and not too many")
    raw = base64.b64decode(content, validate=True)
    if len(raw) != size * kind.itemsize:
        raise ValueError("bytes and shape disagree")
    return np.frombuffer(raw, kind).reshape(shape).copy()


def encode_call(call):
    """Encode a Call, without its stage, which would tell an answer its purpose."""
    return [encode(call.args), encode(call.kwargs), call.update]


def decode_call(data):
    """Decode the result of `encode_call`."""
    args, kwargs, update = _parts(data, 3)
    return Call("", decode(args), decode(kwargs), update)


def encode_outcome(outcome, after):
    """Encode an Outcome, and the arguments of the Call, which the answer may change."""
    return vars(
        Returned(
            encode(outcome.value),
            outcome.raised and outcome.raised[:LONGEST],
            outcome.detail[:LONGEST],
            outcome.printed,
            [note[:LONGEST] for note in outcome.notes[:5]],
            [encode(plain(after.args)), encode(plain(after.kwargs))],
        )
    )


def decode_outcome(data, sent):
    """Decode the result of `encode_outcome`; raise a ValueError for any other data.

    The arguments that came back are compared with the arguments of the Call that was
    `sent`: this tells whether the answer changed an argument.
    """
    back = typed(Returned, data)
    if not all(isinstance(note, str) for note in back.notes):
        raise ValueError("notes must be texts")
    after = tuple(map(decode, _parts(back.after)))
    return Outcome(
        decode(back.value),
        back.raised and back.raised[:LONGEST],
        back.detail[:LONGEST],
        differences(after, (plain(sent.args), plain(sent.kwargs))),
        back.printed,
        tuple(note[:LONGEST] for note in back.notes[:5]),
    )


def _parts(content, count=2):
    """Return a list of `count` entries; raise a ValueError for anything else."""
    if not isinstance(content, list) or len(content) != count:
        raise ValueError(f"{count} things are wanted")
    return content
