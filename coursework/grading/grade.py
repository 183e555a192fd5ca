"""`grade`: from a folder of hand-ins to grades, feedback and a page about the class."""

import os
import pathlib
import sys

from coursework.grading import run as folder
from coursework.grading import sandbox
from coursework.grading.hand_in.files import find, not_hand_ins
from coursework.grading.pages.feedback import write_feedback
from coursework.grading.pages.gradescope import write_gradescope
from coursework.grading.pages.summary import write_summary
from coursework.grading.pages.table import write_grades
from coursework.grading.settings import Settings, keep_seed

WARNING = """\
WARNING: --isolation=process. The code of the hand-ins runs as you, with your files
and your network: limits stop loops and floods, nothing else. For your own tests only.\
"""

MOST_NAMED = 20  # files that are not graded, in a message


def grade(
    submissions,
    out,
    *,
    seed=None,
    isolation="bubblewrap",
    jobs=-1,
    scheduler=None,
    questions=(),
    seconds=sandbox.Limits.seconds,
    retrain=False,
    gradescope=False,
    progress=True,
):
    """Grade every notebook and script below a folder.

    Parameters
    ----------
    submissions : path
        Folder of .ipynb and .py files, folders in it included.
    out : path
        Folder for the results; made if it is missing. An interrupted run goes on where
        it stopped.
    seed : int, optional
        Draws the inputs. By default drawn once, kept in `out` and reused.
    isolation : str
        'bubblewrap', or 'process' for your own tests (nothing is hidden from the code).
    jobs : int
        Processes; -1 for one on each core.
    scheduler : str, optional
        Address of a dask scheduler whose workers see the same folders.
    questions : sequence of paths
        Notebooks whose reference cells ask further questions.
    seconds : float
        What one sandbox may take, on the clock.
    retrain : bool
        Whether to train each distinct `final` once and compare.
    gradescope : bool
        Whether to write Gradescope's results.json, too.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    list of dict
        The records, as in run.jsonl.

    Raises
    ------
    FileNotFoundError, NotADirectoryError, ValueError
        If there is no such folder, nothing to grade in it, or `out` holds a run with
        another seed.
    coursework.grading.sandbox.NoSandbox
        If bubblewrap does not work here.
    """
    others = not_hand_ins(submissions, out)
    if not find(submissions):
        named = "".join(f"\n  {path}: {reason}" for path, reason in others[:MOST_NAMED])
        raise ValueError(
            f"nothing to grade was found below {submissions}: no notebook (.ipynb) and "
            f"no script (.py), and {len(others)} other files" + named
        )
    if isolation == "bubblewrap":
        sandbox.probe()
    elif isolation == "process":
        print(WARNING, file=sys.stderr)
    else:
        raise ValueError(f"isolation must be 'bubblewrap' or 'process': {isolation!r}")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes to come
    questions = tuple(os.path.abspath(path) for path in questions)
    folder.own_questions(questions)  # what is wrong with them is said before all else
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        seed=keep_seed(out, seed),
        isolation=isolation,
        limits=sandbox.Limits(seconds=float(seconds)),
        questions=questions,
    )
    records = folder.run(submissions, out, settings, jobs, scheduler, progress)
    if retrain:
        from coursework.grading.choice.retrain import compare

        records = compare(records, out, settings.seed, progress=progress)
    write_grades(records, out)
    for record in records:
        write_feedback(record, out)
        if gradescope:
            write_gradescope(record, out)
    write_summary(records, out, others=others)
    return records
