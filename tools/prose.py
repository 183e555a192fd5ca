"""Write book/numbers.json: where each number of the prose comes from.

    python tools/prose.py

Each decimal and percentage in a sentence is a rounded number of its notebook: of an
output, of the code, or of an experiment that the notebook loads. Or its paragraph cites
a source. The table names the nearest such place before the sentence, else the first
after it. The tests compare it with the sentences and with these places, so they notice
when either changes. After a change, run this and read the difference.
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
# Code, displayed mathematics (its labels have tests), roles, links and tables.
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$(?: \(\S+\))?|\]\([^)]*\)|^\|.*?$|\{\w+\}`[^`]*`",
    flags=re.DOTALL | re.MULTILINE,
)
FENCED = re.compile(r"```\w*\n.*?```", flags=re.DOTALL)  # may contain blank lines
CITED = re.compile(r"\{cite(?::\w+)?\}`")


def shown(text):
    """Return all numbers in a text, as floats, in order."""
    return [float(n.replace(",", "")) for n in SHOWN.findall(text) if n.strip("-,.")]


def distance(number, percent, value):
    """Return how far a number is from a value; a percentage may be 100 times it."""
    scales = (1, 100) if percent else (1,)
    return min(abs(abs(value) * s - float(number.replace(",", ""))) for s in scales)


def is_rounding(number, percent, value):
    """Return whether a written number is the rounding of a value."""
    half = 0.5 * 10.0 ** -len(number.partition(".")[2])
    return distance(number, percent, value) <= half * (1 + 1e-9)  # errors of floats


def is_caption(output):
    """Return whether an output is the caption of a figure. Captions are prose."""
    return output.get("metadata", {}).get("figure") == "caption"


def texts_of(cell):
    """Yield the prose of a cell: its Markdown and the captions among its outputs."""
    if cell.cell_type == "markdown":
        yield cell.source
    for output in filter(is_caption, cell.get("outputs", [])):
        yield output.data["text/plain"]


def quoted(notebook):
    """Yield (position, id of a cell, number, is it in percent?, is a source cited?)."""
    for position, cell in enumerate(notebook.cells):
        text = FENCED.sub(" ", "\n\n".join(texts_of(cell)))
        for paragraph in re.split(r"\n\s*\n", text):
            cited = CITED.search(paragraph) is not None
            prose = NOT_PROSE.sub(" ", paragraph)
            for match in NUMBER.finditer(prose):
                percent = re.match(r" ?%| percent", prose[match.end() :]) is not None
                yield position, cell.id, match[1], percent, cited


def sources(notebook):
    """Return {name of a place in a notebook: (its position, its numbers)}."""
    found = {}
    for position, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        texts = []
        for output in cell.outputs:
            if is_caption(output):
                continue
            data = output.get("data", {})
            if "image/svg+xml" in data:  # its first line is the alt text: no source
                texts.append(data["text/plain"].partition("\n")[2])
                continue
            texts.append(output.get("text", ""))
            texts += [str(part) for mime, part in data.items() if mime != "text/html"]
        found[f"output {cell.id}"] = position, shown(" ".join(texts))
        if not any(map(is_caption, cell.outputs)):  # code with a caption repeats it
            found[f"code {cell.id}"] = position, shown(cell.source)
        for name in re.findall(r'load_experiment\("(\w+)"\)', cell.source):
            path = ROOT / "book" / "experiments" / f"{name}.json"
            content = json.dumps(json.loads(path.read_text(encoding="utf-8")))
            found.setdefault(f"experiment {name}", (position, shown(content)))
    return found


def source_of(number, percent, position, places):
    """Return where a number comes from, 'NAME INDEX', otherwise return None.

    Outputs come before experiments, experiments before code, near places before far
    places.
    """
    ranks, fitting = {"output": 0, "experiment": 1, "code": 2}, []
    for name, (place, values) in places.items():
        order = ranks[name.split()[0]], place > position, abs(place - position), name
        for index, value in enumerate(values):
            if is_rounding(number, percent, value):
                fitting.append((*order, distance(number, percent, value), index))
    if not fitting:
        return None
    *_, name, _, index = min(fitting)
    return f"{name} {index}"


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
    lines = []
    for name, rows in table.items():
        entries = ",\n  ".join(map(json.dumps, rows))
        lines.append(f" {json.dumps(name)}: [\n  {entries}\n ]")
    write_whole(TABLE, "{\n" + ",\n".join(lines) + "\n}\n")
    missing = sum(row["source"] is None for rows in table.values() for row in rows)
    print(f"{sum(map(len, table.values()))} numbers, {missing} without a source")


if __name__ == "__main__":
    main()
