"""Test the EPUB (tools/epub): its pages, and the file if `make epub` made one."""

import pathlib
import re
import shutil
import subprocess
import sys
import types
import zipfile
from xml.etree import ElementTree

import bs4
import pytest
from built import CHAPTER_PAGES, SITE
from notebooks import NAMES, PAGES, ROOT

sys.path.append(str(ROOT / "tools" / "epub"))
import epub_pages

EPUB = ROOT / "_build" / "two-layer-course.epub"
CHECKER = pathlib.Path("/usr/share/java/epubcheck.jar")


@pytest.fixture
def changed():
    """Return a function that returns a page's body, as on the site and in the EPUB."""
    docs = {name.rpartition(".")[0] for name in NAMES + PAGES}
    app = types.SimpleNamespace(env=types.SimpleNamespace(found_docs=docs))

    def _changed(page):
        text = (SITE / page).read_text("utf-8").partition("<article")[2]
        body = f"<article{text.partition('</article>')[0]}</article>"
        # Sphinx would give its EPUB's links, and a doctree: any but None will do.
        context = {"body": body.replace(".html", ".xhtml"), "css_files": []}
        epub_pages.change(app, page.removesuffix(".html"), "", context, doctree="any")
        return body, context["body"]

    return _changed


def test_a_chapter_becomes_a_page_that_a_reader_of_books_can_show(changed):
    """Formulas are MathML, answers stand behind the chapter, and links are whole."""
    texts = changed(CHAPTER_PAGES[2])
    ElementTree.fromstring(f"<body>{texts[1]}</body>")  # it is XML
    before, after = (bs4.BeautifulSoup(text, "lxml") for text in texts)
    formulas = len(before.find_all("math"))
    assert len(after.find_all("math", alttext=True)) == formulas > 50
    for name in ("form", "input", "details", "summary", "script", "annotation"):
        assert not after.find(name)
    assert [one["alt"] for one in after("img")] == [one["alt"] for one in before("img")]
    ids = [node["id"] for node in after.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in after("a") if a["href"][0] == "#"} <= set(ids)
    first, last = texts[1].split("<h2>Answers, hints and solutions</h2>")
    assert "Right." not in first
    assert last.count("Right.") == len(before("form")) > 0
    folds = before.find_all(class_="fold-answer")
    assert len(re.findall(r"<p [^>]*><a [^>]*>\d+. Answer</a>", last)) == len(folds) > 0
    assert re.search(r"\d+. Solution to Exercise", last)


def test_the_epub_is_valid_and_has_no_scripts():
    """`make epub` has made it; EPUBCheck judges it where it is installed."""
    if not EPUB.is_file():
        pytest.skip("there is no EPUB: make epub")
    with zipfile.ZipFile(EPUB) as file:
        names = file.namelist()
        content = file.read("content.opf").decode()
        chapter = file.read("book/chapters/03-forward.xhtml").decode()
    assert not [name for name in names if re.search(r"\.(js|woff2?|html)$", name)]
    assert content.count('properties="mathml"') > 20
    for wanted in ("<dc:language>en<", ">MathML<", ">alternativeText<", "cover-image"):
        assert wanted in content
    pictures = re.findall(r'src="../../([^"]*)"', chapter)
    assert {"_static/live/unit.svg"} < set(pictures) < set(names)
    assert EPUB.stat().st_size < 5e6
    if not (CHECKER.is_file() and shutil.which("java")):
        pytest.skip("there is no EPUBCheck: apt install epubcheck")
    command = ["java", "-jar", CHECKER, "--failonwarnings", EPUB]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
