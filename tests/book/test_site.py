"""Test that the built pages (`make book`) are complete and load no foreign file."""

import re

import pytest
from _ext import lean_pages
from built import SITE, every_page, parse
from notebooks import BOOK, ROOT

pytestmark = pytest.mark.book


def test_the_book_is_built_from_these_notebooks():
    for name in BOOK:
        built = SITE / "_sources" / name
        assert built.read_bytes() == (ROOT / name).read_bytes(), "run: make book"


@every_page
def test_pages_load_nothing_from_elsewhere(page):
    for url in parse(page)[1]:
        assert not re.match(r"(https?:)?//", url), url


def test_style_sheets_load_nothing_from_elsewhere():
    for path in SITE.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        urls = re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", text)
        assert not urls, f"{path}: {urls}"


@every_page
def test_pictures_have_alt_text(page):
    """The logo and the chapters' covers have none: a name stands beside them."""
    for image in parse(page)[2]:
        if re.search(r"logo\.svg|/cover-", image["src"]):
            assert image["alt"] == ""
            continue
        assert len(image.get("alt") or "") >= 30, image
        assert "_images/" not in image["alt"], image


@every_page
def test_formulas_are_typeset_and_can_be_read_aloud(page):
    text, _, _ = parse(page)
    formulas = len(re.findall(r'<(?:span|div) class="(?:short )?math ', text))
    typeset = re.findall(r'(?s)<span class="katex">.*?</math>', text)
    assert len(typeset) == formulas
    assert all("<math " in formula for formula in typeset)
    assert "katex-error" not in text
    shown = re.sub(r"(?s)<annotation.*?</annotation>", "", text)
    assert not re.search(r"\\[(\[]", shown)


def test_the_license_lies_beside_what_others_made():
    assert "MIT" in (SITE / "_static/katex/LICENSE").read_text(encoding="utf-8")
    assert "SIL Open Font" in (SITE / "_static/fonts/LICENSE").read_text("utf-8")


def test_styles_lose_the_rules_for_classes_that_nothing_has():
    style = "p,.a,.b .a{x}.b{y}@media (z){.a:is(.b){w}.b{v}}"
    assert lean_pages.used(style, {"a"}) == "p,.a{x}@media (z){.a:is(.b){w}}"
