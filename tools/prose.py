"""Where each number of the prose comes from: book/numbers.json.

    python tools/prose.py

A decimal or a percentage in a sentence stands, at its own rounding, in an output or in
the code of its notebook, in an experiment that the notebook loads, or in a paragraph
that cites its source. The table says where: the nearest place before the sentence,
else the first after it. The tests hold it against both sides, so that a number that is
changed in a sentence, or in what it quotes, is seen. Run this after a change, and read
the difference before you keep it.
"""

import json
import pathlib
import re

import nbformat

from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "book" / "numbers.json"
CHAPTERS = sorted((ROOT / "book" / "chapters").glob("*.ipynb"))
NUMBER = re.compile(
    r"(?<![\w.,/])(?<![\w.,]-)(\d[\d,]*\.\d+|\d[\d,]*(?:\.\d+)?(?= ?%| percent))(?!\w)"
)
SHOWN = re.compile(r"-?\d[\d,]*\.?\d*(?:[eE][-+]?\d+)?")
# What is not prose: code, displayed mathematics (its labels have tests), names and
# options of directives, links, tables.
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$(?: \(\S+\))?|\]\([^)]*\)|^\|.*?$|"
    r"\{\w+\}`[^`]*`",
    flags=re.DOTALL | re.MULTILINE,
)
FENCED = re.compile(r"```\w*\n.*?```", flags=re.DOTALL)  # code, blank lines included
CITED = re.compile(r"\{cite(?::\w+)?\}`")


def shown(text):
    """Return every number that a text shows, as floats, in order."""
    return [float(n.replace(",", "")) for n in SHOWN.findall(text) if n.strip("-,.")]


def distance(number, percent, value):
    """Return how far a number as written is from a value."""
    scales = (1, 100) if percent else (1,)
    return min(abs(abs(value) * s - float(number.replace(",", ""))) for s in scales)


def is_rounding(number, percent, value):
    """Return whether a number as written is the rounding of a value."""
    half = 0.5 * 10.0 ** -len(number.partition(".")[2])
    return distance(number, percent, value) <= half * (1 + 1e-9)


def is_caption(output):
    """Return whether an output is the caption of a figure, which is prose."""
    return output.get("metadata", {}).get("figure") == "caption"


def texts_of(cell):
    """Yield the prose of a cell: its Markdown, or the captions among its outputs."""
    if cell.cell_type == "markdown":
        yield cell.source
    for output in filter(is_caption, cell.get("outputs", [])):
        yield output.data["text/plain"]


def quoted(notebook):
    """Yield (position and id of the cell, number as written, percent, cited)."""
    texts = (
        (position, cell, text)
        for position, cell in enumerate(notebook.cells)
        for text in texts_of(cell)
    )
    for position, cell, text in texts:
        for paragraph in re.split(r"\n\s*\n", FENCED.sub(" ", text)):
            cited = CITED.search(paragraph) is not None
            prose = NOT_PROSE.sub(" ", paragraph)
            for match in NUMBER.finditer(prose):
                percent = re.match(r" ?%| percent", prose[match.end() :]) is not None
                yield position, cell.id, match[1], percent, cited


def sources(notebook):
    """Return the places of a notebook: {name: (position, numbers that it shows)}."""
    found = {}
    for position, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        texts = []
        for output in cell.outputs:
            if is_caption(output):
                continue
            data = output.get("data", {})
            if "image/svg+xml" in data:  # its first line is alt text, and no source
                texts.append(data["text/plain"].partition("\n")[2])
                continue
            texts.append(output.get("text", ""))
            texts += [str(part) for mime, part in data.items() if mime != "text/html"]
        found[f"output {cell.id}"] = position, shown(" ".join(texts))
        if not any(map(is_caption, cell.outputs)):  # which would be its own source
            found[f"code {cell.id}"] = position, shown(cell.source)
        for name in re.findall(r'load_experiment\("(\w+)"\)', cell.source):
            path = ROOT / "book" / "experiments" / f"{name}.json"
            content = json.dumps(json.loads(path.read_text(encoding="utf-8")))
            found.setdefault(f"experiment {name}", (position, shown(content)))
    return found


def source_of(number, percent, position, places):
    """Return the place of a number, 'NAME INDEX', or None if it has none.

    Outputs go before experiments and those before code; near ones before far ones.
    """
    ranks = {"output": 0, "experiment": 1, "code": 2}
    fitting = [
        (
            ranks[name.split()[0]],
            at > position,
            abs(at - position),
            name,
            distance(number, percent, value),
            index,
        )
        for name, (at, values) in places.items()
        for index, value in enumerate(values)
        if is_rounding(number, percent, value)
    ]
    return "{3} {5}".format(*min(fitting)) if fitting else None


def table_of(path):
    """Return the rows of a chapter: cell, number, percent and source of each."""
    notebook = nbformat.read(path, as_version=4)
    places = sources(notebook)
    rows = []
    for position, cell, number, percent, cited in quoted(notebook):
        source = "cited" if cited else source_of(number, percent, position, places)
        written = f"{number} %" if percent else number
        rows.append({"cell": cell, "number": written, "source": source})
    return rows


def main():
    table = {path.stem: table_of(path) for path in CHAPTERS}
    lines = [
        f" {json.dumps(name)}: [\n  "
        + ",\n  ".join(json.dumps(row) for row in rows)
        + "\n ]"
        for name, rows in table.items()
    ]
    write_whole(TABLE, "{\n" + ",\n".join(lines) + "\n}\n")
    missing = sum(row["source"] is None for rows in table.values() for row in rows)
    print(f"{sum(map(len, table.values()))} numbers, {missing} without a source")


if __name__ == "__main__":
    main()
