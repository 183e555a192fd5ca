"""Print how long the first route through each chapter is, in words and in minutes.

    python tools/length.py

This counts the words of Markdown and captions before '## Exercise', without formulas,
tables, code and second readings. The sum leaves out a chapter that is a second reading
as a whole. The minutes are those of a newcomer who works through each line: one for 60
words, one for four visible lines of code, two for each line of a displayed formula, two
for a figure or a table; rounded to a multiple of five. The questions from earlier
chapters (book/recall.txt) take time, but they are no part of the route. Two to four
readers of each chapter, who had not seen the book, needed on average 65 to 122 minutes
for one, and 826 for ten; without rounding the rule is at most ten minutes off. Each
chapter states its minutes as its **Time**, without its exercises.
"""

import pathlib
import re
import sys

import nbformat

sys.path.append(str(pathlib.Path(__file__).parents[1] / "book" / "_ext"))
import chapters
import recall

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHAPTERS = sorted((ROOT / "book" / "chapters").glob("*.ipynb"))
MOST = 15_500  # words of the first route through all chapters that have one
WHOLE = "This chapter is a second reading as a whole"
NO_WORDS = re.compile(
    r"```\w*\n.*?```|\$\$.*?\$\$(?: \(\S+\))?|\$[^$]*\$|^\|.*?$|^[`:]{3,}.*?$|"
    r"^:\w+:.*?$|<!--.*?-->|\]\([^)]*\)|\{[\w:]+\}|<[^>]*>",
    flags=re.DOTALL | re.MULTILINE,
)
CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>")
FORMULAS = re.compile(r"\$\$(.*?)\$\$", flags=re.DOTALL)
LEFT_OUT = {"second-reading", "remove-cell"}
FOLDED = {"hide-input", "hide-cell", "remove-input"}


def is_second_reading(notebook):
    """Return whether one of the first ten cells calls the whole chapter optional."""
    return any(WHOLE in cell.source for cell in notebook.cells[:10])


def first_route(notebook):
    """Yield the cells before the exercises, without optional and generated cells."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and re.match("## Exercise", cell.source):
            return
        tags = set(cell.metadata.get("tags", []))
        if not LEFT_OUT & tags and cell.id != "colab-link":
            yield cell


def captions(cell):
    """Yield the captions of the figures among the outputs of a cell."""
    for output in cell.get("outputs", []):
        if output.get("metadata", {}).get("figure") == "caption":
            yield output.data["text/plain"]


def table_captions(cell):
    """Yield the captions of the tables among the outputs of a cell."""
    for output in cell.get("outputs", []):
        yield from CAPTION.findall(output.get("data", {}).get("text/html", ""))


def words(notebook):
    """Return the number of words of a notebook's first route."""
    texts = []
    for cell in first_route(notebook):
        if cell.cell_type == "markdown":
            texts.append(cell.source)
        else:
            texts += [*captions(cell), *table_captions(cell)]
    prose = [NO_WORDS.sub(" ", chapters.shown(text)) for text in texts]
    pieces = " ".join(prose).split()
    return sum(re.search(r"\w", piece) is not None for piece in pieces)


def recall_words(chapter):
    """Return how many words a chapter's questions from earlier chapters have.

    All answers count, but only the reason of the right one.
    """
    texts = []
    for question in recall.asked_by(chapter):
        texts.append(question.text)
        for is_right, text, why in question.answers:
            texts += [text, why] if is_right else [text]
    return len(" ".join(texts).split())


def minutes(notebook, chapter):
    """Return how many minutes a notebook's first route takes, a multiple of five."""
    code = formulas = figures = 0
    for cell in first_route(notebook):
        if cell.cell_type == "markdown":
            found = FORMULAS.findall(cell.source)
            formulas += sum(1 + formula.count("\\\\") for formula in found)
            figures += cell.source.count("```{live}")
            continue
        figures += len(list(captions(cell)))
        figures += sum("text/html" in o.get("data", {}) for o in cell.outputs)  # tables
        if not FOLDED & set(cell.metadata.get("tags", [])):
            code += sum(line.strip() != "" for line in cell.source.splitlines())
    read = words(notebook) + recall_words(chapter)
    total = read / 60 + code / 4 + 2 * formulas + 2 * figures
    return 5 * max(round(total / 5), 1)


def main():
    """Print the length of each chapter, and the words of all first readings."""
    total = 0
    for path in CHAPTERS:
        notebook = nbformat.read(path, as_version=4)
        if not is_second_reading(notebook):
            total += words(notebook)
        time = minutes(notebook, chapters.word(path))
        print(f"{path.stem:15}{words(notebook):6} words{time:5} minutes")
    print(f"{'all':15}{total:6} words, at most {MOST}")


if __name__ == "__main__":
    main()
