"""What a value in a notebook knows about the test set.

`peeking` follows the names of a notebook without running it. For every value it keeps
a few bits, and for dictionaries, tuples and lists those of their parts, so that the
validation accuracy in a row that also holds a test accuracy stays innocent.
"""

import re
from typing import NamedTuple

DATA = 1  # images or labels of the test set
PREDICTED = 2  # computed from them by a model
SCORE = 4  # one number that says how good a model is on them
TRIAL = 8  # a score among several: of other settings, or of other epochs
AS_VALIDATION = 16  # the test set was handed to train as its validation data
VARIES = 32  # changes from one turn of the loop around it to the next
SEED = 64  # a score among several that differ in their seed alone
TEST = DATA | PREDICTED | SCORE
TOO_DEEP = 4

_THINGS = "x|y|t|imgs?|images?|labels?|lbls?|data|features?|targets?|inputs?|digits?"
_AFTER = (
    r"(?:_?(?:flat|norm|oh|onehot|one_hot|raw|new|std|scaled|np|all|full|orig|\d+))*"
)
_DATA_NAME = re.compile(
    rf"(?:(?:{_THINGS})_?(?:test|tst|te)"
    rf"|(?:test|tst|te)_?(?:{_THINGS}|set|dataset|loader|ds)){_AFTER}",
    re.IGNORECASE,
)
_HELD_OUT = re.compile(  # but not evaluate, values, interval, device
    r"(?:(?<![a-z])|(?<=[xy]))(?:val(?!u)|dev(?![a-z])|cv(?![a-z])|hold_?out|held)"
    r"|k_?folds?",
    re.IGNORECASE,
)
_TRAIN = re.compile(r"train|(^|_)tr(_|$)", re.IGNORECASE)


class Value(NamedTuple):
    """Bits of a value, of its parts by constant key, and of its other elements."""

    bits: int = 0
    fields: dict | None = None  # of a tuple or dictionary
    elem: tuple | None = None  # the Value that all elements of a list have in common


CLEAN = Value()


def is_test_name(name):
    """Tell whether `name` is what people call images or labels of the test set."""
    return bool(_DATA_NAME.fullmatch(name))


def is_held_out_name(name):
    """Tell whether `name` speaks of validation data."""
    return bool(_HELD_OUT.search(name))


def is_train_name(name):
    """Tell whether `name` speaks of training data."""
    return bool(_TRAIN.search(name))


def total(value):
    """Return all bits of `value` and its parts."""
    bits = value.bits
    for part in (value.fields or {}).values():
        bits |= total(part)
    return bits | (total(value.elem) if value.elem else 0)


def join(*values, depth=0):
    """Return a Value for what may be any of `values`."""
    values = [value for value in values if value != CLEAN]
    if len(values) < 2:
        return values[0] if values else CLEAN
    if depth >= TOO_DEEP:
        return Value(combine(values))
    bits, fields, elems = 0, {}, []
    for value in values:
        bits |= value.bits
        for key, part in (value.fields or {}).items():
            fields.setdefault(key, []).append(part)
        elems += [value.elem] if value.elem else []
    fields = {key: join(*parts, depth=depth + 1) for key, parts in fields.items()}
    return Value(bits, fields or None, join(*elems, depth=depth + 1) if elems else None)


def combine(values):
    """Return the bits of all `values` together."""
    bits = 0
    for value in values:
        bits |= total(value)
    return bits


def shallow(value, depth=TOO_DEEP):
    """Return `value` with what is nested deeper than `depth` as bits alone."""
    if depth == 0:
        return Value(total(value))
    fields = {key: shallow(v, depth - 1) for key, v in (value.fields or {}).items()}
    elem = shallow(value.elem, depth - 1) if value.elem else None
    return Value(value.bits, fields or None, elem)


def add(value, bits):
    """Return `value` with `bits` in each part of it that comes from the test set."""
    fields = {key: add(part, bits) for key, part in (value.fields or {}).items()}
    own = value.bits | bits if value.bits & TEST else value.bits
    return Value(own, fields or None, add(value.elem, bits) if value.elem else None)


def drop(value, bits):
    """Return `value` without `bits`, also in its parts."""
    fields = {key: drop(part, bits) for key, part in (value.fields or {}).items()}
    elem = drop(value.elem, bits) if value.elem else None
    return Value(value.bits & ~bits, fields or None, elem)


def part(value, key):
    """Return what stands at `key` (a number, a string, None where unknown)."""
    if value.elem is not None and not isinstance(key, str):
        # A list of tuples: results[:, 1] asks for part 1 of every element.
        return join(value.elem, Value(value.bits))
    fields = value.fields or {}
    if key is None:
        return join(Value(value.bits), *fields.values())
    if key in fields:
        return fields[key]
    if value.elem is not None and isinstance(key, str):  # a key that was computed
        return part(join(value.elem, Value(value.bits)), key)
    if isinstance(key, str):
        if is_train_name(key):
            return CLEAN
        if is_held_out_name(key) and not value.bits & AS_VALIDATION:
            return CLEAN
        if is_test_name(key):
            return join(Value(value.bits | DATA))
    return Value(value.bits)


def put(value, key, new):
    """Return the container `value` after `value[key] = new` (None: key unknown)."""
    if key is None:
        return join(value, Value(0, None, new))
    fields = dict(value.fields or {})
    fields[key] = join(fields.get(key, CLEAN), new)
    return Value(value.bits, fields, value.elem)


def elements(value):
    """Return the Value of what a loop over `value` gives in turn."""
    if value.elem is not None:
        return join(value.elem, Value(value.bits))
    return join(Value(value.bits), *(value.fields or {}).values())
