"""Match what was handed in with the students who sent it, and never by a guess.

A platform names the sender in the name at the top: students choose only what is inside.
In a class of another origin the name at the top, without an ending, is the student's.
"""

import collections
import dataclasses
import re
from typing import NamedTuple

from grader.submissions.listing import CANVAS, MOODLE
from grader.submissions.roster import spelled, spellings, words


@dataclasses.dataclass(frozen=True, order=True)
class Owner:
    """The sender of something, as the names at the top of a class tell."""

    name: str
    id: str = ""  # the platform's number
    platform: str = ""  # "moodle", "canvas", or "" for a class of another origin


def owners(hand_ins):
    """Return {Owner: HandIns}; the owner of what fits no rule is None."""
    is_canvas = of_canvas(hand_ins)
    found = collections.defaultdict(list)
    for hand_in in hand_ins:
        owner = Owner(hand_in.stem)
        if moodle := MOODLE.fullmatch(hand_in.name):
            # Moodle's own name of a folder ends there; that of a file goes on.
            fits = bool(moodle["file"]) != hand_in.is_folder
            owner = Owner(moodle["name"], moodle["number"], "moodle") if fits else None
        elif is_canvas and (canvas := CANVAS.fullmatch(hand_in.name)):
            owner = Owner(canvas["name"], canvas["number"], "canvas")
        found[owner].append(hand_in)
    return found


def of_canvas(hand_ins):
    """Return whether Canvas has named most of what was handed in.

    Each file has a number of its own there, and each student's number one name. This
    tells Canvas's names from others of the same form, such as homework_2026_1130_kim.
    """
    sent = [hand_in for hand_in in hand_ins if hand_in.is_handed_in]
    found = [
        CANVAS.fullmatch(hand_in.name) for hand_in in sent if not hand_in.is_folder
    ]
    found = [match for match in found if match]
    versions = {match["version"] for match in found}
    names = {(match["number"], match["name"]) for match in found}
    numbers = {match["number"] for match in found}
    is_unique = len(versions) == len(found) and len(names) == len(numbers)
    return is_unique and 2 * len(found) > len(sent)


def version(hand_in):
    """Return the number by which Canvas orders a student's files, or 0."""
    found = CANVAS.fullmatch(hand_in.name)
    return int(found["version"]) if found else 0


class Matches(NamedTuple):
    """Which owners are which students of a roster."""

    found: dict  # {Owner: its Student}
    in_doubt: dict  # {Owner: the Students who fit}, of owners who are not found


ORDER, NAME, NUMBER = 1, 2, 3  # an owner fits by the name's words, the name, a number


def matched(owners, roster):
    """Return the Matches of Owners with the students of a roster.

    A match is exact, and the only one of the owner and of the student. An ID or an
    email wins over names.
    """
    pairs = ((o, s) for o in owners for s in roster.students)
    how = {pair: fit for pair in pairs if (fit := fits(*pair, roster))}
    best_of = collections.Counter()
    for (owner, student), fit in how.items():
        best_of[owner] = max(best_of[owner], fit)
        best_of[student] = max(best_of[student], fit)
    students_of, owners_of = collections.defaultdict(list), collections.Counter()
    for (owner, student), fit in how.items():
        if fit == NUMBER or best_of[owner] != NUMBER:
            students_of[owner].append(student)
            owners_of[student] += fit == best_of[student]
    found = {
        owner: students[0]
        for owner, students in students_of.items()
        if len(students) == 1
        and best_of[owner] == best_of[students[0]] != ORDER
        and owners_of[students[0]] == 1
    }
    in_doubt = {o: students_of[o] for o in sorted(students_of) if o not in found}
    return Matches(found, in_doubt)


def fits(owner, student, roster):
    """Return how an owner may be this student: by a number, a name, or 0 for not."""
    if owner.platform and owner.platform == roster.platform:
        return NUMBER * (owner.id == student.id)
    if owner.platform == "canvas":
        return NAME * (spelled(re.sub(r"\W", "", owner.name)) in student.joined)
    # On a platform people choose their names, so an ID or an email there is no proof.
    if not owner.platform and spelled(owner.name) in student.numbers:
        return NUMBER
    if not spellings(student.name).isdisjoint(spellings(owner.name)):
        return NAME
    return ORDER * (words(student.name) == words(owner.name))


def labels(names):
    """Return {key: label} for {key: (name, number)}, different also without case.

    A name of several gets the number, and so does a name that such a label equals.
    """
    found = {key: name for key, (name, _) in names.items()}
    for _ in range(2):
        counts = collections.Counter(map(str.casefold, found.values()))
        for key, label in found.items():
            number = names[key][1]
            if counts[label.casefold()] > 1 and number:
                found[key] = f"{label} ({number})"
    taken = set()
    # Two downloads may hold the same name and number. Ana is before ana in each run.
    for key in sorted(found, key=found.get):
        while found[key].casefold() in taken:
            found[key] += " (2)"
        taken.add(found[key].casefold())
    return found
