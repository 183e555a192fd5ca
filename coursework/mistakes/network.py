"""`backward` as a list of lines, of which a mistake changes some.

It is a few lines, each a formula of the book. A mistake replaces one line
(or several that go wrong together); everything after it is computed from the wrong
value, as in a student's cell. Two mistakes on different lines can be made at once.
The mistakes themselves stand in `backward`.
"""

import types

from coursework.mistakes import Mistake
from neuralnet.activations import deriv_leaky_relu

# Each line sees the values so far, v: parameters, arguments and earlier lines. What
# stands after an underscore only tells two steps for the same variable apart.
BACKWARD = {
    "sign": lambda v: None,  # held by the mistakes of sign: two would undo each other
    "dZ2": lambda v: v.y - v.Y,
    "dZ2_scale": lambda v: v.dZ2,
    "dW2": lambda v: v.A1.T @ v.dZ2,
    "db2": lambda v: v.dZ2.sum(axis=0),
    "dA1": lambda v: v.dZ2 @ v.W2.T,
    "dZ1": lambda v: v.dA1 * deriv_leaky_relu(v.Z1),
    "dW1": lambda v: v.X.T @ v.dZ1,
    "db1": lambda v: v.dZ1.sum(axis=0),
    "kept": lambda v: {"dW1": v.dW1, "db1": v.db1, "dW2": v.dW2, "db2": v.db2},
    "result": lambda v: v.kept,
}
# The names of the arguments and the lines of each question.
LINES = {
    "backward": (("params", "X", "Y", "ff_dict"), BACKWARD),
}
# What an answer gives away by name, rightly or not; other keys are nobody's business.
KEYS = {
    "backward": {"dW1", "db1", "dW2", "db2"},
}


def combine(question, changes):
    """Return the function of a question with some of its lines changed."""

    def backward(params, X, Y, ff_dict):
        return _follow(BACKWARD | changes, params, **ff_dict, X=X, Y=Y)

    return backward


def _follow(lines, params, **arguments):
    values = types.SimpleNamespace(**params, **arguments)
    for name, line in lines.items():
        setattr(values, variable(name), line(values))
    return values.result


def variable(line):
    """Return the variable that a line gives a value to."""
    return line.split("_")[0]


def change(catalogue, name, sentence, *others, **lines):
    """File the mistake that replaces some lines; `others` are other ways to make it."""
    function, *variants = (combine(catalogue.question, way) for way in (lines, *others))
    catalogue.append(Mistake(name, sentence, function, lines, tuple(variants)))


def each(catalogue, name, sentence, **lines):
    """File a mistake made in all of some lines, and then in each of them alone.

    A {} in the name and in the sentence stands for the variables. A tuple for a line
    holds several ways to make the mistake.
    """
    for chosen in (tuple(lines), *((line,) for line in lines)):
        variables = [variable(line) for line in chosen]
        ways = zip(*(_as_tuple(lines[line]) for line in chosen), strict=True)
        first, *others = (dict(zip(chosen, way, strict=True)) for way in ways)
        change(
            catalogue,
            name.format("_and_".join(variables)),
            sentence.format(" and ".join(variables)),
            *others,
            **first,
        )


def family(catalogue, name, sentence, line, members):
    """File variants of one line: `members` maps a word to what it is and the line."""
    for word, (what, ways) in members.items():
        first, *others = ({line: way} for way in _as_tuple(ways))
        change(catalogue, name.format(word), sentence.format(what), *others, **first)


def _as_tuple(ways):
    return ways if isinstance(ways, tuple) else (ways,)
