"""Several networks that vote (the chapter on two layers)."""

import numpy as np

from neuralnet.network import TwoLayerNN


class Ensemble:
    """Several networks that vote with their probabilities.

    It is evaluated like one network, by `neuralnet.training.loss_and_accuracy`, and
    opens the test set as one reported model.

    Parameters
    ----------
    models : sequence of TwoLayerNN
        With the same input_dim and num_classes; the hidden layers may differ.
    """

    def __init__(self, models):
        self.models = list(models)
        sizes = {(model.input_dim, model.num_classes) for model in self.models}
        if len(sizes) != 1:
            raise ValueError(
                "an ensemble wants one or more networks with the same input_dim and "
                f"num_classes, got {sorted(sizes) or 'none'}"
            )

    @property
    def params(self):
        """The parameters of all networks, as '0.W1', '0.b1', ... '1.W1', ..."""
        return {
            f"{k}.{name}": value
            for k, model in enumerate(self.models)
            for name, value in model.params.items()
        }

    def forward(self, X):
        """Return the mean of the probabilities, shape (N, C), and an empty dict."""
        return np.mean([model.forward(X)[0] for model in self.models], axis=0), {}

    compute_loss, evaluate = TwoLayerNN.compute_loss, TwoLayerNN.evaluate
