"""What students wrote, made harmless: for a table, a web page, a Markdown file.

Names of files, exceptions and cells may hold anything. `clean` removes what cannot be
seen or would turn the direction of writing; `to_html` and `to_markdown` escape the
rest, so that a text shows as it is and does nothing.
"""

import hashlib
import html
import re
import textwrap
import unicodedata

LONGEST = 4000  # characters of one text on a page
LONGEST_NAME = 120
JOINERS = "\u200c\u200d"  # invisible, but Persian, Hindi and emoji need them
LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNUSUAL = re.compile(r"[\x00-\x1f\x7f-\U0010ffff]")


def clean(text, longest=LONGEST):
    r"""Return `text` without what is invisible, at most `longest` characters of it.

    Control characters and marks of direction are removed, tabs become spaces and all
    ends of lines '\n'; half of a surrogate pair becomes '\ufffd'.

    Parameters
    ----------
    text : str
    longest : int or None
        None keeps everything.
    """
    if longest is not None and len(text) > longest:
        text = text[:longest] + " …"
    text = LINES.sub("\n", text).replace("\t", "    ")
    return UNUSUAL.sub(_visible, text)


def _visible(match):
    character = match[0]
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    kept = category not in ("Cc", "Cf") or character in JOINERS or character == "\n"
    return character if kept else ""


def one_line(text, longest=LONGEST):
    """Return `text` clean, with every run of white space as one space."""
    return " ".join(clean(text, longest).split())


def label(student):
    """Return the name of a student as pages and tables show it: one clean line.

    Where cleaning changed it, a digest of the true name follows, since two names must
    not look the same.
    """
    shown = clean(student, None).replace("\n", " ")
    return shown if shown == student else f"{shown} ~{digest(student)[:8]}"


def digest(text):
    """Return 16 hexadecimal digits that stand for `text`, whatever it holds."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def number(value):
    """Return points as people write them: 1, 0.75, 0.3333."""
    return repr(round(float(value), 4) + 0.0).removesuffix(".0")


def to_html(text, longest=LONGEST):
    """Return `text` clean and escaped for a web page, in quoted attributes too."""
    return html.escape(clean(text, longest))


def to_markdown(text, longest=LONGEST):
    """Return `text` on one line, escaped for the middle of a line of Markdown.

    No tag, link, address or emphasis comes of it, neither in CommonMark nor in the
    dialect of GitHub, which makes links of bare addresses.
    """
    text = one_line(text, longest).replace("&", "&amp;").replace("<", "&lt;")
    text = re.sub(r"[\\`*\[\]~|$#!@]|(?<=\])\(", r"\\\g<0>", text)
    text = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", r"\\_", text)
    text = text.replace("://", ":\\//")
    return re.sub(r"(?i)www\.", lambda match: match[0][:-1] + "\\.", text)


def fenced(text, longest=LONGEST):
    """Return `text` as a block of Markdown that no line of it can close."""
    lines = clean(text, longest).splitlines()
    body = "\n".join(textwrap.fill(line, 88, drop_whitespace=False) for line in lines)
    ticks = max(map(len, re.findall("`+", body)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{body}\n{fence}"
