"""Write the web pages: one for each student, and one about the class."""

import base64
import collections
import dataclasses
import functools
import hashlib
import pathlib
import re
import statistics

import jinja2
from markupsafe import Markup

from coursework.words import say
from grader.pages.text import clean, feedback_page, label, number
from grader.records import STATUSES
from neuralnet.support.files import write_whole

_PACKAGE = pathlib.Path(__file__).parents[1]
# An installed wheel carries the settings of the book; a checkout has them at its root.
_SETTINGS = (_PACKAGE / "_config.yml", _PACKAGE.parent / "_config.yml")
PAGES = dict.fromkeys(("leaky_relu", "softmax", "deriv_leaky_relu"), "activations")
PAGES |= {"initialize_parameters": "xavier", "forward": "forward"}
PAGES["backward"], PAGES["tuning"] = "backprop", "tuning"
TOPICS = {"xavier": "initial weights"}  # where a page's name does not say it
TEMPLATES = pathlib.Path(__file__).with_name("templates")
CSS = (TEMPLATES / "style.css").read_text(encoding="utf-8")
_digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
# Whatever a student wrote, no script runs and nothing is loaded, except style.css.
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{_digest}'"
)


def _visible(value):
    """Return a value without invisible characters; jinja2 then escapes it."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return clean(value) if is_text else value


ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES),
    autoescape=True,
    finalize=_visible,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ENVIRONMENT.filters |= {"label": label, "number": number, "short": clean}
ENVIRONMENT.filters["page"] = feedback_page
ENVIRONMENT.globals |= {"css": Markup(CSS), "policy": POLICY}
ENVIRONMENT.globals |= {"STATUSES": STATUSES, "SCALE": say("scale")}


@functools.cache
def book_url():
    """Return the book's address, html.baseurl of _config.yml; '' for a placeholder."""
    texts = [path.read_text("utf-8") for path in _SETTINGS if path.is_file()]
    # This one line needs no package that reads YAML.
    match = re.search(r"^\s+baseurl:\s*[\"']?([^\s\"'#]+)", "".join(texts), re.M)
    is_set = match and not re.match(r"\w+://example\.", match[1])
    return match[1] if is_set else ""


def chapter_link(question):
    """Return the link to a question's chapter as HTML, or ""."""
    book, page = book_url(), PAGES.get(question)
    if not book or page is None:
        return ""
    address = f"{book.rstrip('/')}/book/chapters/{page}.html"
    text = say("chapter", topic=TOPICS.get(page, page))
    return Markup('<a href="{}">{}</a>').format(address, text)


ENVIRONMENT.filters["chapter"] = chapter_link


def write_page(path, template, values):
    """Fill a template with values, write the page, and return its path."""
    page = ENVIRONMENT.get_template(template).render(values)
    return write_whole(path, page, private=True)


def write_feedback(record, out):
    """Write OUT/feedback/STUDENT.html (see `text.place`), and return its path.

    `record` is a Record after `overridden`, and `out` the folder of the run.
    """
    path = pathlib.Path(out) / feedback_page(record.student)
    values = {"record": record, "has_section": has_section}
    return write_page(path, "feedback.html", values)


def has_section(mark, problem):
    """Return whether a page says more of a mark than its row, and than `problem`."""
    by_teacher = mark.comment or mark.checked is not None
    is_told = mark.status == "incorrect" or mark.message not in ("", problem)
    return bool(is_told or mark.notes or by_teacher)


def write_summary(records, out, others=(), remarks=()):
    """Write OUT/summary.html about the whole class, and return its path.

    `others` are the files that are not graded, each with the reason, and `remarks`
    the sentences of `grade`. The order of records does not matter.
    """
    records = sorted(records, key=lambda record: record.student)
    got = [each.score for each in records]
    values = {"records": records, "others": others, "remarks": remarks, "got": got}
    values |= {"mean": statistics.fmean(got), "median": statistics.median(got)}
    values["out_of"] = records[0].out_of
    columns = zip(*(record.marks for record in records), strict=True)
    values |= {"questions": [*map(_question, columns)], "mistakes": _mistakes(records)}
    return write_page(pathlib.Path(out) / "summary.html", "summary.html", values)


@dataclasses.dataclass(frozen=True)
class Column:
    """What the summary says of one question."""

    question: str
    out_of: float
    mean: float  # of the points
    shares: dict  # {status: share of the students}


def _question(marks):
    """Return the Column of a question; `marks` are those of all students."""
    counts = collections.Counter(mark.status for mark in marks)
    mean = statistics.fmean(mark.score for mark in marks)
    shares = {status: counts[status] / len(marks) for status in STATUSES}
    first = marks[0]
    return Column(first.question, first.out_of, mean, shares)


@dataclasses.dataclass(frozen=True)
class Case:
    """A mistake and the students who made it."""

    question: str
    mistake: str  # "" if it is unknown
    sentence: str
    students: list


def _mistakes(records):
    """Return the Cases of a class, the most frequent first."""
    students, said = collections.defaultdict(list), collections.defaultdict(list)
    for record in records:
        for k, mark in enumerate(record.marks):
            if mark.status == "incorrect":
                key = k, mark.question, mark.mistake or ""
                students[key].append(record.student)
                said[key].append(mark.message)
    order = sorted(students, key=lambda key: (-len(students[key]), key))
    # Sentences about a mistake differ; the most common one is shown.
    return [
        Case(*key[1:], statistics.mode(sorted(said[key])), students[key])
        for key in order
    ]
