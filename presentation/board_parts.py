"""The parts of the page of a release: bars, distributions, means and rows, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: its name, what is written at its end, and its length in percent of the longest; withheld ones have none."""

    name: str
    text: str
    width: float
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under one sentence, and the table they come from."""

    title: str
    rows: tuple[BarRow, ...]
    note: str
    table: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar: where it begins, how long it is, its middle, how dark (0–4; -1 withheld), what is written in it."""

    start: float
    width: float
    middle: float
    shade: int
    text: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One group of companies divided by an answer."""

    name: str
    companies: str
    shares: tuple[Share, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Shares:
    """A distribution for each group of companies."""

    title: str
    legend: tuple[tuple[str, int], ...]
    rows: tuple[ShareRow, ...]
    table: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One mean as it is written, and how dark its ground is (0–4; -1 withheld)."""

    text: str
    shade: int


@dataclass(frozen=True, slots=True)
class Heat:
    """Means of sub-dimensions by groups of companies."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    note: str
    table: str


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A capability: companies that need it beside suppliers that offer it."""

    name: str
    needed: str
    offered: str
    needed_width: float
    offered_width: float
    remark: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One release of the past."""

    period: str
    companies: str
    score: str
    ai: str


@dataclass(frozen=True, slots=True)
class TableLink:
    """A table to take away: how many of its cells are shown."""

    id: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One item: how many answers, item–rest, own minus adviser's rating, their agreement, and the verdict in plain words."""

    name: str
    answers: str
    item_rest: str
    bias: str
    agreement: str
    verdict: str
    works: bool


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Alpha of the whole and of each part, and a row for each item."""

    alphas: tuple[str, ...]
    rows: tuple[QualityRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The page of one release."""

    id: str
    title: str
    lead: str
    invented: bool
    coverage: tuple[str, ...]
    maturity: tuple[Shares, ...]
    heat: Heat
    gaps: Bars
    ai: Bars
    wanted: Bars
    supply: tuple[SupplyRow, ...]
    trend: tuple[TrendRow, ...]
    coarser: tuple[str, ...]
    tables: tuple[TableLink, ...]
    rule: str
    notes: str
    audit: str
    quality: QualityPage
    licence: str
    licence_url: str
    others: tuple[str, ...]
