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
from test_glossary import ENTRIES, LINK, stands_in, words

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
    return {
        heading: chapters.number(link[1]) if link[1] else MATHEMATICS
        for heading, link in links.items()
    }


def symbol_homes():
    """Return {symbol: number of its first chapter} for symbols of one sign, as W_1."""
    rows = re.findall(
        r"^\| \$(.+?)\$ .*\{chapter-number\}`(.+?)`", markdown("book/notation.md"), re.M
    )
    homes = {}
    for symbol, word in rows:
        if SYMBOL.fullmatch(symbol):
            homes.setdefault(symbol, chapters.number(word))
    return homes


def paragraphs(name):
    """Return (paragraph, number of the last chapter that it may build on) of a text.

    The title, the aims, what the reader needs and the minutes are left out.
    """
    number = CHAPTERS.index(name) + 1
    known, text = number, []
    for cell in read(name).cells:
        if "second-reading" not in tags(cell):
            known = number
        if cell.cell_type != "markdown":
            continue
        after = AFTER.search(cell.source.partition("\n\n")[2] or cell.source)
        if after and "second-reading" in tags(cell):
            known = chapters.number(after[1])
        text += [(part, known) for part in re.split(r"\n\s*\n", cell.source)]
        if END.search(cell.source):
            break
    will, time = (
        next(k for k, (part, _) in enumerate(text) if part.startswith(mark))
        for mark in ("**You will**", "**Time**")
    )
    return text[1:will] + text[time + 1 :]


def bold(text):
    """Yield the bold terms of a text, spelled as in the glossary."""
    for inside in BOLD.findall(text):
        target = re.search(r"<(.*)>$", inside)
        yield (target[1] if target else inside).lower()


def names_chapter(paragraph, number):
    """Return whether a paragraph names the chapter with this number by a role."""
    return number in {chapters.number(w) for _, w in chapters.ROLE.findall(paragraph)}


def early_terms(name):
    """Return (term, home, start of paragraph) for each term used before its time."""
    found, number, introduced = [], CHAPTERS.index(name) + 1, set()
    homes = {k: home for k, home in term_homes().items() if k not in EVERYDAY}
    for paragraph, known in paragraphs(name):
        introduced |= set(bold(paragraph))
        text = words(paragraph)
        for heading, home in homes.items():
            too_soon = home == number and heading.lower() not in introduced
            early = home > known or too_soon
            marked = home > number and names_chapter(paragraph, home)
            if early and not marked and stands_in(heading, text):
                found.append((heading, home, paragraph[:60]))
    return found


def early_symbols(name):
    """Return (symbol, its chapter, start of paragraph) for symbols used too early."""
    found = []
    for paragraph, known in paragraphs(name):
        formulas = " ".join(a or b for a, b in FORMULA.findall(paragraph))
        for symbol, home in symbol_homes().items():
            early = home > known and not names_chapter(paragraph, home)
            if early and symbol in SYMBOL.findall(NAMES.sub(" ", formulas)):
                found.append((symbol, home, paragraph[:60]))
    return found


def wrong_homes(name):
    """Return home terms that are not bold exactly once, and other terms in bold."""
    number = CHAPTERS.index(name) + 1 if name in CHAPTERS else MATHEMATICS
    found = sorted(bold(markdown(name)))
    wanted = sorted(k.lower() for k, home in term_homes().items() if home == number)
    return [t for t in {*found, *wanted} if found.count(t) != wanted.count(t)]
