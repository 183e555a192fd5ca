"""The test accuracy that a student reports: found in a line of text.

Course and homework print it in many ways: 'test accuracy 0.9703', 'Test accuracy =
98.1 %', 'final test loss/acc: 0.065 0.981', 'Accuracy: 9703/10000 (97%)'. A line is
read clause by clause: those about training or validation data and those about the loss
are left out, and of the other numbers one that an accuracy can be is preferred.
"""

import re

from coursework.grading.choice.names import names_in
from coursework.questions.tuning import PREDICTION

LONGEST_LINE, MOST_LINES = 400, 5000
LOWEST, HIGHEST = 0.80, 0.996  # HIGHEST: beyond any network of two layers on MNIST

NUMBER = r"(?<![\w.])(?:\d{1,6}(?:[.,]\d{1,20})?|\.\d{1,20})(?![\w.]*\d)"
SHARE = re.compile(
    rf"(?<![\w.])(\d[\d,]{{0,6}})\s*(?:/|(?:out )?of)\s*(\d[\d,]{{0,6}})(?![\w.]*\d)"
    rf"|({NUMBER})\s*(%|percent|s\b|ms\b|sec|min\b)?",
    re.IGNORECASE,
)
TEST = re.compile(
    r"(?<![a-z])test(?:ing|set)?(?![a-rt-z]|s\b)|테스트|시험|测试|測試|テスト",
    re.IGNORECASE,
)
ACCURACY = re.compile(
    r"(?<![a-z])acc(?:uracy|\b|(?=_))|(?<=_)acc|정확도|准确率|正確率|正解率|genauigkeit"
    r"|pr[eé]cision|(?<![a-z])score|correct|right",
    re.IGNORECASE,
)
ERROR = re.compile(r"(?<![a-z])error(?: rate)?|fehlerrate", re.IGNORECASE)
LOSS = re.compile(r"loss|손실|损失|entropy|\bnll\b|standard error", re.IGNORECASE)
OTHER = re.compile(r"(?<![a-z])(?:train(?!ed)|valid|val\b|val_|dev\b)", re.IGNORECASE)
WISH = re.compile(
    r"should|at least|above|over \d|expect|predict|guess|goal|aim|target|would"
    r"|>=|≥|이상",
    re.I,
)
CLAUSES = re.compile(r"[,;|]\s+|\.\s+|\b(?:and|but|while)\b", re.IGNORECASE)
BARE = re.compile(rf"\W*(?:np\.float\d\d\W*)?{NUMBER}(?:[\s,]+{NUMBER})?[\s)\]%]*")


def accuracy_in(line, about_test=False, prose=False):
    """Return the test accuracy that `line` states, from 0 to 1, or None.

    It need not say 'test' if it is known to be about the test set. In prose, which a
    person wrote, only what can be an accuracy, from `LOWEST` to `HIGHEST`, and is no
    wish counts ('it should be above 0.95').
    """
    line = line[:LONGEST_LINE].replace("\\n", " ")
    named = TEST.search(line)
    told = ACCURACY.search(line) or ERROR.search(line) or BARE.fullmatch(line.strip())
    if not named and not (about_test and told):
        return None
    ours, found = not OTHER.search(line), []
    for clause in CLAUSES.split(line):
        if TEST.search(clause):
            ours = True
            clause = re.sub(rf"{OTHER.pattern}.*?(?=test|$)", "", clause, flags=re.I)
        elif OTHER.search(clause):
            ours = False
        if ours:
            found += _shares(clause, prose)
    possible = [share for share, _ in found if LOWEST <= share <= HIGHEST]
    sure = [] if prose else [share for share, is_named in found if is_named]
    return next(iter(possible + sure), None)


def _shares(clause, prose):
    """Return (share, whether an accuracy is named) of the numbers in a clause."""
    named, error = ACCURACY.search(clause), ERROR.search(clause)
    if LOSS.search(clause) and not named:
        return []
    found = []
    for match in SHARE.finditer(clause):
        share = _as_share(match)
        unclear = prose and not (named or error or match[4] or match[1])
        wished = prose and WISH.search(clause[: match.start()])
        if share is not None and not unclear and not wished:
            share = 1 - share if error and not named else share
            found.append((share, bool(named or error)))
    return found


def _as_share(match):
    """Return a number as a share (0.97, 97 %, 97,1 %, 9703/10000), or None."""
    top, whole, number, unit = match.groups()
    if top:
        top, whole = (int(text.replace(",", "")) for text in (top, whole))
        return top / whole if 0 < whole >= top else None
    percent = (unit or "").lower() in ("%", "percent")
    if not percent and (unit or ("," in number and number[0] != "0")):
        return None  # seconds, or thousands
    value = float(number.replace(",", "."))
    if percent or (1 < value <= 100 and "." in number):
        value /= 100
    return value if 0 <= value <= 1 else None


def find_accuracies(text, about_test=False, prose=False):
    """Return (rank, accuracy, line) of the lines of `text` that state one, in order.

    An accuracy that can be true ranks above one that cannot (a standard error), and a
    line that says 'test' above one that does not (it may be about a single digit).
    """
    found = []
    for line in text.splitlines()[-MOST_LINES:]:
        value = accuracy_in(line, about_test, prose)
        if value is not None:
            rank = LOWEST <= value <= HIGHEST, bool(TEST.search(line))
            found.append((rank, value, line.strip()[:LONGEST_LINE]))
    return found


def find_report(parsed, texts, is_test):
    """Return the accuracy that a hand-in reports, the line, and its source, as a dict.

    The source is 'output'; 'typed', where the cell prints a number that it holds;
    'text', which may be Markdown or the comments of a script, which has no outputs; or
    None. `is_test` returns whether some of a set of names stands for test data.
    """
    found = {"output": [], "typed": [], "text": []}
    texts = [text for text in texts if not text.lstrip().startswith(PREDICTION)]
    for cell, tree in parsed:
        used = names_in(tree, texts=False)
        tests = is_test(used) or any(TEST.search(name) for name in used)
        for row in find_accuracies(cell.outputs, tests):
            numbers = re.findall(r"\d*\.\d+", row[2])
            by_hand = not tests and any(number in cell.source for number in numbers)
            found["typed" if by_hand else "output"].append(row)
    if not any(cell.outputs for cell, _ in parsed):
        lines = [line for cell, _ in parsed for line in cell.source.splitlines()]
        texts += [line for line in lines if line.lstrip().startswith("#")]
    found["text"] = [row for text in texts for row in find_accuracies(text, prose=True)]
    source = next((name for name, rows in found.items() if rows), None)
    if source in (None, "typed"):
        return {"accuracy": None, "text": "", "source": source}
    _, accuracy, line = max(reversed(found[source]), key=lambda row: row[0])
    return {"accuracy": accuracy, "text": line, "source": source}
