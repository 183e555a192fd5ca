"""Test that the glossary has each term once, and that its links lead to a use."""

import re

import pytest
from notebooks import markdown

LINK = re.compile(r"\{chapter\}`([\w-]+)`|\{doc\}`the mathematics <(mathematics)>`")


def entries(text):
    """Return {heading: definition} of the glossary of a page."""
    body = re.search(r"```\{glossary\}\n(?::\w+:\n)*\n(.*?)\n```", text, re.DOTALL)[1]
    found = {}
    for block in body.split("\n\n"):
        heading, _, definition = block.partition("\n")
        assert heading not in found, f"{heading} is defined twice"
        found[heading] = definition
    return found


ENTRIES = entries(markdown("book/glossary.md"))


@pytest.mark.parametrize("heading", ENTRIES)
def test_the_links_of_a_term_lead_to_pages_that_use_it(heading):
    links = LINK.findall(ENTRIES[heading])
    assert links, f"{heading} has no link to its chapter"
    for word, page in links:  # to a chapter, or else to another page
        chapter = f"chapters/{word}.ipynb" if word else None
        text = " ".join(markdown(f"book/{chapter or page + '.md'}").lower().split())
        # The ends of plurals are cut off: a matrix, several matrices.
        stems = [re.sub("(?:y|ix)$", "", t) for t in heading.lower().split(", ")]
        assert any(stem in text for stem in stems), (
            f"{heading} is not in {word or page}"
        )
