"""What the pages of feedback and the page of the class have in common."""

import base64
import hashlib

from coursework.grading.pages.book import further_reading
from coursework.grading.pages.text import to_html
from coursework.report import MARKS

# Text has a contrast of at least 4.5:1 on its ground, in both color schemes (tested).
CSS = """
:root { color-scheme: light dark; --back: #fff; --text: #1a1a1a; --soft: #595959;
  --line: #d0d0d0; --card: #f6f6f6; --link: #005b8e;
  --correct: #00684a; --incorrect: #a63c00; }
@media (prefers-color-scheme: dark) { :root { --back: #121212; --text: #e0e0e0;
  --soft: #a8a8a8; --line: #444; --card: #1e1e1e; --link: #7fc4f5;
  --correct: #4fc99b; --incorrect: #ff9d66; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 50rem; line-height: 1.55;
  font-family: system-ui, sans-serif; color: var(--text); background: var(--back);
  overflow-wrap: anywhere; }
body.wide { max-width: 64rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
p, ul { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font-size: .92em;
  font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
.points { font-size: 1.15rem; margin: 0; }
.soft { color: var(--soft); }
.correct { color: var(--correct); } .incorrect { color: var(--incorrect); }
.open { color: var(--soft); }
.status { font-weight: 600; white-space: nowrap; }
section { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem;
  margin: 1.5rem 0; }
section.is-correct { border-color: var(--correct); }
section.is-incorrect { border-color: var(--incorrect); }
section h2 { margin: 0 0 .4rem; }
.message, pre { white-space: pre-wrap; }
.problem, pre { background: var(--card); padding: .7rem 1rem; border-radius: 4px; }
details { margin: .4rem 0; }
summary { cursor: pointer; padding: .2rem 0; }
details > p { margin: .2rem 0 .6rem 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { text-align: left; padding: .35rem .9rem .35rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { border-bottom-width: 2px; } tbody th { font-weight: inherit; }
thead th, table code { white-space: nowrap; overflow-wrap: normal; }
.names tbody th { min-width: 9rem; } .names thead code { white-space: normal; }
.names thead th { vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; display: block; }
@media (max-width: 40rem) { table { font-size: .9rem; }
  th, td { padding-right: .5rem; } }
"""
_digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
# No script runs and nothing is loaded, whatever a student wrote: styles must be the
# ones above, pictures stand in the page itself.
POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{_digest}'"
)


def page(title, body, wide=False):
    """Return a web page that needs nothing from elsewhere.

    Parameters
    ----------
    title : str
        Plain text; it is escaped here.
    body : list of str
        Pieces of HTML in which everything of a student is escaped.
    wide : bool
        Leave more room for tables.
    """
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{to_html(title)}</title>",
        f"<style>{CSS}</style>",
        "</head>",
        f"<body{' class=wide' if wide else ''}>",
        "<main>",
        *body,
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def status(entry):
    """Return the status of an entry as a sign and a word."""
    return f"{MARKS[entry['status']]} {entry['status']}"


def status_html(entry):
    """Return the status in its color; the sign and the word say the same."""
    return f'<span class="status {css_class(entry)}">{status(entry)}</span>'


def css_class(entry):
    """Return the class that colors an entry."""
    return "open" if entry["status"] == "not attempted" else entry["status"]


def chapter_link(question, book):
    """Return a short link to the chapter of a question, '' if there is none."""
    links = further_reading(question, book)[:1]
    return "".join(
        f'<a href="{to_html(url)}">{to_html(text.split(":")[0])}</a>'
        for text, url in links
    )


def table(caption, head, rows, numbers=(), names=False):
    """Return a table of HTML whose first column names the row.

    Parameters
    ----------
    caption : str
        HTML without tags.
    head : list of str
    rows : list of list of str
        HTML.
    numbers : collection of int
        Columns of numbers, set right.
    names : bool
        The first column holds names of any length.
    """

    def cell(tag, k, content, scope=""):
        kind = ' class="number"' if k in numbers else ""
        return f"<{tag}{scope}{kind}>{content}</{tag}>"

    columns = "".join(cell("th", k, h, ' scope="col"') for k, h in enumerate(head))
    lines = [
        # Focus lets a keyboard move what is wider than the screen.
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">',
        f"<table{' class=names' if names else ''}><caption>{caption}</caption>",
        f"<thead><tr>{columns}</tr></thead>",
        "<tbody>",
    ]
    for first, *rest in rows:
        cells = [cell("th", 0, first, ' scope="row"')]
        cells += [cell("td", k, content) for k, content in enumerate(rest, 1)]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table></div>"])
