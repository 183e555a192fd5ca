"""Update the parts of book/instructors.md that come from chapters and catalogue.

    python tools/instructors.py

Each part is between `% begin NAME` and `% end NAME`. The objectives come from the
chapters ('You will'), a question for each from exam.txt. The common mistakes come from
the catalogue: the right program of a question, and the line that makes each mistake.
"""

import itertools
import pathlib
import re

import nbformat

from coursework import check
from coursework.questions import QUESTIONS
from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "book" / "instructors.md"
CHAPTERS = sorted((ROOT / "book" / "chapters").glob("*.ipynb"))
KINDS = {"paper": "On paper.", "words": "In words.", "figure": "About a figure."}
KINDS["program"] = "In a program."
# The identifiers of the mistakes that the page shows.
SHOWN = {
    "leaky_relu": "no_leak alpha_not_times_z slope_instead_of_value",
    "deriv_leaky_relu": "value_instead_of_slope alpha_at_zero mask",
    "softmax": "no_shift global_max sums_everything sums_columns",
    "initialize_parameters": "missing_root fan_out_for_fan_in one_sided_uniform "
    "bias_row",
    "forward": "Z1_without_bias activation_forgotten Z1_in_second_layer "
    "only_y_returned",
    "backward": "sign_flipped mean_over_batch dZ1_without_derivative "
    "dZ1_with_activation db1_summed_to_a_number db2_mean_over_batch",
    "sgd_step": "climbs sum_instead_of_mean forgets_learning_rate",
}


def exam():
    """Return {chapter: lines of exam.txt}, each [kind and points, question, places]."""
    text = (ROOT / "tools" / "exam.txt").read_text("utf-8")
    parts = re.split(r"^\[(.*)\]\n", text, flags=re.M)[1:]
    lines = [[line.split(" | ") for line in part.splitlines()] for part in parts[1::2]]
    return dict(zip(parts[::2], lines, strict=True))


def source(name, chapter, text):
    """Return a place that exam.txt names, such as 'quiz 2', as Markdown.

    ValueError if the text of the chapter has no such place.
    """
    kind, place = name.split(" ", 1)
    known = {"check": QUESTIONS, "section": re.findall(r"^##+ (.*)$", text, re.M)}
    if kind in known:
        exists = place in known[kind]
    else:
        pattern = {"quiz": r"\{quiz\}\n", "predict": r"\*Predict\b"}[kind]
        exists = 1 <= int(place) <= len(re.findall(pattern, text))
    if not exists:
        raise ValueError(f"exam.txt: there is no {name} in {chapter}")
    marks = {"check": f"`{place}`", "section": f"*{place}*", "quiz": f"quiz {place}"}
    return marks.get(kind, f"prediction {place}")


def objectives():
    """Return a table for each chapter: its objectives, each with an exam question."""
    blocks, questions = [], exam()
    for path in CHAPTERS:
        cells, name = nbformat.read(path, as_version=4).cells, path.stem[3:]
        text = "\n\n".join(cell.source for cell in cells)
        items = re.search(r"\*\*You will\*\*\s+((?:- .*\n|  .*\n)+)", text)[1]
        items = re.sub(r"\{doc\}`(\d)", r"{doc}`chapters/\1", items)  # from our page
        items = re.split(r"^- ", items, flags=re.MULTILINE)[1:]
        rows = ["| objective | asked so | points | as in |", "|---|---|---|---|"]
        total = 0
        for item, (worth, asked, places) in zip(items, questions[name], strict=True):
            item = " ".join(item.split()).rstrip(";.")
            kind, points = worth.split()
            like = [source(place, path.stem, text) for place in places.split("; ")]
            row = f"{item} | *{KINDS[kind]}* {asked} | {points} | {'; '.join(like)}"
            rows.append(f"| {row} |")
            total += int(points)
        link = f"{{Chapter}}`{name}`, {{doc}}`chapters/{path.stem}`"
        blocks.append("\n".join([f"**{link}** ({total} points)", "", *rows]))
    return "\n\n".join(blocks)


def line_of(question, mistake):
    """Return the wrong line that makes the mistake when it replaces a right line."""
    for start, line in itertools.chain(*mistake.ways):
        wrong = mistake.program.changed(((start, line),))
        if check(question, wrong, seed=0).mistake == mistake.name:
            return line
    raise ValueError(f"{question}: {mistake.name} is not the mistake of one line.")


def mistakes():
    """Return the right programs and the tables of common mistakes, as Markdown."""
    blocks = []
    for question, names in SHOWN.items():
        known = QUESTIONS[question].catalogue
        rows = ["| wrong line | what the check says | identifier |", "|---|---|---|"]
        for mistake in map(known.mistakes.get, names.split()):
            line, sentence = line_of(question, mistake), plain(mistake.sentence)
            rows.append(f"| `{line}` | {sentence} | `{mistake.name}` |")
        program = "\n".join(["```python", *known.program.lines, "```"])
        blocks += [f"### `{question}`", program, "\n".join(rows)]
    return "\n\n".join(blocks)


def plain(sentence):
    """Return a sentence with Markdown's special characters escaped."""
    return re.sub(r"([*_|$<\[\]])", r"\\\1", " ".join(sentence.split()))


def renew(text):
    """Return the text of the page with both parts made anew."""
    for name, make in (("objectives", objectives), ("mistakes", mistakes)):
        begin, end = f"% begin {name}\n", f"% end {name}\n"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"{PAGE.name} has no part {name}")
        text = f"{before}{begin}\n{make()}\n\n{end}{after}"
    return text


def main():
    write_whole(PAGE, renew(PAGE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
