"""Test the PDF of the book (`make pdf`): pages, links, answers after each chapter.

The tests print it, and run in one process, so that it is printed once.
"""

import ctypes
import re
import subprocess
import sys

import pypdfium2
import pytest
import yaml
from built import SITE
from notebooks import ROOT
from pypdfium2 import raw

PDF = ROOT / "_build" / "two-layer-course.pdf"
BEHIND = "Answers, hints and solutions"


@pytest.fixture(scope="module")
def pdf(chromium):
    subprocess.run([sys.executable, ROOT / "tools" / "pdf"], check=True)
    pdf = pypdfium2.PdfDocument(PDF)
    yield pdf
    pdf.close()


@pytest.fixture(scope="module")
def texts(pdf):
    """Return the text of each page, with single blanks as white space."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


@pytest.fixture(scope="module")
def outline(pdf):
    """Return the bookmarks as (level, title, index of the page)."""
    marks = ((one, " ".join(one.get_title().split())) for one in pdf.get_toc())
    return [(one.level, title, one.get_dest().get_index()) for one, title in marks]


def links(pdf, page):
    """Yield for each link of a page the index of its target page, or its address."""
    start, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, start, link):
        if place := raw.FPDFLink_GetDest(pdf.raw, link):
            yield raw.FPDFDest_GetDestPageIndex(pdf.raw, place)
            continue
        address = ctypes.create_string_buffer(1000)
        action = raw.FPDFLink_GetAction(link)
        raw.FPDFAction_GetURIPath(pdf.raw, action, address, len(address))
        yield address.value.decode()


def titles():
    """Return (0, title of a part) and (1, title of a page) as the site lists them."""
    toc = yaml.safe_load((ROOT / "_build" / "toc.yml").read_text("utf-8"))
    found = []
    for part in toc["parts"]:
        found.append((0, part["caption"]))
        files = [page["file"] for page in part["chapters"]]
        for file in ([toc["root"]] if part is toc["parts"][0] else []) + files:
            text = (SITE / f"{file}.html").read_text("utf-8").partition("<article")[2]
            title = re.search(r"<h1>(.*?)<a class=\"headerlink", text, re.DOTALL)[1]
            found.append((1, " ".join(re.sub("<[^>]*>", "", title).split())))
    return found


def test_bookmarks_are_those_of_the_contents(outline, texts):
    found = [(level, title) for level, title, _ in outline if level < 2]
    assert [one for one in found if one[1] != "Contents"] == titles()
    assert sum(level == 2 for level, *_ in outline) > 100
    for _, title, index in outline:
        # The space above a heading may stand at the foot of the page before.
        place = "".join(texts[index : index + 2]).replace(" ", "")
        assert title.replace(" ", "") in place


def test_every_link_leads_somewhere(pdf):
    found = [place for page in pdf for place in links(pdf, page)]
    inside = [place for place in found if isinstance(place, int)]
    assert len(inside) > 1500
    assert all(0 <= place < len(pdf) for place in inside)
    outside = {place for place in found if not isinstance(place, int)}
    assert all(re.match("https?://|mailto:", place) for place in outside), outside


def test_answers_stand_behind_each_chapter(texts, outline):
    """Answers follow each chapter; with SOLUTIONS=no, the solutions are missing."""
    config = yaml.safe_load((ROOT / "_build" / "config.yml").read_text("utf-8"))
    kept = not config["sphinx"]["config"].get("hide_solutions", False)
    chapters = [(title, at) for level, title, at in outline if level == 1]
    behind = [at for _, title, at in outline if title == BEHIND]
    ends = [at for _, at in chapters[1:]] + [len(texts)]
    for (title, start), end in zip(chapters, ends, strict=True):
        if re.match(r"\d+\.", title):
            (turn,) = [at for at in behind if start < at < end]
            assert "Right." not in " ".join(texts[start:turn]), title
            answers = " ".join(texts[turn:end])
            assert "Right." in answers
            assert ("Solution to Exercise" in answers) == kept


def test_the_pdf_is_tagged_for_screen_readers(pdf):
    assert raw.FPDFCatalog_IsTagged(pdf.raw)
    for page in pdf:
        tree = raw.FPDF_StructTree_GetForPage(page)
        assert raw.FPDF_StructTree_CountChildren(tree) > 0
        raw.FPDF_StructTree_Close(tree)


def test_the_front_page_links_to_the_pdf(pdf):
    assert (SITE / PDF.name).read_bytes() == PDF.read_bytes()
    assert f'href="../{PDF.name}"' in (SITE / "book" / "intro.html").read_text("utf-8")
