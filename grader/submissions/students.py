"""Choose one file to grade for each student, from all that a class has handed in."""

import dataclasses
import pathlib

from coursework.words import say
from grader.submissions import match_students
from grader.submissions.files import is_script, printable
from grader.submissions.listing import hand_ins
from grader.submissions.match_students import labels, matched, version
from grader.submissions.roster import Roster, read_roster

NOBODY = "neither a folder nor a file as Moodle names them, so nobody's"


@dataclasses.dataclass(frozen=True)
class Row:
    """A student and the file to grade; without a file, `path` is None."""

    student: str  # different in each row
    id: str = ""  # the roster's, or else the platform's number
    name: str = ""  # the roster's, or else the platform's
    email: str = ""
    file: str = ""
    path: pathlib.Path | None = None
    content: str = ""  # a hash of the file
    problem: str | None = None  # why there is nothing to grade
    moodle_name: str = ""  # these two if Moodle has named the file
    moodle_number: str = ""
    is_stranger: bool = False  # a roster was given, and this student is not on it ...
    may_be: str = ""  # ... or fits these


def rows_of(submissions, roster=None, names=(), lost=()):
    """Return a Row for each student, and (file, reason) of all other files; sorted.

    `submissions` is a folder, and `lost` the Files of an archive that are not in it.
    All students of a `roster` get a row. Of a student's files, one with most of `names`
    is graded.
    """
    known = read_roster(roster) if roster else Roster(())
    sent_by = match_students.owners(hand_ins(submissions, names, lost))
    nobody = [file for hand_in in sent_by.pop(None, ()) for file in hand_in.files]
    ungraded = [(file.name, file.reason or NOBODY) for file in nobody]
    matches = matched(sent_by, known)
    rows = {}  # {Student of the roster, or else the Owner: Row}
    for owner, sent in sent_by.items():
        row, others = _graded(sent)
        ungraded += others
        if owner.platform == "moodle":
            named = {"moodle_name": owner.name, "moodle_number": owner.id}
            row = dataclasses.replace(row, **named)
        is_handed_in = any(hand_in.is_handed_in for hand_in in sent)
        if owner in matches.student_of:
            rows[matches.student_of[owner]] = row
        elif owner.platform or is_handed_in:
            rows[owner] = dataclasses.replace(
                row,
                is_stranger=bool(roster),
                id="" if roster else owner.id,
                name=owner.name if owner.platform else "",
                may_be=_listed(matches.in_doubt.get(owner, ())),
            )
    for student in known.students:
        row = rows.get(student) or _without_file(student, matches)
        about = {"id": student.id, "name": student.name, "email": student.email}
        rows[student] = dataclasses.replace(row, **about)
    label_of = labels({key: (key.name, key.id) for key in rows})
    labeled = [dataclasses.replace(rows[key], student=label_of[key]) for key in rows]
    listed = sorted((printable(name), reason) for name, reason in ungraded)
    return sorted(labeled, key=lambda row: row.student), listed


def _without_file(student, matches):
    """Return the Row of a student of whom no file is known."""
    fitting = [o for o, students in matches.in_doubt.items() if student in students]
    if fitting:
        return Row("", problem=say("several_of_a_name", names=_listed(fitting)))
    return Row("", problem=say("nothing_found"))


def _listed(people):
    """Return the names of Owners or Students, with their numbers, as one text."""
    texts = (f"{each.name} ({each.id})" if each.id else each.name for each in people)
    return printable(", ".join(texts))


def _graded(sent):
    """Choose a file of some HandIns; return its Row, and the others with reasons."""
    pairs = [(hand_in, file) for hand_in in sent for file in hand_in.files]
    others = [(file.name, file.reason) for _, file in pairs if file.reason]
    files = [(hand_in, file) for hand_in, file in pairs if not file.reason]
    if not files:
        told = [f"{name.rpartition('/')[2]} ({why})" for name, why in others[:20]]
        problem = say("no_notebook", files=printable("; ".join(told)))
        return Row("", problem=problem), others
    most = max(file.answers for _, file in files)

    def rank(pair):  # a file with few answers, at most half of the most, is behind
        hand_in, file = pair
        has_answers = 2 * file.answers > most or not most
        is_notebook = not is_script(file.name)
        return has_answers, is_notebook, version(hand_in), file.time, file.name

    *rest, last = sorted(files, key=rank)
    file = last[1]
    reason = printable(f"another file of the same student; {file.name} is graded")
    others += [(other.name, reason) for _, other in rest]
    return Row("", file=file.name, path=file.path, content=file.content), others
