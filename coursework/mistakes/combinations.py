"""Find several mistakes in one answer whose right program is a list of lines.

The search runs the right program line by line, with some lines replaced by mistakes. An
answer often returns intermediate values, such as Z1 or dW2. Where such a value differs
from the search's value, no later line can be the cause, so the search turns back. It
needs a few thousand tries, not all pairs and triples. One call is enough to find
candidates; the caller tries these on all calls.
"""

import builtins
import copy
import dataclasses
import functools
import re

import numpy as np

from coursework.mistakes.syntax import out_of_place, variable
from coursework.running.objects import leaves
from coursework.running.outcomes import same

MOST = 3  # mistakes in one answer
TRIES = 20_000  # then the search gives up, since a check must not take seconds
CLOSE = 1e-4  # tolerance for candidates


def combined_mistakes(catalogue, args, got):
    """Find sets of mistakes that may together have turned `args` into `got`.

    For each set, yield the most basic mistake and a function with all mistakes. Small
    sets and basic mistakes come first.
    """
    program = catalogue.program
    images = next((each for each in args if np.ndim(each)), ())  # the first array
    if not (program.is_flat and len(images) > 1 and any(map(np.ndim, leaves(got)))):
        return  # too many mistakes fit a single image, or a result without arrays
    if len(args) < len(program.arguments):
        return  # an argument was passed by name
    search = CombinationSearch(catalogue, args, got)
    for many in range(2, MOST + 1):
        for ranks in search.combinations(many):
            changes = [change for k in ranks for change in search.ways[k][1].items()]
            yield search.ways[min(ranks)][0], program.make(changes)


@dataclasses.dataclass(frozen=True)
class Run:
    """A run of the right program up to a line, with some lines replaced."""

    changed: dict  # {line: its new text}
    ranks: tuple  # of the mistakes that made these changes
    begin: int  # the number of the next line
    values: dict  # the variables so far, by name
    wrong: frozenset  # earlier lines whose values differ from the returned ones


class CombinationSearch:
    """The search for one call, and for sets of `many` mistakes at a time.

    A line is named by its start, as `Z1 =`. A rank is an index in `ways`, which holds
    (mistake, {line: its new text}), the most basic mistake first.
    """

    def __init__(self, catalogue, args, got):
        self.program = catalogue.program
        self.found, self.tries, self.many = [], 1, 0
        self.order = self.program.starts[1:]  # without the def line
        self.packing = set(self.order[-2:])  # the lines that return values
        self.lines = dict(zip(self.order, self.program.lines[1:], strict=True))
        self.right = self.program.changed()(*copy.deepcopy(args))
        self.form = form(self.right)
        self.got = only(got, keys(self.form) | {variable(self.order[-2])})
        self.has_right_keys = self.form == form(self.got)
        self.shown = self.observed(self.got)
        # With helpers as built-in names, a try copies a few values, not hundreds.
        helpers = vars(builtins) | self.program.space
        start = dict(zip(self.program.arguments, args, strict=True))
        values = start | {"__builtins__": helpers}
        self.waiting = [Run({}, (), 0, values, frozenset())]  # where a search begins
        # Without named values the search cannot turn back: so one way of each mistake.
        most = None if keys(self.form) else 1
        ways = ((mistake, way) for mistake in catalogue for way in mistake.ways[:most])
        self.ways = [(m, dict(way)) for m, way in ways if self.may_be_in(way, args)]
        self.by_line = {line: [] for line in self.order}  # ranks by their first line
        for rank, (_, lines) in enumerate(self.ways):
            self.by_line[min(lines, key=self.order.index)].append(rank)
        packing = [rank for line in self.order[-2:] for rank in self.by_line[line]]
        self.hidden = {rank: self.hides(self.ways[rank][1], args) for rank in packing}

    def may_be_in(self, way, args):
        """Return whether a way to make a mistake may be in the answer.

        It leaves the def line, and its result has the answer's keys or the right ones.
        """
        lines = dict(way).keys()
        if "def" in lines:
            return False
        if not self.packing & lines:  # the keys stay as they are
            return True
        try:
            result = self.program.changed(way)(*copy.deepcopy(args))
        except Exception:  # the answer raised nothing
            return False
        return form(result) in (form(self.got), self.form)

    def hides(self, lines, args):
        """Return the lines whose right values are not returned if `lines` change."""
        result = self.program.changed(tuple(lines.items()))(*copy.deepcopy(args))
        got, right = self.observed(result), self.observed(self.right)
        return {k for k in right if k not in got or not same(got[k], right[k])}

    def observed(self, value):
        """Return {line: value} for the variables that are keys in a returned value."""
        line_of = {variable(line): line for line in self.order}  # the last that sets it
        named = {}
        for part in value if isinstance(value, tuple) else [value]:
            named |= parts(part) or {}
        return {line_of[name]: named[name] for name in named if name in line_of}

    def combinations(self, many):
        """Return the sets of `many` mistakes that fit, as tuples of ranks.

        Return [] after too many tries, since a simpler set may be missing. The search
        for three continues with the pairs that the search for two left in `waiting`.
        """
        begun, self.many = self.waiting, many
        self.waiting, self.found = [], []  # `follow` fills both
        for run in begun:
            self.follow(run)
        return sorted(self.found, key=sorted) if self.tries < TRIES else []

    def follow(self, run):
        """Go on with a run, and try more mistakes in its next lines."""
        ranks, values, wrong = run.ranks, dict(run.values), run.wrong
        confirmed = False  # whether a returned value was compared
        waits = False  # whether the search for more mistakes begins here again
        for k in range(run.begin, len(self.order)):
            line = self.order[k]
            is_new = k > run.begin or not ranks  # later than the last mistake
            if is_new and self.may_add(line, ranks, wrong, confirmed):
                waits = len(ranks) == self.many
                added = (
                    () if waits else self.mistakes_at(line, run.changed, ranks, wrong)
                )
                for rank, lines in added:
                    self.follow(Run(lines, (*ranks, rank), k, dict(values), wrong))
            if not self.may_fit(run.changed, ranks, wrong):
                break
            try:
                exec(compiled(run.changed.get(line, self.lines[line])), values)
            except Exception:
                break
            if line in self.shown:
                confirmed = True
                if not alike(values[variable(line)], self.shown[line]):
                    wrong |= {line}
        else:  # all lines have run
            fits = len(ranks) == self.many and self.may_fit(run.changed, ranks, wrong)
            if fits and alike(values["result"], self.got):
                self.found.append(ranks)
        if waits:
            self.waiting.append(run)

    def mistakes_at(self, line, changed, ranks, wrong):
        """Yield (rank, all changes) of mistakes that begin at `line`.

        No line is changed twice. After other mistakes, values in `wrong` must be hidden
        by one of these or by the added one.
        """
        open_lines = wrong.difference(*(self.hidden.get(k, ()) for k in ranks))
        for rank in self.by_line[line]:
            lines = self.ways[rank][1]
            is_free = not changed.keys() & lines.keys() and self.tries < TRIES
            if is_free and (not ranks or open_lines <= self.hidden.get(rank, set())):
                self.tries += 1
                yield rank, changed | lines

    def may_add(self, line, ranks, wrong, confirmed):
        """Return whether a mistake that begins at `line` may be added.

        If an earlier value differs from the returned one, `line` cannot be the cause.
        There is one exception: a last line may return another value under that name, as
        it does with a tuple in place of a dictionary. A third mistake is tried only
        where a value confirms the first two; otherwise there are too many tries.
        """
        if len(ranks) < 2:
            is_cause = not wrong and self.has_right_keys
            return not ranks or line in self.packing or is_cause
        return not wrong and confirmed and len(ranks) < MOST

    def may_fit(self, changed, ranks, wrong):
        """Return whether a mistake in the last lines may explain what is `wrong`."""
        if not wrong or not ranks or self.packing & changed.keys():
            return True
        may_add = len(ranks) == 1 < self.many
        return may_add and any(wrong <= hidden for hidden in self.hidden.values())


@functools.cache
def compiled(line):
    """Compile a line for exec: `return x` sets `result`, and no array is changed."""
    line = re.sub("^return", "result =", line.strip())
    return compile(out_of_place(line), "<catalogue>", "exec")


def parts(value):
    """Return a dictionary, tuple or list as a dictionary; None for other values."""
    if isinstance(value, tuple | list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else None


def only(value, names):
    """Return a value, and keep only the keys in `names` of its dictionaries."""
    if isinstance(value, dict):
        return {key: each for key, each in value.items() if key in names}
    if isinstance(value, tuple | list):
        return tuple(only(each, names) for each in value)
    return value


def form(value):
    """Return the nested keys of a value as dicts, with None for every other value."""
    inside = parts(value)
    return inside if inside is None else {k: form(each) for k, each in inside.items()}


def keys(form):
    """Return all keys in the result of `form`, nested ones included."""
    return {key for name, each in (form or {}).items() for key in {name} | keys(each)}


def alike(ours, got):
    """Return whether two values are nearly equal; biases may differ in shape.

    Of other values than numbers only the types are compared, and the sizes of arrays.
    """
    inside, other = parts(ours), parts(got)
    if inside is not None and other is not None:
        same_keys = inside.keys() == other.keys()
        return same_keys and all(alike(inside[key], other[key]) for key in inside)
    if inside is not None or other is not None:  # only one of them has parts
        return False
    is_number = isinstance(got, np.ndarray | np.generic | float | int)
    if ours is None or not is_number:
        return type(ours) is type(got)
    ours, got = np.asarray(ours), np.asarray(got)
    if ours.size != got.size or ours.dtype.kind not in "fiub" or not ours.size:
        return ours.size == got.size
    # Most differences show in the last number. Two inf are equal, and so are two nan.
    a, b = float(ours.flat[-1]), float(got.flat[-1])
    if not (abs(a - b) <= CLOSE * (1 + abs(b)) or a == b or (a != a and b != b)):
        return False
    a, b = ours.ravel() * 1.0, got.ravel() * 1.0
    fits = np.abs(a - b) <= CLOSE * (1 + np.abs(b))
    return bool(fits.all() or (fits | (a == b) | ((a != a) & (b != b))).all())
