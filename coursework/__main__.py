"""`coursework grade`, or `python -m coursework grade`: the command of the grader."""

import sys

MISSING = 'coursework: {} is missing: python -m pip install ".[grading]" installs it'


def main(arguments=None):
    """Run the command of the package `grader`; return its exit code, 2 without it."""
    try:
        from grader.command import main as command

        return command(arguments)
    except ImportError as error:
        package = (error.name or str(error)).partition(".")[0]
        print(MISSING.format(package), file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
