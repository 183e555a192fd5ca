"""The page of the class, for the instructor alone."""

import collections
import pathlib

from coursework.grading.pages import charts
from coursework.grading.pages.book import book_url
from coursework.grading.pages.feedback import FOLDER
from coursework.grading.pages.page import chapter_link, css_class, page, table
from coursework.grading.pages.places import address, write
from coursework.grading.pages.table import asked, entries, points
from coursework.grading.pages.text import label, number, to_html
from coursework.report import MARKS

UNKNOWN = "no known mistake"
MOST_FLAGS = 20  # of one hand-in
LONGEST_QUOTE = 1500
LONGEST_NAME = 60


def write_summary(records, out, book=None, others=()):
    """Write OUT/summary.html: how the class did, and where to look.

    The page has no times and no dates: the same records in any order give the same
    page.

    Parameters
    ----------
    records : list of dict
        Lines of run.jsonl.
    out : str or pathlib.Path
        The folder of the run.
    book : str, optional
        Address of the book, as in `write_feedback`.
    others : sequence of (str, str)
        The files that are no hand-ins, each with the reason.

    Returns
    -------
    pathlib.Path
    """
    book = book_url() if book is None else book
    records = sorted(records, key=lambda record: record["student"])
    questions = asked(records)
    listed = [(record, entries(record, questions)) for record in records]
    body = ["<h1>The class at a glance</h1>", *_overview(listed)]
    if records:
        body += _questions(listed, questions, book)
        body += _mistakes(listed, questions)
    body += _flags(records)
    body += _retrained(records)
    body += _unreadable(records)
    body += _others(others)
    if records:
        body += _everyone(listed, questions)
    path = pathlib.Path(out) / "summary.html"
    return write(path, page("The class at a glance", body, wide=True))


def link(student):
    """Return a link to a student's page of feedback."""
    name = to_html(label(student), LONGEST_NAME)
    return f'<a href="{address(FOLDER, student, ".html")}"><bdi>{name}</bdi></a>'


def _overview(listed):
    """Say how many there are and how they did, with the distribution of points."""
    if not listed:
        return ["<p>No hand-ins yet.</p>"]
    got = [points(each)[0] for _, each in listed]
    out_of = max(points(each)[1] for _, each in listed)
    unreadable = sum(bool(record.get("problem")) for record, _ in listed)
    figures = [
        f"<strong>{len(listed)}</strong> hand-ins",
        f"{unreadable} of them unreadable",
        f"mean <strong>{sum(got) / len(got):.2f}</strong> of {number(out_of)} points",
        f"median <strong>{_median(got):.2f}</strong>",
    ]
    return [
        f'<p class="points">{", ".join(figures)}.</p>',
        '<p class="soft">What is missing or unreadable counts as 0 here, as in '
        "grades.csv.</p>",
        "<h2>Points</h2>",
        charts.distribution(got, out_of),
    ]


def _median(values):
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half] + ordered[~half]) / 2


def _questions(listed, questions, book):
    """Tell how each question went: mean, and the share of each status."""
    rows, shares = [], {}
    for k, question in enumerate(questions):
        column = [each[k] for _, each in listed]
        counts = collections.Counter(entry["status"] for entry in column)
        shares[question] = [counts[s] / len(column) for s in MARKS]
        mean = sum(entry["score"] for entry in column) / len(column)
        out_of = max(entry["out_of"] for entry in column)
        percent = [f"{share:.0%}" for share in shares[question]]
        name = f"<code>{to_html(question)}</code>"
        rows.append([name, f"{mean:.2f} of {number(out_of)}", *percent])
        rows[-1] += [chapter_link(question, book)]
    words = [f"{sign} {word}" for word, sign in MARKS.items()]
    head = ["question", "mean", *words, "in the book"]
    return [
        "<h2>Questions</h2>",
        charts.statuses(shares),
        table("Mean points and share of hand-ins", head, rows, numbers=range(1, 5)),
    ]


def _mistakes(listed, questions):
    """List the mistakes, the most common first, with who made them."""
    who, said = collections.defaultdict(list), collections.defaultdict(list)
    for record, each in listed:
        for entry in each:
            if entry["status"] == "incorrect":
                key = entry["question"], entry["mistake"] or ""
                who[key].append(record["student"])
                said[key].append(entry["message"])
    keys = sorted(who, key=lambda k: (-len(who[k]), questions.index(k[0]), k[1]))
    if not keys:
        return ["<h2>Mistakes</h2>", "<p>No answer was wrong.</p>"]
    lines = [
        "<h2>Mistakes</h2>",
        charts.mistakes({k: len(who[k]) for k in keys}, UNKNOWN, len(listed)),
    ]
    for key in keys:
        lines += _mistake(key, who[key], said[key])
    return lines


def _mistake(key, students, messages):
    question, mistake = key
    name = f"<code>{to_html(mistake)}</code>" if mistake else UNKNOWN
    count = f"{len(students)} hand-in{'s' * (len(students) > 1)}"
    lines = [f"<h3><code>{to_html(question)}</code>: {name} ({count})</h3>"]
    if mistake:
        # Some sentences hold what one student's answer did; the most common stands
        # for all.
        counts = collections.Counter(messages)
        sentence = min(counts, key=lambda message: (-counts[message], message))
        lines.append(f'<p class="message">{to_html(sentence, 600)}</p>')
    else:
        lines.append("<p>What is wrong differs: see the page of each student.</p>")
    links = ", ".join(map(link, students))
    lines.append(f"<details><summary>Who</summary><p>{links}</p></details>")
    return lines


def _flags(records):
    """Show what the instructor should look at, with the cell quoted."""
    flagged = [record for record in records if record.get("flags")]
    lines = ["<h2>Worth a look</h2>"]
    if not flagged:
        return [*lines, "<p>Nothing was flagged.</p>"]
    lines.append(
        "<p>A flag is a question to the student, not a verdict: read the cell "
        "first.</p>"
    )
    for record in flagged:
        lines.append(f"<h3>{link(record['student'])}</h3>")
        for flag in record["flags"][:MOST_FLAGS]:
            lines.append(
                f"<p><code>{to_html(flag['kind'])}</code>, cell {flag['cell'] or '-'}: "
                f"{to_html(flag['message'])}</p>"
                f"<pre>{to_html(flag['quote'], LONGEST_QUOTE)}</pre>"
            )
        more = len(record["flags"]) - MOST_FLAGS
        if more > 0:
            lines.append(f"<p>{more} more flags are in run.jsonl.</p>")
    return lines


def _retrained(records):
    """List what training with the stated settings gave, where it was asked for."""
    rows = [
        [link(record["student"]), to_html(record["retrained"])]
        for record in records
        if record.get("retrained")
    ]
    if not rows:
        return []
    title = "Reported, and trained again with the same settings"
    return [
        "<h2>Trained again</h2>",
        "<p>Students do not see this, and it costs no points.</p>",
        table(title, ["student", "test accuracy"], rows, names=True),
    ]


def _unreadable(records):
    """List the hand-ins that could not be read, each with the reason."""
    rows = [
        [
            link(record["student"]),
            to_html(record.get("file") or "", LONGEST_NAME),
            to_html(record["problem"]),
        ]
        for record in records
        if record.get("problem")
    ]
    lines = ["<h2>Unreadable files</h2>"]
    if not rows:
        return [*lines, "<p>Every file could be read.</p>"]
    return [
        *lines,
        table("Graded with 0", ["student", "file", "reason"], rows, names=True),
    ]


def _others(others):
    """List the files that are no hand-ins, each with the reason."""
    lines = ["<h2>Files that are not graded</h2>"]
    if not others:
        return [*lines, "<p>Every file below the folder is a hand-in.</p>"]
    rows = [[f"<bdi>{to_html(path)}</bdi>", to_html(why)] for path, why in others]
    return [*lines, table("No row in grades.csv", ["file", "reason"], rows, names=True)]


def _everyone(listed, questions):
    """List all hand-ins with their points."""
    rows = []
    for record, each in listed:
        cells = [
            f'<span class="{css_class(entry)}">{MARKS[entry["status"]]} '
            f"{number(entry['score'])}</span>"
            for entry in each
        ]
        rows.append([link(record["student"]), number(points(each)[0]), *cells])
    # Long names may break after an underscore.
    names = [to_html(question).replace("_", "_<wbr>") for question in questions]
    names = [f"<code>{name}</code>" for name in names]
    legend = ", ".join(f"{sign} {word}" for word, sign in MARKS.items())
    return [
        "<h2>All hand-ins</h2>",
        table(
            f"Points by question ({legend})",
            ["student", "all", *names],
            rows,
            numbers=range(1, 2 + len(questions)),
            names=True,
        ),
    ]
