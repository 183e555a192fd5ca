"""Measure which share of a function's running time each of its lines takes."""

import ast
import time

import numpy as np


class Clock:
    """Adds up the time of each line. To start, set `last` to `time.perf_counter()`."""

    def __init__(self):
        self.last, self.round, self.rounds = 0.0, {}, []

    def lap(self, line):
        """Add the time since the last call of `lap` to the total of this line."""
        now = time.perf_counter()
        self.round[line] = self.round.get(line, 0.0) + now - self.last
        self.last = time.perf_counter()  # so `lap` itself is not timed

    def end_round(self):
        """Append the times of this round to `rounds`, and start a new round."""
        self.rounds.append(self.round)
        self.round = {}

    def shares(self):
        """Return {line: its share of the time, as the median over all rounds}."""
        totals = [sum(times.values()) for times in self.rounds]
        pairs = list(zip(self.rounds, totals, strict=True))
        return {
            line: float(np.median([times[line] / total for times, total in pairs]))
            for line in self.rounds[0]
        }


def with_laps(source):
    """Return the source with a call lap("the line") after each line of its functions.

    A statement counts as one line, a loop too. A call after a return is not reached.
    """
    tree = ast.parse(source)
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            body = []
            for line in function.body:
                lap = f"lap({ast.unparse(line).splitlines()[0]!r})"
                body += [line, *ast.parse(lap).body]
            function.body = body
    return ast.unparse(ast.fix_missing_locations(tree))
