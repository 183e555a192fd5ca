"""The page that a student gets to read."""

import pathlib

from coursework.grading.pages.book import book_url, further_reading
from coursework.grading.pages.page import ENVIRONMENT, write_page
from coursework.grading.pages.places import address, place
from coursework.grading.records import asked, entries, points

FOLDER = "feedback"
MOST = 20  # hints, or notes, of one question

ENVIRONMENT.filters["address"] = lambda student: address(FOLDER, student, ".html")


def write_feedback(record, out, book=None):
    """Write OUT/feedback/STUDENT.html.

    What only the instructor sees (flags, retraining) is left out.

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
    listed, problem = entries(record, asked([record])), record.get("problem")
    got, out_of = points(listed)
    values = {"student": record["student"], "got": got, "out_of": out_of}
    values |= {"problem": problem, "MOST": MOST}
    values["entries"] = [
        entry
        | {
            "place": k,
            "links": further_reading(entry["question"], book),
            # Whether there is something to say that is not said above.
            "told": entry["message"] not in ("", problem)
            or entry["notes"]
            or entry["status"] == "incorrect",
        }
        for k, entry in enumerate(listed, 1)
    ]
    path = pathlib.Path(out) / FOLDER / place(record["student"])
    return write_page(path.with_name(f"{path.name}.html"), "feedback.html", values)
