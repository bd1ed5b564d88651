"""Which cells of exact tables may be shown so that no small one can be computed from them (Langsrud 2024; methods 5.2, 5.3).

Arithmetic is modulo a prime: no rounding error, and a combination that exists over the rationals is found but for a chance of
one in two thousand million.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

PRIME = 2**31 - 1
"""Products of two residues stay under 2⁶² and fit into 64 bits."""
Integers = NDArray[np.int64]


def choose_shown(rows: Integers, given: Sequence[int], order: Sequence[int], small: Iterable[int]) -> list[int]:
    """The cells to show, of those in `order`, the most wanted first.

    `rows` int64 (cells, parts) says of which unknown numbers a cell is the sum; `given` are rows that are known to be zero. A
    cell is refused where it would let a small cell be computed, or two different small cells from each other: then a company
    that knows its own cell, being alone in it, would know the other. Cells of the same companies are one cell.
    """
    left = _Left(rows)
    for row in given:
        left.show(left.reduced_by(row))
    hidden = _Hidden(left.rows, small)
    shown = []
    for cell in order:
        touched, reduced = found = left.reduced_by(cell)
        if not hidden.would_show(touched, reduced):
            left.show(found)
            hidden.renew(touched, left.rows)
            shown.append(cell)
    return shown


class _Left:
    """What each cell still says when everything shown is subtracted."""

    def __init__(self, rows: Integers) -> None:
        self.rows = np.array(rows, dtype=np.int64) % PRIME
        self._uses = np.count_nonzero(self.rows, axis=0)

    def reduced_by(self, cell: int) -> tuple[Integers, Integers]:
        """The rows that change once a cell is shown, and what they become; none if it says nothing new."""
        row = self.rows[cell]
        candidates = np.flatnonzero(row)
        if not len(candidates):
            return np.empty(0, dtype=np.int64), np.empty((0, len(row)), dtype=np.int64)
        at = candidates[np.argmin(self._uses[candidates])]
        touched = np.flatnonzero(self.rows[:, at])
        factors = self.rows[touched, at] * pow(int(row[at]), PRIME - 2, PRIME) % PRIME
        return touched, (self.rows[touched] - factors[:, None] * row % PRIME) % PRIME

    def show(self, found: tuple[Integers, Integers]) -> None:
        """Subtract a cell from everything."""
        touched, reduced = found
        self._uses += np.count_nonzero(reduced, axis=0) - np.count_nonzero(self.rows[touched], axis=0)
        self.rows[touched] = reduced


class _Hidden:
    """Small cells by what is left of them, scaled to begin with 1: equal remainders give each other away."""

    def __init__(self, left: Integers, small: Iterable[int]) -> None:
        self._of: dict[bytes, int] = {}
        self._key: dict[int, bytes] = {}
        for cell in small:
            key = _key(left[cell])
            if key not in self._of:
                self._of[key], self._key[cell] = cell, key

    def would_show(self, touched: Integers, reduced: Integers) -> bool:
        """Whether these remainders would make a small cell vanish, or equal to another."""
        changed = {int(cell): _key(row) for cell, row in zip(touched, reduced, strict=True) if int(cell) in self._key}
        keys = set(changed.values())
        if b"" in keys or len(keys) < len(changed):
            return True
        return any(self._of[key] not in changed for key in keys if key in self._of)

    def renew(self, touched: Integers, left: Integers) -> None:
        """Take over the remainders after a cell was shown."""
        mine = [int(cell) for cell in touched if int(cell) in self._key]
        for cell in mine:
            del self._of[self._key[cell]]
        for cell in mine:
            self._key[cell] = _key(left[cell])
            self._of[self._key[cell]] = cell


def _key(row: Integers) -> bytes:
    """A row scaled so that its first number is 1, as bytes; empty for a row of zeros."""
    first = np.flatnonzero(row)[:1]
    if not len(first):
        return b""
    return (row * pow(int(row[first[0]]), PRIME - 2, PRIME) % PRIME).tobytes()
