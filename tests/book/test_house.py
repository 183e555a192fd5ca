"""Test the rules for all pages: spelling, links, contents, instructors' page.

`make book` stops at a link, label, term or source that is not there, at a label that is
there twice and at a heading that skips a level, so that no test has to. The rules only
for chapters are in test_notebooks.
"""

import re

import codespell_lib
import pytest
import yaml
from notebooks import BOOK, NAMES, PAGES, ROOT, code_cells, markdown, output_texts

ROOTS = ["README.md", "CLAIMS.md", "CONTRIBUTING.md"]
ROOTS += [".github/SUPPORT.md", ".github/CODE_OF_CONDUCT.md"]
CODE = re.compile(r"^```(?:\w*|\{code.*)\n.*?^```$", flags=re.DOTALL | re.MULTILINE)
NOT_PROSE = re.compile(
    CODE.pattern
    + r"|(?:\{[\w:]+\})?`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|\w+://\S+",
    flags=re.DOTALL | re.MULTILINE,
)
ALLOWED = {"catalogue"}  # correct in America, too
OLD = re.compile(  # old words from the term list in CONTRIBUTING
    r"(?<![\w-])(?:start(?:ing)? (?:values?|weights?|rules?)|fine print|remed(?:y|ies)"
    r"|hand-ins?|lit|dark (?:pixels?|rows?)|search for good settings)\b",
    flags=re.IGNORECASE,
)


# --- spelling


def test_spelling_of_the_prose(tmp_path, capsys):
    """British spelling counts as wrong."""
    for name in [*NAMES, *PAGES, *ROOTS]:
        # Code is left out, but not its ends of lines, so that line numbers are right.
        prose = NOT_PROSE.sub(lambda m: "\n" * m[0].count("\n") or " ", markdown(name))
        path = tmp_path / f"{name.replace('/', '-')}.txt"
        path.write_text(prose, encoding="utf-8")
    codespell_lib.main("--builtin", "clear,rare,en-GB_to_en-US", str(tmp_path))
    lines = capsys.readouterr().out.splitlines()
    found = [line for line in lines if "==>" in line]  # file:line: word ==> correction
    assert [row for row in found if row.split()[1].lower() not in ALLOWED] == []


@pytest.mark.parametrize("name", [*NAMES, *PAGES, "README.md", "CLAIMS.md"])
def test_pages_and_figures_use_no_old_word(name):
    cells = code_cells(name) if name in NAMES else []
    outputs = [text for cell in cells for text in output_texts(cell)]
    for text in [NOT_PROSE.sub(" ", markdown(name)), *outputs]:
        assert OLD.findall(" ".join(text.split())) == []


# --- chapters, named by their words


def numbers(text):
    """Return each 'chapter 7' of a text that names a chapter of ours by its number."""
    # A line that begins with a source names chapters of another book.
    ours = re.sub(r"^- \{cite\}.*$", "", text, flags=re.MULTILINE)
    return re.findall(r"\bchapters? \d+", ours, flags=re.IGNORECASE)


@pytest.mark.parametrize("name", [*NAMES, *PAGES, *ROOTS])
def test_no_text_holds_the_number_of_a_chapter(name):
    texts = [markdown(name)]
    for cell in code_cells(name) if name in NAMES else []:
        texts += [cell.source, *output_texts(cell)]
    assert numbers("\n".join(texts)) == []


def test_no_code_holds_the_number_of_a_chapter():
    """Comments and messages hold none either."""
    show_numbers = {"chapters.py", "test_form.py", "test_house.py"}
    kinds = {".css", ".html", ".js", ".json", ".mjs", ".py", ".txt"}
    rooms = ("bench", "book", "coursework", "neuralnet", "tests", "tools")
    files = [p for room in rooms for p in (ROOT / room).rglob("*") if p.suffix in kinds]
    files = [p for p in files if p.name not in show_numbers]
    assert len(files) > 200
    found = {p.name: numbers(p.read_text(encoding="utf-8")) for p in files}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("name", ROOTS)
def test_linked_files_exist_and_pictures_have_alt_text(name):
    for picture, words, target in re.findall(
        r"(!?)\[([^\]]*)\]\((?!\w+:)([^)#\s]+)", markdown(name)
    ):
        assert (ROOT / target).exists(), target
        assert not picture or len(words) >= 30, target


def test_every_page_is_in_the_contents_once():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    listed = [toc["root"]]
    listed += [page["file"] for part in toc["parts"] for page in part["chapters"]]
    assert sorted(listed) == sorted(name.rpartition(".")[0] for name in BOOK + PAGES)


# --- the page for instructors

INSTRUCTORS = markdown("book/instructors.md")


@pytest.mark.parametrize(("title", "hours"), [("Six", 6), ("Twelve", 12)])
def test_the_sessions_fill_the_hours(title, hours):
    table = re.search(rf"\*\*{title} hours\*\*.*?\n\n(\|.*?)\n\n", INSTRUCTORS, re.S)[1]
    rows = table.splitlines()[2:]
    assert sum(int(row.split(" | ")[2]) for row in rows) == 60 * hours  # the minutes


def test_the_options_on_the_page_for_instructors_exist():
    from coursework import __main__, student

    commands = __main__.parser()._subparsers._group_actions[0].choices
    help_texts = commands["grade"].format_help() + student.parser().format_help()
    described = set(re.findall(r"--\w+", INSTRUCTORS.partition("## Publish")[0]))
    assert "--notebooks" in described
    assert {option for option in described if option not in help_texts} == set()
