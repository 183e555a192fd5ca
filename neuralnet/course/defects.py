"""What is wrong with one returned value, most basic first."""

import dataclasses

import numpy as np

from neuralnet.course.outcomes import close, is_number

# From the most basic to the subtlest; the first four cost the points for an answer
# that runs and returns the right type and shape.
KINDS = ("raised", "type", "keys", "shape", "dtype", "value")


@dataclasses.dataclass(frozen=True)
class Defect:
    """One thing wrong: of which kind, where in the value, what came, what was wanted."""

    kind: str
    where: str
    got: object
    wanted: object

    @property
    def rank(self):
        return KINDS.index(self.kind)

    def sentence(self):
        """Return what came and what was wanted, without a drawn number."""
        where = self.where or "the result"
        if self.kind == "raised":
            return f"Your function raised an exception: {self.got.detail}"
        if self.kind == "keys":
            return f"{where} lacks {_names(self.wanted)}; it holds {_names(self.got)}."
        if self.kind == "shape":
            got, wanted = np.shape(self.got), np.shape(self.wanted)
            return f"{where} has shape {got}; wanted {wanted}."
        if self.kind == "dtype":
            dtype = np.asarray(self.got).dtype
            return f"{where} holds {dtype} numbers; wanted floats."
        if self.kind == "type" and self.got is None:
            return f"{where} is None: a value is computed but not returned."
        return f"{where} is {_type(self.got)}; wanted {_type(self.wanted)}."


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
    if not is_number(got) or not (isinstance(got, np.ndarray) or scalar):
        yield Defect("type", where, got, wanted)
        return
    array = np.asarray(got)
    if where in loose and array.size == wanted.size and array.ndim <= 2:
        array = array.reshape(wanted.shape)
    if array.shape != wanted.shape:
        yield Defect("shape", where, got, wanted)
    elif array.dtype.kind != "f":
        yield Defect("dtype", where, got, wanted)
    elif not close(array, wanted):
        yield Defect("value", where, array, wanted)


def _names(names):
    return ", ".join(names) if names else "nothing"


def _type(value):
    if isinstance(value, np.ndarray):
        return "a NumPy array"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)}"
    if isinstance(value, np.generic | float | int):
        return f"a number ({type(value).__name__})"
    return f"a {type(value).__name__}"
