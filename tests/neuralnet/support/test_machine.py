"""Test that training uses one BLAS thread and draws a bar on a terminal only."""

import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from neuralnet import TwoLayerNN
from neuralnet.support.machine import blas_threads

TRAIN = """
import numpy as np
from neuralnet import TwoLayerNN
rng = np.random.default_rng(0)
X, Y = rng.random((400, 9)), np.eye(3)[rng.integers(0, 3, 400)]
for dtype in (np.float64, np.float32):
    model = TwoLayerNN(9, 4, 3, rng=rng, dtype=dtype)
    model.train(X, Y, X, Y, 0.1, n_epochs=2, batch_size=2)
"""


def threads():
    """Return the number of threads of each BLAS library."""
    libraries = [lib for lib in threadpool_info() if lib["user_api"] == "blas"]
    return [library["num_threads"] for library in libraries]


def run(code):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, text=True, capture_output=True, check=True)


class Watching(TwoLayerNN):
    def train_step(self, *args):
        self.threads = threads()


def threads_in_train():
    X, model = np.ones((1, 1)), Watching(1, 1, 1)
    model.train(X, X, X, X, 0.1, 1, 1)
    return model.threads


def test_train_uses_one_thread_and_restores_the_number(monkeypatch):
    with threadpool_limits(2, user_api="blas"):
        before = threads()
        assert set(before) == {2}
        assert set(threads_in_train()) == {1}
        assert threads() == before
        monkeypatch.setenv("NEURALNET_THREADS", "2")
        assert set(threads_in_train()) == {2}


@pytest.mark.parametrize("number", ["0", "many", "1.5", ""])
def test_a_wrong_number_of_threads_is_refused(monkeypatch, number):
    monkeypatch.setenv("NEURALNET_THREADS", number)
    with pytest.raises(ValueError, match="NEURALNET_THREADS"), blas_threads():
        pass


def test_without_tqdm_and_threadpoolctl_train_works_and_names_them():
    hide = "import sys; sys.modules['tqdm'] = sys.modules['threadpoolctl'] = None\n"
    done = run(hide + TRAIN)
    lines = done.stderr.splitlines()
    assert len(lines) == 2  # one for each package, although two models trained
    assert {line.split()[0] for line in lines} == {"threadpoolctl", "tqdm"}
    assert len(done.stdout.splitlines()) == 4
    plain = run(TRAIN)
    assert (plain.stdout, plain.stderr) == (done.stdout, "")  # and no bar is drawn
