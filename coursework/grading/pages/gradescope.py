"""results.json as Gradescope reads it.

Source: gradescope-autograders.readthedocs.io, 'Autograder Specifications'.
"""

import json
import pathlib

from coursework.credit import SCALE
from coursework.grading.pages.book import book_url, further_reading
from coursework.grading.pages.places import place
from coursework.grading.pages.text import clean, one_line
from coursework.grading.records import asked, entries, points
from neuralnet.support.files import write_whole


def write_gradescope(record, out, book=None):
    """Write OUT/gradescope/STUDENT/results.json; parameters as in `write_feedback`.

    All texts are of the format 'text', which Gradescope shows as it is.
    """
    book = book_url() if book is None else book
    listed = entries(record, asked([record]))
    problem = record["problem"]
    ungraded = f"This file could not be graded. {clean(problem)}" if problem else ""
    said = [ungraded, clean(record.get("comment", "")), SCALE]
    results = {
        "score": round(points(listed)[0], 4),
        "output": "\n\n".join(filter(None, said)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(entry, book) for entry in listed],
    }
    text = json.dumps(results, indent=1, ensure_ascii=False, allow_nan=False)
    path = pathlib.Path(out) / "gradescope" / place(record["student"]) / "results.json"
    return write_whole(path, text + "\n", private=True)


def _test(entry, book):
    return {
        "name": one_line(entry["question"]),
        "name_format": "text",
        "score": round(float(entry["score"]), 4),
        "max_score": round(float(entry["out_of"]), 4),
        "status": "passed" if entry["status"] == "correct" else "failed",
        "output": "\n\n".join(_output(entry, book)),
        "output_format": "text",
        "visibility": "visible",
    }


def _output(entry, book):
    """Return the paragraphs about one question."""
    lines = [clean(entry["message"]) or entry["status"]]
    if entry["comment"]:
        lines.append(f"From your teacher: {clean(entry['comment'])}")
    lines += [f"Note: {clean(note)}" for note in entry["notes"]]
    if entry["status"] != "correct":
        lines += [f"Hint {n}: {clean(h)}" for n, h in enumerate(entry["hints"], 1)]
    if entry["cell"]:
        lines.append(f"Graded: cell {entry['cell']}.")
    links = further_reading(entry["question"], book)
    return lines + [f"{text}: {url}" for text, url in links]
