"""Several mistakes in one answer, where the right program is a list of lines.

The lines of an answer are followed from the first to the last. Wherever a value that
the answer gave away (Z1, say, or dW2) is not what the mistakes so far make of it, none
of the lines after it can be to blame, and the search turns back there: a few thousand
tries in place of all pairs and triples. One call is enough to find candidates; whoever
asks tries them on all calls.
"""

import copy
import functools

import numpy as np

from coursework.entries import out_of_place

MOST = 3  # mistakes in one answer
TRIES = 10_000  # an answer that takes more stays unnamed: a check must not take seconds
CLOSE = 1e-4  # to tell candidates by a few of their entries
RESULT = "return"  # the line, and the name of what it returns


def together(catalogue, args, got):
    """Return the mistakes that, made together, may have turned `args` into `got`.

    Parameters
    ----------
    catalogue : Catalogue
        Of a question whose program is a list of lines; in others nothing is found.
    args : tuple
        What the answer was called with.
    got
        What it returned.

    Yields
    ------
    mistake, function
        The most basic of the mistakes, and a function that makes them all; fewer
        mistakes and more basic ones first.
    """
    images = next((each for each in args if np.ndim(each)), ())
    if not catalogue.program.is_flat or len(images) < 2:
        return  # one image alone would fit too many
    if len(args) < len(catalogue.program.arguments):
        return  # an alpha, say, is given by name
    search = Search(catalogue, args, got)
    found = search.combinations(MOST)
    if search.tries >= TRIES:
        found = search.combinations(2)
    for ranks in found:
        yield search.as_answer(ranks)


class Search:
    """The search through the lines of one question, on one call."""

    def __init__(self, catalogue, args, got):
        self.program = catalogue.program
        self.found, self.tries, self.many = [], 0, 0
        self.order = self.program.starts[1:]  # without the def line
        self.packing = set(self.order[-2:])  # the lines that give values away
        self.lines = dict(zip(self.order, self.program.lines[1:], strict=True))
        right = self.program.changed()(*copy.deepcopy(args))
        self.names = _keys(right) | {variable(self.order[-2])}
        self.got = only(got, self.names)
        self.usual = form(right) == form(self.got)
        self.shown = self.observed()
        self.start = self.program.space | dict(
            zip(self.program.arguments, args, strict=True)
        )
        self.mistakes = [m for m in catalogue if self.packs_alike(m, args)]
        self.by_line = {line: [] for line in self.order}
        for rank, mistake in enumerate(self.mistakes):
            first = min(changes(mistake), key=self.order.index)
            self.by_line[first].append(rank)

    def packs_alike(self, mistake, args):
        """Return whether the values may have been given away as `mistake` does it."""
        if "def" in changes(mistake):
            return False
        if not self.packing & changes(mistake).keys():
            return True
        return form(mistake.function(*copy.deepcopy(args))) == form(self.got)

    def observed(self):
        """Return what the answer gave away, by the last line that makes it."""
        last = {variable(line): line for line in self.order}
        shown = {}
        for part in self.got if isinstance(self.got, tuple | list) else [self.got]:
            for name, value in part.items() if isinstance(part, dict) else ():
                if name in last:
                    shown[last[name]] = value
        return shown

    def combinations(self, many):
        """Return the combinations of up to so many mistakes, by their ranks.

        None at all if they were too many to try: a simpler one may be missing.
        """
        self.found, self.tries, self.many = [], 0, many
        self.follow({}, 0, self.start, ())
        simple = sorted(self.found, key=lambda ranks: (len(ranks), sorted(ranks)))
        return simple if self.tries < TRIES else []

    def follow(self, changed, begin, values, ranks, agrees=True):
        """Follow the lines from `begin`, and try further mistakes on those after it."""
        self.tries += 1
        values, seen = dict(values), False
        for k in range(begin, len(self.order)):
            line = self.order[k]
            if (k > begin or not ranks) and self.may_add(line, ranks, agrees, seen):
                for rank in self.by_line[line]:
                    lines = changes(self.mistakes[rank])
                    if not changed.keys() & lines.keys() and self.tries < TRIES:
                        more = changed | lines
                        self.follow(more, k, values, (*ranks, rank), agrees)
            try:
                exec(compiled(changed.get(line, self.lines[line])), values)
            except Exception:
                return
            if line in self.shown:
                seen = True
                agrees = agrees and alike(values[variable(line)], self.shown[line])
        if len(ranks) > 1 and alike(values["result"], self.got):
            self.found.append(ranks)

    def may_add(self, line, ranks, agrees, seen):
        """Return whether a mistake that begins with `line` may be added.

        If a value before the line is not as given away, the line cannot be to blame -
        unless the value was given away under a wrong name, by one of the last lines,
        of which one is surely wrong where a tuple, say, stands for a dictionary. A
        third mistake is tried only where a value shows that the first two are right:
        otherwise the tries multiply.
        """
        if len(ranks) < 2:
            return not ranks or line in self.packing or (agrees and self.usual)
        return agrees and seen and len(ranks) < self.many

    def as_answer(self, ranks):
        """Return the most basic mistake and the function that makes them all."""
        way = tuple(change for rank in ranks for change in self.mistakes[rank].ways[0])
        return self.mistakes[min(ranks)], self.program.changed(way)


def changes(mistake):
    """Return the lines that a mistake changes in its first way, by how they begin."""
    return dict(mistake.ways[0])


def variable(start):
    """Return the variable that a line that begins so gives a value to."""
    return start.split(" ")[0]


@functools.cache
def compiled(line):
    """Return the code of a line that changes no array that another branch has."""
    line = line.strip()
    if line.startswith(RESULT):
        line = f"result = {line.removeprefix(RESULT)}"
    return compile(out_of_place(line), "<catalogue>", "exec")


def _keys(value):
    """Return the keys of all dictionaries in a returned value."""
    if isinstance(value, dict):
        return set(value)
    parts = value if isinstance(value, tuple | list) else ()
    return {key for part in parts for key in _keys(part)}


def only(value, names):
    """Return a returned value without the keys that nobody asked for."""
    if isinstance(value, dict):
        return {key: each for key, each in value.items() if key in names}
    if isinstance(value, tuple | list):
        return tuple(only(each, names) for each in value)
    return value


def form(value):
    """Return the containers of a value, without what is in them."""
    if isinstance(value, dict):
        return {key: form(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [form(each) for each in value]
    return None


def alike(made, got):
    """Return whether two values look equal at a glance; biases may differ in shape."""
    if isinstance(made, dict):
        return (
            isinstance(got, dict)
            and made.keys() == got.keys()
            and all(alike(made[key], got[key]) for key in made)
        )
    if isinstance(made, tuple | list):
        return (
            isinstance(got, tuple | list)
            and len(made) == len(got)
            and all(alike(a, b) for a, b in zip(made, got, strict=True))
        )
    if made is None or not isinstance(got, np.ndarray | np.generic | float | int):
        return type(made) is type(got)
    made, got = np.asarray(made), np.asarray(got)
    if made.size != got.size or made.dtype.kind not in "fiub" or not made.size:
        return made.size == got.size
    for k in (0, -1):
        a, b = float(made.flat[k]), float(got.flat[k])
        if a != b and not abs(a - b) <= CLOSE * (1 + abs(b)) and (a == a or b == b):
            return False
    return True
