"""Where the book teaches what a question asks."""

import pathlib
import re

_PACKAGE = pathlib.Path(__file__).parents[2]
# An installed wheel carries the settings of the book; a checkout has them at its root.
_SETTINGS = (_PACKAGE / "_config.yml", _PACKAGE.parent / "_config.yml")

PAGES = {
    "leaky_relu": "02-activations",
    "softmax": "02-activations",
    "deriv_leaky_relu": "02-activations",
    "initialize_parameters": "03-xavier",
    "forward": "04-forward",
    "backward": "05-backprop",
    "tuning": "07-tuning",
}
TITLES = {
    "02-activations": "Bend the line, then turn scores into probabilities",
    "03-xavier": "Start the weights at the right size",
    "04-forward": "Turn pixels into probabilities",
    "05-backprop": "Derive every gradient, and check it",
    "07-tuning": "Search for good settings, honestly",
}


def book_url(settings=_SETTINGS):
    """Return the address of the book: html.baseurl of _config.yml, '' if none.

    Parameters
    ----------
    settings : sequence of pathlib.Path
        The first of these files that exists is read.
    """
    for path in settings:
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            # One line of it, so no package that reads YAML is needed.
            found = re.search(r"^\s+baseurl:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
            return found[1] if found else ""
    return ""


def further_reading(question, book=None):
    """Return pairs of text and address: the chapter of a question, and its exercise.

    Parameters
    ----------
    question : str
    book : str, optional
        Address of the book; None takes `book_url`. '' gives no links, and so does a
        question that is none of the course.

    Returns
    -------
    list of (str, str)
    """
    base = book_url() if book is None else book
    page = PAGES.get(question)
    if not base or page is None:
        return []
    base = f"{base.rstrip('/')}/book"
    chapter = f"Chapter {int(page[:2])}: {TITLES[page]}"
    exercise = f"The exercise of chapter {int(page[:2])}"
    return [
        (chapter, f"{base}/chapters/{page}.html"),
        (exercise, f"{base}/exercises/{page}.html"),
    ]
