"""Find the numbers of the prose, and where each of them may come from.

Each decimal and percentage in a sentence is a rounded number of its notebook: of an
output, of the code, or of an experiment that the notebook loads. Or its paragraph cites
a source.
"""

import json
import re

from notebooks import ROOT

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


def is_rounding(number, percent, value):
    """Return whether a number is the rounding of a value, or of a percentage of it."""
    half = 0.5 * 10.0 ** -len(number.partition(".")[2])
    written = float(number.replace(",", ""))
    away = [abs(abs(value) * scale - written) for scale in (1, 100)[: 1 + percent]]
    return min(away) <= half * (1 + 1e-9)  # errors of floats


def is_caption(output):
    """Return whether an output is the caption of a figure. Captions are prose."""
    return output.get("metadata", {}).get("figure") == "caption"


def prose_of(notebook):
    """Return the Markdown of a notebook, and the captions and alt texts it shows.

    Of an alt text, what the code computes is left out: it's an output.
    """
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            texts.append(cell.source)
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/plain", "")
            if is_caption(output):
                texts.append(text)
            elif "image/svg+xml" in output.get("data", {}):
                words = text.partition("\n")[0].split()
                texts.append(" ".join(word for word in words if word in cell.source))
    return "\n\n".join(texts)


def quoted(text):
    """Yield (number, is it in percent?) where the paragraph cites no source."""
    for paragraph in re.split(r"\n\s*\n", FENCED.sub(" ", text)):
        prose = NOT_PROSE.sub(" ", paragraph)
        for match in NUMBER.finditer("" if CITED.search(paragraph) else prose):
            percent = re.match(r" ?%| percent", prose[match.end() :]) is not None
            yield match[1], percent


def values_of(notebook):
    """Return the numbers of all outputs, of the code and of stored results it loads."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        texts = []
        for output in cell.outputs:
            if is_caption(output):
                continue
            data = output.get("data", {})
            if "image/svg+xml" in data:  # alt text and areas of bars are no source
                lines = data["text/plain"].split("\n")[1:]
                texts += [line for line in lines if not line.startswith("bars")]
                continue
            texts.append(output.get("text", ""))
            texts += [str(part) for mime, part in data.items() if mime != "text/html"]
        if not any("image/svg+xml" in o.get("data", {}) for o in cell.outputs):
            texts.append(cell.source)  # code of a figure repeats its words
        for name in re.findall(r'load_experiment\("(\w+)"\)', cell.source):
            path = ROOT / "book" / "experiments" / f"{name}.json"
            texts.append(json.dumps(json.loads(path.read_text("utf-8"))))
        found += shown(" ".join(texts))
    return found


def unfounded(text, values):
    """Return the numbers of a text that are no rounding of any of the values."""
    return [
        number
        for number, percent in quoted(text)
        if not any(is_rounding(number, percent, value) for value in values)
    ]
