"""Write plain values as readable JSON for a cell of a notebook, and read them back."""

import dataclasses
import json
import re
import textwrap

import numpy as np

from coursework.running.outcomes import DEEPEST, Other

KINDS = "fiub"  # dtypes of arrays that can be written
LONGEST, LARGEST = 1000, 2**22  # characters and bytes that the sandbox lets through


@dataclasses.dataclass(frozen=True)
class Raised:
    """The place of a value, where a call raised an exception of this name."""

    name: str


def to_json(value):
    """Convert a plain value to what JSON can store; floats keep all their digits.

    Plain values are arrays, numbers, None, strings, and lists, tuples, dicts of these.

    Raises
    ------
    ValueError
        If the value is not plain, or too large; the text says what the value is.
    """
    if isinstance(value, str) and len(value) > LONGEST:
        raise ValueError(f"a text of {len(value):,} characters, more than {LONGEST:,}")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, Raised):
        return {"raised": value.name}
    if type(value) is list:
        return [to_json(each) for each in value]
    if type(value) is tuple:
        return {"tuple": [to_json(each) for each in value]}
    if type(value) is dict:
        for key in value:
            if type(key) is not str:
                raise ValueError(f"a dict with the key {key!r}, which is no text")
        return {"dict": [[key, to_json(each)] for key, each in value.items()]}
    if type(value) is np.ndarray or isinstance(value, np.generic):
        array = np.asarray(value)
        if array.nbytes > LARGEST:
            raise ValueError(f"an array of {array.nbytes:,} bytes, over {LARGEST:,}")
        if array.dtype.kind not in KINDS:
            raise ValueError(f"an array of dtype {array.dtype}")
        data = {"array": array.tolist(), "dtype": array.dtype.name}
        # The nested lists of an empty array do not tell its whole shape.
        return data if array.size else data | {"shape": list(array.shape)}
    kind = value.name if isinstance(value, Other) else type(value).__name__
    if kind in ("list", "tuple", "dict"):
        raise ValueError(f"containers nested more than {DEEPEST} deep")
    raise ValueError(f"a value of type {kind}")


def _value_of(data):
    """Return the value that a JSON object stands for; others stay as they are."""
    if "tuple" in data:
        return tuple(data["tuple"])
    if "dict" in data:
        return dict(data["dict"])
    if "array" in data:
        array = np.array(data["array"], dtype=data["dtype"])
        # [()] makes an array without dimensions a number again.
        return array.reshape(data.get("shape", array.shape))[()]
    return Raised(data["raised"]) if "raised" in data else data


def write(data):
    """Write JSON as text in lines of about 84 characters, which fit into a cell."""
    text = json.dumps(data, ensure_ascii=False)
    text = re.sub("(?<= ) ", r"\\u0020", text)  # keeps every space
    lines = textwrap.wrap(text, 84, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)


def read(text):
    """Read what `write` wrote, with the values in place of what `to_json` returned."""
    return json.loads(text.replace("\n", " "), object_hook=_value_of)
