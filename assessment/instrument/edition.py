"""One edition of the instrument as frozen values: what is asked, and the method's own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from assessment.terms import Text

ItemId = NewType("ItemId", str)

FactId = NewType("FactId", str)

ConcernId = NewType("ConcernId", str)

LEVELS = range(6)

TOP_LEVEL = 5

PUBLISHED = "published"

WHOLE = 100
"""Percent: a yes, or complete coverage."""


class Group(StrEnum):
    """The four dimensions, and the enablers beside them."""

    PROCESS = "process"
    PRODUCT = "product"
    SERVICE = "service"
    BUSINESS_MODEL = "business_model"
    ENABLERS = "enablers"


DIMENSIONS = (Group.PROCESS, Group.PRODUCT, Group.SERVICE, Group.BUSINESS_MODEL)


class EvidenceClass(StrEnum):
    """What supports an answer, weakest first (method 3)."""

    CLAIMED = "claimed"
    DOCUMENTED = "documented"
    SEEN = "seen"
    MEASURED = "measured"


class OfficialLevel(StrEnum):
    """Steps of the official smart-factory ladder (수준확인)."""

    NO_ICT = "no_ict"
    BASIC = "basic"
    MIDDLE_1 = "middle_1"
    MIDDLE_2 = "middle_2"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule from the closed word list of `conditions`; `inner` is used by all, any and not."""

    op: str
    field: str = ""
    value: str | int | tuple[str, ...] = ""
    inner: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The sentence that describes one level, and what an assessor asks to see for it (none at level 0)."""

    level: int
    text: Text
    look_for: Text | None


@dataclass(frozen=True, slots=True)
class Fact:
    """An observable yes/no (threshold 100) or coverage in percent (threshold 80) that supports a level."""

    id: FactId
    level: int
    threshold: int
    text: Text

    @property
    def is_coverage(self) -> bool:
        """Answered with a share in percent; otherwise with yes (100) or no (0)."""
        return self.threshold < WHOLE


@dataclass(frozen=True, slots=True)
class Wording:
    """How an item is asked: the question, why we ask, six anchors from level 0 to 5, and the facts that carry them."""

    question: Text
    why: Text
    anchors: tuple[Anchor, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording of the same item for the companies that meet a condition."""

    when: Condition
    wording: Wording


@dataclass(frozen=True, slots=True)
class NotApplicableRule:
    """When an item may be answered *not applicable*, and how that is said to the company."""

    when: Condition
    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """What receives one answer: a sub-dimension of a dimension, or an enabler."""

    id: ItemId
    group: Group
    name: Text
    weight: float
    wording: Wording
    variant: Variant | None
    not_applicable: NotApplicableRule | None
    relevance: Mapping[str, int]
    mapping: Mapping[str, tuple[str, ...]]

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The main wording, and the variant's if there is one."""
        return (self.wording, self.variant.wording) if self.variant else (self.wording,)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of every wording."""
        return tuple(fact for wording in self.wordings for fact in wording.facts)

    @property
    def is_enabler(self) -> bool:
        """Enablers have levels, gates and gaps, and never a share of the score."""
        return self.group is Group.ENABLERS


@dataclass(frozen=True, slots=True)
class Station:
    """A place on the walk through the plant, with the items asked there in order."""

    id: str
    name: Text
    items: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A maturity band: from `floor` points up to the next band's floor."""

    floor: int
    name: Text


@dataclass(frozen=True, slots=True)
class Scales:
    """Names of the six levels, of the maturity bands and of the official ladder."""

    levels: tuple[Text, ...]
    bands: tuple[Band, ...]
    ladder: Mapping[OfficialLevel, Text]


@dataclass(frozen=True, slots=True)
class Gate:
    """Minimum levels of the enablers before a pilot or a roll-out."""

    id: str
    name: Text
    needs: tuple[tuple[ItemId, int], ...]


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """One of the conditions of the light gate for office AI, answered yes or no."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Gates:
    """Pilot and scale gate for AI that touches machines, quality or customers' data; light gate for office AI."""

    pilot: Gate
    scale: Gate
    office: tuple[OfficeRule, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """One of the twelve problems a company can choose three of, and the items and KPIs it points at."""

    id: ConcernId
    text: Text
    items: tuple[ItemId, ...]
    kpis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AiExample:
    """A named example of AI use in the register, and the use case that stands for wanting it."""

    id: str
    text: Text
    counts_as_manufacturing: bool
    use_case: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a level of an item looks like in one kind of plant, in one line."""

    item: ItemId
    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class PlantFamily:
    """A kind of plant by its KSIC divisions, with examples in its own words."""

    id: str
    name: Text
    divisions: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Vignette:
    """An invented plant by which consultants align their ratings of one dimension; each level with its reason."""

    id: str
    dimension: Group
    text: Text
    levels: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A size class by workers, with the planning limits assumed when the company names none (만원, person-months)."""

    id: str
    name: Text
    workers_from: int
    budget_a_year: int
    staff_months_a_quarter: float


@dataclass(frozen=True, slots=True)
class Method:
    """The starred proposals of the method; dated content, printed in the report's appendix."""

    error_sd: Mapping[EvidenceClass, float]
    respondent_sd: float
    weight_variation: float
    draws: int
    interval: float
    minimum_answered: int
    leapfrog_share: float
    ladder_steps: tuple[tuple[OfficialLevel, int], ...]
    ladder_items: tuple[ItemId, ...]
    ladder_share: tuple[int, int]
    default_target: int
    small_company_workers: int
    small_company_targets: int
    priority_weights: Mapping[str, float]
    discount: float
    wanted_factor: float
    horizon: int
    size_classes: tuple[SizeClass, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One edition of the instrument; a published one never changes, and `published_hash` is what it was published with."""

    slug: str
    edition: str
    status: str
    content_hash: str
    title: Text
    dated: date
    items: tuple[Item, ...]
    walk: tuple[Station, ...]
    scales: Scales
    gates: Gates
    method: Method
    concerns: tuple[Concern, ...]
    ai_examples: tuple[AiExample, ...]
    dimension_names: Mapping[Group, Text]
    families: tuple[PlantFamily, ...] = ()
    vignettes: tuple[Vignette, ...] = ()
    published_hash: str = ""

    @property
    def is_published(self) -> bool:
        """Whether it may be answered for good; a draft may still change."""
        return self.status == PUBLISHED

    def family(self, division: str) -> PlantFamily | None:
        """The kind of plant that a KSIC division belongs to."""
        return next((family for family in self.families if division in family.divisions), None)

    def item(self, item_id: str) -> Item:
        """The item with this id; KeyError if the edition has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def of(self, group: Group) -> tuple[Item, ...]:
        """The items of a dimension, or the enablers, in the order of their ids."""
        return tuple(item for item in self.items if item.group is group)

    @property
    def in_walking_order(self) -> tuple[Item, ...]:
        """All items in the order a person meets them in a plant."""
        return tuple(self.item(item_id) for station in self.walk for item_id in station.items)
