"""Exercises: checks that name the mistake. Needs Python and NumPy alone.

    from coursework import check

    check("softmax", softmax)

Where to look: `questions` holds the questions and their known mistakes, `answers` how
an answer is found and called, `judging` and `trial` how it is judged, `report` what is
said of it, `causes`, `elsewhere` and `unwritten` what stands beside it in a notebook,
`custom` the questions that a notebook asks itself. `planted` and `counting` are for the
cells between the tasks.
"""

from coursework.judging.help_levels import no_solutions
from coursework.judging.report import Report
from coursework.notebook.around_tasks import caught, finish, passed
from coursework.notebook.checking import check
from coursework.notebook.progress import counted

__all__ = [
    "Report",
    "caught",
    "check",
    "counted",
    "finish",
    "no_solutions",
    "passed",
]
