"""The page that a student gets to read."""

import pathlib

from coursework.grading.pages.book import book_url, further_reading
from coursework.grading.pages.page import write_page
from coursework.grading.pages.places import feedback_page
from coursework.grading.records import asked, entries, points


def write_feedback(record, out, book=None):
    """Write OUT/feedback/STUDENT.html, without what only the instructor sees.

    Parameters
    ----------
    record : dict
        A line of run.jsonl.
    out : str or pathlib.Path
        The folder of the run.
    book : str, optional
        Address of the book, for the links to its chapters; None takes the address in
        _config.yml, '' makes no links.

    Returns
    -------
    pathlib.Path
        Its name is that of the student, or one like it where that could not be the
        name of a file (see `places.place`).
    """
    book = book_url() if book is None else book
    listed = entries(record, asked([record]))
    got, out_of = points(listed)
    said = ("", record["problem"])  # on top of the page
    for k, entry in enumerate(listed, 1):
        by_hand = entry["comment"] or entry["checked"] is not None
        told = entry["message"] not in said or entry["notes"] or by_hand
        entry["told"] = told or entry["status"] == "incorrect"
        entry["place"], entry["links"] = k, further_reading(entry["question"], book)
    record = {"comment": ""} | record
    values = {"record": record, "entries": listed, "got": got, "out_of": out_of}
    path = pathlib.Path(out) / feedback_page(record["student"])
    return write_page(path, "feedback.html", values)
