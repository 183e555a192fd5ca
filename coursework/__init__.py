"""Exercises: checks that name the mistake. Needs Python and NumPy alone.

    from coursework import check

    check("softmax", softmax)

Where to look: `bank` holds the questions, `mistakes` the catalogue of known mistakes,
`questions` how an answer is judged, `initial` how start values are, `answers` how an
answer is found.
"""

from coursework.checking import check
from coursework.report import Report

__all__ = ["Report", "check"]
