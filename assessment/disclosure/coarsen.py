"""Which cells of a true table are too small to be shown, and how a table that is too fine is made coarser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from assessment.disclosure.tables import CohortTable
from assessment.disclosure.values import TOTAL, Dimension, Kind, Mode, Policy

Flags = NDArray[np.bool_]


def find_sensitive(table: CohortTable, policy: Policy) -> Flags:
    """Primary suppression: which cells must not be shown by themselves, in the shape of the table.

    Rounded: under the threshold, nobody at all included. Exact: the same but for nobody, which anybody may know of a class.
    Both: an answer or choice that fewer than the threshold of its cohort have, or fewer have not (group disclosure).
    """
    counts = table.counts
    small = counts < policy.threshold
    if policy.mode is Mode.EXACT:
        small &= counts > 0
    for axis, (dimension, codes) in enumerate(table.axes):
        if dimension.kind is not Kind.CLASS:
            everybody = counts.take([0], axis=axis)
            given = np.array([code != TOTAL for code in codes]).reshape(
                [-1 if a == axis else 1 for a in range(counts.ndim)]
            )
            few = (counts < policy.threshold) | (everybody - counts < policy.threshold)
            small |= given & few & ((everybody > 0) | (policy.mode is Mode.ROUNDED))
    return np.asarray(small)


def fit_tables(tables: Sequence[CohortTable], policy: Policy, too_fine: float) -> tuple[CohortTable, ...]:
    """The tables, each coarsened until its finest cells show the share `too_fine` of what they count.

    All subjects of a table keep the same codes. Each step takes one level off the dimension where that shows most; a class
    may vanish, an answer or choice keeps its coarsest codes.
    """
    fitted: list[CohortTable] = []
    for _, group in groupby(tables, key=lambda table: table.spec.id):
        mine = tuple(group)
        depths = depths_of(mine[0])
        while shown_share(_at(mine, depths), policy) < too_fine and (coarser := _coarser(mine[0], depths)):
            depths = max(coarser, key=lambda tried: shown_share(_at(mine, tried), policy))
        fitted.extend(_at(mine, depths))
    return tuple(fitted)


def coarsen_once(tables: Sequence[CohortTable], spec_id: str, policy: Policy) -> tuple[CohortTable, ...]:
    """The tables with one of them a step coarser, or without it where it cannot be coarser."""
    mine = [table for table in tables if table.spec.id == spec_id]
    coarser = _coarser(mine[0], depths_of(mine[0]))
    if not coarser:
        return tuple(table for table in tables if table.spec.id != spec_id)
    depths = max(coarser, key=lambda tried: shown_share(_at(mine, tried), policy))
    return tuple(table.only(depths) if table.spec.id == spec_id else table for table in tables)


def depths_of(table: CohortTable) -> tuple[int, ...]:
    """How deep the codes of each axis go."""
    return tuple(max(dimension.depths[code] for code in codes) for dimension, codes in table.axes)


def shown_share(tables: Iterable[CohortTable], policy: Policy) -> float:
    """The share 0–1 of what the finest cells count that stands in cells of sufficient size; 1 where they count nothing."""
    shown = everything = 0
    for table in tables:
        finest = np.ix_(*(_finest(dimension, codes) for dimension, codes in table.axes))
        counts, small = table.counts[finest], find_sensitive(table, policy)[finest]
        everything += int(counts.sum())
        shown += int(counts[~small].sum())
    return shown / everything if everything else 1.0


def _at(tables: Sequence[CohortTable], depths: Sequence[int]) -> tuple[CohortTable, ...]:
    return tuple(table.only(depths) for table in tables)


def _coarser(table: CohortTable, depths: Sequence[int]) -> list[tuple[int, ...]]:
    """Every choice of depths with one level less in one dimension."""
    least = [0 if dimension.kind is Kind.CLASS else 1 for dimension, _ in table.axes]
    return [
        tuple(depth - (a == axis) for a, depth in enumerate(depths))
        for axis, depth in enumerate(depths)
        if depth > least[axis]
    ]


def _finest(dimension: Dimension, codes: Sequence[str]) -> list[int]:
    """The places of codes that have no listed code under them."""
    return [i for i, code in enumerate(codes) if not set(dimension.children(code)) & set(codes)]
