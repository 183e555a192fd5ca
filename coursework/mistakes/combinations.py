"""Find several mistakes in one answer whose right program is a list of lines.

The search runs the right program line by line, with some lines replaced by mistakes. An
answer often returns intermediate values, such as Z1 or dW2. Where one of them differs
from the search's value, no later line can be the cause, so the search turns back. This
takes a few thousand tries, not all pairs and triples. One call is enough to find
candidates; the caller tries them on all calls.
"""

import builtins
import copy
import functools

import numpy as np

from coursework.mistakes.syntax import out_of_place, variable
from coursework.running.outcomes import same

MOST = 3  # mistakes in one answer
TRIES = 20_000  # the search then gives up, since a check must not take seconds
CLOSE = 1e-4  # tolerance for candidates
RESULT = "return"  # the start of the return line


def together(catalogue, args, got):
    """Find sets of mistakes that may together have turned `args` into `got`.

    Parameters
    ----------
    catalogue : Catalogue
        The known mistakes. If their program is no list of lines, nothing is found.
    args : tuple
        The arguments of the answer.
    got
        The value that it returned.

    Yields
    ------
    mistake, function
        The most basic mistake of a set, and a function that makes them all. Small sets
        and basic mistakes come first.
    """
    images = next((each for each in args if np.ndim(each)), ())
    if not (catalogue.program.is_flat and len(images) > 1 and holds_array(got)):
        return  # too many mistakes fit a single image
    if len(args) < len(catalogue.program.arguments):
        return  # an argument was passed by name
    search = Search(catalogue, args, got)
    for many in range(2, MOST + 1):
        for ranks in search.combinations(many):
            yield search.as_answer(ranks)


class Search:
    """The search for one call. A rank is an index in `ways`: (mistake, its lines)."""

    def __init__(self, catalogue, args, got):
        self.program = catalogue.program
        self.found, self.tries, self.many = [], 1, 0
        self.order = self.program.starts[1:]  # without the def line
        self.packing = set(self.order[-2:])  # the lines that return values
        self.lines = dict(zip(self.order, self.program.lines[1:], strict=True))
        right = self.program.changed()(*copy.deepcopy(args))
        self.form, self.right = form(right), right
        self.got = only(got, keys(self.form) | {variable(self.order[-2])})
        self.usual = self.form == form(self.got)
        self.shown = self.observed(self.got)
        # With helpers as built-in names, a try copies a few values, not hundreds.
        helpers = vars(builtins) | self.program.space
        start = dict(zip(self.program.arguments, args, strict=True))
        self.waiting = [({}, 0, start | {"__builtins__": helpers}, (), frozenset())]
        # Without named values the search cannot turn back: it tries one way of each.
        most = None if keys(self.form) else 1
        ways = ((mistake, way) for mistake in catalogue for way in mistake.ways[:most])
        self.ways = [(m, dict(way)) for m, way in ways if self.packs_alike(way, args)]
        self.by_line = {line: [] for line in self.order}
        for rank, (_, lines) in enumerate(self.ways):
            self.by_line[min(lines, key=self.order.index)].append(rank)
        packing = [rank for line in self.order[-2:] for rank in self.by_line[line]]
        self.hidden = {rank: self.hides(self.ways[rank][1], args) for rank in packing}

    def packs_alike(self, way, args):
        """Return whether a mistake's result has the same keys as the answer's."""
        lines = dict(way).keys()
        if "def" in lines or not self.packing & lines:
            return "def" not in lines
        try:
            made = form(self.program.changed(way)(*copy.deepcopy(args)))
        except Exception:  # the answer raised nothing
            return False
        return made in (form(self.got), self.form)

    def hides(self, lines, args):
        """Return the lines whose values do not appear when the last `lines` change."""
        made = self.program.changed(tuple(lines.items()))(*copy.deepcopy(args))
        made, right = self.observed(made), self.observed(self.right)
        return {k for k in right if k not in made or not same(made[k], right[k])}

    def observed(self, value):
        """Return a dict from lines to the intermediate values in a returned value."""
        last = {variable(line): line for line in self.order}
        shown = {}
        for part in value if isinstance(value, tuple) else [value]:
            for name, value in (parts(part) or {}).items():
                if name in last:
                    shown[last[name]] = value
        return shown

    def combinations(self, many):
        """Return the sets of `many` mistakes that fit, as tuples of ranks.

        Return [] after too many tries, since a simpler set may be missing. The search
        for three continues with the pairs that the search for two left in `waiting`.
        """
        begun, self.waiting, self.found, self.many = self.waiting, [], [], many
        for state in begun:
            self.follow(*state)
        return sorted(self.found, key=sorted) if self.tries < TRIES else []

    def follow(self, changed, begin, values, ranks, wrong):
        """Run the lines from `begin` on, and try more mistakes in the lines after it.

        `wrong` holds the earlier lines whose values differ from the returned ones.
        """
        begun, values, seen, waits = (values, wrong), dict(values), False, False
        for k in range(begin, len(self.order)):
            line = self.order[k]
            if (k > begin or not ranks) and self.may_add(line, ranks, wrong, seen):
                waits = len(ranks) == self.many
                added = () if waits else self.more(line, changed, ranks, wrong)
                for rank, lines in added:
                    self.follow(lines, k, values, (*ranks, rank), wrong)
            if not self.may_fit(changed, ranks, wrong):
                break
            try:
                exec(compiled(changed.get(line, self.lines[line])), values)
            except Exception:
                break
            if line in self.shown:
                seen = True
                if not alike(values[variable(line)], self.shown[line]):
                    wrong |= {line}
        else:
            fits = len(ranks) == self.many and self.may_fit(changed, ranks, wrong)
            if fits and alike(values["result"], self.got):
                self.found.append(ranks)
        if waits:
            values, wrong = begun
            self.waiting.append((changed, begin, dict(values), ranks, wrong))

    def more(self, line, changed, ranks, wrong):
        """Yield the mistakes that begin at `line` and replace no line a second time."""
        for rank in self.by_line[line]:
            lines = self.ways[rank][1]
            if changed.keys() & lines.keys() or self.tries >= TRIES:
                continue
            if not ranks or wrong <= self.hidden.get(rank, wrong):
                self.tries += 1
                yield rank, changed | lines

    def may_add(self, line, ranks, wrong, seen):
        """Return whether a mistake that begins at `line` may be added.

        If an earlier value differs from the returned one, `line` cannot be the cause.
        There is one exception: a last line may return another value under that name, as
        it does with a tuple in place of a dictionary. A third mistake is tried only
        where a value confirms the first two; otherwise there are too many tries.
        """
        if len(ranks) < 2:
            return not ranks or line in self.packing or (not wrong and self.usual)
        return not wrong and seen and len(ranks) < MOST

    def may_fit(self, changed, ranks, wrong):
        """Return whether a mistake in the last lines may explain the wrong values.

        It may be one of the mistakes so far, or the next one.
        """
        if not wrong or not ranks or self.packing & changed.keys():
            return True
        may_add = len(ranks) == 1 < self.many
        return may_add and any(wrong <= hidden for hidden in self.hidden.values())

    def as_answer(self, ranks):
        """Return the most basic of the mistakes, and a function that makes them all."""
        way = tuple(change for rank in ranks for change in self.ways[rank][1].items())
        return self.ways[min(ranks)][0], self.program.made(way)


@functools.cache
def compiled(line):
    """Compile a line so that it changes no array in place: branches share arrays."""
    line = line.strip()
    if line.startswith(RESULT):
        line = f"result = {line.removeprefix(RESULT)}"
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
    held = parts(value)
    return held if held is None else {key: form(each) for key, each in held.items()}


def keys(shape):
    """Return all keys in the result of `form`, nested ones included."""
    return {key for name, each in (shape or {}).items() for key in {name} | keys(each)}


def alike(made, got):
    """Return whether two values are nearly equal; biases may differ in shape."""
    held, others = parts(made), parts(got)
    if held is None or others is None:
        return held is others and near(made, got)
    same_keys = held.keys() == others.keys()
    return same_keys and all(alike(held[key], others[key]) for key in held)


def near(made, got):
    """Return whether two values that are no containers are nearly equal."""
    if made is None or not isinstance(got, np.ndarray | np.generic | float | int):
        return type(made) is type(got)
    made, got = np.asarray(made), np.asarray(got)
    if made.size != got.size or made.dtype.kind not in "fiub" or not made.size:
        return made.size == got.size
    a, b = float(made.flat[-1]), float(got.flat[-1])  # a quick look first
    if not (abs(a - b) <= CLOSE * (1 + abs(b)) or a == b or (a != a and b != b)):
        return False
    a, b = made.ravel() * 1.0, got.ravel() * 1.0
    fits = np.abs(a - b) <= CLOSE * (1 + np.abs(b))
    return bool(fits.all() or (fits | (a == b) | ((a != a) & (b != b))).all())


def holds_array(value):
    """Return whether a value is an array or holds one."""
    held = parts(value)
    return np.ndim(value) > 0 if held is None else any(map(holds_array, held.values()))
