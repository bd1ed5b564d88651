"""What the association takes into a meeting of a subcommittee or to a matching day, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.catalogue import Alliance, Catalogue, Subcommittee
from assessment.instrument.edition import Questionnaire
from assessment.matching.records import CollaborationTask, PostedNeed, RegulationRequest
from assessment.matching.values import SupplierLists


@dataclass(frozen=True, slots=True)
class Words:
    """Where names come from: the content, and for firms `people`, who are only those that may be named."""

    questionnaire: Questionnaire
    catalogue: Catalogue
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What lies before one subcommittee on a day; gaps that members share are statistics and come from releases alone."""

    words: Words
    alliance: Alliance
    subcommittee: Subcommittee
    on: date
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
