"""Name the arrays in the expression that raised an exception, with their shapes."""

import dis

import numpy as np


def operands(trace):
    """Return a text such as ", where X has the shape (5, 4)", or "".

    `trace` is the traceback of a line of the answer. Nothing of the answer runs here.
    """
    frame, words = trace.tb_frame, words_at(trace.tb_frame.f_code, trace.tb_lasti)
    held = {word: frame.f_locals.get(word, frame.f_globals.get(word)) for word in words}
    own = vars(held["self"]) if "self" in held else {}
    held |= {f"self.{word}": own[word] for word in words if word in own}
    for name, value in list(held.items()):
        inside = value if type(value) is dict else {}
        held |= {f'{name}["{word}"]': inside.get(word) for word in words}
    arrays = {name: each for name, each in held.items() if type(each) is np.ndarray}
    texts = [f"{name} has the shape {each.shape}" for name, each in arrays.items()]
    return f", where {' and '.join(texts)}" if texts else ""


def words_at(code, offset):
    """Return the names and the texts in the expression at an offset of the bytecode."""
    steps, found = list(dis.get_instructions(code)), []
    step = next(step for step in steps if step.offset == offset)
    line, end, left, right = step.positions
    if step.opname.startswith("STORE"):  # what is on the right counts as well
        left, right = 0, np.inf
    for each in steps:
        first, last, begin, stop = each.positions
        if first and (line, left) <= (first, begin) and (last, stop) <= (end, right):
            found += each.argval if isinstance(each.argval, tuple) else [each.argval]
    return dict.fromkeys(word for word in found if isinstance(word, str))
