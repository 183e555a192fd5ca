"""Read the roster of a class, and look up students by name, email or ID.

A roster is a CSV file with the columns ID and name, and perhaps email and file (how the
names of files begin). Canvas's gradebook and Moodle's grading worksheet can be used.
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
ASSIGNMENT = re.compile(r"(.*\S) \(\d+\)")  # Canvas's head of a column
CHOOSE = (
    "Canvas would make a new assignment {title!r}: the gradebook has {found}. Write "
    "the name of one as title into the assignment file."
)
TAKEN = "The points for Canvas are those of its assignment {column}."
POSSIBLE = "Canvas has {theirs} points possible for it, and this run has {ours}."
TOKENS = re.compile(r"\d+|[^\W\d_]+")
SURE = 4  # characters; shorter IDs and email names may be in a longer name by chance


class Owner(NamedTuple):
    """The sender of a file, as far as the roster, a platform or a path tells."""

    name: str
    id: str = ""
    is_sure: bool = False  # a platform or the roster says so


def tokens(text):
    """Return a name in lower case, without accents; spaces surround each word."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return f" {' '.join(TOKENS.findall(text))} "


def table(path, columns, needed, like):
    """Yield the lines of a CSV file as dicts; `columns` maps keys to heads: "a|b".

    If a `needed` column is missing, a ValueError says so, and ends with `like`.
    """
    lines = _lines(path)
    head = [unicodedata.normalize("NFC", c).strip().casefold() for c in next(lines, [])]
    place_of = {}
    for column, names in columns.items():
        places = [head.index(name) for name in names.split("|") if name in head]
        place_of |= {column: places[0]} if places else {}
    if missing := [column for column in needed if column not in place_of]:
        names = " and no column ".join(missing)
        raise ValueError(f"{path} has no column {names}: {like}")
    for line in lines:
        yield {key: line[n].strip() for key, n in place_of.items() if n < len(line)}


def _lines(path):
    """Return a reader of the lines of a CSV file, whatever its encoding."""
    text = decoded(pathlib.Path(path).read_bytes()).lstrip("\ufeff")
    delimiter = max(",;\t", key=text.split("\n")[0].count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def canvas_column(path, title, possible, usual=""):
    """Return the head of an assignment's column in Canvas's gradebook, and sentences.

    The assignment has this title. If the title is the `usual` one, the only assignment
    is taken. Without an assignment, or with several, the title itself is returned.
    `possible` is a text: the points of this run.
    """
    head, *lines = _lines(path)
    columns = {k: c for k, c in enumerate(head) if ASSIGNMENT.fullmatch(c)}
    found = [k for k, c in columns.items() if title in (c, ASSIGNMENT.fullmatch(c)[1])]
    if title == usual:
        found = found or [*columns]
    if len(found) != 1:
        said = {"title": title, "found": ", ".join(columns.values())}
        return title, [CHOOSE.format(**said)] if columns else []
    line = next((x for x in lines if x and x[0].strip() == "Points Possible"), [])
    theirs = "".join(line[found[0] : found[0] + 1]).strip()  # "" in a short line
    sentences = [TAKEN.format(column=head[found[0]])]
    if theirs.replace(".", "", 1).isdecimal() and float(theirs) != float(possible):
        sentences.append(POSSIBLE.format(theirs=theirs, ours=possible))
    return head[found[0]], sentences


class Roster:
    """The students of a class, as a dict from IDs to Owners; each ID occurs once."""

    def __init__(self, path):
        self.students, self._names, self._parts = {}, {}, {}
        lines = table(path, COLUMNS, ("id", "name"), LIKE)
        for number, cells in enumerate(lines, 2):
            email, file, name = (cells.get(k, "") for k in ("email", "file", "name"))
            student = cells.get("id", "").removeprefix("Participant ")
            if not student:
                continue  # Canvas's line of possible points
            if student in self.students:
                where = f"{path}, line {number}"
                raise ValueError(f"{where}: the ID {student} is that of two lines")
            self.students[student] = Owner(name or student, student, True)
            # `_names` holds a student's whole names, `_parts` parts of longer names.
            last, _, first = name.partition(",")
            user = email.partition("@")[0]
            texts = [name, f"{first} {last}", email, file]
            texts += [text for text in (student, user) if len(text) >= SURE]
            words = tokens(f"{last} {first}").split()
            # Canvas writes names as one word, the last name first: lopezana.
            joined = {"".join(words[k:] + words[:k]) for k in range(len(words))}
            self._parts[student] = {*map(tokens, texts)} | {f" {t} " for t in joined}
            whole = {tokens(text) for text in (*texts, student, user)} | joined
            self._names[student] = whole - {"  "}  # the tokens of an empty text

    def exact(self, part):
        """Return the one student with this name, email or ID, otherwise None."""
        words = tokens(part)
        spellings = {words, words.replace(" ", "")}
        found = [s for s, names in self._names.items() if names & spellings]
        return self.students[found[0]] if len(found) == 1 else None

    def within(self, part):
        """Return the one student with the longest name in `part`, otherwise None."""
        words = tokens(part)
        lengths = {
            student: max((len(n) for n in names if n.strip() and n in words), default=0)
            for student, names in self._parts.items()
        }
        longest = max(lengths.values(), default=0)
        best = [student for student, n in lengths.items() if n and n == longest]
        return self.students[best[0]] if len(best) == 1 else None
