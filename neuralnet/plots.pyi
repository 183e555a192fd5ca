from collections.abc import Container, Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from neuralnet.support.svg import COLORS as COLORS
from neuralnet.support.svg import GRAY as GRAY
from neuralnet.training import _Row

WIDE: float
NARROW: float
DASHES: list[str]
STYLE: dict[str, str | float]

def subplots(
    nrows: int = 1,
    ncols: int = 1,
    height: float = 2.6,
    width: float = 4.9,
    **options: Any,
) -> tuple[Figure, Any]: ...
def label_lines(ax: Axes) -> None: ...
def highlight(names: Iterable[object], chosen: Container[Any]) -> list[str]: ...
def note(
    ax: Axes, words: str, point: tuple[float, float], offset: tuple[float, float]
) -> None: ...
def show(fig: Figure, alt: str, caption: str | None = None) -> None: ...
def show_digits(
    X: NDArray[Any],
    alt: str,
    titles: Sequence[object] | None = None,
    columns: int = 5,
    shape: tuple[int, int] = (28, 28),
    caption: str | None = None,
    **options: Any,
) -> None: ...
def show_history(
    history: Sequence[_Row], alt: str, caption: str | None = None
) -> None: ...
def show_unit(
    x: NDArray[Any], w: NDArray[Any], b: float, alt: str, caption: str | None = None
) -> None: ...
