"""A large table of weights in half the memory: whole numbers of two bytes, of each column's own unit.

As precise as half precision, which processors make plain, for the few rows of a text, at many times the cost.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_LARGEST = 32767


class Packed:
    """A table of shape (rows, columns), to be multiplied row by row."""

    def __init__(self, table: Any) -> None:
        """Pack `table`, of plain numbers."""
        self._unit = np.abs(table).max(axis=0, initial=0.0) / _LARGEST
        self._unit[self._unit == 0] = 1.0
        # Row after row in memory, whatever the order of the table: a text takes a few whole rows.
        self._numbers = np.rint(table / self._unit).astype(np.int16, order="C")

    def summed(self, values: Any, rows: Any) -> Any:
        """The sum of `rows`, each times its value: of shape (columns,)."""
        return (values @ self._numbers[rows].astype(np.float32)) * self._unit

    def plain(self) -> Any:
        """The table again, of shape (rows, columns)."""
        return (self._numbers * self._unit).astype(np.float32)
