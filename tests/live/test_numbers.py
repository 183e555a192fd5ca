"""Test how the page reads the numbers of a hint."""

import numpy as np

from coursework import check

# The two tables of a hint, each [whose, rows], and the sums of the rows if shown.
READ = """const found = numbers.read(given.hint);
return found && [found.sides, numbers.sumsOf(found.sides)];"""


def test_the_numbers_of_a_hint_become_rows(js):
    def softmax(X):
        exps = np.exp(X - X.max(axis=1, keepdims=True))
        return exps / exps.sum(axis=0)

    hint = check("softmax", softmax, seed=1).hint(1)
    (mine, theirs), sums = js(READ, "page/numbers", hint=hint)
    assert [mine[0], theirs[0]] == ["yours", "ours"]
    assert [len(row) for row in mine[1]] == [len(row) for row in theirs[1]]
    wanted = np.array(theirs[1], float)
    np.testing.assert_allclose(wanted.sum(axis=1), 1, atol=0.001)
    np.testing.assert_allclose(np.array(sums[1], float), 1, atol=0.01)
    assert sums[0] != sums[1]


def test_a_hint_without_two_arrays_stays_a_text(js):
    assert js(READ, "page/numbers", hint="Look at the axis.") is None


def test_single_numbers_and_other_texts_fill_one_cell(js):
    hint = "For x = [8.5 ]. This differs:\n  yours  y = {}\n  ours   y = 8.375"
    for text in ("1.675", "an array of shape (3, 2)"):
        sides, sums = js(READ, "page/numbers", hint=hint.format(text))
        assert (sides[0][1], sums) == ([[text]], None)
