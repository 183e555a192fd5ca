"""The templates of the web pages, and what they may use."""

import base64
import hashlib
import pathlib

import jinja2
from markupsafe import Markup

from coursework.credit import SCALE
from coursework.grading.pages.places import feedback_page
from coursework.grading.pages.text import clean, label, number
from coursework.report import MARKS
from neuralnet.support.files import write_whole

TEMPLATES = pathlib.Path(__file__).with_name("templates")
CSS = (TEMPLATES / "style.css").read_text(encoding="utf-8")
_digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
# No script runs and nothing is loaded, whatever a student wrote: styles must be those
# of style.css.
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{_digest}'"
)


def _visible(value):
    """Return what a page shows of a value; jinja2 escapes what this returns."""
    text = isinstance(value, str) and not isinstance(value, Markup)
    return clean(value) if text else value


def _breakable(name):
    """Return the name of a question, which may break after an underscore."""
    parts = name.split("_")
    return Markup("<code>{}</code>").format(Markup("_<wbr>").join(parts))


ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES),
    autoescape=True,
    finalize=_visible,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ENVIRONMENT.filters |= {"breakable": _breakable, "label": label, "number": number}
ENVIRONMENT.filters |= {"short": clean, "page": feedback_page}
ENVIRONMENT.globals |= {"css": Markup(CSS), "policy": POLICY}
ENVIRONMENT.globals |= {"MARKS": MARKS, "SCALE": SCALE}


def write_page(path, template, values):
    """Fill a template with values, shown as text, and write the page; its path."""
    page = ENVIRONMENT.get_template(template).render(values)
    return write_whole(path, page, private=True)
