"""`python -m coursework.student`: make the students' notebooks from the solutions.

The code is in `coursework.authoring.make_exercises`.
"""

import sys

from coursework.authoring.make_exercises import main, parser

if __name__ == "__main__":
    try:
        main(**vars(parser().parse_args()))
    except ValueError as error:
        sys.exit(str(error))
