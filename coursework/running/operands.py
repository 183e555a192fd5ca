"""Name the arrays in the expression that raised an exception, with their shapes."""

import dis

import numpy as np

# Steps that load something and take nothing of what was loaded before.
PLAIN = ("LOAD_CONST", "LOAD_FAST", "LOAD_FAST_LOAD_FAST", "LOAD_GLOBAL", "LOAD_DEREF")
MOST = 12  # keys of a dictionary in a sentence


def operands(trace, keys=False):
    """Return the shapes in the expression that failed, or "" if it has no array.

    The text is such as ", where X has the shape (5, 4)". With `keys`, it is about
    dictionaries: ", where params holds W1, b1". `trace` is the traceback of a line of
    the answer. Nothing of the answer runs here.
    """
    frame = trace.tb_frame
    words = words_at(frame.f_code, trace.tb_lasti)
    values = {w: frame.f_locals.get(w, frame.f_globals.get(w)) for w in words}
    attributes = vars(values["self"]) if "self" in values else {}
    values |= {f"self.{w}": attributes[w] for w in words if w in attributes}
    if keys:
        dicts = {n: [*v] for n, v in values.items() if type(v) is dict}
        texts = [
            f"{name} holds {', '.join(held)}"
            for name, held in dicts.items()
            if 0 < len(held) <= MOST and {*map(type, held)} == {str}
        ]
        return f", where {' and '.join(texts)}" if texts else ""
    for name, value in list(values.items()):
        entries = value if type(value) is dict else {}
        values |= {f'{name}["{word}"]': entries.get(word) for word in words}
    arrays = {name: v for name, v in values.items() if type(v) is np.ndarray}
    texts = [f"{name} has the shape {each.shape}" for name, each in arrays.items()]
    return f", where {' and '.join(texts)}" if texts else ""


def words_at(code, offset):
    """Return the names and the texts in the expression at an offset of the bytecode."""
    steps, found = list(dis.get_instructions(code)), []
    step = next(step for step in steps if step.offset == offset)
    start, stop = step.positions[::2], step.positions[1::2]  # each (line, column)
    if step.opname.startswith("STORE"):  # what is on the right counts as well
        start, stop = (start[0], 0), (stop[0], np.inf)
    places = [(s.positions[::2], s.positions[1::2]) for s in steps]
    inside = [b[0] is not None and start <= b and e <= stop for b, e in places]
    for k, each in enumerate(steps):
        names = each.argval if isinstance(each.argval, tuple) else (each.argval,)
        if each.opname.endswith("_FAST_LOAD_FAST"):
            # Since Python 3.13 two steps can be one, which has the place of the first.
            # The second is inside if what follows is, unless that begins there itself.
            is_first = places[k + 1][0] == start and steps[k + 1].opname in PLAIN
            found += [names[1]] if inside[k + 1] and not is_first else []
            names = names[:1]
        found += names if inside[k] else []
    return dict.fromkeys(word for word in found if isinstance(word, str))
