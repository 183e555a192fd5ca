"""Test that each source of the book is listed, and none twice."""

import re

from notebooks import ROOT, markdown

BIB = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
PAGE = markdown("book/references.md")
CITE = re.compile(r"\{cite(?::\w+)?\}`([^`]*)`")


def entries(text):
    """Return {key: (kind, fields)}, in the order of the file."""
    found = {}
    for kind, key, body in re.findall(r"@(\w+)\{(\w+),\n(.*?)\n\}", text, re.DOTALL):
        assert key not in found, f"{key} is there twice"
        found[key] = kind, dict(re.findall(r"^ +(\w+) *= \{(.*)\},$", body, re.M))
    return found


ENTRIES = entries(BIB)


def test_the_page_lists_every_entry_and_no_other():
    assert len(ENTRIES) == BIB.count("\n@")
    assert list(ENTRIES) == sorted(ENTRIES)
    cited = {key.strip() for keys in CITE.findall(PAGE) for key in keys.split(",")}
    assert cited == set(ENTRIES)
