"""Name the arrays in the expression that raised an exception, with their shapes."""

import linecache
import re

import numpy as np

MOST = 12  # keys of a dictionary in a sentence


def operands(trace, keys=False):
    """Return the shapes in the expression that failed, or "" if it has no array.

    The text is such as ", where X has the shape (5, 4)". With `keys`, it is about
    dictionaries: ", where params holds W1, b1". `trace` is the traceback of a line of
    the answer. Nothing of the answer runs here.
    """
    frame = trace.tb_frame
    words = dict.fromkeys(re.findall(r"\w+", failed(trace)))
    values = {w: frame.f_locals.get(w, frame.f_globals.get(w)) for w in words}
    attributes = vars(values["self"]) if "self" in values else {}
    values |= {f"self.{w}": attributes[w] for w in words if w in attributes}
    dicts = {name: v for name, v in values.items() if type(v) is dict}
    texts = []
    if keys:
        for name, entries in dicts.items():
            are_texts = {*map(type, entries)} == {str}
            if are_texts and len(entries) <= MOST:
                texts.append(f"{name} holds {', '.join(entries)}")
    else:
        for name, entries in dicts.items():
            values |= {f'{name}["{word}"]': entries.get(word) for word in words}
        for name, value in values.items():
            if type(value) is np.ndarray:
                texts.append(f"{name} has the shape {value.shape}")
    return f", where {' and '.join(texts)}" if texts else ""


def failed(trace):
    """Return the text of the expression that failed, or of its lines."""
    code = trace.tb_frame.f_code
    first, last, start, stop = [*code.co_positions()][trace.tb_lasti // 2]
    numbers = range(first or trace.tb_lineno, (last or trace.tb_lineno) + 1)
    lines = "".join(linecache.getline(code.co_filename, n) for n in numbers).encode()
    end = len(lines) - len(lines.splitlines()[-1]) + stop if lines and stop else None
    is_target = re.match(rb"\s*=[^=]", lines[end:]) if end else False
    # Where a target fails, what is on the right counts as well.
    return (lines if is_target else lines[start:end]).decode()
