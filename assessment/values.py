"""What goes through the whole line: the case that enters, the reference beside it, the diagnosis that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessment.catalogue import Catalogue
from assessment.instrument.completeness import Completeness
from assessment.instrument.edition import Group, ItemId, Wording
from assessment.instrument.values import AnswerSheet, Profile
from assessment.matching.values import Need, RequirementSheet, SubcommitteeMatch, SupplierMatches
from assessment.roadmap.explanation import Explanation
from assessment.roadmap.standings import SupportMatch
from assessment.roadmap.values import (
    Adjustments,
    CourseStop,
    Limits,
    PlanBenefit,
    PlanningInstance,
    PreviousPlan,
    Roadmap,
    SupportedPlan,
)
from assessment.scoring.values import Gap, Readiness, Reference, Scorecard, Wishes

__all__ = ["ENGINE_VERSION", "Case", "Diagnosis", "Opinion", "Provenance", "Reference"]

ENGINE_VERSION = "1.2.0"
"""Changes whenever the same answers could give another result."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a consultant writes: strengths and weaknesses by dimension and one overall opinion."""

    consultant: str
    visited_on: date
    strengths: tuple[tuple[Group, str], ...]
    weaknesses: tuple[tuple[Group, str], ...]
    overall: str


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that was said: sheet, profile, limits (None: those of its size), wishes, and what the adviser wrote."""

    sheet: AnswerSheet
    profile: Profile
    limits: Limits | None = None
    wishes: Wishes = field(default_factory=Wishes)
    previous: PreviousPlan | None = None
    opinion: Opinion | None = None
    adjustments: Adjustments = field(default_factory=Adjustments)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a result was computed from, so that it can be computed again."""

    slug: str
    edition: str
    edition_hash: str
    catalogue_hash: str
    answers_hash: str
    engine: str
    on: date
    seed: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The whole result for one company. `roadmap` is plan A, from own money; `supported` are B and C where they differ.

    `explanation` is there where somebody asked for it, because it takes long.
    """

    case: Case
    catalogue: Catalogue
    wordings: Mapping[ItemId, Wording]
    completeness: Completeness
    scorecard: Scorecard
    readiness: Readiness
    gaps: tuple[Gap, ...]
    instance: PlanningInstance
    roadmap: Roadmap
    supported: tuple[SupportedPlan, ...]
    benefit: PlanBenefit
    course: tuple[CourseStop, ...]
    needs: tuple[Need, ...]
    suppliers: SupplierMatches | RequirementSheet
    subcommittees: tuple[SubcommitteeMatch, ...]
    support: tuple[SupportMatch, ...]
    provenance: Provenance
    explanation: Explanation | None = None
