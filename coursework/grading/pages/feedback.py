"""What a student gets to read: a web page, and the same in Markdown."""

import pathlib

from coursework.grading.pages.book import book_url, further_reading
from coursework.grading.pages.page import (
    chapter_link,
    css_class,
    page,
    status,
    status_html,
    table,
)
from coursework.grading.pages.places import place, write
from coursework.grading.pages.table import asked, entries, points
from coursework.grading.pages.text import (
    LONGEST_NAME,
    clean,
    fenced,
    label,
    number,
    to_html,
    to_markdown,
)

FOLDER = "feedback"
UNREADABLE = "This file could not be graded."
MOST = 20  # hints, or notes, of one question
HEAD = ["question", "status", "points", "cell", "in the book"]


def write_feedback(record, out, book=None):
    """Write OUT/feedback/STUDENT.html and .md.

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
        The web page. Its name is that of the student, or one like it where that could
        not be the name of a file (see `places.place`).
    """
    book = book_url() if book is None else book
    path = pathlib.Path(out) / FOLDER / place(record["student"])
    write(path.with_name(f"{path.name}.md"), as_markdown(record, book))
    return write(path.with_name(f"{path.name}.html"), as_html(record, book))


def as_html(record, book):
    """Return the page of feedback of one record."""
    listed = entries(record, asked([record]))
    name = label(record["student"])
    got, out_of = points(listed)
    body = [
        f"<h1>Feedback for <bdi>{to_html(name, LONGEST_NAME)}</bdi></h1>",
        f'<p class="points"><strong>{number(got)}</strong> of {number(out_of)} '
        "points</p>",
    ]
    if record.get("problem"):
        body.append(
            f'<p class="problem"><strong>{UNREADABLE}</strong> '
            f"{to_html(record['problem'])}</p>"
        )
    shown = _worth_a_section(record, listed)
    rows = [_row(k, entry, k in shown, book) for k, entry in enumerate(listed, 1)]
    body.append(table("All questions", HEAD, rows, numbers=(2, 3)))
    body += [_section(k, entry, book) for k, entry in shown.items()]
    return page(f"Feedback for {name[:LONGEST_NAME]}", body)


def _worth_a_section(record, listed):
    """Return the entries that say something, by their number."""
    said = ("", record.get("problem"))
    return {
        k: entry
        for k, entry in enumerate(listed, 1)
        if entry["message"] not in said
        or entry["notes"]
        or entry["status"] == "incorrect"
    }


def _row(k, entry, shown, book):
    name = f"<code>{to_html(entry['question'])}</code>"
    return [
        f'<a href="#q{k}">{name}</a>' if shown else name,
        status_html(entry),
        f"{number(entry['score'])} of {number(entry['out_of'])}",
        str(entry["cell"] or "-"),
        chapter_link(entry["question"], book),
    ]


def _section(k, entry, book):
    """Return what there is to say about one question."""
    lines = [
        f'<section class="is-{css_class(entry)}" aria-labelledby="q{k}">',
        f'<h2 id="q{k}"><code>{to_html(entry["question"])}</code> '
        f"{status_html(entry)}</h2>",
    ]
    if entry["message"]:
        lines.append(f'<p class="message">{to_html(entry["message"])}</p>')
    lines += [
        f'<p class="message soft">Note: {to_html(note)}</p>'
        for note in entry["notes"][:MOST]
    ]
    lines += [
        f"<details><summary>Hint {n}</summary><p>{to_html(hint)}</p></details>"
        for n, hint in _hints(entry)
    ]
    if entry["cell"]:
        lines.append(f'<p class="soft">{_graded(entry)}</p>')
    if links := further_reading(entry["question"], book):
        items = ", ".join(
            f'<a href="{to_html(url)}">{to_html(t)}</a>' for t, url in links
        )
        lines.append(f"<p>In the book: {items}</p>")
    return "\n".join([*lines, "</section>"])


def _hints(entry):
    """Return numbered hints; a right answer needs none."""
    hints = [] if entry["status"] == "correct" else entry["hints"]
    return list(enumerate(hints[:MOST], 1))


def _graded(entry):
    return (
        f"Graded: cell {entry['cell']}, where your last definition stands (cells of "
        "text are counted, too)."
    )


def as_markdown(record, book):
    """Return the same feedback as Markdown."""
    listed = entries(record, asked([record]))
    got, out_of = points(listed)
    lines = [
        f"# Feedback for {to_markdown(label(record['student']), LONGEST_NAME)}",
        f"**{number(got)}** of {number(out_of)} points",
    ]
    if record.get("problem"):
        lines.append(f"**{UNREADABLE}** {to_markdown(record['problem'])}")
    rows = ["| " + " | ".join(HEAD) + " |", "| --- | --- | ---: | ---: | --- |"]
    rows += [
        f"| {to_markdown(entry['question'])} | {status(entry)} "
        f"| {number(entry['score'])} of {number(entry['out_of'])} "
        f"| {entry['cell'] or '-'} | {_chapter(entry, book)} |"
        for entry in listed
    ]
    lines.append("\n".join(rows))
    for entry in _worth_a_section(record, listed).values():
        lines += _markdown_section(entry, book)
    return "\n\n".join(lines) + "\n"


def _chapter(entry, book):
    links = further_reading(entry["question"], book)[:1]
    return "".join(f"[{text.split(':')[0]}](<{url}>)" for text, url in links)


def _markdown_section(entry, book):
    lines = [f"## {to_markdown(entry['question'])}: {status(entry)}"]
    if "\n" in clean(entry["message"]).strip():
        lines.append(fenced(entry["message"]))
    elif entry["message"]:
        # Never first in its line, where '-', '1.' or '+' would begin a list.
        lines.append(f"**Comment:** {to_markdown(entry['message'])}")
    lines += [f"**Note:** {to_markdown(note)}" for note in entry["notes"][:MOST]]
    lines += [
        f"<details><summary>Hint {n}</summary>\n\n**Hint:** {to_markdown(hint)}\n\n"
        "</details>"
        for n, hint in _hints(entry)
    ]
    if entry["cell"]:
        lines.append(_graded(entry))
    if links := further_reading(entry["question"], book):
        lines.append("In the book: " + ", ".join(f"[{t}](<{url}>)" for t, url in links))
    return lines
