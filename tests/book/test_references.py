"""Test that each source of the book is complete, is listed and has a link."""

import re

import pytest
from notebooks import ROOT, markdown

BIB = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
PAGE = markdown("book/references.md")
CITE = re.compile(r"\{cite(?::\w+)?\}`([^`]*)`")
DOI = re.compile(r"10\.\d{4,9}/[^\s{}\"]+")
ARXIV = re.compile(r"(0[7-9]|1[0-4])\d\d\.\d{4}|(1[5-9]|[2-9]\d)\d\d\.\d{5}")
WANTED = {
    "article": {"author", "title", "journal", "volume", "pages", "year"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "publisher", "pages", "year"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "techreport": {"author", "title", "institution", "number", "year"},
    "misc": {"author", "title", "year", "eprint"},
}


def entries(text):
    """Return {key: (kind, fields)}, in the order of the file."""
    found = {}
    for kind, key, body in re.findall(r"@(\w+)\{(\w+),\n(.*?)\n\}", text, re.DOTALL):
        assert key not in found, f"{key} is there twice"
        found[key] = kind, dict(re.findall(r"^ +(\w+) *= \{(.*)\},$", body, re.M))
    return found


ENTRIES = entries(BIB)
EVERY = pytest.mark.parametrize("key", ENTRIES)


def fault(key, kind, fields):
    """Return what is wrong with an entry as a sentence, or None."""
    first = re.split(r",| and ", fields.get("author", ""))[0]
    surname = re.sub(r"\{\\\w+\{?(\w)\}?\}|\\.", r"\1", first).lower()
    year = fields.get("year", "")
    missing = WANTED[kind] - set(fields)
    if missing:
        return f"{key} lacks {', '.join(sorted(missing))}"
    if key != re.sub(r"\W", "", surname) + year:
        return f"{key} should be named after its first author and its year"
    if not 1900 < int(year) < 2100:
        return f"{key}: the year {year}"
    if "doi" in fields and not DOI.fullmatch(fields["doi"]):
        return f"{key}: a DOI is 10.number/name, without https: {fields['doi']}"
    if "eprint" in fields:
        if not ARXIV.fullmatch(fields["eprint"]):
            return f"{key}: an arXiv number is 1234.56789: {fields['eprint']}"
        if fields.get("archiveprefix") != "arXiv":
            return f"{key}: archiveprefix is missing"
    if "doi" not in fields and "eprint" not in fields:
        if not re.match(r"https?://\S+$", fields.get("url", "")):
            return f"{key} has no doi, no eprint and no url"
        if len(fields.get("nodoi", "")) < 15:
            return f"{key}: say in nodoi why there is only an address"
    return None


@EVERY
def test_an_entry_is_complete(key):
    assert fault(key, *ENTRIES[key]) is None


def test_the_page_lists_every_entry_and_no_other():
    assert len(ENTRIES) == BIB.count("\n@")
    assert list(ENTRIES) == sorted(ENTRIES)
    cited = {key.strip() for keys in CITE.findall(PAGE) for key in keys.split(",")}
    assert cited == set(ENTRIES)


def test_no_address_or_number_twice():
    for name in ("doi", "eprint", "title"):
        values = [f[name].lower() for _, f in ENTRIES.values() if name in f]
        assert len(values) == len(set(values)), name
