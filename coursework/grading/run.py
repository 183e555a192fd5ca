"""A folder of hand-ins: all cores, one record each, resumable."""

import hashlib
import json
import os
import pathlib
import time

from tqdm import tqdm

from coursework.grading import marking, workers
from coursework.grading.assignment import CHOICE
from coursework.grading.choice import judging
from coursework.grading.hand_in.extract import read_safely
from coursework.grading.hand_in.opening import UnreadableError, open_file
from coursework.grading.records import RECORDS, blank, records_so_far
from coursework.grading.settings import short_hash


def mark_file(row, settings, key):
    """Return the record of one hand-in, whatever it holds."""
    start = time.perf_counter()
    try:
        found = judge(row, settings)
    except Exception as error:  # ours, not the student's: the others must be graded
        problem = f"The grader itself failed here ({type(error).__name__}: {error})."
        found = ungraded(problem[:500], settings, "grader_failed")
    return _record(row, settings, key, found, time.perf_counter() - start)


def lost(row, settings, key):
    """Return the record of a hand-in whose marking ends the process that does it."""
    problem = (
        "This hand-in could not be graded: the grader's process was killed twice while "
        "it read or judged it, as happens where memory is short."
    )
    return _record(row, settings, key, ungraded(problem, settings, "grader_killed"), 0)


def _record(row, settings, key, found, seconds):
    head = {part: getattr(row, part) for part in ("student", "id", "name", "file")}
    head |= {"key": key, "isolation": settings.isolation}
    return head | found | {"seconds": round(float(seconds), 3)}


def keys_of(row, digests):
    """Return what a grade depends on, as a hash for each of some settings.

    Of a link or a device only its kind counts.
    """
    content = f"nothing: {row.problem}"
    if row.path:
        try:
            with open_file(row.path, row.members) as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError, UnreadableError) as error:
            content = f"unreadable: {error}"
    told = [f"{each} {row.id} {row.name} {row.file} {content}" for each in digests]
    return [short_hash(each.encode(errors="surrogateescape")) for each in told]


def judge(row, settings):
    """Read, extract, run and judge: the entries and flags of a hand-in."""
    if row.problem:
        return ungraded(row.problem, settings, "nothing_handed_in")
    asked = settings.assignment.questions()
    functions = [name for name, each in asked.items() if each is not CHOICE]
    also = judging.read_choice if CHOICE in asked.values() else None
    where = row.path, functions, row.members, row.file
    problem, programs, read = read_safely(*where, also=also)
    if problem:
        return ungraded(problem, settings)
    entries = marking.mark(programs, settings, read)
    record = {"problem": None, "questions": entries, "flags": [], "final": None}
    for entry, (_, points) in zip(entries, settings.assignment.points, strict=True):
        record |= {key: entry.pop(key, record[key]) for key in ("flags", "final")}
        entry |= {"score": entry["score"] * points, "out_of": points}
    return record


def ungraded(problem, settings, mistake="unreadable_file"):
    """Return the entries of a hand-in that cannot be read: each with the reason."""
    points = settings.assignment.points
    entries = [blank(name, problem, mistake, worth) for name, worth in points]
    return {"problem": problem, "questions": entries, "flags": [], "final": None}


def run(rows, out, settings, jobs=-1, scheduler=None, progress=True):
    """Grade what is not graded yet; all records, sorted by student."""
    out = pathlib.Path(out)
    digests, kept = settings.digests(), records_so_far(out)
    records, left = {}, []
    for row in rows:
        keys = keys_of(row, digests)
        found = (kept.get((row.student, key)) for key in keys)
        if known := next(filter(None, found), None):
            records[row.student] = known
        else:
            left.append((row, settings, keys[0]))
    with open(out / RECORDS, "ab", opener=lambda *how: os.open(*how, 0o600)) as file:
        new = workers.results(mark_file, left, jobs, scheduler, lost)
        bar = {"total": len(rows), "initial": len(records), "unit": "hand-in"}
        for record in tqdm(new, disable=not progress, **bar):
            file.write(json.dumps(record, ensure_ascii=True).encode() + b"\n")
            file.flush()
            records[record["student"]] = record
    return [records[student] for student in sorted(records)]
