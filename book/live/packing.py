"""Pack large arrays into a script, which a page may load over http and from a disk.

The script calls liveData with the name of the file and the arrays, compressed by zlib
and written in base64. figure.js unpacks them.
"""

import base64
import json
import math
import zlib

import numpy as np

DTYPES = ("uint8", "int8", "uint16", "float32")


def packed(arrays):
    """Return a dictionary of arrays as one string, by zlib, then by base64."""
    arrays = {key: np.ascontiguousarray(value) for key, value in arrays.items()}
    unknown = {str(value.dtype) for value in arrays.values()} - set(DTYPES)
    if unknown:
        raise TypeError(f"figure.js reads {', '.join(DTYPES)}, not {min(unknown)}")
    places, body, room = {}, b"", 80 * len(arrays) + 4  # bytes of the head, at most
    start = 8 * math.ceil(room / 8)  # of the first array; all are multiples of 8
    for key, value in arrays.items():
        places[key] = {"dtype": str(value.dtype), "start": start + len(body)}
        places[key]["length"] = value.size
        body += value.tobytes() + bytes(-value.nbytes % 8)
    head = json.dumps(places).encode()
    head = np.uint32(len(head)).tobytes() + head
    assert len(head) <= start, "a name is too long"
    raw = zlib.compress(head + bytes(start - len(head)) + body, 9)
    return base64.b64encode(raw).decode()


def script(name, arrays):
    """Return the script of the file `name` that holds a dictionary of arrays."""
    return f'liveData("{name}", "{packed(arrays)}");\n'
