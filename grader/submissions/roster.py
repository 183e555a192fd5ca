"""Read the roster of a class.

A roster is a CSV file with the columns ID and name, and perhaps email. Canvas's
gradebook and Moodle's grading worksheet can be used.
"""

import csv
import dataclasses
import functools
import io
import pathlib
import re
import unicodedata

from grader.submissions.cells import decoded

COLUMNS = {
    "id": "id|student id|identifier|id number|sis user id|student number|학번",
    "name": "name|student|full name|student name|이름",
    "email": "email|e-mail|email address|sis login id",
    "login": "sis login id",  # a gradebook of Canvas has this column
}
LIKE = "a roster begins with a line such as ID,name,email"
PARTICIPANT = "Participant "  # before Moodle's numbers


@functools.cache
def spelled(text):
    """Return a name as it is compared: without case, accents and double spaces."""
    text = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in text if unicodedata.category(c) != "Mn")
    return " ".join("".join(kept).split())


@functools.cache
def spellings(name):
    """Return the set of a name as it is, and with the first name first: Lopez, Ana."""
    last, _, first = name.partition(",")
    return {spelled(name), spelled(f"{first} {last}")}


@functools.cache
def words(name):
    """Return the words of a name, sorted, since people write them in any order."""
    return sorted(spelled(name.replace(",", " ")).split())


@dataclasses.dataclass(frozen=True, order=True)
class Student:
    """A line of a roster."""

    id: str
    name: str
    email: str = ""

    @functools.cached_property
    def numbers(self):
        """The set of texts that are nobody else's: email and ID."""
        return {spelled(self.email), spelled(self.id)} - {""}

    @functools.cached_property
    def joined(self):
        """The names as Canvas writes them into one word: lopezana."""
        words = re.findall(r"[^\W_]+", spelled(self.name.replace(",", " ")))
        turns = (words[k:] + words[:k] for k in range(len(words)))
        return {"".join(turn) for turn in turns}


@dataclasses.dataclass(frozen=True)
class Roster:
    """The students of a class; each ID occurs once."""

    students: tuple
    platform: str = ""  # whose numbers the IDs are: "moodle", "canvas", or ""


def read_roster(path):
    """Read a roster; a ValueError says what is wrong in it."""
    students, platform = {}, ""
    for number, cells in enumerate(csv_lines(path, COLUMNS, ("id", "name"), LIKE), 2):
        identity, name, email = (cells.get(k, "") for k in ("id", "name", "email"))
        if not identity:
            continue  # Canvas's line of possible points
        if "login" in cells:
            platform = "canvas"
        if identity.startswith(PARTICIPANT):
            platform, identity = "moodle", identity.removeprefix(PARTICIPANT)
        if identity in students:
            where = f"{path}, line {number}"
            raise ValueError(f"{where}: the ID {identity} is that of two lines")
        students[identity] = Student(identity, name or identity, email)
    return Roster(tuple(students.values()), platform)


def csv_lines(path, columns, needed, like):
    """Yield the lines of a CSV file as dicts; `columns` maps keys to heads: "a|b".

    If a `needed` column is missing, a ValueError says so, and ends with `like`.
    """
    text = decoded(pathlib.Path(path).read_bytes()).lstrip("\ufeff")
    delimiter = max(",;\t", key=text.split("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    head = []
    for cell in next(lines, []):
        head.append(unicodedata.normalize("NFC", cell).strip().casefold())
    place_of = {}
    for column, names in columns.items():
        for name in names.split("|"):
            if name in head:
                place_of.setdefault(column, head.index(name))  # the first name counts
    if missing := [column for column in needed if column not in place_of]:
        names = " and no column ".join(missing)
        raise ValueError(f"{path} has no column {names}: {like}")
    for line in lines:
        cells = {}
        for column, place in place_of.items():
            if place < len(line):  # a line may end early
                cells[column] = line[place].strip()
        yield cells
