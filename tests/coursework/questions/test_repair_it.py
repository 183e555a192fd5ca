"""Test which hint comes first when lines of 'Repair it' are repaired."""

import pytest
from written import checked

from coursework.questions import QUESTIONS

NAME = "train_network"
RIGHT = QUESTIONS[NAME].answer
PIXELS, STEP = "X = images / 255", "W2 = W2 - rate * A1.T @ dZ2"
LABELS = "X, Y = X[order], Y[order]"
GIVEN = {
    PIXELS: "X = images.astype(float)",
    STEP: "W2 = W2 + rate * A1.T @ dZ2",
    LABELS: "X, Y = X[order], Y",
}


@pytest.mark.parametrize("line", GIVEN)
def test_after_three_repairs_no_hint_asks_for_the_check_that_fails(line):
    """All four may pass then; with a place left as it was, one of them fails."""
    ragged = RIGHT.replace("N - batch_size + 1", "N")
    as_list = RIGHT.replace("np.array(losses)", "losses")
    other = QUESTIONS[NAME].catalogue.said["another_line"]
    for text in (ragged, as_list, RIGHT.replace("255", "256")):
        assert checked(NAME, text).help[0] == other
    left = RIGHT.replace(line, GIVEN[line])
    assert checked(NAME, left).help[0] == QUESTIONS[NAME].hints[0]
