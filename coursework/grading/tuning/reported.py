"""The test accuracy that a student reports: found in a line of text.

Course and homework print it in many ways: 'test accuracy 0.9703', 'Test accuracy =
98.1%', 'final test loss/acc: 0.065 0.981', 'Accuracy: 9703/10000 (97%)', in English or
in the words below.
"""

import re
from typing import NamedTuple

LONGEST_LINE = 400
LOWEST, HIGHEST = 0.80, 0.996  # HIGHEST: beyond any network of two layers on MNIST
MOST_LINES = 5000

_TEST = re.compile(
    r"(?<![a-z])test(?:ing|set)?(?![a-rt-z]|s\b)|테스트|시험|测试|測試|テスト",
    re.IGNORECASE,
)
_ACCURACY = re.compile(
    r"(?<![a-z])acc(?:uracy|\b|(?=_))|(?<=_)acc|정확도|准确率|正確率|正解率|genauigkeit"
    r"|pr[eé]cision|(?<![a-z])score|correct|right",
    re.IGNORECASE,
)
_ERROR = re.compile(r"(?<![a-z])error(?: rate)?|fehlerrate", re.IGNORECASE)
_LOSS = re.compile(r"loss|손실|损失|entropy|\bnll\b", re.IGNORECASE)
_OTHER = re.compile(r"(?<![a-z])(?:train|valid|val|dev)", re.IGNORECASE)
_WISH = re.compile(
    r"should|at least|above|over \d|expect|goal|aim|target|would|>=|≥|about 0|이상",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])(?P<top>\d{1,6})\s*(?:/|of|out of)\s*(?P<all>\d{1,6})(?![\w.])"
    r"|(?<![\w.])(?P<number>\d{1,6}(?:\.\d{1,20})?|\.\d{1,20})(?![\w.]*\d)"
    r"\s*(?P<percent>%|percent)?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"loss\W{0,3}(?:/|,|and|&)\W{0,3}acc", re.IGNORECASE)


class Line(NamedTuple):
    """A line that states an accuracy, and whether it says that it is of the test."""

    accuracy: float
    text: str
    named: bool


def accuracy_in(line, about_test=False):
    """Return the test accuracy that `line` states, from 0 to 1, or None.

    Parameters
    ----------
    line : str
    about_test : bool
        Whether the line is known to be about the test set, so that it need not say so.
    """
    line = line[:LONGEST_LINE].replace("\\n", " ")
    starts = [match.start() for match in _TEST.finditer(line)]
    for start in reversed(starts):
        other = _OTHER.search(line, start)
        segment = line[start : other.start() if other else None]
        value = _in_segment(segment)
        if value is None and not _OTHER.search(line[:start]):
            value = _before(line[:start], segment)
        if value is not None:
            return value
    named = _ACCURACY.search(line) or _ERROR.search(line)
    if about_test and not starts and named and not _OTHER.search(line):
        return _in_segment(line)
    return None


def find_accuracies(text, about_test=False, wishes=True):
    """Return the lines of `text` that state a test accuracy, in order.

    Parameters
    ----------
    text : str
    about_test : bool
        As in `accuracy_in`; then a text that is nothing but a few numbers counts too.
    wishes : bool
        Whether a line such as 'the test accuracy should be above 0.95' counts.

    Returns
    -------
    list of Line
    """
    found = []
    for line in text.splitlines()[-MOST_LINES:]:
        if not wishes and _WISH.search(line):
            continue
        value = accuracy_in(line, about_test)
        if value is not None:
            named = bool(_TEST.search(line))
            found.append(Line(value, line.strip()[:LONGEST_LINE], named))
    if not found and about_test and len(text) <= 200:
        return _bare(text)
    return found


def best_line(lines):
    """Return the Line that is the report, or None: the last of the most telling ones.

    A line that says 'test' tells more than one that does not (it may be about a single
    digit), and one that can be true more than one that cannot (a standard error).
    """
    order = [
        (LOWEST <= line.accuracy <= HIGHEST, line.named, k)
        for k, line in enumerate(lines)
    ]
    return lines[max(order)[2]] if lines else None


def _in_segment(segment):
    """Return the accuracy after the word 'test'."""
    pair = _PAIR.search(segment)
    if pair:
        values = list(map(_as_share, _NUMBER.finditer(segment, pair.end())))
        return values[1] if len(values) > 1 else None
    named = _ACCURACY.search(segment)
    if named:
        loss = _LOSS.search(segment, named.end())
        end = loss.start() if loss else len(segment)
        values = _shares(segment[named.end() : end])
        if values:
            return values[0]
        return _last(_shares(segment[: named.start()]))
    error = _ERROR.search(segment)
    if error:
        values = _shares(segment[error.end() :])
        return 1 - values[0] if values else None
    if _LOSS.search(segment):
        return None
    return _last(_shares(segment))


def _before(before, segment):
    """Return the accuracy where its name, or itself, stands before 'test'."""
    if _ACCURACY.search(segment):  # 97 % of the test digits are right
        return _last(_shares(before))
    named = _ACCURACY.search(before)
    if not named or _LOSS.search(segment):
        return None
    values = _shares(segment) or _shares(before[named.end() :])
    return values[0] if values else _last(_shares(before[: named.start()]))


def _last(values):
    return values[-1] if values else None


def _shares(text):
    values = map(_as_share, _NUMBER.finditer(text))
    return [value for value in values if value is not None]


def _as_share(match):
    """Return a number as a share: 0.97, 97 %, 9703/10000; None if it cannot be one."""
    if match["top"]:
        top, whole = int(match["top"]), int(match["all"])
        return top / whole if 0 <= top <= whole and whole else None
    number = float(match["number"])
    if match["percent"] or (1 < number <= 100 and "." in match["number"]):
        number /= 100
    return number if 0 <= number <= 1 else None


def _bare(text):
    """Return the accuracy of an output such as '(0.0994, 0.9703)' or '0.9703'."""
    rest = re.sub(r"np\.float(32|64)|array|tensor", "", text).strip()
    if not re.fullmatch(r"[\d.,()\[\]%\s]{2,200}", rest) or "." not in rest:
        return []
    values = _shares(rest)
    if not 1 <= len(values) <= 2:
        return []
    return [Line(values[-1], text.strip(), False)]
