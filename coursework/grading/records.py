"""The record of a hand-in: an entry for each question, kept as a line of run.jsonl."""

import contextlib
import json
import pathlib

RECORDS = "run.jsonl"


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
    """Return the records of an earlier run by key.

    A line that was cut short when the run was killed is ended, and left out.
    """
    file, kept = pathlib.Path(out) / RECORDS, {}
    data = file.read_bytes() if file.is_file() else b""
    for line in data.splitlines():
        with contextlib.suppress(ValueError, KeyError, TypeError):
            record = json.loads(line)
            kept[record["student"], record["key"]] = record
    if data and not data.endswith(b"\n"):
        with open(file, "ab") as cut:
            cut.write(b"\n")
    return kept
