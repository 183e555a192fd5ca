from neuralnet.activations import deriv_leaky_relu as deriv_leaky_relu
from neuralnet.activations import leaky_relu as leaky_relu
from neuralnet.activations import softmax as softmax
from neuralnet.data import SealedTestSetError as SealedTestSetError
from neuralnet.data import load_batch as load_batch
from neuralnet.data import load_data as load_data
from neuralnet.data import load_mnist as load_mnist
from neuralnet.gradcheck import gradient_check as gradient_check
from neuralnet.gradcheck import numerical_gradient as numerical_gradient
from neuralnet.gradcheck import relative_error as relative_error
from neuralnet.losses import accuracy as accuracy
from neuralnet.losses import cross_entropy as cross_entropy
from neuralnet.losses import cross_entropy_from_logits as cross_entropy_from_logits
from neuralnet.network import TwoLayerNN as TwoLayerNN
from neuralnet.support.experiments import load_experiment as load_experiment
from neuralnet.support.experiments import load_weights as load_weights

__version__: str
__all__: list[str]

def ready() -> str: ...
