"""Exercises: checks that name the mistake. Needs Python and NumPy alone.

    from coursework import check

    check("softmax", softmax)

Where to look: `questions` holds the questions and their known mistakes, `answers` how
an answer is found and called, `judging` and `trial` how it is judged, `report` what is
said of it, `causes`, `elsewhere` and `unwritten` what stands beside it in a notebook,
`custom` the questions that a notebook asks itself. `planted` and `counting` are for the
cells between the tasks.
"""

from coursework.checking import check
from coursework.counting import counted
from coursework.ladder import no_solutions
from coursework.planted import caught, finish, passed
from coursework.report import Report

__all__ = [
    "Report",
    "caught",
    "check",
    "counted",
    "finish",
    "no_solutions",
    "passed",
]
