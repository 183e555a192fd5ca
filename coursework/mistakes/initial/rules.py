"""How wrong scales are filed and written down."""

import functools

from coursework.mistakes.initial.laws import WrongWeights, obey


def filing(mistakes):
    """Return `scale`, which files a wrong scale in a list.

    It takes a law, or several that deserve the same sentence.
    """

    def scale(name, sentence, *laws):
        def fits(matrix):
            return any(law.fits(matrix) for law in laws)

        function = functools.partial(obey, laws[0])
        mistakes.append(WrongWeights(name, sentence, function, fits=fits, laws=laws))

    return scale


def power(factor, exponent, total=lambda i, o, s: i):
    """Return the scale factor * total ** exponent; total is fan_in unless given."""
    return lambda i, o, s: factor * total(i, o, s) ** exponent


def both(i, o, s):
    return i + o


def out(i, o, s):
    return o
