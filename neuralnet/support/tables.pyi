from collections.abc import Iterable, Mapping, Sequence
from typing import SupportsFloat, TypeAlias

_Entry: TypeAlias = SupportsFloat | str | None

def table(
    rows: Iterable[Sequence[_Entry]],
    columns: Mapping[str, str] | Sequence[str],
    caption: str | None = None,
    best: int | None = None,
) -> Table: ...

class Table:
    headings: list[str]
    cells: list[list[str]]
    caption: str | None
    best: int | None
    sides: list[str]
    def __init__(
        self,
        headings: list[str],
        cells: list[list[str]],
        caption: str | None,
        best: int | None,
    ) -> None: ...
