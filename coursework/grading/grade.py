"""`grade`: from a folder of hand-ins to grades, feedback and a page about the class."""

import os
import pathlib
import sys

from coursework.grading import assignment as assignments
from coursework.grading import overrides, sandbox
from coursework.grading import run as folder
from coursework.grading.hand_in.files import how_many
from coursework.grading.hand_in.students import hand_ins
from coursework.grading.pages.feedback import write_feedback
from coursework.grading.pages.gradescope import write_gradescope
from coursework.grading.pages.summary import write_summary
from coursework.grading.pages.table import write_grades
from coursework.grading.settings import SETTINGS, Settings, keep_seed

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
    new_seed=False,
    isolation="bubblewrap",
    jobs=-1,
    scheduler=None,
    questions=(),
    assignment=None,
    only=(),
    seconds=sandbox.Limits.seconds,
    roster=None,
    retrain=False,
    gradescope=False,
    form=None,
    progress=True,
):
    """Grade the hand-ins of a class.

    Parameters
    ----------
    submissions : path
        Folder of .ipynb and .py files, folders and archives in it included, or the
        archive that a learning platform gave; see `hand_ins`.
    out : path
        Folder for the results; made if it is missing. An interrupted run goes on where
        it stopped.
    seed : int, optional
        Draws the inputs. By default drawn once, kept in `out` and reused.
    new_seed : bool
        Whether to draw another one, for hand-ins that are new or have changed.
    isolation : str
        'bubblewrap', or 'process' for your own tests (nothing is hidden from the code).
    jobs : int
        Processes; -1 for one on each core.
    scheduler : str, optional
        Address of a dask scheduler whose workers see the same folders.
    questions : sequence of paths
        Notebooks whose reference cells ask further questions.
    assignment : path, optional
        A TOML file with the questions and their points, see `assignment`.
    only : sequence of str
        The questions to ask, each as NAME or NAME=POINTS.
    seconds : float
        What one sandbox may take, on the clock.
    roster : path, optional
        CSV with the columns ID and name: who has handed nothing in gets a row, too.
    retrain : bool
        Whether to train each distinct `final` once and compare.
    gradescope : bool
        Whether to write Gradescope's results.json, too.
    form : str, optional
        'canvas' or 'moodle': writes the grades as these read them, too.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    records : list of dict
        As in run.jsonl.
    ungraded : list of (str, str)
        Every file that is not graded, and the reason.
    told : list of str
        Lines of overrides.csv that do not count, each with the reason.

    Raises
    ------
    FileNotFoundError, NotADirectoryError, ValueError
        If there is no such folder, nothing to grade in it, or `out` holds a run with
        another seed.
    coursework.grading.sandbox.NoSandbox
        If bubblewrap does not work here.
    """
    # What is wrong with the questions is said before all else.
    asked = assignments.assignment(assignment, questions, only)
    rows, ungraded = hand_ins(submissions, roster, out, asked.questions())
    if not any(row.path for row in rows):
        named = [f"\n  {path}: {reason}" for path, reason in ungraded[:MOST_NAMED]]
        others = how_many(len(ungraded), "other file")
        raise ValueError(
            f"nothing to grade was found below {submissions}: no notebook (.ipynb) and "
            f"no script (.py), and {others}{''.join(named)}"
        )
    if isolation == "bubblewrap":
        sandbox.probe()
    elif isolation == "process":
        print(WARNING, file=sys.stderr)
    else:
        raise ValueError(f"isolation must be 'bubblewrap' or 'process': {isolation!r}")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes to come
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    if {*os.listdir(out)} <= {overrides.FILE} or (out / SETTINGS).is_file():
        out.chmod(0o700)  # a folder of ours alone
    seed, earlier = keep_seed(out, seed, new_seed)
    settings = Settings(
        seed=seed,
        earlier=earlier,
        isolation=isolation,
        limits=sandbox.Limits(seconds=float(seconds)),
        assignment=asked,
    )
    records = folder.run(rows, out, settings, jobs, scheduler, progress)
    if retrain:
        from coursework.grading.choice.retrain import compare

        words = {"jobs": jobs, "progress": progress}
        records = compare(records, out, settings.seed, **words)
    records, told = overrides.overridden(records, out, asked.by_hand)
    write_grades(records, out, form, asked.title)
    for record in records:
        write_feedback(record, out)
        if gradescope:
            write_gradescope(record, out)
    write_summary(records, out, others=ungraded, told=told)
    return records, ungraded, told
