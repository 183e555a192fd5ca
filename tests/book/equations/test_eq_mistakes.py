"""The equations of the chapter on mistakes, each by its label."""

import numpy as np
import pytest
from book_code import run_cells
from by_hand import close, network

from neuralnet.metrics import (
    calibration_bins,
    expected_calibration_error,
    precision_recall_f1,
)

rng = np.random.default_rng(1)
C, N = 4, 60
labels, predictions = rng.integers(0, C, N), rng.integers(0, C, N)
pairs = list(zip(labels, predictions, strict=True))
M = np.array([[pairs.count((i, j)) for j in range(C)] for i in range(C)])
P = [M[c, c] / sum(M[i, c] for i in range(C)) for c in range(C)]
R = [M[c, c] / sum(M[c, j] for j in range(C)) for c in range(C)]


def test_eq_mistakes_precision_recall():
    r"""\begin{aligned}
    P_c &= \frac{M_{cc}}{\sum_i M_{ic}} , \\
    R_c &= \frac{M_{cc}}{\sum_j M_{cj}}
    \end{aligned}
    """
    precision, recall, _ = precision_recall_f1(M)
    close(precision, P)
    close(recall, R)
    rare = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 0]])  # class 2: 0 / 0 counts as 0
    close(precision_recall_f1(rare), [[1 / 2, 1, 0], [1, 1 / 2, 0], [2 / 3, 2 / 3, 0]])


def test_eq_mistakes_f1():
    r"""\begin{aligned}
    F_c &= \frac{2}{1 / P_c + 1 / R_c} \\
    &= \frac{2 M_{cc}}{\sum_i M_{ic} + \sum_j M_{cj}}
    \end{aligned}
    """
    f1 = precision_recall_f1(M)[2]
    close(f1, [2 / (1 / P[c] + 1 / R[c]) for c in range(C)])
    rows = [sum(M[c, j] for j in range(C)) for c in range(C)]
    columns = [sum(M[i, c] for i in range(C)) for c in range(C)]
    close(f1, [2 * M[c, c] / (columns[c] + rows[c]) for c in range(C)])


@pytest.mark.parametrize("N", [60, 6])  # of six answers, most bins have one or none
def test_eq_mistakes_ece(N):
    r"""\begin{aligned}
    \mathrm{ECE} &= \sum_k \frac{n_k}{N}\, \mathrm{gap}_k , \\
    \mathrm{gap}_k &= \lvert\, \mathrm{accuracy}_k - \mathrm{confidence}_k \,\rvert
    \end{aligned}
    """
    rng = np.random.default_rng(2)
    confidence, correct, bins = rng.random(N), rng.random(N) < 0.4, 10
    confidence[:4] = 0.0, 0.1, 0.3, 1.0  # at the edges of bins
    ECE, found = 0.0, calibration_bins(confidence, correct, bins)
    assert all(len(values) == bins for values in found)
    for k in range(bins):
        low = k / bins if k else -1.0  # the first bin holds 0, too
        inside = [n for n in range(N) if low < confidence[n] <= (k + 1) / bins]
        row = [0, np.nan, np.nan]
        if inside:
            accuracy_k = sum(correct[n] for n in inside) / len(inside)
            confidence_k = sum(confidence[n] for n in inside) / len(inside)
            ECE += len(inside) / N * abs(accuracy_k - confidence_k)
            row = [len(inside), confidence_k, accuracy_k]
        close([values[k] for values in found], row)
    for num_bins in ((), (bins,)):  # ten is the default
        close(expected_calibration_error(confidence, correct, *num_bins), ECE)
    names = ("counts", "mean_confidence", "accuracy")
    known = dict(zip(names, found, strict=True))
    known |= {"N": N, "confidence": confidence, "correct": correct}
    close(run_cells("eq-mistakes-ece", "gap = ", **known)["ECE"], ECE)


def test_eq_mistakes_lead():
    r"""\begin{aligned}
    Z_2[s] - Z_2[t] &= \sum_j A_1[j]\,(W_2[j, s] - W_2[j, t]) \\
    &\quad + b_2[s] - b_2[t]
    \end{aligned}
    """
    model, X, _ = network()
    _, ff_dict = model.forward(X)
    W2, b2, A1 = model.params["W2"], model.params["b2"], ff_dict["A1"]
    for n in range(len(X)):
        for s, t in ((0, 2), (2, 1)):
            lead = ff_dict["Z2"][n, s] - ff_dict["Z2"][n, t]
            push = [A1[n, j] * (W2[j, s] - W2[j, t]) for j in range(len(W2))]
            close(lead, sum(push) + b2[s] - b2[t])
            known = {"A1": A1, "W2": W2, "b2": b2, "ff_dict": ff_dict}
            # The cell takes image worst[6].
            known |= {"worst": [n] * 7, "predictions": {n: s}, "labels": {n: t}}
            found = run_cells("eq-mistakes-lead", "lead = ", **known)
            close(found["push"], push)
            close(found["lead"], lead)
