"""House rules for all pages: spelling, pictures, headings, links, and the instructors'.

The rules for chapters alone are in test_notebooks.
"""

import itertools
import re

import codespell_lib
import pytest
import yaml
from notebooks import BOOK, CHAPTERS, NAMES, PAGES, ROOT, code_cells, markdown

ROOTS = ["README.md", "CLAIMS.md", "CONTRIBUTING.md"]
EVERY = pytest.mark.parametrize("name", [*BOOK, *PAGES])
FENCED = re.compile(r"^(`{3,}|:{3,}).*?^\1`*:*$", flags=re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^```(?:\w*|\{code.*)\n.*?^```$", flags=re.DOTALL | re.MULTILINE)
NOT_PROSE = re.compile(
    CODE.pattern
    + r"|(?:\{[\w:]+\})?`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|\w+://\S+",
    flags=re.DOTALL | re.MULTILINE,
)
ALLOWED = {"catalogue"}  # our word for it, and no mistake in America


# --- spelling


def misspelled(texts, folder, capsys):
    """Return what codespell finds in {name: Markdown}, British spelling included."""
    for name, text in texts.items():
        blanked = NOT_PROSE.sub(lambda m: "\n" * m[0].count("\n") or " ", text)
        (folder / f"{name.replace('/', '-')}.txt").write_text(blanked, encoding="utf-8")
    codespell_lib.main("--builtin", "clear,rare,en-GB_to_en-US", str(folder))
    lines = capsys.readouterr().out.splitlines()
    found = [line.removeprefix(f"{folder}/") for line in lines if "==>" in line]
    return [f for f in found if f.split(": ")[1].split(" ")[0].lower() not in ALLOWED]


def test_spelling_of_the_prose(tmp_path, capsys):
    texts = {name: markdown(name) for name in [*NAMES, *PAGES, *ROOTS]}
    assert misspelled(texts, tmp_path, capsys) == []


WRONG = [
    *("colour", "behaviour", "normalise", "initialise", "initialisation", "labelled"),
    *("neighbour", "centre", "modelling", "recognise", "grey", "licence"),
    *("teh", "seperate", "recieve", "occured", "wether"),
]


def test_a_word_spelled_otherwise_is_seen(tmp_path, capsys):
    text = "Let us {} `colour` in $teh$.\n\n```python\nbehaviour = 1\n```\n"
    found = misspelled({w: text.format(w) for w in WRONG}, tmp_path, capsys)
    assert len(found) == len(WRONG)
    for word in WRONG:
        assert any(f": {word} ==>" in line for line in found), word


# --- pictures and headings


def pictures(text):
    """Yield the alt text of each picture that a Markdown text shows."""
    yield from re.findall(r"!\[(.*?)\]\(", text)
    for tag in re.findall(r"<img\b.*?>", text, flags=re.DOTALL):
        found = re.search(r'alt="(.*?)"', tag)
        yield found[1] if found else ""
    directive = r"\{(?:figure|image)\} \S+\n((?::\w+:.*\n)*)"
    for options in re.findall(directive, text):
        found = re.search(r"^:alt: (.*)$", options, flags=re.MULTILINE)
        yield found[1] if found else ""


@pytest.mark.parametrize("name", [*NAMES, *PAGES, *ROOTS])
def test_pictures_in_text_have_alt_text(name):
    assert all(len(alt) >= 30 for alt in pictures(markdown(name)))


@pytest.mark.parametrize("name", NAMES)
def test_pictures_in_outputs_have_alt_text(name):
    for cell in code_cells(name):
        mimes = [mime for output in cell.outputs for mime in output.get("data", {})]
        if any(mime.startswith("image/") for mime in mimes):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) >= 30, cell.source


def test_a_picture_without_alt_text_is_seen():
    text = "![](a.png) <img src='a.png'>\n```{figure} a.png\n:width: 3\n```\n"
    assert list(pictures(text)) == ["", "", ""]
    described = "```{image} a.png\n:alt: A confusion matrix.\n```\n"
    assert list(pictures(described)) == ["A confusion matrix."]


def levels(text):
    return [len(m) for m in re.findall(r"^(#+) ", FENCED.sub("", text), re.MULTILINE)]


def in_order(found):
    """Return whether there is one title, first, and no level is skipped below it."""
    steps = itertools.pairwise(found)
    return (
        found[:1] == [1] and found.count(1) == 1 and all(b <= a + 1 for a, b in steps)
    )


@EVERY
def test_headings_in_order(name):
    assert in_order(levels(markdown(name))), levels(markdown(name))


def test_headings_out_of_order_are_seen():
    assert in_order([1, 2, 3, 2])
    for wrong in ([], [2, 3], [1, 3], [1, 2, 1], [1, 2, 4]):
        assert not in_order(wrong)


# --- links

LABEL = re.compile(r"^\$\$ \((\S+)\)$|^:label: (\S+)$", flags=re.MULTILINE)


def labels(name):
    return [one or other for one, other in LABEL.findall(markdown(name))]


LABELS = [label for name in [*BOOK, *PAGES] for label in labels(name)]


def dead_links(name, text):
    """Return the links of a page that lead nowhere."""
    text, folder = CODE.sub("", text), (ROOT / name).parent
    dead = []
    for role, inside in re.findall(r"\{(doc|eq|(?:prf:|num)?ref)\}`([^`]*)`", text):
        target = re.sub(r".*<(.*)>$", r"\1", inside, flags=re.DOTALL)
        path = ROOT / target[1:] if target.startswith("/") else folder / target
        files = [path.with_name(path.name + end) for end in (".md", ".ipynb")]
        if not (any(f.is_file() for f in files) if role == "doc" else target in LABELS):
            dead.append(target)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path = target.partition("#")[0]
        if not re.match(r"\w+:", target) and not (folder / path).exists():
            dead.append(target)
    return dead


@pytest.mark.parametrize("name", [*BOOK, *PAGES, *ROOTS])
def test_links_resolve(name):
    assert dead_links(name, markdown(name)) == []


def test_a_dead_link_is_seen():
    text = "{doc}`01-digit` {doc}`two <09-two>` {eq}`eq-none` [it](../exercises/no.md)"
    assert len(dead_links(CHAPTERS[0], text)) == 4
    text = "{doc}`01-digits` {eq}`eq-digits-row` [it](../exercises/01-digits.ipynb)"
    assert dead_links(CHAPTERS[0], text) == []


def test_no_label_twice():
    assert len(LABELS) == len(set(LABELS))


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
    minutes = [int(row.split(" | ")[2]) for row in table.splitlines()[2:]]
    assert sum(minutes) == 60 * hours


def test_the_command_line_is_the_one_that_is_described():
    from coursework.__main__ import parser

    grade = parser()._subparsers._group_actions[0].choices["grade"].format_help()
    described = set(re.findall(r"--\w+", INSTRUCTORS.partition("## Publish")[0]))
    assert "--questions" in described
    assert {option for option in described if option not in grade} == set()
