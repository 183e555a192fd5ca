"""Test that 'Repair it' pays each repaired line, whatever the other lines do."""

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
RAISING = {
    PIXELS: "images /= 255; X = images",
    STEP: "W2 = W2 - rate * A1 @ dZ2",
    LABELS: "X, Y = X[order], Y[oder]",
}


def program(raising, given=()):
    """Return the right program, but for a line that raises and some left as given."""
    text = RIGHT.replace(raising, RAISING[raising])
    for line in given:
        text = text.replace(line, GIVEN[line])
    return text


@pytest.mark.parametrize("raising", RAISING)
def test_a_line_that_raises_takes_no_other_line_its_third(raising):
    others = [line for line in RAISING if line != raising]
    for given, score in ([], 0.6667), (others[:1], 0.3333), (others, 0):
        assert checked(NAME, program(raising, given)).score == score
    assert checked(NAME, RIGHT.replace("(N, D)", "(N, E)")).score == 0


@pytest.mark.parametrize("raising", RAISING)
def test_after_three_repairs_no_hint_asks_for_the_check_that_fails(raising):
    """All four may pass then; with a place left as it was, one of them fails."""
    ragged = RIGHT.replace("N - batch_size + 1", "N")
    as_list = RIGHT.replace("np.array(losses)", "losses")
    other = QUESTIONS[NAME].catalogue.said["another_line"]
    for text in (ragged, as_list, RIGHT.replace("255", "256")):
        assert checked(NAME, text).help[0] == other
    left = RIGHT.replace(raising, GIVEN[raising])
    assert checked(NAME, left).help[0] == QUESTIONS[NAME].hints[0]
