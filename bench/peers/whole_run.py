"""Run the reference training as a script: evaluate each epoch, and print the times.

    python bench/peers/whole_run.py DTYPE EPOCHS CORE

float64 trains by the book's steps, float32 by the fast ones. The last line on stdout is
JSON: the seconds of `train`, the peak of resident memory, and the accuracy.
"""

import json
import os
import resource
import sys
import time

dtype, n_epochs, core = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {core})

import numpy as np  # noqa: E402 - after the core is chosen

from neuralnet import TwoLayerNN, load_mnist, training  # noqa: E402
from neuralnet.further import fast  # noqa: E402

rng = np.random.default_rng(0)
data = load_mnist(dtype=np.dtype(dtype), rng=rng)
model = TwoLayerNN(784, 512, 10, rng=rng, dtype=np.dtype(dtype))
start = time.perf_counter()
train = fast.train if dtype == "float32" else training.train
parts = data.X_train, data.Y_train, data.X_val, data.Y_val
history = train(model, *parts, lr=0.1, n_epochs=n_epochs, batch_size=32)
seconds = time.perf_counter() - start
unit = 1 if sys.platform == "darwin" else 1024  # bytes on a Mac, kilobytes elsewhere
result = {
    "train_seconds": seconds,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6,
    "valid_acc": history[-1]["valid_acc"],
}
print(json.dumps(result))
