"""What may be published: `catalogue/tables.yaml` → rules."""

from __future__ import annotations

from pathlib import Path

from assessment.disclosure.rules import CodeGroup, DimensionRule, KnownPlants, PublishingRules
from assessment.disclosure.values import TOTAL, Kind, Licence, Measure, Mode, Policy, Snapshot, TableSpec
from assessment.errors import InputRejected
from assessment.terms import Problem
from storage.content.catalogue import CATALOGUE
from storage.content.reading import Checked, list_or_none, read_document, text

FILE, KIND = "tables.yaml", "tables"
PERCENT = 100
RENEWED = "renewed"


def read_rules(catalogue: Path) -> tuple[Checked, list[Problem]]:
    """The document and every problem of its shape."""
    return read_document(catalogue / FILE, KIND, f"catalogue/{FILE}")


def load_rules(catalogue: Path = CATALOGUE) -> PublishingRules:
    """The rules of publishing; raises InputRejected with every problem of shape."""
    document, problems = read_rules(catalogue)
    if problems:
        raise InputRejected(tuple(problems))
    return _rules(document)


def _rules(d: Checked) -> PublishingRules:
    plants, licence = d["population"], d["licence"]
    return PublishingRules(
        snapshot=Snapshot(d["snapshot"]),
        policy=_policy(d["rule"]),
        too_fine=d["too_fine"] / PERCENT,
        licence=Licence(licence["id"], text(licence["name"]), licence["url"]),
        dimensions=tuple(_dimension(entry) for entry in d["dimensions"]),
        tables=tuple(_table(entry) for entry in d["tables"]),
        plants=(
            KnownPlants(TOTAL, TOTAL, plants["total"], text(plants["source"])),
            *(KnownPlants(p["dimension"], p["code"], p["count"], text(p["note"])) for p in list_or_none(plants["by"])),
        ),
        register=text(d["register"]),
        notes=text(d["notes"]),
    )


def _policy(d: Checked) -> Policy:
    return Policy(
        mode=Mode(d["mode"]),
        threshold=d["threshold"],
        base=d["base"],
        mean_steps=tuple((step["from"], float(step["points"])) for step in d["mean_steps"]),
        width=d["width"],
        score_width=float(d["score_width"]),
        renewed=d["answers"] == RENEWED,
    )


def _dimension(d: Checked) -> DimensionRule:
    groups = tuple(CodeGroup(g["id"], text(g["name"]), tuple(g["members"])) for g in list_or_none(d["groups"]))
    former = {} if d["former"] == "none" else d["former"]
    return DimensionRule(d["id"], Kind(d["kind"]), text(d["name"]), groups, former)


def _table(d: Checked) -> TableSpec:
    return TableSpec(
        id=d["id"],
        name=text(d["name"]),
        measure=Measure(d["measure"]),
        subjects=(d["of"],),
        dimensions=tuple(d["by"].items()),
        from_companies=d["from_companies"],
    )
