"""Test the links between the built pages, their `<head>` and the front page."""

import linecache
import re

import numpy as np
import pytest
import yaml
from _ext import navigation
from built import html
from notebooks import CHAPTERS, ROOT, markdown

from coursework import check
from coursework.judging import help_levels
from neuralnet import load_experiment

TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
LISTED = [TOC["root"]] + [p["file"] for t in TOC["parts"] for p in t["chapters"]]


# --- links from page to page


def test_next_links_lead_through_all_chapters_in_order():
    way = ["book/intro"]
    while following := navigation.neighbors(way[-1], LISTED)[1]:
        assert navigation.neighbors(following, LISTED)[0] == way[-1]
        way.append(following)
    chapters = [name.removesuffix(".ipynb") for name in CHAPTERS]
    assert way == ["book/intro", "book/mathematics", *chapters, "book/finish"]


@pytest.mark.book
def test_no_next_link_leads_to_a_solution_and_links_back_lead_to_the_task():
    """An exercise leads back to its chapter, a solution to its exercise."""
    for page in LISTED:
        before, after = navigation.neighbors(page, LISTED)
        assert "solutions" not in (after or "")
        if "/exercises/" in page:
            assert page in navigation.exercises(before, LISTED)
        if "/solutions/" in page:
            assert before == page.replace("solutions", "exercises")
        links = re.findall(r'class="right-next"\s+href="(.*?)"', html(f"{page}.html"))
        names = [link.rpartition("/")[2] for link in links]
        assert names == ([f"{after.rpartition('/')[2]}.html"] if after else [])


@pytest.mark.book
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_its_box_and_leads_to_its_exercise(name):
    page = name.removesuffix(".ipynb")
    _, box, ends = re.split('class="chapter-(?:strip|end)', html(f"{page}.html"))[:3]
    assert re.search(r"chapter-map.*?<img [^>]*alt=.*?<ul.*? \d+ minutes", box, re.S)
    found = re.findall(r'class="next-step" href="\.\./(exercises/[^"]*)\.html"', ends)
    assert [f"book/{one}" for one in found] == navigation.exercises(page, LISTED)


# --- the front page


INTRO = markdown("book/intro.md")


def blocks(language):
    """Return the fenced blocks of this language on the front page."""
    return re.findall(rf"^```{language}\n(.*?)\n```", INTRO, re.DOTALL | re.MULTILINE)


def test_the_front_page_shows_what_the_check_says(capsys, monkeypatch):
    monkeypatch.setattr(help_levels, "_tries", {})  # as in a new session
    code, answer = blocks("python")[0], blocks("text")[0]
    names = {"np": np, "check": lambda *arguments: print(check(*arguments))}
    # `check` reads the source of the function, which a notebook keeps in this cache.
    linecache.cache["a cell"] = len(code), None, code.splitlines(True), "a cell"
    exec(compile(code, "a cell", "exec"), names)
    assert capsys.readouterr().out.strip() == answer


def test_the_numbers_of_the_front_page():
    accuracy = float(re.search(r"(\d\d\.\d\d) %", INTRO)[1]) / 100
    assert f"'test_acc': {accuracy:.4f}" in str(load_experiment("reference"))


def test_the_front_page_lists_the_chapters():
    listed = re.findall(r"^\d+\. \{doc\}`(.*?)`", INTRO, re.MULTILINE)
    assert listed == [f.removeprefix("book/").removesuffix(".ipynb") for f in CHAPTERS]
