"""Builders for anonymous scores, plans, releases and what attacks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

import numpy as np

from assessment.disclosure.publication import Publication
from assessment.disclosure.release import make_release
from assessment.disclosure.rules import DimensionRule, KnownPlants, PublishingRules
from assessment.disclosure.values import (
    SUPPRESSION,
    TOTAL,
    AnonymousScore,
    Cell,
    Code,
    Dimension,
    Kind,
    Ledger,
    Licence,
    Measure,
    Policy,
    Release,
    ReleasePlan,
    Snapshot,
    Table,
    TableSpec,
)
from assessment.instrument.edition import ItemId
from assessment.instrument.values import UseState
from tests import builders as make

EDITION = "test/2026.1"
DAY = date(2026, 12, 31)
ROUNDED, EXACT = Policy(), SUPPRESSION
LICENCE = Licence("CC-BY-4.0", make.text("terms"), "https://example.org/terms")
TERMS = {"licence": LICENCE, "notes": make.text("notes"), "beside": (), "invented": False, "audit": None}
BANDS = {"0": (0.0, 40.0), "40": (40.0, 100.0)}


def dimension(name: str, *codes: str, kind: Kind = Kind.CLASS, groups: Mapping[str, str] | None = None) -> Dimension:
    """A dimension of plain codes; `groups` says which group a code is in."""
    above = groups or {}
    listed = [Code(group, TOTAL, make.text(group)) for group in dict.fromkeys(above.values())]
    listed += [Code(code, above.get(code, TOTAL), make.text(code), BANDS.get(code)) for code in codes]
    return Dimension(name, kind, make.text(name), tuple(listed))


INDUSTRY = dimension(
    "industry", "10", "22", "25", "29", groups={"10": "soft", "22": "soft", "25": "hard", "29": "hard"}
)
SIZE = dimension("size", "small", "middle", "large")
REGION = dimension("region", "11", "41", "48")
BAND = dimension("band", *BANDS, kind=Kind.ANSWER)
AI_USE = dimension("ai_use", "ai-vision", "ai-writing", kind=Kind.CHOICE)
DIMENSIONS = (INDUSTRY, SIZE, REGION, BAND, AI_USE)


def spec(
    name: str, measure: Measure = Measure.COUNT, *, of: Sequence[str] = (), from_companies: int = 0, **by: int
) -> TableSpec:
    return TableSpec(name, make.text(name), measure, tuple(of), tuple(by.items()), from_companies)


TABLES = (
    spec("companies-industry-size", industry=2, size=1),
    spec("companies-size-region", size=1, region=1),
    spec("scores-industry", Measure.MEAN, of=["overall"], industry=2),
    spec("bands-size", of=["overall"], band=1, size=1),
    spec("ai-size", ai_use=1, size=1),
)


def plan(
    *tables: TableSpec, policy: Policy = ROUNDED, too_fine: float = 0.0, snapshot: Snapshot = Snapshot.YEAR
) -> ReleasePlan:
    subjects = (Code("overall", TOTAL, make.text("overall")), Code("P1", TOTAL, make.text("P1")))
    return ReleasePlan(snapshot, policy, too_fine, DIMENSIONS, subjects, tables or TABLES)


def score(**changes: object) -> AnonymousScore:
    plain: dict[str, object] = {
        "division": "10",
        "size": "small",
        "region": "41",
        "period": "2026",
        "edition": EDITION,
        "scores": {"overall": 50.0},
        "levels": {ItemId("P1"): 2},
        "ai_uses": {},
        "wanted": (),
        "capabilities": (),
    }
    return AnonymousScore(**{**plain, **changes})  # type: ignore[arg-type]


def pool(companies: int, seed: int = 1) -> tuple[AnonymousScore, ...]:
    """Companies that are uneven over industries, sizes and regions, so that some cells are tiny."""
    rng = np.random.default_rng(seed)
    return tuple(
        score(
            division=str(rng.choice(["10", "22", "25", "29"], p=[0.4, 0.3, 0.2, 0.1])),
            size=str(rng.choice(["small", "middle", "large"], p=[0.6, 0.3, 0.1])),
            region=str(rng.choice(["11", "41", "48"], p=[0.2, 0.6, 0.2])),
            scores={"overall": float(np.round(rng.uniform(0, 100), 1))},
            levels={ItemId("P1"): int(rng.integers(0, 6))},
            ai_uses={
                use: UseState.REGULAR if rng.random() < share else UseState.NONE
                for use, share in (("ai-vision", 0.1), ("ai-writing", 0.4))
            },
        )
        for _ in range(companies)
    )


def release(
    companies: Sequence[AnonymousScore], a_plan: ReleasePlan | None = None, ledger: Ledger = (), as_of: date = DAY
) -> Release:
    return make_release(companies, a_plan or plan(), ledger, edition=EDITION, as_of=as_of)[0]


def publication(a_release: Release, **changes: object) -> Publication:
    return Publication(**{"release": a_release, **TERMS, **changes})  # type: ignore[arg-type]


def table(
    name: str,
    dimensions: Sequence[str],
    cells: Mapping[tuple[str, ...], tuple[float, ...]],
    *,
    subject: str = "",
    measure: Measure = Measure.COUNT,
) -> Table:
    """A table made by hand: codes → figures, none for withheld."""
    listed = tuple(Cell(subject, codes, figures) for codes, figures in cells.items())
    return Table(name, make.text(name), measure, tuple(dimensions), listed)


def by_hand(
    *tables: Table,
    policy: Policy = EXACT,
    name: str = "2026",
    as_of: date = DAY,
    dimensions: tuple[Dimension, ...] = DIMENSIONS,
) -> Release:
    return Release(name, as_of, policy, dimensions, plan().subjects, tables)


def all_cells(a_release: Release) -> list[Cell]:
    return [cell for a_table in a_release.tables for cell in a_table.cells]


def true_counts(
    companies: Sequence[AnonymousScore], specs: Sequence[TableSpec]
) -> dict[tuple[str, tuple[str, ...]], float]:
    """The true count of each cell, by table and codes; found without the code under test."""
    of = {"industry": "division", "size": "size", "region": "region"}
    found: dict[tuple[str, tuple[str, ...]], float] = {}
    for a_spec in specs:
        axes = [next(d for d in DIMENSIONS if d.id == name) for name, _ in a_spec.dimensions]
        for codes in product(*((TOTAL, *(code.id for code in axis.codes)) for axis in axes)):
            found[a_spec.id, codes] = sum(
                all(
                    code == TOTAL or code in axis.ancestry(getattr(company, of[axis.id]))
                    for axis, code in zip(axes, codes, strict=True)
                )
                for company in companies
            )
    return found


def rules(**changes: object) -> PublishingRules:
    """Rules for what the small edition and the small catalogue of the tests hold."""
    plain: dict[str, object] = {
        "snapshot": Snapshot.YEAR,
        "policy": ROUNDED,
        "too_fine": 0.0,
        "licence": LICENCE,
        "dimensions": tuple(
            DimensionRule(name, kind, make.text(name), (), {})
            for name, kind in (("industry", Kind.CLASS), ("size", Kind.CLASS), ("capability", Kind.CHOICE))
        ),
        "tables": (
            spec("companies", of=["companies"], industry=1, size=1),
            spec("scores", Measure.MEAN, of=["scores"], size=1),
            spec("demand", of=["companies"], capability=1),
        ),
        "plants": (KnownPlants(TOTAL, TOTAL, 1000, make.text("survey")),),
        "register": make.text("register"),
        "notes": make.text("notes"),
    }
    return PublishingRules(**{**plain, **changes})  # type: ignore[arg-type]
