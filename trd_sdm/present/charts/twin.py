"""The numbers of a chart as a table, before anybody needs pandas: it takes a second and 45 MB to load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Twin:
    """Headings and rows; the first column names the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...] = ()

    def with_column(self, place: int, other: Twin, column: str) -> Twin:
        """Put a column of another table of the same rows in at a place."""
        taken = other.columns.index(column)
        rows = tuple(
            (*row[:place], beside[taken], *row[place:]) for row, beside in zip(self.rows, other.rows, strict=True)
        )
        return Twin((*self.columns[:place], column, *self.columns[place:]), rows)

    def frame(self) -> pd.DataFrame:
        """Give the same as a pandas frame."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.rows], columns=list(self.columns))
