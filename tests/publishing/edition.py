"""Test that no line of a solution leaks into an edition for a graded class.

    make book SOLUTIONS=no && .venv/bin/python -m pytest tests/publishing/edition.py

With the full book and SOLUTIONS=yes in the environment, it tests its own search.
"""

import html
import json
import os
import re

from built import SITE
from notebooks import NAMES, code_cells, markdown, read

from coursework.authoring.make_exercises import solution_lines

TEXT = {".html", ".js", ".json", ".xml", ".css", ".txt", ".ipynb", ".md", ".svg"}
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
        if path.suffix in TEXT:
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
