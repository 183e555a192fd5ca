from collections.abc import Mapping, Sequence

from neuralnet.data import Dataset
from neuralnet.training import _Row

MAX_LOSS: float
MARKERS: str

def run_setting(
    data: Dataset,
    num_hiddens: int = 64,
    lr: float = 0.1,
    batch_size: int = 32,
    n_epochs: int = 5,
    num_images: int = 5000,
    seed: int = 0,
    verbose: bool = False,
) -> list[_Row]: ...
def show_runs(
    runs: Mapping[str, Sequence[_Row]],
    alt: str | None = None,
    caption: str | None = None,
) -> None: ...
def training_panel(data: Dataset) -> None: ...
