"""`python -m coursework.student`: make the students' notebooks from the solutions."""

import argparse
import sys

from coursework.authoring.make_exercises import main


def parser():
    top = argparse.ArgumentParser(
        "python -m coursework.student", description="Make the students' notebooks."
    )
    top.add_argument("source", help="the folder with the solutions")
    top.add_argument("target", help="the folder for the students' notebooks")
    top.add_argument("--hand-in", default="", help="a sentence: where to send it")
    top.add_argument("--graded", action="store_true", help="show no solution()")
    top.add_argument("--only", default="*", help="one notebook, without .ipynb")
    return top


if __name__ == "__main__":
    try:
        main(**vars(parser().parse_args()))
    except ValueError as error:
        sys.exit(str(error))
