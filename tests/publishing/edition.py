"""Test the edition of `make rehearse`: its addresses, solutions and branch."""

import html
import json
import os
import re
import subprocess
import sys

import pytest
from built import SITE
from notebooks import NAMES, ROOT, code_cells, markdown, read

from coursework.authoring.make_exercises import solution_lines

sys.path.insert(0, str(ROOT / "tools"))
import colab
import publish

LONG = 25  # characters; shorter lines are common in programs


def secret_lines():
    """Return the lines of the solutions that the book does not print."""
    sources, found = [markdown("book/intro.md")], set()  # the page shows a check
    for name in NAMES:
        if name.startswith("book/solutions/"):
            found |= solution_lines(read(name))
        elif name.startswith("book/"):
            sources += [cell.source for cell in code_cells(name)]
    printed = "\n".join(sources)
    return {line for line in found if len(line) >= LONG and line not in printed}


def words(path):
    """Return the text of a file of the site, without tags and escapes."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        return "\n".join("".join(c["source"]) for c in json.loads(text)["cells"])
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def test_many_lines_of_solutions_are_secret():
    assert len(secret_lines()) > 50


def test_no_line_of_a_solution_is_in_the_site():
    secret, leaks = secret_lines(), {}
    for path in SITE.rglob("*"):
        if path.suffix in publish.TEXT:
            text = words(path)
            found = [line for line in secret if line in text]
            if found:
                leaks[path.relative_to(SITE).as_posix()] = found
    if os.environ.get("SOLUTIONS") == "yes":
        assert len(leaks) >= 10, "this search would not find a leak"
    else:
        assert leaks == {}
        assert not list(SITE.glob("colab/solution-*"))
        assert not (SITE / "_sources").exists()


def test_no_placeholder_is_left():
    assert list(publish.placeholder_pages(SITE)) == []
    assert publish.check(f"v{colab.neuralnet.__version__}") == []
    page = (SITE / "book" / "chapters" / "01-digits.html").read_text(encoding="utf-8")
    base = colab.config()["html"]["baseurl"]
    assert f'<link rel="canonical" href="{base}book/chapters/01-digits.html"' in page
    assert f'<meta property="og:image" content="{base}_static/social.png">' in page
    assert f'href="{colab.colab_url("book/chapters/01-digits.ipynb")}"' in page
    assert (SITE / "_static" / "social.png").is_file()


@pytest.fixture
def tagged():
    """Return the names of the files that the remote has under the tag."""

    def git(*arguments):
        done = subprocess.run(
            ("git", *arguments), cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    remote = git("remote", "get-url", "origin")
    return git(f"--git-dir={remote}", "ls-tree", "--name-only", colab.tag()).split()


def test_each_link_to_colab_opens_a_notebook_of_the_tag(tagged):
    before_tag, tag, _ = colab.colab_url("book/chapters/").partition(colab.tag())
    start, found = f"{before_tag}{tag}/", set()
    link = re.compile(r"https://colab\.research[^\s\"')\\<]+")
    for path in [*SITE.rglob("*.html"), *SITE.glob("colab/*.ipynb")]:
        found |= set(link.findall(path.read_text("utf-8")))
    assert len(found) > 15
    assert {link for link in found if not link.startswith(start)} == set()
    assert {link.removeprefix(start) for link in found} <= set(tagged)
    assert colab.wheel_url().rsplit("/")[-1] in tagged
