"""Practice with invented plants: how far somebody's ratings lie from the expected ones (anchoring vignettes)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.instrument.edition import Example, ItemId, Vignette


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One item of a vignette: the expected level with its reason, and the rating, None where none was given."""

    expected: Example
    rated: int | None

    @property
    def difference(self) -> int | None:
        """Levels above (positive) or below the expected one."""
        return None if self.rated is None else self.rated - self.expected.level


@dataclass(frozen=True, slots=True)
class Practice:
    """The ratings of one vignette; `mean_difference` in levels, None while nothing is rated."""

    vignette: Vignette
    rows: tuple[PracticeRow, ...]

    @property
    def mean_difference(self) -> float | None:
        """Mean of the differences: positive where the rater is milder than the anchors."""
        found = [row.difference for row in self.rows if row.difference is not None]
        return sum(found) / len(found) if found else None


def practise(vignette: Vignette, rated: Mapping[ItemId, int]) -> Practice:
    """Compare ratings with the expected levels of a vignette."""
    return Practice(vignette, tuple(PracticeRow(e, rated.get(e.item)) for e in vignette.levels))
