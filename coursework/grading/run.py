"""A folder of hand-ins: all cores, one record each, resumable."""

import contextlib
import dataclasses
import functools
import hashlib
import json
import os
import pathlib
import secrets
import time

import coursework
import neuralnet
from coursework.grading import marking, sandbox, workers
from coursework.grading.choice import judging
from coursework.grading.hand_in import forked
from coursework.grading.hand_in.files import find
from coursework.grading.pages import places

RECORDS, SETTINGS = "run.jsonl", "settings.json"


@dataclasses.dataclass(frozen=True)
class Settings:
    """What decides a grade beside the hand-in itself."""

    seed: int
    isolation: str = "bubblewrap"
    limits: sandbox.Limits = dataclasses.field(default_factory=sandbox.Limits)
    questions: tuple = ()  # paths of notebooks with reference cells

    def digest(self):
        """Return a hash of the settings and of the code that grades."""
        told = [self.seed, self.isolation, dataclasses.asdict(self.limits)]
        told += [_hash(pathlib.Path(path).read_bytes()) for path in self.questions]
        return _hash(json.dumps([told, checks_version()]).encode())


@functools.cache
def checks_version():
    """Return a hash of everything that a verdict depends on."""
    rooms = [pathlib.Path(room.__file__).parent for room in (neuralnet, coursework)]
    files = [file for room in rooms for file in sorted(room.rglob("*"))]
    sources = [file.read_bytes() for file in files if file.suffix in (".py", ".txt")]
    return _hash(b"".join(sources))


def _hash(content):
    return hashlib.sha256(content).hexdigest()[:32]


def keep_seed(out, seed):
    """Return the seed of a run: the given one, the one kept in `out`, or a new one.

    Raises
    ------
    ValueError
        If `out` holds a run with another seed.
    """
    file = pathlib.Path(out) / SETTINGS
    kept = None
    if file.is_file():
        kept = json.loads(file.read_text(encoding="utf-8"))["seed"]
    if seed is not None and kept is not None and seed != kept:
        raise ValueError(
            f"{out} holds a run with the seed {kept}, and {seed} was asked for: "
            "choose another folder, or leave the seed out"
        )
    seed = kept if seed is None else seed
    seed = secrets.randbits(63) if seed is None else seed
    places.write(file, json.dumps({"seed": seed}) + "\n")
    return seed


def records_so_far(out):
    """Return the records of an earlier run by key; a line cut short is left out."""
    file, kept = pathlib.Path(out) / RECORDS, {}
    if file.is_file():
        for line in file.read_bytes().splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                record = json.loads(line)
                kept[record["student"], record["key"]] = record
    return kept


def mark_file(student, path, root, settings, digest):
    """Return the record of one hand-in, whatever it holds."""
    start = time.perf_counter()
    record = {"student": student, "file": path.relative_to(root).as_posix()}
    record |= {"key": key_of(path, digest), "isolation": settings.isolation}
    try:
        record |= judge(path, settings)
    except Exception as error:  # ours, not the student's: the others must be graded
        problem = f"The grader itself failed here ({type(error).__name__}: {error})."
        record |= ungraded(problem[:500], settings, "grader_failed")
    return record | {"seconds": round(time.perf_counter() - start, 3)}


def lost(student, path, root, settings, digest):
    """Return the record of a hand-in whose marking ends the process that does it."""
    record = {"student": student, "file": path.relative_to(root).as_posix()}
    record |= {"key": key_of(path, digest), "isolation": settings.isolation}
    problem = (
        "This hand-in could not be graded: the grader's process was killed twice while "
        "it read or judged it, as happens where memory is short."
    )
    return record | ungraded(problem, settings, "grader_killed") | {"seconds": 0.0}


def key_of(path, digest):
    """Return what a grade depends on, as a hash; of a link or device only its kind."""
    from coursework.grading.hand_in.opening import UnreadableError, open_file

    try:
        with open_file(path) as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, UnreadableError) as error:
        content = f"unreadable: {error}"
    return _hash(f"{digest} {content}".encode(errors="surrogateescape"))


def judge(path, settings):
    """Read, extract, run and judge: the entries and flags of a hand-in."""
    from coursework.grading.hand_in.extract import read_safely

    own = own_questions(settings.questions)
    hand_in, programs = read_safely(path, names_of(own))
    if hand_in.problem:
        return ungraded(hand_in.problem, settings)
    read = read_choice_safely(hand_in)
    entries = marking.mark(
        programs, settings.seed, settings.limits, settings.isolation, own, read
    )
    if read is None:
        problem = f"The code cannot be read: {forked.REASON}."
        blank = entry_without("tuning", problem, "unreadable_code")
        entries.insert(len(marking.NAMES), blank | {"flags": [], "final": None})
    choice = entries[len(marking.NAMES)]
    flags, final = choice.pop("flags"), choice.pop("final")
    return {"problem": None, "questions": entries, "flags": flags, "final": final}


def read_choice_safely(hand_in):
    """Return what the cells say of question (e), or None if they cannot be read.

    It is found in a process with limits: Python's parser reads what a stranger wrote.
    """
    told = forked.lines(lambda: [json.dumps(judging.read_choice(hand_in))])
    return json.loads(told[0]) if told else None


def entry_without(name, problem, mistake, out_of=1.0):
    """Return the entry of a question to which nothing can be read."""
    return {
        "question": name,
        "score": 0.0,
        "out_of": out_of,
        "status": "not attempted",
        "mistake": mistake,
        "message": problem,
        "hints": [],
        "notes": [],
        "cell": None,
    }


def ungraded(problem, settings, mistake="unreadable_file"):
    """Return the entries of a hand-in that cannot be read: each with the reason."""
    own = own_questions(settings.questions)
    names = [*marking.NAMES, "tuning"]
    names += [name for name in names_of(own) if name not in names]
    points = {question.name: float(question.out_of) for question in own}
    entries = [
        entry_without(name, problem, mistake, points.get(name, 1.0)) for name in names
    ]
    return {"problem": problem, "questions": entries, "flags": [], "final": None}


@functools.cache
def own_questions(paths):
    """Return the questions of notebooks with reference cells.

    Raises
    ------
    ValueError
        If two of them have the same name.
    """
    from coursework.custom import authoring

    found = {}
    for path in paths:
        for question in authoring.load(path):
            if question.name in found:
                raise ValueError(
                    f"{path} and {found[question.name][0]} both ask the question "
                    f"{question.name}: name one of them otherwise"
                )
            found[question.name] = path, question
    return tuple(question for _, question in found.values())


def names_of(own):
    """Return the names of all functions; an own question may replace one of ours."""
    return list(dict.fromkeys([*marking.NAMES, *(question.name for question in own)]))


def run(submissions, out, settings, jobs=-1, scheduler=None, progress=True):
    """Grade what is not graded yet; all records, sorted by student."""
    out = pathlib.Path(out)
    digest, kept = settings.digest(), records_so_far(out)
    records, left = {}, []
    for student, path in find(submissions):
        known = kept.get((student, key_of(path, digest)))
        if known:
            records[student] = known
        else:
            left.append((student, path, pathlib.Path(submissions), settings, digest))
    with open(out / RECORDS, "ab") as file:
        end_line(file)
        new = workers.results(mark_file, left, jobs, scheduler, lost)
        for record in show(new, records, left, progress):
            file.write(json.dumps(record, ensure_ascii=True).encode() + b"\n")
            file.flush()
            records[record["student"]] = record
    return [records[student] for student in sorted(records)]


def end_line(file):
    """End a line that was cut short when a run was killed."""
    if file.tell():
        with open(file.name, "rb") as written:
            written.seek(-1, os.SEEK_END)
            if written.read(1) != b"\n":
                file.write(b"\n")


def show(records, done, left, progress):
    """Yield the records behind a progress bar with the time left."""
    if not progress:
        return records
    try:
        from tqdm import tqdm
    except ImportError:
        print(f"{len(left)} hand-ins to grade (install tqdm to see progress)")
        return records
    total, initial = len(done) + len(left), len(done)
    return tqdm(records, total=total, initial=initial, unit="hand-in")
