"""The page that a student gets to read."""

import pathlib

from coursework.grading.pages.book import further_reading
from coursework.grading.pages.page import write_page
from coursework.grading.pages.places import feedback_page
from coursework.grading.records import points


def write_feedback(record, out):
    """Write OUT/feedback/STUDENT.html, without what only the instructor sees.

    `record` is a line of run.jsonl, after `overridden`, and `out` the folder of the
    run. Returned is the path: the student's name, or one like it where that could not
    be the name of a file (see `places.place`).
    """
    said, listed = ("", record["problem"]), []  # on top of the page
    for k, entry in enumerate(record["questions"], 1):
        by_hand = entry["comment"] or entry.get("checked") is not None
        told = entry["message"] not in said or entry["notes"] or by_hand
        told = told or entry["status"] == "incorrect"
        links = further_reading(entry["question"])
        listed.append(entry | {"told": told, "place": k, "links": links})
    got, out_of = points(record)
    values = {"record": record, "entries": listed, "got": got, "out_of": out_of}
    path = pathlib.Path(out) / feedback_page(record["student"])
    return write_page(path, "feedback.html", values)
