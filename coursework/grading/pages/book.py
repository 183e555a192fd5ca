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


def book_url(settings=_SETTINGS):
    """Return the address of the book: html.baseurl of _config.yml, '' if none."""
    for path in settings:
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            # One line of it, so no package that reads YAML is needed.
            found = re.search(r"^\s+baseurl:\s*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
            return found[1] if found else ""
    return ""


def further_reading(question, book):
    """Return pairs of text and address: the chapter of a question, and its exercise.

    There are none without the address of the book, or for a question of one's own.
    """
    page = PAGES.get(question)
    if not book or page is None:
        return []
    base, number = f"{book.rstrip('/')}/book", int(page[:2])
    return [
        (f"Chapter {number}", f"{base}/chapters/{page}.html"),
        (f"The exercise of chapter {number}", f"{base}/exercises/{page}.html"),
    ]
