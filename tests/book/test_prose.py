"""Every decimal and percentage in prose stands in an output, a setting or a source.

A number in a sentence must be found, at its own rounding, among the numbers that the
notebook shows or stores; or as a literal of its code (a setting that the sentence talks
about); or in a paragraph that cites where it comes from.
"""

import json
import re

import pytest
from notebooks import CHAPTERS, ROOT, code_cells, output_texts, read

NUMBER = re.compile(
    r"(?<![\w.,/-])(\d[\d,]*\.\d+|\d[\d,]*(?:\.\d+)?(?= ?%| percent))(?!\w)"
)
SHOWN = re.compile(r"-?\d[\d,]*\.?\d*(?:[eE][-+]?\d+)?")
# What is not prose: code, mathematics, directives' names and options, links, tables.
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$(?: \(\S+\))?|\$[^$]*\$|\]\([^)]*\)|^\|.*?$|"
    r"\{\w+\}`[^`]*`",
    flags=re.DOTALL | re.MULTILINE,
)
CITED = re.compile(r"\{cite(?::\w+)?\}`")


def numbers(text):
    """Return every number that a text shows, as floats."""
    return {float(n.replace(",", "")) for n in SHOWN.findall(text) if n.strip("-,.")}


def known_numbers(name):
    """Return the numbers of a notebook's outputs, literals and experiments."""
    texts = [text for cell in code_cells(name) for text in output_texts(cell)]
    texts += [cell.source for cell in code_cells(name)]
    for cell in code_cells(name):
        for experiment in re.findall(r'load_experiment\("(\w+)"\)', cell.source):
            path = ROOT / "book" / "experiments" / f"{experiment}.json"
            texts.append(json.dumps(json.loads(path.read_text())))
    return numbers(" ".join(texts))


def is_known(number, percent, known):
    """Tell whether a number as written is the rounding of a known one."""
    written = number.replace(",", "")
    decimals = len(written.partition(".")[2])
    value, half = float(written), 0.5 * 10**-decimals * (1 + 1e-9)
    scales = (1, 100) if percent else (1,)
    return any(abs(abs(k) * scale - value) <= half for k in known for scale in scales)


def unknown_numbers(name, known=None):
    """Return (number, paragraph) for each number of the prose without a source."""
    known = known_numbers(name) if known is None else known
    found = []
    for cell in read(name).cells:
        if cell.cell_type != "markdown":
            continue
        for paragraph in re.split(r"\n\s*\n", cell.source):
            if CITED.search(paragraph):
                continue
            prose = NOT_PROSE.sub(" ", paragraph)
            for match in NUMBER.finditer(prose):
                percent = re.match(r" ?%| percent", prose[match.end() :]) is not None
                if not is_known(match[1], percent, known):
                    found.append((match[1], paragraph[:160]))
    return found


@pytest.mark.parametrize("name", CHAPTERS)
def test_numbers_in_prose(name):
    assert unknown_numbers(name) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_changed_number_would_be_seen(name):
    """Without the outputs, the prose stands alone: something must be missed."""
    sources = " ".join(cell.source for cell in code_cells(name))
    assert unknown_numbers(name, numbers(sources)) != []
