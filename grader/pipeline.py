"""Grade the files of a class: write grades, feedback and a page about the class."""

import os
import pathlib
import secrets
import sys

from coursework.authoring.reference_cells import open_questions
from grader import kept, overrides, sandbox
from grader import run as folder
from grader.assignment import Assignment
from grader.pages.page import book_url, write_feedback, write_summary
from grader.pages.returned import write_returned
from grader.pages.table import write_grades
from grader.records import renamed, unmarked
from grader.run import Settings
from grader.submissions.files import how_many, private_folder
from grader.submissions.listing import unpacked
from grader.submissions.students import rows_of

WARNING = """\
WARNING: --isolation=process. The code of the submissions runs as you, with your files
and your network: limits stop loops and floods, nothing else. For your own tests only.\
"""
STRANGERS = "Not on the roster, each with a row of its own: {}."
IN_DOUBT = (
    "{} has a row of its own: the name fits {}, but not exactly, or not that student "
    "and that file alone. An ID as its name would decide."
)
INSIDE = "--out {out} lies in {submissions}: take a folder outside of the submissions"
UNPACKED = "submissions"  # in OUT: what the .zip of a class holds
WRITTEN = ("grades.csv", "summary.html", "feedback", "feedback.zip")
WRITTEN += (UNPACKED,)
FOREIGN = "--out {out} holds {names} and no {kept}, so not of the grader: take another"
WITHOUT_LINKS = (
    "the book's address is a placeholder, so the pages of feedback have no links into "
    "it. `tools/publish.py address` sets it; the same command then writes them anew."
)
MOST_NAMED = 20  # files that are not graded, in a message


def grade(
    submissions,
    out,
    *,
    seed=None,
    isolation="bubblewrap",
    jobs=-1,
    scheduler=None,
    assignment=None,
    roster=None,
    progress=True,
):
    """Grade the submissions of a class.

    Parameters
    ----------
    submissions, roster, out : path
        See `rows_of`. An interrupted run goes on where it stopped. `out` must not lie
        in the folder of the submissions, since a student could have sent such a folder.
    seed : int
        Draws the inputs. By default each run draws a new one, and grades with it the
        submissions that are new or have changed; the records of the others stay.
    isolation : str
        'bubblewrap', or 'process' for your own tests.
    jobs, scheduler : int, str
        Processes, -1 for one on each core; or the address of a dask scheduler.
    assignment : Assignment
        Which questions are asked; by default, the homework's.

    Returns
    -------
    records, ungraded, remarks : list of Record, of (str, str), of str
        The records of run.jsonl; (path, reason) of each file that is not graded;
        sentences for the instructor about the roster and overrides.csv.

    Raises
    ------
    OSError, ValueError, grader.sandbox.NoSandbox
        If there is nothing to grade, an argument makes no sense, or bubblewrap fails.
    """
    assignment = assignment or Assignment()
    place = pathlib.Path(out).resolve()
    if place.is_relative_to(pathlib.Path(submissions).resolve()):
        raise ValueError(INSIDE.format(out=out, submissions=submissions))
    root, lost = folder_of(submissions, out)
    rows, ungraded = rows_of(root, roster, assignment.questions(), lost)
    if not any(row.path for row in rows):
        named = [f"\n  {path}: {reason}" for path, reason in ungraded[:MOST_NAMED]]
        others = how_many(len(ungraded), "other file")
        raise ValueError(
            f"nothing to grade was found below {submissions}: no notebook (.ipynb) and "
            f"no script (.py), and {others}{''.join(named)}"
        )
    if isolation == "bubblewrap":
        sandbox.probe()
    else:
        print(WARNING, file=sys.stderr)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for child processes
    # Each run draws a new seed, since the code of a submission may have spelled its
    # inputs on the page of feedback: they are of no use in the next run.
    seed = secrets.randbits(63) if seed is None else seed
    settings = Settings(seed, isolation, assignment=assignment)
    records = folder.run(rows, out, settings, jobs, scheduler, progress)
    questions = assignment.questions()
    records, remarks = overrides.overridden(records, out, assignment.by_hand, questions)
    remarks += [*unmarked(records), *renamed(records)]
    strangers = [each for each in records if each.is_stranger]
    remarks[:0] = [IN_DOUBT.format(e.student, e.may_be) for e in strangers if e.may_be]
    if names := [each.student for each in strangers if not each.may_be]:
        remarks.insert(0, STRANGERS.format("; ".join(names)))
    remarks += open_questions(questions.values())
    write_grades(records, out)
    private_folder(pathlib.Path(out, "feedback"))
    for record in records:
        write_feedback(record, out)
    write_returned(records, out)
    for_page = remarks if book_url() else [*remarks, WITHOUT_LINKS]
    write_summary(records, out, others=ungraded, remarks=for_page)
    return records, ungraded, remarks


def folder_of(submissions, out):
    """Open the folder of a run; return that of the class, and what is not in it.

    A .zip of the class is unpacked into the folder of the run.
    """
    root = pathlib.Path(submissions)
    if not root.exists():
        raise FileNotFoundError(f"there is no folder {submissions}")
    if root.is_file() and root.suffix.lower() != ".zip":
        wanted = "name the folder that the submissions are in, or the .zip as it was"
        raise NotADirectoryError(f"{submissions} is a file: {wanted} downloaded")
    open_folder(out)
    if root.is_dir():
        return root, []
    return unpacked(root, pathlib.Path(out) / UNPACKED)


def open_folder(out):
    """Make the folder of a run; a ValueError refuses one that others have filled."""
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    if {*os.listdir(out)} <= {overrides.FILE} or (out / kept.FILE).is_file():
        out.chmod(0o700)  # only the grader's own folder is closed to other users
        kept.keep(out)  # so the next run knows it as the grader's own
    elif names := ", ".join(name for name in WRITTEN if (out / name).exists()):
        raise ValueError(FOREIGN.format(out=out, names=names, kept=kept.FILE))
