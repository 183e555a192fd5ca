"""Write sentences.snap: what `check` says about the wrong answers in answers/*.txt.

A line is a mistake, a score and a message. Without a known mistake, the numbers of a
message are drawn, so # stands for each of them. What Python says of an exception is
left out, since each version says it in its own words. `make exercises` writes the file
anew; its diff shows which sentences of which questions a change touches.
"""

import pathlib
import re
import sys

from written import FOLDER, answers_to, codes, function_of

from coursework.judging.report import RAISED
from coursework.notebook.checking import judged

SNAPSHOT = pathlib.Path(__file__).with_name("sentences.snap")
NUMBER = re.compile(r"(?<![\w.])-?\d[\d.]*(?:e[-+]?\d+)?(?!\w)")
ARRAY = re.compile(r"\[[\s,#\[\]]*#[\s,#\[\]]*\]")


def said(report):
    """Return a line with what a report says, its remarks included."""
    text = RAISED.sub("", report.message)
    if report.mistake is None and report.status == "incorrect":
        text = ARRAY.sub("[#]", NUMBER.sub("#", text))
    head = f"{report.mistake} {report.score:.4g}"
    return " ".join(f"{head}: {text} {' '.join(report.notes)}".split())


def sentences_of(question):
    """Return the set of lines about the wrong answers to a question."""
    answers = answers_to(question, is_right=False)
    texts = (next(codes(answer.text)) for answer in answers)
    reports = (judged(question, function_of(question, t), seed=0) for t in texts)
    return {said(report) for report, _ in reports}


def stored():
    """Return {question: set of lines} of the snapshot."""
    _, *parts = re.split(r"^== ", SNAPSHOT.read_text("utf-8"), flags=re.MULTILINE)
    blocks = [part.strip().split("\n") for part in parts]
    return {question: {*lines} for question, *lines in blocks}


def main():
    names = sorted(path.stem for path in FOLDER.glob("*.txt"))
    blocks = ["\n".join([f"== {n}", *sorted(sentences_of(n))]) for n in names]
    SNAPSHOT.write_text("\n\n".join(blocks) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
