"""The list of a class: who should have handed in, and how their files are named.

A CSV file with the columns ID and name; email and file (how names of the student's
files begin) help to recognize them. Exports of Canvas's gradebook and of Moodle's
grading worksheet serve as they are.
"""

import csv
import io
import pathlib
import re
import unicodedata
from typing import NamedTuple

from coursework.grading.hand_in.reading import decoded

COLUMNS = {
    "id": "id|student id|identifier|id number|sis user id|student number|학번",
    "name": "name|student|full name|student name|이름",
    "email": "email|e-mail|email address|sis login id",
    "file": "file|file prefix|prefix",
}
TOKENS = re.compile(r"\d+|[^\W\d_]+")
SURE = 4  # letters of an email's name that stand for a student, in a longer name


class Student(NamedTuple):
    """A line of the roster."""

    id: str
    name: str
    email: str = ""
    file: str = ""


def tokens(text):
    """Return the words and numbers of a name, however it is written, between spaces."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")  # accents
    return f" {' '.join(TOKENS.findall(text))} "


def lines_of(path):
    """Return the lines of a CSV file as lists, whichever program has written it."""
    text = decoded(pathlib.Path(path).read_bytes()).lstrip("\ufeff")
    delimiter = max(",;\t", key=text.split("\n")[0].count)
    return [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


class Roster:
    """The students of a class.

    Parameters
    ----------
    path : path

    Raises
    ------
    ValueError
        If a column is missing, or two lines have the same ID.
    """

    def __init__(self, path):
        head, *lines = lines_of(path) or [[]]
        at = _columns(head, path)
        self.students, self._names = {}, {}
        for number, line in enumerate(lines, 2):
            cells = {k: line[n].strip() for k, n in at.items() if n < len(line)}
            student = Student(**{"id": "", "name": ""} | cells)
            student = student._replace(id=student.id.removeprefix("Participant "))
            if not student.id:
                continue  # Canvas's line of possible points
            if student.id in self.students:
                raise ValueError(
                    f"{path}, line {number}: the ID {student.id} is that of two lines"
                )
            self.students[student.id] = student
            self._names[student.id] = [*_spellings(student)]

    def find(self, part, number=None):
        """Return the student whom a name of a file or folder names, None if unclear.

        Parameters
        ----------
        part : str
        number : str, optional
            The ID that the learning platform has put into it.
        """
        if number in self.students:
            return self.students[number]
        words, found = tokens(part), {}
        for identifier, names in self._names.items():
            lengths = [len(n) for n, alone in names if _names(n, alone, words)]
            found[identifier] = max(lengths, default=0)
        best = [k for k, length in found.items() if length == max(found.values()) > 0]
        return self.students[best[0]] if len(best) == 1 else None


def _columns(head, path):
    known = [unicodedata.normalize("NFC", cell).strip().casefold() for cell in head]
    at = {}
    for column, names in COLUMNS.items():
        places = [known.index(name) for name in names.split("|") if name in known]
        at |= {column: places[0]} if places else {}
    if missing := [column for column in ("id", "name") if column not in at]:
        raise ValueError(
            f"{path} has no column {' and no column '.join(missing)}: a roster begins "
            "with a line such as ID,name,email"
        )
    return at


def _spellings(student):
    """Yield what can name a student: a text, and if it does so only by itself."""
    last, comma, first = student.name.partition(",")
    yield tokens(student.id), len(student.id) < SURE
    if student.name:
        yield tokens(student.name), False
    if comma:
        yield tokens(f"{first} {last}"), False
    ordered = (
        [last, first]
        if comma
        else [*student.name.split()[-1:]] + [*student.name.split()[:-1]]
    )
    yield tokens("".join(ordered)), False  # as Canvas writes it: lopezana
    user = student.email.partition("@")[0]
    for text, is_short in ((student.email, False), (user, len(user) < SURE)):
        if text:
            yield tokens(text), is_short
    if student.file:
        yield tokens(student.file), False


def _names(name, alone, words):
    return words == name if alone else name in words
