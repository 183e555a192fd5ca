"""Find the chapter that introduces each term and symbol, and earlier uses of them.

The home of a term in the glossary is the chapter to which its entry links; there it
stands bold once, **{term}`so`**. What the page on mathematics explains is known from
the start. A symbol is at home in the chapter of its row in
notation.md, whose own table of symbols holds it. An earlier use stands in a paragraph
that names the home ('see {chapter}`backprop`'). A second reading may say in its first
paragraph that it comes 'after {chapter}`backprop`': then it may use what is at home up
to there.
"""

import re

from notebooks import CHAPTERS, chapters, markdown, read, tags
from test_glossary import ENTRIES, LINK, stands_in, target, words

MATHEMATICS = 0  # the page on mathematics comes before chapter one
# Words of the glossary that need no introduction, before the book makes them exact.
EVERYDAY = {"weight", "score", "layer", "seed", "class", "label", "batch", "unit"}
FORMULA = re.compile(r"\$\$(.*?)\$\$|\$([^$]*)\$", flags=re.DOTALL)
NAMES = re.compile(r"\\(?:begin|end|mathrm|text)\{[^}]*\}")  # letters, no symbols
SYMBOL = re.compile(r"\\[a-zA-Z]+|[A-Za-z](?:_(?:\{[^}]*\}|\w))?'?")
AFTER = re.compile(r"after \{chapter\}`([\w-]+)`")
BOLD = re.compile(r"\*\*\{term\}`([^`]*)`\*\*")
END = re.compile(r"^## (?:Symbols|Quiz|Further reading)", flags=re.MULTILINE)


def term_homes():
    """Return {heading of the glossary: number of the chapter where it is at home}."""
    links = {heading: LINK.search(text) for heading, text in ENTRIES.items()}
    return {  # a link without a chapter leads to the mathematics
        heading: chapters.number(link[1]) if link[1] else MATHEMATICS
        for heading, link in links.items()
    }


def symbol_homes():
    """Return {symbol: number of its home} for the single signs, as W_1, of notation.md.

    Of several rows of a symbol, the first one names its home.
    """
    rows = re.findall(
        r"^\| \$(.+?)\$ .*\{chapter-number\}`(.+?)`", markdown("book/notation.md"), re.M
    )
    homes = {}
    for symbol, word in rows:
        if SYMBOL.fullmatch(symbol):
            homes.setdefault(symbol, chapters.number(word))
    return homes


def paragraphs(name):
    """Return [(paragraph, number of the last chapter that it may build on)].

    The title is left out, and so are the paragraphs from 'You will' to 'Time'.
    """
    number = CHAPTERS.index(name) + 1
    known, found = number, []
    for cell in read(name).cells:
        is_second_reading = "second-reading" in tags(cell)
        if not is_second_reading:
            known = number
        if cell.cell_type != "markdown":
            continue
        after = AFTER.search(cell.source)
        if after and is_second_reading:
            known = chapters.number(after[1])  # up to the end of this second reading
        found += [(part, known) for part in re.split(r"\n\s*\n", cell.source)]
        if END.search(cell.source):
            break
    ends = ("**You will**", "**Time**")
    will, time = (k for k, (part, _) in enumerate(found) if part.startswith(ends))
    return found[1:will] + found[time + 1 :]


def bold(text):
    """Return the headings, in lower case, of the terms that a text has bold."""
    return [target(inside) for inside in BOLD.findall(text)]


def names_chapter(paragraph, number):
    """Return whether a paragraph names the chapter with this number by a role."""
    return number in {chapters.number(w) for _, w in chapters.ROLE.findall(paragraph)}


def early_terms(name):
    """Return [(term, home, start of paragraph)]: where a chapter uses a term too early.

    That is before its home, or at home before it stands bold.
    """
    found, number, introduced = [], CHAPTERS.index(name) + 1, set()
    homes = {k: home for k, home in term_homes().items() if k not in EVERYDAY}
    for paragraph, known in paragraphs(name):
        introduced |= set(bold(paragraph))
        text = words(paragraph)
        for heading, home in homes.items():
            before_bold = home == number and heading.lower() not in introduced
            points_there = home > number and names_chapter(paragraph, home)
            early = (home > known or before_bold) and not points_there
            if early and stands_in(heading, text):
                found.append((heading, home, paragraph[:60]))
    return found


def early_symbols(name):
    """Return [(symbol, home, start of paragraph)]: each use of a symbol too early."""
    found = []
    for paragraph, known in paragraphs(name):
        formulas = " ".join(a or b for a, b in FORMULA.findall(paragraph))
        symbols = SYMBOL.findall(NAMES.sub(" ", formulas))
        for symbol, home in symbol_homes().items():
            early = home > known and not names_chapter(paragraph, home)
            if early and symbol in symbols:
                found.append((symbol, home, paragraph[:60]))
    return found


def wrong_homes(name):
    """Return the terms that a text has bold too often, or not at all.

    A term is to stand bold once in its home, and in no other text.
    """
    number = CHAPTERS.index(name) + 1 if name in CHAPTERS else MATHEMATICS
    found = bold(markdown(name))
    at_home = [k.lower() for k, home in term_homes().items() if home == number]
    return [t for t in {*found, *at_home} if found.count(t) != at_home.count(t)]
