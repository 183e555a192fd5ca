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

from coursework.grading.submissions.cells import decoded

COLUMNS = {
    "id": "id|student id|identifier|id number|sis user id|student number|학번",
    "name": "name|student|full name|student name|이름",
    "email": "email|e-mail|email address|sis login id",
    "file": "file|file prefix|prefix",
}
LIKE = "a roster begins with a line such as ID,name,email"
TOKENS = re.compile(r"\d+|[^\W\d_]+")
SURE = 4  # letters of an email's name that stand for a student, in a longer name


class Owner(NamedTuple):
    """Who handed something in, as far as the roster, a platform or a path tells."""

    name: str
    id: str = ""
    is_sure: bool = False  # by a platform or the roster


def tokens(text):
    """Return the words and numbers of a name, however it is written, between spaces."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")  # accents
    return f" {' '.join(TOKENS.findall(text))} "


def table(path, columns, needed, like):
    """Yield the lines of a CSV file, whichever program has written it, as dicts.

    `columns` says how the head may name each; it is a ValueError, which says what the
    head is like, if one that is needed is not there.
    """
    text = decoded(pathlib.Path(path).read_bytes()).lstrip("\ufeff")
    delimiter = max(",;\t", key=text.split("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    head = [unicodedata.normalize("NFC", c).strip().casefold() for c in next(lines, [])]
    at = {}
    for column, names in columns.items():
        places = [head.index(name) for name in names.split("|") if name in head]
        at |= {column: places[0]} if places else {}
    if missing := [column for column in needed if column not in at]:
        raise ValueError(
            f"{path} has no column {' and no column '.join(missing)}: {like}"
        )
    for line in lines:
        yield {key: line[n].strip() for key, n in at.items() if n < len(line)}


class Roster:
    """The students of a class, an Owner by ID; ValueError if two lines have one ID."""

    def __init__(self, path):
        self.students, self._names, self._parts = {}, {}, {}
        lines = table(path, COLUMNS, ("id", "name"), LIKE)
        for number, cells in enumerate(lines, 2):
            parts = ({"email": "", "file": "", "name": "", "id": ""} | cells).values()
            email, file, name, student = parts
            student = student.removeprefix("Participant ")
            if not student:
                continue  # Canvas's line of possible points
            if student in self.students:
                raise ValueError(
                    f"{path}, line {number}: the ID {student} is that of two lines"
                )
            self.students[student] = Owner(name or student, student, True)
            # What names a student, by itself, and also within a longer name.
            last, _, first = name.partition(",")
            user = email.partition("@")[0]
            texts = [name, f"{first} {last}", email, file]
            texts += [text for text in (student, user) if len(text) >= SURE]
            words = tokens(f"{last} {first}").split()
            # As Canvas writes it, the last name first: lopezana.
            joined = {"".join(words[k:] + words[:k]) for k in range(len(words))}
            self._parts[student] = {*map(tokens, texts)} | {f" {t} " for t in joined}
            alone = {tokens(text) for text in (*texts, student, user)} | joined
            self._names[student] = alone - {"  "}

    def exact(self, part):
        """Return the student whose name, email or ID this is; None if unclear."""
        words = tokens(part)
        either = {words, words.replace(" ", "")}
        same = [student for student, names in self._names.items() if names & either]
        return self.students[same[0]] if len(same) == 1 else None

    def within(self, part):
        """Return the student who is named within a longer name; None if unclear."""
        words = tokens(part)
        lengths = {
            student: max((len(n) for n in names if n.strip() and n in words), default=0)
            for student, names in self._parts.items()
        }
        longest = max(lengths.values(), default=0)
        best = [student for student in lengths if lengths[student] == longest > 0]
        return self.students[best[0]] if len(best) == 1 else None
