"""Choose one submission for each student from all files of a class.

A platform or a roster names the student of a file (`claims`), otherwise its path does
(`places`). The latest file of a student is graded.
"""

import collections
import pathlib
import re
from typing import NamedTuple

from coursework.grading.submissions.claims import CANVAS, addresses, owners
from coursework.grading.submissions.files import UnreadableError, open_file, printable
from coursework.grading.submissions.listing import files
from coursework.grading.submissions.places import HELPERS, is_script
from coursework.grading.submissions.roster import Roster
from coursework.words import say

NUMBERED = re.compile(r"(?P<stem>.*?)(?:\s*\(|[-_ ]*v|[-_ ])(?P<number>\d{1,3})\)?")
DUPLICATE = re.compile(r"-Copy\d{1,3}$")  # Jupyter's copy, older or younger
WHY = (  # why this file, in the order in which `_graded` compares
    "is graded, which holds more of the functions",
    "is graded",
    "is graded",
    "is graded, which lies further up",
    "is graded, which has the higher number of Canvas",
    "is graded, whose name has the higher number",
    "is graded, which is younger",
    "is graded: they are of one age, and its name is the later one",
)
HELPER = "a script of helpers, perhaps; its name tells no student"


class Row(NamedTuple):
    """A student and the File to grade; without a file, the path is None."""

    student: str  # different in each row
    file: str = ""
    path: pathlib.Path | None = None
    members: tuple = ()
    id: str = ""  # from the roster, otherwise from the platform, like the name
    name: str = ""
    problem: str | None = None  # why there is nothing to grade
    address: tuple = ()  # how the platform names these files, see `addresses`


def rows_of(submissions, roster=None, out=None, names=()):
    """Return a Row for each student, and all other files with reasons; both sorted.

    `submissions` is a folder or a zip archive, as Moodle or Canvas give it. `out`, the
    folder of the results, is passed over. All students of a `roster` get a row. Of a
    student's notebooks with different names, the one with most of `names` is graded.
    """
    found = files(submissions, out)
    known = Roster(roster) if roster else None
    owner_of, unclear = owners(found, known)
    files_of = collections.defaultdict(list)
    for file in found:
        files_of[owner_of[file.name]].append(file)
    graded, ungraded, named = {}, [], addresses(found)
    for owner, handed_in in files_of.items():
        row, others = _graded(owner, handed_in, names)
        if row:
            graded[owner] = row._replace(address=_address(row, handed_in, named))
        ungraded += [(printable(name), reason) for name, reason in others]
    for owner in known.students.values() if known else ():  # some sent nothing
        several = ", ".join(f"{n} ({i})" for n, i, _ in unclear.get(owner, ()))
        problem = say("nothing_found")
        if several:
            problem = say("several_of_a_name", names=printable(several))
        graded.setdefault(owner, Row("", problem=problem))
    counts, rows = collections.Counter(owner.name for owner in graded), []
    for owner, row in graded.items():
        is_clear = counts[owner.name] == 1 or not owner.id
        student = owner.name if is_clear else f"{owner.name} ({owner.id})"
        # With a roster, a platform's number is no ID.
        is_known = not known or owner in known.students.values()
        row = row._replace(student=student, id=owner.id if is_known else "")
        rows.append(row._replace(name=owner.name if owner.is_sure else ""))
    return sorted(rows), sorted(ungraded)


def _graded(owner, handed_in, names):
    """Choose an owner's file; return its Row or None, and the others with reasons."""
    files = [file for file in handed_in if file.reason is None]
    others = [(file.name, file.reason) for file in handed_in if file.reason]
    if owner is None:
        return None, others + [(file.name, HELPER) for file in files]
    if not files:
        reasons = (f"{name.rpartition('/')[2]} ({reason})" for name, reason in others)
        problem = say("no_notebook", files=printable("; ".join(reasons)))
        return Row("", problem=problem), others
    stems = {file: _age(file)[0] for file in files}
    ages = {file: _age(file)[1] for file in files}
    answers = dict.fromkeys(files, 0)
    if len({*stems.values()}) > 1 and names:
        answers = {file: _answers(file, names) for file in files}
    most = max(answers.values())
    # Files with few answers (at most half of the most) sort first, then older files.
    keys = {file: (2 * answers[file] > most, *ages[file]) for file in files}
    *rest, last = sorted(files, key=keys.get)
    for file in rest:
        reason = "another file of the same student"
        if stems[file] == stems[last]:
            reason = "another version"
        if is_script(file.name) and not is_script(last.name):
            reason = "a script beside the notebook"
        pairs = zip(WHY, keys[file], keys[last], strict=True)
        why = next(text for text, one, other in pairs if one != other)
        others.append((file.name, f"{reason}; {printable(last.name)} {why}"))
    return Row("", last.name, last.path, last.members), others


def _address(row, handed_in, named):
    """Return where the feedback goes, an entry of `named`; () if none or several do."""
    found = [named[file.name] for file in handed_in if file.name in named]
    if len({each[:2] for each in found}) != 1:  # the platform, and its number
        return ()
    return named.get(row.file, found[-1])


def _age(file):
    """Return a file's name without its version number, and a key to sort by age."""
    path = pathlib.PurePosixPath(file.name)
    stem, version, number = path.stem, 0, 0
    if canvas := CANVAS.fullmatch(stem):
        stem, version = canvas["file"], int(canvas["version"])
    stem = DUPLICATE.sub("", stem)
    if copy := NUMBERED.fullmatch(stem):
        stem, number = copy["stem"], int(copy["number"])
    is_main = not is_script(file.name), not HELPERS.fullmatch(path.stem)
    age = *is_main, -len(path.parts), version, number, file.time, file.name  # see WHY
    return stem, age


def _answers(file, names):
    """Return how many of the named functions a file seems to define."""
    words = rb"\bdef\s+(%b)\s*\(" % "|".join(map(re.escape, names)).encode()
    try:
        with open_file(file.path, file.members) as opened:
            return len({*re.findall(words, opened.read())})
    except (UnreadableError, OSError, ValueError):
        return 0
