"""Test that the glossary has each term once, in order, with a link to its use."""

import re

import pytest
from notebooks import CHAPTERS, chapters, markdown

PAGE = markdown("book/glossary.md")
LINK = re.compile(r"\{chapter\}`([\w-]+)`|\{doc\}`the mathematics <(mathematics)>`")
ROLE = re.compile(r"\{term\}`([^`]*)`")
NOT_PROSE = re.compile(
    r"```\w*\n.*?```|\$\$.*?\$\$|\$[^$]*\$|(?:\{[\w:]+\})?`[^`]*`|^#.*?$|^\|.*?$|\]\([^)]*\)",
    flags=re.DOTALL | re.MULTILINE,
)


def entries(text):
    """Return {heading: definition} of the glossary of a page."""
    body = re.search(r"```\{glossary\}\n(?::\w+:\n)*\n(.*?)\n```", text, re.DOTALL)[1]
    found = {}
    for block in body.split("\n\n"):
        heading, *definition = block.split("\n")
        assert heading not in found, f"{heading} is defined twice"
        found[heading] = "\n".join(definition)
    return found


ENTRIES = entries(PAGE)


def words(text):
    """Return the prose of a text in lower case, without code, formulas and tables.

    Of a role {term}, what the page shows is left.
    """
    text = ROLE.sub(lambda match: re.sub(r" <.*", "", match[1]), text)
    return " ".join(NOT_PROSE.sub(" ", text).replace("*", "").lower().split())


def forms(heading):
    """Yield the terms of a heading in the singular, and with each ending of plurals."""
    for term in heading.lower().split(", "):
        yield from (term, term + "s", term + "es", re.sub("y$", "ies", term))
        yield re.sub("matrix$", "matrices", term)


def stands_in(heading, text):
    terms = "|".join(map(re.escape, forms(heading)))
    return re.search(rf"(?<![\w-])({terms})(?!\w)", text) is not None


@pytest.mark.parametrize("heading", ENTRIES)
def test_a_term_is_defined_and_used(heading):
    definition, links = ENTRIES[heading], LINK.findall(ENTRIES[heading])
    assert len(LINK.sub("", definition).split()) >= 8, f"{heading}: say what it is"
    assert links, f"{heading} has no link to its chapter"
    for word, page in links:  # to a chapter, or else to another page
        chapter = f"chapters/{chapters.NAMES[word]}.ipynb" if word else None
        file = f"book/{chapter or page + '.md'}"
        name = f"`{heading.partition(',')[0]}`"  # a name in code
        used = stands_in(heading, words(markdown(file))) or name in markdown(file)
        assert used, f"{heading} is not in {file}"


def test_terms_are_in_order_and_each_is_there_once():
    keys = [heading.lower() for heading in ENTRIES]
    assert keys == sorted(keys)
    terms = [term for heading in keys for term in heading.split(", ")]
    assert len(terms) == len(set(terms))


def target(inside):
    """Return the heading of {term}`heading` or {term}`shown <heading>`, lower case."""
    return re.sub(r".* <(.*)>$", r"\1", inside, flags=re.DOTALL).lower()


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_links_the_terms_whose_entries_lead_to_it(name):
    """A term that the chapter never uses in a sentence needs no link there."""
    text = re.split(r"^## (?:Exercise|Summary)", markdown(name), flags=re.MULTILINE)[0]
    in_links = {target(inside) for inside in ROLE.findall(text)}
    assert in_links
    chapter = name.partition("-")[2].removesuffix(".ipynb")
    body = words(text.rpartition("**Time**")[2])
    for heading, definition in ENTRIES.items():
        leads_here = chapter in {word for word, _ in LINK.findall(definition)}
        if leads_here and heading.lower() not in in_links:
            assert not stands_in(heading, body), f"link {heading} at its first use"
