"""Where the book teaches what a question asks."""

import functools
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


@functools.cache
def book_url():
    """Return the address of the book: html.baseurl of _config.yml, '' if none."""
    texts = [path.read_text("utf-8") for path in _SETTINGS if path.is_file()]
    # One line of it, so no package that reads YAML is needed.
    found = re.search(r"^\s+baseurl:\s*[\"']?([^\s\"'#]+)", "".join(texts), re.M)
    return found[1] if found else ""


def further_reading(question):
    """Return pairs of text and address: the chapter of a question, and its exercise.

    There are none without the address of the book, or for a question of one's own.
    """
    book, page = book_url(), PAGES.get(question)
    if not book or page is None:
        return []
    base, number = f"{book.rstrip('/')}/book", int(page[:2])
    return [
        (f"Chapter {number}", f"{base}/chapters/{page}.html"),
        (f"The exercise of chapter {number}", f"{base}/exercises/{page}.html"),
    ]
