"""Find the reported accuracy and the cells of question (e) that an instructor reads.

Plain patterns find the cells, and the pages quote the code. The grader concludes
nothing from these cells, since honest notebooks have such cells, too.
"""

import ast
import re

MOST_LINES, LONGEST_LINE, MOST_OUTPUT = 20, 160, 1000
LOOPS = ast.For | ast.While | ast.ListComp | ast.GeneratorExp | ast.DictComp
TRAINS = re.compile(r"\b\w*(?:train|fit|search|trial)\w*\(", re.IGNORECASE)
NAMES_TEST = re.compile(r"(?<![a-z])(?:[xyt]_?)?test(?!ed)|load_data\(", re.IGNORECASE)
RUNS_TEXT = re.compile(r"(?<![\w.])(?:exec|eval)\(")
SEARCHES = "has a loop that may train"
KINDS = {"loads or names the test set": NAMES_TEST, "runs a text": RUNS_TEXT}

TEST = re.compile(r"(?<![a-z])test(?!s\b|ed\b)|테스트|测试|テスト", re.IGNORECASE)
ACCURACY = re.compile(r"acc|score|correct|right|정확도|准确率|正解率", re.IGNORECASE)
LOSS = re.compile(r"loss|error", re.IGNORECASE)
SHARE = re.compile(r"(?<![\w.,])(\d*[.,]\d+|\d+(?= ?%))(?![.,]?\d) ?(%?)")
BARE = re.compile(r"[\s\d.,()%]*(?:np\.float\d+\()?[\s\d.,()%]*")
LEAST = 0.5  # nobody reports a lower accuracy


def quoted(parsed):
    """Return [{cell, why, quote}] of cells that may search, use the test set, exec."""
    found = []
    for cell, tree in parsed:
        lines = cell.source.splitlines()
        # {a reason to quote the cell: the lines for which it holds}
        marked = {why: {*filter(kind.search, lines)} for why, kind in KINDS.items()}
        for loop in _searches(tree):
            body = lines[loop.lineno - 1 : loop.end_lineno]
            marked[SEARCHES] = marked.get(SEARCHES, set()).union(body)
        if why := [each for each in marked if marked[each]]:
            if len(lines) > MOST_LINES:  # quote only marked lines
                all_marked = set().union(*marked.values())
                lines = [line for line in lines if line in all_marked][:MOST_LINES]
            quote = "\n".join(line[:LONGEST_LINE] for line in lines)
            found.append({"cell": cell.number, "why": "; ".join(why), "quote": quote})
    return found


def _searches(tree):
    """Yield the loops that may train a network, except for loops inside its class."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, LOOPS) and TRAINS.search(ast.unparse(node)):
            yield node
        elif not isinstance(node, ast.ClassDef):
            yield from _searches(node)


def find_report(parsed):
    """Return {cell, text, accuracy, computed} of the last test accuracy, or None."""
    found, trained, opened = [], False, False
    for cell, tree in parsed:
        source = "\n".join(map(ast.unparse, tree.body))  # without comments
        names_test = bool(NAMES_TEST.search(source))
        trained, opened = trained or bool(TRAINS.search(source)), opened or names_test
        for line in cell.outputs.splitlines()[-MOST_OUTPUT:]:
            line = line.strip()[:LONGEST_LINE]
            number, accuracy = _accuracy_in(line, names_test)
            if accuracy:
                report = {"cell": cell.number, "text": line, "accuracy": accuracy}
                # The number was computed, not typed in, if code above trains and tests.
                report["computed"] = trained and opened and number not in source
                found.append((bool(TEST.search(line)), report))
    # Lines that name the test set come first; of these, the last one counts.
    return max(reversed(found), key=lambda pair: pair[0], default=(0, None))[1]


def _accuracy_in(line, names_test):
    """Return the test accuracy in a line as (str, float), otherwise (None, None)."""
    test, accuracy = TEST.search(line), ACCURACY.search(line)
    is_report = accuracy or BARE.fullmatch(line) or (test and not LOSS.search(line))
    if not is_report or not (test or names_test):
        return None, None
    after_test = line[test.end() :] if test else line
    after_accuracy = ACCURACY.split(after_test, 1)[-1]
    # The number closest to both words comes first.
    for number, percent in SHARE.findall(f"{after_accuracy} {after_test} {line}"):
        value = float(number.replace(",", "."))
        value /= 100 if percent or value > 1 else 1
        if LEAST <= value <= 1:
            return number, value
    return None, None
