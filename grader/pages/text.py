"""Make students' texts safe for tables and file names; the templates escape texts."""

import hashlib
import pathlib
import re
import unicodedata

LONGEST = 4000  # characters of one text on a page
JOINERS = "\u200c\u200d"  # invisible, but Persian, Hindi and emoji need them
LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNUSUAL = re.compile(r"[\x00-\x1f\x7f-\U0010ffff]")
LONGEST_NAME = 120  # bytes of a name of a file or folder, without the ending
PLAIN = " -_.,()[]+=@&#%!'"  # allowed beside letters, marks and numbers of any language
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def clean(text, longest=LONGEST):
    """Return at most `longest` characters of a text, without control characters."""
    if longest is not None and len(text) > longest:
        text = text[:longest] + " …"
    text = LINES.sub("\n", text).replace("\t", "    ")
    return UNUSUAL.sub(_readable, text)


def _readable(match):
    """Return a character, "" if it is invisible, or the sign for an unreadable one."""
    character = match[0]
    category = unicodedata.category(character)
    if category == "Cs":  # half of a surrogate pair
        return "\ufffd"
    kept = category not in ("Cc", "Cf") or character in JOINERS or character == "\n"
    return character if kept else ""


def one_line(text):
    """Return `text` as one clean line: every run of white space becomes one space."""
    return " ".join(clean(text).split())


def label(student):
    """Return the name of a student as pages and tables show it: one clean line."""
    shown = clean(student, None).replace("\n", " ")
    # A digest keeps two names apart that are cleaned to the same text.
    return shown if shown == student else f"{shown} ~{digest(student)[:8]}"


def digest(text):
    """Return a hash of `text` with 16 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def number(value):
    """Return points as people write them: 1, 0.75, 0.3333."""
    return repr(round(float(value), 4) + 0.0).removesuffix(".0")  # + 0.0: not -0


def place(student):
    """Return the name of a student's page, without an ending, and of a folder.

    An ordinary name stays as it is. A name that could leave the folder, hide, be too
    long or mean something to a shell or to Windows gets '_', '~' and a digest. Ordinary
    names have no '~', so no two students share a place.
    """

    def is_plain(character):
        return character in PLAIN or unicodedata.category(character)[0] in "LMN"

    is_ordinary = student and all(map(is_plain, student))
    is_ordinary = is_ordinary and student == student.strip(". ")
    is_short = len(student.encode(errors="replace")) <= LONGEST_NAME
    if is_ordinary and is_short and not RESERVED.fullmatch(student):
        return student
    start = "".join(c if is_plain(c) else "_" for c in student[:30])
    return f"{start.strip('. ')}~{digest(student)}"


def feedback_page(student):
    """Return the path of a student's page, relative to DIR."""
    return pathlib.PurePosixPath("feedback", f"{place(student)}.html")
