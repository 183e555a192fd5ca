"""Say what students read: whole sentences, each under a key of a text file.

An entry of `sentences.txt` is `key: sentence`; its further lines are indented. What
follows `=>` says how to mend it, and is told later. A field, `{name}`, is filled with a
name, a number, code, or another entry.
"""

import functools
import pathlib
import re

from coursework.verdict import Fault

ENTRY = re.compile(r"^(\w+): (.+(?:\n .+)*)", re.MULTILINE)
FIELD = re.compile(r"\{(\w+)\}")


def sentences_in(text):
    """Return {key: sentence} of a text with entries `key: sentence`."""
    return {key: " ".join(said.split()) for key, said in ENTRY.findall(text)}


@functools.cache
def sentences():
    """Return {key: sentence} of sentences.txt, which is read once, when asked for."""
    path = pathlib.Path(__file__).with_name("sentences.txt")
    return sentences_in(path.read_text(encoding="utf-8"))


def filled(text, /, **fields):
    """Return a sentence with these fields filled; others stay, to be filled later."""
    return FIELD.sub(lambda field: str(fields.get(field[1], field[0])), text)


def whole(text, fields):
    """Return a sentence with all its fields filled; KeyError names one not given.

    Only {names_are} may stay: the judge says later of which names it speaks.
    """
    fields = {"names_are": "{names_are}", **fields}
    return FIELD.sub(lambda field: str(fields[field[1]]), text)


def say(key, /, **fields):
    """Return the sentence of a key, with its fields filled."""
    return whole(sentences()[key], fields)


def fault(key, /, **fields):
    """Return the Fault of a key, which is also the identifier of the mistake."""
    said, _, fix = sentences()[key].partition(" => ")
    return Fault(key, whole(said, fields), whole(fix, fields))


def field_in(key, text):
    """Return the word that fills the sentence's one field in `text`, otherwise None."""
    # FIELD.split gives the words before the field, its name, and the words after it.
    before, after = map(re.escape, FIELD.split(sentences()[key])[::2])
    match = re.search(rf"{before}(\w+){after}", text)
    return match and match[1]
