"""Test that the proved line is the line in which a mistake was planted.

`SEEDS=20` plants each mistake of the list in each line of each right program, and not
every seventh.
"""

import re

from sampling import SEEDS
from written import function_of

from coursework.notebook.checking import judged
from coursework.questions import QUESTIONS

MISTAKES = [row.split("|") for row in r"""
keepdims=True|keepdims=False
, keepdims=True|
axis=1|axis=0
axis=0|axis=1
\.max|.min
\.sum|.mean
(?:np\.)?sqrt\((.*)\)|\1
(?:np\.)?exp\((.*)\)|\1
 -(?!=)| +
 \+(?!=)| -
 \+=| -=
 @| *
 \*| @
 /| *
>=|<
>=|>
<|>
\.T|
(?<== )(\w+) - (\w+)$|\2 - \1
(\w+\.T) @ (\w+)|\2 @ \1
([\w.]+), ([\w.]+)\)|\2, \1)
\["(\w)1"\]|["\g<1>2"]
(= .*)\bA1\b|\1Z1
(= .*)\bZ1\b|\1A1
(= .*)\bdA1\b|\1dZ2
(= .*)\bdZ1\b|\1dA1
\b1 /|2 /
\bleaky_relu|softmax
deriv_leaky_relu|leaky_relu
deriv_leaky_relu\((\w+)\)|\1
return (\w+)$|\1
return (\w+), (\w+)|return \2, \1
range\(1|range(0
""".strip().split("\n")]  # fmt: skip


def planted():
    """Yield question, wrong program and the number of its wrong line, from 1."""
    for name, question in QUESTIONS.items():
        lines = question.answer.splitlines()
        if not getattr(question, "looks_for_lines", True):
            continue
        for k, line in enumerate(lines):
            for pattern, new in MISTAKES:
                wrong = re.sub(pattern, new, line, count=1)
                if wrong != line and not line.startswith("def "):
                    yield name, "\n".join([*lines[:k], wrong, *lines[k + 1 :]]), k + 1


def test_the_proved_line_is_the_wrong_one():
    """In few programs an edit of another line undoes the mistake, too, and is shown."""
    proved, rows = [], [*planted()][:: max(1, 8 - len(SEEDS))]  # each seventh
    for name, text, line in rows:
        function = function_of(name, text)
        _, evidence = judged(name, function, seed=1)
        if evidence and (proof := evidence.proof):
            proved.append((proof.is_line_sure, line in proof.lines, name, text))
    assert len(proved) > 0.8 * len(rows)
    wrong = [row for row in proved if row[:2] == (True, False)]  # sure of another line
    assert len(wrong) <= 0.03 * len(proved), wrong
