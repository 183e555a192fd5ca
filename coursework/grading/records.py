"""The record of a hand-in: an entry for each question, kept as a line of run.jsonl."""

import contextlib
import json
import os
import pathlib

RECORDS = "run.jsonl"
UNREADABLE = "unreadable_file"
NOTHING = "nothing_handed_in"


def blank(question, problem="", mistake=None, out_of=1.0):
    """Return the entry of a question to which there is no answer."""
    return {
        "question": question,
        "score": 0.0,
        "out_of": out_of,
        "status": "not attempted",
        "mistake": mistake,
        "message": problem,
        "hints": [],
        "notes": [],
        "cell": None,
        "comment": "",
    }


def points(record):
    """Return the points of a hand-in, and those that were to be had."""
    listed = record["questions"]
    return sum(e["score"] for e in listed), sum(e["out_of"] for e in listed)


def records_so_far(out):
    """Return the records of an earlier run by key; a line cut short is left out."""
    file, kept = pathlib.Path(out) / RECORDS, {}
    if file.is_file():
        for line in file.read_bytes().splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                record = json.loads(line)
                kept[record["student"], record["key"]] = record
    return kept


def end_line(file):
    """End a line that was cut short when a run was killed."""
    if file.tell():
        with open(file.name, "rb") as written:
            written.seek(-1, os.SEEK_END)
            if written.read(1) != b"\n":
                file.write(b"\n")
