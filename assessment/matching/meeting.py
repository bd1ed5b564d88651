"""What the association takes into a meeting of a subcommittee or to a matching day, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.catalogue import Alliance, Catalogue, Subcommittee
from assessment.instrument.edition import ItemId, Questionnaire
from assessment.matching.records import CollaborationTask, PostedNeed, RegulationRequest
from assessment.matching.values import SupplierLists
from assessment.terms import Text


@dataclass(frozen=True, slots=True)
class Words:
    """Where names come from: the content, and for firms `people`, who are only those that may be named."""

    questionnaire: Questionnaire
    catalogue: Catalogue
    people: Mapping[str, str]


class GapsOf(StrEnum):
    """Of which companies shared gaps tell: of the industries of a subcommittee, or of everybody and why."""

    INDUSTRIES = "industries"
    EVERYBODY = "everybody"
    EVERYBODY_INSTEAD = "everybody_instead"


@dataclass(frozen=True, slots=True)
class SharedGap:
    """An item with how many companies are below level 3 of how many that answered, as published."""

    item: ItemId
    below: float
    companies: float


@dataclass(frozen=True, slots=True)
class SharedGaps:
    """The gaps that most companies of a release share, greatest share first, and of whom; `industries` are groups by name."""

    release: str
    as_of: date
    of: GapsOf
    industries: tuple[Text, ...]
    gaps: tuple[SharedGap, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What lies before one subcommittee on a day; gaps are statistics and come from the newest release, None before one."""

    words: Words
    alliance: Alliance
    subcommittee: Subcommittee
    on: date
    gaps: SharedGaps | None
    needs: tuple[PostedNeed, ...]
    candidates: tuple[CollaborationTask, ...]
    stalled: tuple[CollaborationTask, ...]
    requests: tuple[RegulationRequest, ...]


@dataclass(frozen=True, slots=True)
class MatchingDay:
    """The lists of suppliers for every company that agreed to be introduced."""

    words: Words
    on: date
    lists: SupplierLists
