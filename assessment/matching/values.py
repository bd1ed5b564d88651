"""Who can help, as frozen values: suppliers, the sheet that replaces them, subcommittees; each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.catalogue import Alliance, Capability, CapabilityId, Initiative, OfferGrade, Subcommittee, Supplier
from assessment.terms import Reason, Text


@dataclass(frozen=True, slots=True)
class Need:
    """A capability that the first part of the roadmap calls for; weights of all needs sum to 1."""

    capability: CapabilityId
    weight: float
    wanted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One supplier for one company. `cover` is the weighted share 0–1 of the needs it covers, by evidence grade."""

    supplier: Supplier
    cover: float
    fit: float
    covered: tuple[tuple[CapabilityId, OfferGrade], ...]
    missing: tuple[CapabilityId, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FilteredOut:
    """A supplier that covers a need and was not listed, and why."""

    supplier: Supplier
    reason: Reason


@dataclass(frozen=True, slots=True)
class SupplierMatches:
    """Ranked suppliers; ties were ordered by `seed`."""

    matches: tuple[Match, ...]
    filtered_out: tuple[FilteredOut, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A capability on the requirement sheet, with the initiatives that want it."""

    capability: Capability
    wanted_by: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class RequirementSheet:
    """What to put in front of suppliers where no register is loaded (제안 요청서, method 13)."""

    lines: tuple[RequirementLine, ...]
    acceptance: tuple[Text, ...]
    pools: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SubcommitteeMatch:
    """A subcommittee that fits, with the parts of its score and the reasons."""

    alliance: Alliance
    subcommittee: Subcommittee
    score: float
    reasons: tuple[Reason, ...]
