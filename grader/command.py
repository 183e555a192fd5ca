"""The command line: `coursework grade` and `coursework try`."""

import argparse
import pathlib
import sys

from grader.assignment import read_assignment
from grader.pipeline import MOST_NAMED, grade
from grader.sandbox import NoSandbox
from grader.submissions.files import how_many, printable
from grader.try_assignment import attempt


def parser():
    about = "Grade a class, or try an assignment of your own."
    top = argparse.ArgumentParser("coursework", description=about)
    commands = top.add_subparsers(dest="command", required=True)
    grade = commands.add_parser(
        "grade",
        help="grade a folder of notebooks",
        description="Grade the notebooks and scripts of a class.",
    )
    add = grade.add_argument
    add("submissions", help="folder or .zip of .ipynb and .py files")
    add("--out", required=True, help="folder for the results")
    add("--seed", type=int, help="draws the inputs (default: a new one in each run)")
    kinds = ["bubblewrap", "process"]
    isolation = "process: nothing is hidden from the code, for your own tests"
    add("--isolation", choices=kinds, default=kinds[0], help=isolation)
    add("--jobs", type=int, default=-1, help="processes (default: all)")
    add("--scheduler", help="address of a dask scheduler")
    add("--assignment", metavar="FILE", help="TOML: the questions and their points")
    add("--roster", help="CSV of the class: ID, name, perhaps email")
    add("--quiet", action="store_true", help="show no progress")
    attempt = commands.add_parser(
        "try",
        help="try an assignment",
        description="Grade right and known wrong answers; say what students read.",
    )
    attempt.add_argument("assignment", help="TOML: the questions and their points")
    attempt.add_argument("--out", required=True, help="folder for the pages")
    attempt.add_argument("--isolation", choices=kinds, default=kinds[0], help=isolation)
    return top


INTERRUPTED = (
    "interrupted. What was graded so far is kept in {out}, and the same command goes "
    "on from there."
)


def main(arguments=None):
    """Run a command and return its exit code.

    That is 0 after a run, 1 if `try` has found something to look at, 2 if a run could
    not start, 130 if Ctrl-C interrupted it.
    """
    given = vars(parser().parse_args(arguments))
    command = given.pop("command")
    try:
        if command == "try":
            lines = attempt(**given)
            print(*map(printable, lines), sep="\n")
            return int(any("LOOK: " in line for line in lines))
        progress = not given.pop("quiet")
        if given["assignment"]:
            given["assignment"] = read_assignment(given["assignment"])
        records, ungraded, remarks = grade(**given, progress=progress)
    except KeyboardInterrupt:
        print(f"\ncoursework {command}: {INTERRUPTED.format(**given)}", file=sys.stderr)
        return 130
    except (NoSandbox, OSError, ValueError) as error:
        print(f"coursework {command}: {error}", file=sys.stderr)
        return 2
    print_results(records, ungraded, remarks, given["out"])
    return 0


def print_results(records, ungraded, remarks, out):
    """Print what `grade` returned: who was graded, and which files were not."""
    missing = [record.student for record in records if not record.file]
    graded = how_many(len(records) - len(missing), "submission")
    print(f"{graded} graded: {pathlib.Path(out, 'grades.csv')}, summary.html")
    if missing:
        named = printable("; ".join(missing))
        students = how_many(len(missing), "student")
        print(f"{students} without a submission that can be graded: {named}")
    unread = [each for each in records if each.file and each.problem]
    told = [f"{each.student}: {each.file}: {each.problem}" for each in unread]
    print_some(f"{how_many(len(unread), 'submission')} that could not be graded:", told)
    for sentence in remarks:
        print(printable(sentence))
    told = [f"{path}: {reason}" for path, reason in ungraded]
    print_some(f"{how_many(len(ungraded), 'file')} not graded:", told)


def print_some(head, lines):
    """Print a head and the first lines below it, if there are any lines."""
    if lines:
        print(head, *(f"  {printable(line)}" for line in lines[:MOST_NAMED]), sep="\n")
    if len(lines) > MOST_NAMED:
        print(f"  and {len(lines) - MOST_NAMED} more, see summary.html")
