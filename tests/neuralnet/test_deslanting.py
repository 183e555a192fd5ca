"""Test that deslanting makes digits upright by the moments of their ink."""

import numpy as np
import pytest

from neuralnet import TwoLayerNN
from neuralnet.further.deslanting import CHUNK, Deslanting, deslant, set_width
from neuralnet.further.ensemble import Ensemble
from neuralnet.training import loss_and_accuracy

SIDE = 21
ROWS, COLUMNS = np.mgrid[:SIDE, :SIDE] - 10.0
SLANTS = np.array([-1, -0.6, 0, 0.1, 0.3, 0.6, 1])
ACROSS = COLUMNS - SLANTS[:, None, None] * ROWS
STROKES = np.exp(-((ACROSS / 2) ** 2) - (ROWS / 4) ** 4).reshape(7, -1)  # soft edges


def test_each_row_moves_by_the_slant_that_fits_the_ink_best():
    """The line c = s r fits it by least squares; what stood at c + s r is now at c."""
    image = np.pad(np.random.default_rng(4).random((12, 9)), ((8, 8), (13, 6)))
    r, c = np.mgrid[:28, :28].astype(float)
    r, c = (place - np.sum(image * place) / image.sum() for place in (r, c))
    weights = np.sqrt(image.ravel())  # for least squares over the ink
    (s,), *_ = np.linalg.lstsq((weights * r.ravel())[:, None], weights * c.ravel())
    assert abs(s) > 0.01
    upright, columns = deslant(image.reshape(1, -1)).reshape(28, 28), np.arange(28)
    for row in range(28):
        wanted = np.interp(columns + s * r[row, 0], columns, image[row])
        assert np.allclose(upright[row], wanted)


def test_images_without_a_slant_stay_unchanged():
    blank, row = np.zeros((1, SIDE**2)), np.zeros((SIDE, SIDE))
    row[3, 4:9] = 1
    for X in (blank, row.reshape(1, -1), blank[:0]):
        assert np.array_equal(deslant(X), X)


def test_the_result_of_an_image_depends_on_no_other_image():
    many = np.tile(STROKES, (CHUNK // 6, 1)).astype(np.float32)  # more than CHUNK
    upright = deslant(many)
    assert (upright.dtype, upright.shape) == (np.float32, many.shape)
    one_by_one = np.concatenate([deslant(x[None]) for x in STROKES])
    assert np.allclose(upright[-7:], one_by_one, atol=1e-5)
    with pytest.raises(ValueError, match="side \\* side"):
        deslant(STROKES[:, 1:])


def test_a_deslanting_network_reads_slanted_images_as_upright_ones():
    rng = np.random.default_rng(0)
    net = TwoLayerNN(SIDE**2, 6, 3, rng=rng)
    net.params["W1"] *= 20  # so its answers differ
    X, Y = STROKES[1:6:2], np.eye(3)
    wanted = net.forward(deslant(X))[0]
    reader = Deslanting(net)
    assert np.array_equal(reader.forward(X)[0], wanted)
    assert not np.allclose(net.forward(X)[0], wanted, atol=1e-3)
    loss, _ = loss_and_accuracy(reader, X, Y)
    assert loss == pytest.approx(net.compute_loss(Y, wanted))
    voted = Ensemble([net, reader]).forward(X)[0]
    assert np.allclose(voted, (net.forward(X)[0] + wanted) / 2)


def test_set_width_gives_digits_one_width_and_centers_them():
    """A block of five columns becomes one of eight; one of nine shrinks to eight."""
    block = np.zeros((3, 12, 12))
    block[0, 3:9, 1:6] = block[1, 3:9, 2:11] = block[2, 3:9, 4] = 1
    wide = set_width(block.reshape(3, -1), 8).reshape(3, 12, 12)
    for image in wide[:2]:
        assert np.allclose(image[5], image[5, ::-1])  # row 5 crosses the block
        assert image[5].sum() == pytest.approx(8, abs=0.5)
        assert image[5, 2:10].min() > 0.4
        assert image[5, [0, 1, 10, 11]].max() < 0.5
    assert wide[2, 5].sum() < 2.5  # a stroke is stretched by at most 1.6
    assert np.array_equal(wide.any(axis=2), block.any(axis=2))  # rows stay
    blank = np.zeros((1, 144), np.float32)
    assert np.array_equal(set_width(blank, 8), blank)
    assert set_width(blank, 8).dtype == np.float32
    alone = set_width(block[1:2].reshape(1, -1), 8)
    assert np.allclose(alone.reshape(12, 12), wide[1])


def test_a_network_with_a_width_sets_the_width_of_digits_before_it_reads():
    net = TwoLayerNN(SIDE**2, 6, 3, rng=np.random.default_rng(0))
    wanted = net.forward(set_width(deslant(STROKES), 9))[0]
    assert np.array_equal(Deslanting(net, 9).forward(STROKES)[0], wanted)
