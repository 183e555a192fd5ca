"""Check exercises, and name the mistake. This part needs only Python and NumPy.

    from coursework import check

    check("softmax", softmax)

`check` works in these steps. `running.answers` finds the function, and
`running.signatures` fits the arguments to it. `judging.question` draws the calls, and
`running.outcomes` runs them. `judging.judge` compares the outcomes with the right
values and names the first known mistake of `mistakes.catalogue` that behaves the same
at every call. If none does, `mistakes.combinations` tries several together. If that
fails too, `judging.partial` and `judging.defects` describe what is wrong.
`judging.report` holds what was found. `notebook.checking` takes all these steps for
`check`, and lets `repair` look for the wrong line, by edits of the student's own
program. `repair.evidence` and `judging.help_levels` make the sentence that is shown.
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
