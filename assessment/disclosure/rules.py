"""The rules of publishing as the content says them, before an edition and a catalogue fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.disclosure.values import Kind, Licence, Policy, Snapshot, TableSpec
from assessment.terms import Text


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """Several codes as one coarser code; members are codes, or groups that stand before."""

    id: str
    name: Text
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DimensionRule:
    """A dimension as the content names it: without its finest codes, which come from the edition and the catalogue.

    `former` says which code took the place of one that no longer stands.
    """

    id: str
    kind: Kind
    name: Text
    groups: tuple[CodeGroup, ...]
    former: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownPlants:
    """How many plants there are known to be with a code of a dimension (`total`: all), and where the figure comes from."""

    dimension: str
    code: str
    plants: int
    note: Text


@dataclass(frozen=True, slots=True)
class PublishingRules:
    """The content of `tables.yaml`; subjects of tables are still the words companies, scores and items.

    `register` says what a count of suppliers comes from, `notes` what a reader must know of every release.
    """

    snapshot: Snapshot
    policy: Policy
    too_fine: float
    licence: Licence
    dimensions: tuple[DimensionRule, ...]
    tables: tuple[TableSpec, ...]
    plants: tuple[KnownPlants, ...]
    register: Text
    notes: Text
