"""A release as it goes out, with everything that is said beside its tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessment.disclosure.values import Audit, Beside, Licence, Release
from assessment.terms import Text


class Quality(StrEnum):
    """What is measured of the questionnaire: alpha, item–rest correlation, own rating minus an adviser's, their agreement."""

    ALPHA = "alpha"
    ITEM_REST = "item_rest"
    BIAS = "bias"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class QualityFigure:
    """One figure of the questionnaire, coarse and never by segment.

    `of` is an item, a dimension or the whole. `answers` are rounded as counts of companies are, 0 for few; `figure` is None
    where fewer than `needed` answered or where it is not defined. Bias is in levels.
    """

    measure: Quality
    of: str
    answers: int
    needed: int
    figure: float | None


@dataclass(frozen=True, slots=True)
class Publication:
    """A release as it goes out: its terms, notes on the method, and what its counts are set beside.

    `invented` says whether its companies are, `audit` what attacked it; None where nobody says so. `quality` is what the
    answers say about the questionnaire.
    """

    release: Release
    licence: Licence
    notes: Text
    beside: tuple[Beside, ...]
    invented: bool
    audit: Audit | None
    quality: tuple[QualityFigure, ...] = ()
