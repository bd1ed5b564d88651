"""Every figure of a set of tables once, however many tables show it, and how figures add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assessment.disclosure.tables import CohortTable
from assessment.disclosure.values import TOTAL, Cohort, Dimension, Kind, Measure, Place

Integers = NDArray[np.int64]
Block = tuple[str, str]
"""A subject, or a dimension of choices: figures that are known of one another through all companies only."""
COMPANIES: Block = ("", "")
Relation = tuple[int, tuple[int, ...]]
"""A whole and its parts, by column."""
Pair = tuple[int, int]
"""A count and a part of it, where nothing says that other parts complete it."""
Answers = tuple[tuple[int, float, float], ...]
"""The columns of all answers of a cohort, with the scores that each stands for."""


@dataclass
class Figures:
    """Places as columns, with the true count of each; `grids` holds the columns of the cells of each table in its shape.

    `sums` holds the true sum of scores of those that have a mean.
    """

    source: Sequence[CohortTable]
    places: list[Place] = field(default_factory=list)
    columns: dict[Place, int] = field(default_factory=dict)
    sums: dict[int, float] = field(default_factory=dict)
    blocks: dict[Block, set[int]] = field(default_factory=lambda: defaultdict(set))
    relations: dict[Block, set[Relation]] = field(default_factory=lambda: defaultdict(set))
    pairs: dict[Block, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    answers: dict[Block, dict[int, Answers]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        self.classes = {d.id for table in self.source for d, _ in table.axes if d.kind is Kind.CLASS}
        counts: list[int] = []
        self.grids = [self._grid(table, counts) for table in self.source]
        self.counts: Integers = np.array(counts, dtype=np.int64)
        for table, grid in zip(self.source, self.grids, strict=True):
            block = table.subject, _choice(table)
            self.blocks[block].update(grid.ravel().tolist())
            self._relate(block, table, grid)
            if table.spec.measure is Measure.MEAN:
                self.sums.update(zip(grid.ravel().tolist(), table.sums.ravel().tolist(), strict=True))
        self._join_companies()

    def _grid(self, table: CohortTable, counts: list[int]) -> Integers:
        """The column of each cell; new places get new columns."""
        for place, count in zip(table.places, table.counts.ravel(), strict=True):
            if place not in self.columns:
                self.columns[place] = len(counts)
                counts.append(int(count))
                self.places.append(place)
        return np.array([self.columns[place] for place in table.places]).reshape(table.counts.shape)

    def _relate(self, block: Block, table: CohortTable, grid: Integers) -> None:
        """Note what adds up along every axis that divides companies, and what is a part along one of choices."""
        for axis, (dimension, codes) in enumerate(table.axes):
            lines = np.moveaxis(grid, axis, 0).reshape(len(codes), -1).T.tolist()
            for whole, parts in _sums(dimension, codes):
                for line in lines:
                    if dimension.kind is Kind.CHOICE:
                        self.pairs[block].update((line[whole], line[part]) for part in parts)
                    else:
                        self.relations[block].add((line[whole], tuple(line[part] for part in parts)))
            if dimension.kind is Kind.ANSWER:
                finest = [
                    i for i, code in enumerate(codes) if code != TOTAL and not set(dimension.children(code)) & {*codes}
                ]
                ends = {i: dimension.points_under[codes[i]] for i in finest}
                self.answers[block] |= {line[0]: tuple((line[i], *ends[i]) for i in finest) for line in lines}

    def _join_companies(self) -> None:
        """Everybody of a class belongs to each block that counts a part of them, with how they add up."""
        sums = [relation for block, found in self.relations.items() if not block[0] for relation in found]
        for block, mine in self.blocks.items():
            everybody = {
                column: self.columns.get(("", self._class_of(column))) for column in mine if block != COMPANIES
            }
            self.pairs[block].update((all_, c) for c, all_ in everybody.items() if all_ is not None and all_ != c)
            mine.update(column for column in everybody.values() if column is not None)
            companies = {column for column in mine if not self.places[column][0]}
            self.relations[block].update(
                (w, parts) for w, parts in sums if w in companies and companies.issuperset(parts)
            )

    def _class_of(self, column: int) -> Cohort:
        return tuple(pair for pair in self.places[column][1] if pair[0] in self.classes)

    def related(self, column: int) -> list[int]:
        """The columns that stand in a sum or a pair with a column."""
        sums = [(whole, *parts) for found in self.relations.values() for whole, parts in found]
        pairs = [pair for found in self.pairs.values() for pair in found]
        return sorted({c for known in (*sums, *pairs) if column in known for c in known} - {column})

    def as_parts(self, block: Block) -> tuple[Integers, list[int]]:
        """The figures of a block as sums of its finest ones that are not 0, int64 (figures, parts), and rows known to be 0.

        Rows stand in the order of columns. A figure that is a sum in two ways gives a row that is known to be 0; such rows
        follow the figures, and the second value says where.
        """
        mine, ways = sorted(self.blocks[block]), defaultdict(list)
        for whole, parts in sorted(self.relations[block]):
            ways[whole].append(parts)
        finest = [column for column in mine if column not in ways and self.counts[column]]
        rows: dict[int, Integers] = {
            column: np.zeros(len(finest), dtype=np.int64) for column in mine if column not in ways
        }
        for i, column in enumerate(finest):
            rows[column][i] = 1

        def row(column: int) -> Integers:
            if column not in rows:
                rows[column] = np.sum([row(part) for part in ways[column][0]], axis=0)
            return rows[column]

        known = [
            row(whole) - sum(row(part) for part in other) for whole, all_ways in ways.items() for other in all_ways[1:]
        ]
        known = [difference for difference in known if difference.any()]
        return np.array([*(row(column) for column in mine), *known]), list(range(len(mine), len(mine) + len(known)))


def _choice(table: CohortTable) -> str:
    return next((dimension.id for dimension, _ in table.axes if dimension.kind is Kind.CHOICE), "")


def _sums(dimension: Dimension, codes: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Each listed code with listed ones right under it, by place on the axis; a table lists all of them or none."""
    places = {code: i for i, code in enumerate(codes)}
    for code in codes:
        parts = [places[child] for child in dimension.children(code) if child in places]
        if parts:
            yield places[code], parts
