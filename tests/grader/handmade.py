"""Make records as the grader writes them, with texts of honest and hostile students."""

import csv
import re
from html.parser import HTMLParser

from grader.assignment import USUAL as ASKED
from grader.records import Mark, Record
from grader.submissions.cells import Cell

BOOK = "https://book.test/two/"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</details></section></main><h1>Full marks</h1>",
    "</title><script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](http://a.example/x.png)",
    "<http://a.example> http://example.com www.example.com me@example.com",
    "[a]: http://a.example\n[a]",
    "~~~\n```\n````\n# Full marks\n<script>alert(1)</script>\n```",
    "`` ` `` **7 of 7** __init__ *args | $x$ {math}`x`",
    "\n\n# Full marks\n\n- one\n1. two\n> three\n---\n\n    code",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\u202egnp.exe\u2066 \u200b\ufeff",
    "nul \x00 bell \x07 escape \x1b[31m \x85 \u2028 \x7f",
    "half \udcb1\ud800 pair",
    "&lt;b&gt; &amp; &#60;script&#62;",
    "x" * 10_000,
    "<" * 10_000,
    "../../../../etc/passwd",
]
STRANGE = [*HOSTILE, "", "\udcff", "\udcfe", "d/" * 400 + "x", "a" * 255, "é" * 120]
STRANGE += ["..", ".", "/", "//", "/etc/passwd", "a/../b", "a/./b", "a//b", "a/"]
STRANGE += ["..\\b", "a", "A", "a/b", "a/B", "a~b", "ab", "a_b", "a\nb", "a#b", "a?b"]
STRANGE += ["a.html", "a.html/b", "a.json/b", "CON", "nul.txt"]
STRANGE += [".hidden", "x.", "x ", " x", 'say "hi"', "O'Brien", "a:b", "a*b", "김민수"]
STRANGE += ["~", "-rf", "é", "e\u0301", "<b>", "50%", "50%25"]
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066]")


def entry(question="softmax", **changes):
    """Return the entry of a right answer, some of its fields replaced."""
    right = {"score": 1.0, "status": "correct", "cell": 7}
    return Mark(question, **(right | changes))


def wrong(question="softmax", mistake="no_shift", **changes):
    """Return the entry of a wrong answer, some of its fields replaced."""
    fields = {"message": "Subtract the maximum.", "hints": ["Look at X.", "Use max."]}
    fields |= {"status": "incorrect", "score": 0.75, "mistake": mistake}
    return entry(question, **(fields | changes))


def record(student="kim", *entries, **changes):
    """Return a record with right answers but for `entries`, some fields replaced."""
    marks = {name: entry(name) for name in ASKED}
    marks |= {each.question: each for each in entries}
    fields = {"file": f"{student}.ipynb", "key": "k", "content": "c"}
    fields |= {"marks": list(marks.values())}
    return Record(student, **(fields | changes))


def unreadable(student="lee", reason="The file ends in the middle of line 3."):
    """Return the record of a file that cannot be read."""
    why = {"message": reason, "mistake": "unreadable_file"}
    blanks = [Mark(name, **why) for name in ASKED]
    return record(student, *blanks, problem=reason)


def hostile_record(text):
    """Return a record with `text` in every place that a student can write to."""
    quotes = [Cell(3, text, text)]
    answer = wrong(message=text, mistake=text, hints=[text], notes=[text])
    return record(text, answer, quotes=quotes, problem=text)


def rows(path):
    """Return the rows of a CSV file as lists."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


class Page(HTMLParser):
    """Parse a page of HTML: keep its tags, text, links, and whether all tags close."""

    VOID = ("meta", "img", "wbr", "br")

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.open = [], [], []
        self.text, self.links, self.unbalanced = "", [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.links += [value for name, value in attributes if name == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        self.text += data

    @property
    def balanced(self):
        return not self.open and not self.unbalanced
