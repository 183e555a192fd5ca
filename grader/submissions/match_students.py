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
    sent_by = collections.defaultdict(list)
    for hand_in in hand_ins:
        sent_by[owner_of(hand_in, is_canvas)].append(hand_in)
    return sent_by


def owner_of(hand_in, is_canvas):
    """Return the Owner of a HandIn, as its name tells, or None if it fits no rule."""
    if moodle := MOODLE.fullmatch(hand_in.name):
        # Moodle's own name of a folder ends there; that of a file goes on.
        fits = bool(moodle["file"]) != hand_in.is_folder
        return Owner(moodle["name"], moodle["number"], "moodle") if fits else None
    if is_canvas and (canvas := CANVAS.fullmatch(hand_in.name)):
        return Owner(canvas["name"], canvas["number"], "canvas")
    return Owner(hand_in.stem)


def of_canvas(hand_ins):
    """Return whether Canvas has named most of what was handed in.

    Each file has a number of its own there, and each student's number one name. This
    tells Canvas's names from others of the same form, such as homework_2026_1130_kim.
    """
    sent = [hand_in for hand_in in hand_ins if hand_in.is_handed_in]
    files = [hand_in.name for hand_in in sent if not hand_in.is_folder]
    matches = [match for name in files if (match := CANVAS.fullmatch(name))]
    versions = {match["version"] for match in matches}
    people = {(match["number"], match["name"]) for match in matches}
    numbers = {match["number"] for match in matches}
    each_has_one_name = len(people) == len(numbers)
    each_file_has_a_number = len(versions) == len(matches)
    are_most = 2 * len(matches) > len(sent)
    return each_has_one_name and each_file_has_a_number and are_most


def version(hand_in):
    """Return the number by which Canvas orders a student's files, or 0."""
    canvas = CANVAS.fullmatch(hand_in.name)
    return int(canvas["version"]) if canvas else 0


class Matches(NamedTuple):
    """Which owners are which students of a roster."""

    student_of: dict  # {Owner: its Student}
    in_doubt: dict  # {Owner: the Students who fit}, of the other owners


ORDER, NAME, NUMBER = 1, 2, 3  # an owner fits by the name's words, the name, a number


def matched(owners, roster):
    """Return the Matches of Owners with the students of a roster.

    A match is exact, and the only one of the owner and of the student. An ID or an
    email wins over names.
    """
    pairs = {}  # {(owner, student): how they fit}
    best_of = collections.Counter()  # {owner or student: the best way to fit}
    for owner in owners:
        for student in roster.students:
            fit = fits(owner, student, roster)
            if not fit:
                continue
            pairs[owner, student] = fit
            best_of[owner] = max(best_of[owner], fit)
            best_of[student] = max(best_of[student], fit)
    candidates = collections.defaultdict(list)  # {owner: the students who may be meant}
    rivals = collections.Counter()  # {student: the owners who fit best}
    for (owner, student), fit in pairs.items():
        if best_of[owner] == NUMBER and fit != NUMBER:
            continue  # a number wins over names
        candidates[owner].append(student)
        if fit == best_of[student]:
            rivals[student] += 1
    student_of, in_doubt = {}, {}
    for owner in sorted(candidates):
        student, *others = candidates[owner]
        is_alone = not others and rivals[student] == 1
        is_best = best_of[owner] == best_of[student]
        is_exact = best_of[owner] != ORDER
        if is_alone and is_best and is_exact:
            student_of[owner] = student
        else:
            in_doubt[owner] = candidates[owner]
    return Matches(student_of, in_doubt)


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
    """Return {key: label} of {key: (name, number)}: no label is there twice.

    A label is the name, with the number where two share a name, and with (2) where they
    share both, as in two downloads. Ana and ana are one name here.
    """
    label_of = {key: name for key, (name, _) in names.items()}
    for _ in range(2):  # a label with a number may equal another name, so once more
        counts = collections.Counter(map(str.casefold, label_of.values()))
        for key, (_, number) in names.items():
            if number and counts[label_of[key].casefold()] > 1:
                label_of[key] += f" ({number})"
    taken = set()
    for key in sorted(label_of, key=label_of.get):  # Ana is before ana in each run
        while label_of[key].casefold() in taken:
            label_of[key] += " (2)"
        taken.add(label_of[key].casefold())
    return label_of
