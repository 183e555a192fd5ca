"""What crosses the border of the sandbox: plain values as JSON, never unpickled.

Arrays travel as dtype, shape and bytes. Whatever arrives is checked as what it is: text
that a stranger may have written.
"""

import base64
import binascii

import numpy as np

from coursework.outcomes import Call, Other, Outcome

KINDS = "biufc"  # dtypes whose numbers travel; of the others only the shape does
LARGEST = 2**22  # bytes of one array, 17 times the largest that a question asks for
LONGEST = 1000  # characters of a text
DEEPEST = 6  # levels of containers


def encode(value):
    """Return a plain value (see `outcomes.plain`) as JSON can hold it."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return _encode_array(value)
    if isinstance(value, int):
        return value if abs(value) < 2**63 else {"other": "a very large integer"}
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


def _encode_array(value):
    array = np.asarray(value)
    name = "array" if isinstance(value, np.ndarray) else "scalar"
    if array.nbytes > LARGEST:
        return {"other": f"array of shape {array.shape}, too large to be sent"}
    content = None
    if array.dtype.kind in KINDS:
        content = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {name: [array.dtype.str, list(array.shape), content]}


def decode(data, depth=0):
    """Return the value that `encode` was given.

    Raises
    ------
    ValueError
        If `data` is nothing that `encode` makes.
    """
    if depth > DEEPEST:
        raise ValueError("containers are nested too deeply")
    if data is None or type(data) in (bool, int, float):
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
        array = _decode_array(*_three(content))
        return array if name == "array" else array[()]
    if name == "tuple":
        return tuple(decode(each, depth + 1) for each in content)
    if name == "dict":
        pairs = [_pair(each) for each in content]
        return {decode(k, depth + 1): decode(v, depth + 1) for k, v in pairs}
    if name == "complex" and all(type(part) is float for part in content):
        return complex(*_pair(content))
    raise ValueError("unknown kind of value")


def _decode_array(dtype, shape, content):
    if not isinstance(dtype, str) or not isinstance(shape, list):
        raise ValueError("an array needs a dtype and a shape")
    if not all(type(n) is int and 0 <= n <= LARGEST for n in shape) or len(shape) > 32:
        raise ValueError("a shape holds a few whole numbers")
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError):
        raise ValueError("unknown dtype") from None
    size = 1
    for n in shape:
        size *= n
    if size * max(kind.itemsize, 1) > LARGEST:
        raise ValueError("the array is too large")
    if content is None:
        return np.full(shape, None, dtype=object)
    if kind.kind not in KINDS or not isinstance(content, str):
        raise ValueError("an array holds numbers")
    try:
        raw = base64.b64decode(content, validate=True)
    except binascii.Error:
        raise ValueError("bytes are broken") from None
    if len(raw) != size * kind.itemsize:
        raise ValueError("bytes and shape disagree")
    return np.frombuffer(raw, kind).reshape(shape).copy()


def encode_call(call):
    """Return a Call without its stage: what is asked, not why."""
    return [encode(call.args), encode(call.kwargs)]


def decode_call(data):
    """Return the Call of `encode_call`."""
    args, kwargs = map(decode, _pair(data))
    return Call("", args, kwargs)


def encode_outcome(outcome):
    """Return an Outcome as JSON can hold it."""
    return {
        "value": encode(outcome.value),
        "raised": outcome.raised and outcome.raised[:LONGEST],
        "detail": outcome.detail[:LONGEST],
        "changed": outcome.changed,
        "printed": outcome.printed,
        "notes": [note[:LONGEST] for note in outcome.notes[:5]],
    }


def decode_outcome(data):
    """Return the Outcome of `encode_outcome`; ValueError if it is none."""
    try:
        raised, detail, notes = data["raised"], data["detail"], data["notes"]
        flags = data["changed"], data["printed"]
        value = data["value"]
    except (TypeError, KeyError):
        raise ValueError("an outcome lacks a part") from None
    texts = [detail, *notes] if isinstance(notes, list) else [None]
    texts += [] if raised is None else [raised]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("an outcome's texts must be texts")
    if not all(type(flag) is bool for flag in flags):
        raise ValueError("an outcome's flags must be true or false")
    notes = tuple(note[:LONGEST] for note in notes[:5])
    raised = raised and raised[:LONGEST]
    return Outcome(decode(value), raised, detail[:LONGEST], *flags, notes)


def _pair(content):
    if not isinstance(content, list) or len(content) != 2:
        raise ValueError("two things are wanted")
    return content


def _three(content):
    if len(content) != 3:
        raise ValueError("three things are wanted")
    return content
