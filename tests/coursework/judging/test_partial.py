"""Test what is said of numbers that are wrong in one way everywhere."""

import numpy as np

from coursework.judging import partial


def test_no_factor_is_told_of_rounding_errors():
    wanted = [np.arange(1.0, 13), np.arange(2.0, 14)]
    pairs = [(3e-17 * right, right) for right in wanted]
    assert partial.common_error(pairs).mistake == "zeros_up_to_rounding"
    pairs = [(3e-3 * right, right) for right in wanted]
    assert partial.common_error(pairs).mistake == "off_by_a_factor"
