"""Check exercises, and name the mistake. This part needs only Python and NumPy.

    from coursework import check

    check("softmax", softmax)

To see why `check` names a mistake, open four files:

- `notebook/checking.py`: `check` runs the answer and has the outcomes judged.
- `judging/judge.py`: `Judge.mathematics` asks `diagnose` for the first known mistake
  that behaves like the answer at every call. If none does, it describes what is wrong.
- `questions/NAME.txt`: each known mistake, its sentence and the lines that make it.
- `repair/evidence.py`: `Evidence.message` is the sentence that is printed. It adds what
  was proved by an edit of the student's own program.
"""

from coursework.judging.help_levels import no_solutions
from coursework.judging.report import Report
from coursework.notebook.around_tasks import caught, finish, passed
from coursework.notebook.checking import check

__all__ = [
    "Report",
    "caught",
    "check",
    "finish",
    "no_solutions",
    "passed",
]
