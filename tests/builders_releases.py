"""Small pools, tables and releases, made by hand where a test is about what an attacker reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assessment.disclosure.tables import CohortTable, build_tables
from assessment.disclosure.values import (
    SUPPRESSION,
    TOTAL,
    AnonymousScore,
    Cell,
    Code,
    Dimension,
    Kind,
    Licence,
    Measure,
    Policy,
    Publication,
    Release,
    ReleasePlan,
    Snapshot,
    Table,
    TableSpec,
)
from assessment.instrument.values import UseState
from tests.builders import text
from tests.builders_pool import anonymous

EDITION = "readiness/2026.1"
AS_OF = date(2026, 11, 22)
ROUNDED = Policy()
EXACT = SUPPRESSION
Codes = tuple[str, ...]
Shown = float | tuple[float, ...] | None


def dimension(name: str, *leaves: str, kind: Kind = Kind.CLASS, **groups: Codes) -> Dimension:
    """Codes right under the total, then groups with theirs."""
    codes = [Code(leaf, TOTAL, text(leaf)) for leaf in leaves]
    codes += [Code(group, TOTAL, text(group)) for group in groups]
    codes += [Code(leaf, group, text(leaf)) for group, under in groups.items() for leaf in under]
    return Dimension(name, kind, text(name), tuple(codes))


INDUSTRY = dimension("industry", food=("10", "11"), metal=("24", "25"))
SIZE = dimension("size", "small", "large")
REGION = dimension("region", "11", "41", "48")
LEVEL = Dimension(
    "level",
    Kind.ANSWER,
    text("level"),
    (
        Code("below", TOTAL, text("below")),
        Code("above", TOTAL, text("above")),
        *(Code(str(level), "below", text(str(level)), (20.0 * level, 20.0 * level)) for level in range(3)),
        *(Code(str(level), "above", text(str(level)), (20.0 * level, 20.0 * level)) for level in range(3, 6)),
    ),
)
BAND = Dimension(
    "band",
    Kind.ANSWER,
    text("band"),
    (Code("low", TOTAL, text("low"), (0.0, 40.0)), Code("high", TOTAL, text("high"), (40.0, 100.0))),
)
AI_USE = dimension("ai_use", kind=Kind.CHOICE, any=("vision", "chat"))
DIMENSIONS = (INDUSTRY, SIZE, REGION, LEVEL, BAND, AI_USE)


def company(division: str = "24", size: str = "small", region: str = "11", **changes: object) -> AnonymousScore:
    """A company of a small world: overall 50 points, item P1 on level 2, no use of AI."""
    plain: dict[str, object] = {
        "edition": EDITION,
        "scores": {"overall": 50.0},
        "levels": {"P1": 2},
        "ai_uses": {},
        "wanted": (),
        "capabilities": (),
    }
    return anonymous(**{**plain, "division": division, "size": size, "region": region, **changes})


def using(count: int, **changes: object) -> tuple[AnonymousScore, ...]:
    """So many companies that use AI to see."""
    return (replace(company(ai_uses={"vision": UseState.REGULAR}), **changes),) * count  # type: ignore[arg-type]


def crowd(**counts: int) -> tuple[AnonymousScore, ...]:
    """So many companies of each division, size and region, named as `d24_small_11`."""
    return tuple(company(*name[1:].split("_")) for name, count in counts.items() for _ in range(count))


def spec(name: str, *subjects: str, measure: Measure = Measure.COUNT, from_companies: int = 0, **by: int) -> TableSpec:
    """A table by dimensions with the depth of their codes."""
    return TableSpec(name, text(name), measure, subjects, tuple(by.items()), from_companies)


def release_plan(*specs: TableSpec, policy: Policy = ROUNDED, too_fine: float = 0.0) -> ReleasePlan:
    """A yearly plan of tables in the small world."""
    subjects = (Code("overall", TOTAL, text("overall")), Code("P1", TOTAL, text("P1")))
    return ReleasePlan(Snapshot.YEAR, policy, too_fine, DIMENSIONS, subjects, specs)


def true_tables(companies: tuple[AnonymousScore, ...], *specs: TableSpec) -> tuple[CohortTable, ...]:
    """The true tables of companies."""
    return build_tables(companies, release_plan(*specs), EDITION)


def table(
    name: str, dimensions: Codes, shown: Mapping[Codes, Shown], subject: str = "", measure: Measure = Measure.COUNT
) -> Table:
    """A published table by hand; None is withheld."""
    return Table(name, text(name), measure, dimensions, tuple(_cell(subject, c, f) for c, f in shown.items()))


def _cell(subject: str, codes: Codes, figures: Shown) -> Cell:
    if figures is None:
        return Cell(subject, codes, ())
    return Cell(subject, codes, figures if isinstance(figures, tuple) else (figures,))


def one_way(name: str, dimension_name: str, **shown: Shown) -> Table:
    """A published table of companies by one dimension; the name `total` is everybody."""
    return table(name, (dimension_name,), {(code.lstrip("c"),): figure for code, figure in shown.items()})


def release(*tables: Table, name: str = "2026", policy: Policy = EXACT) -> Release:
    """A release by hand."""
    subjects = (Code("overall", TOTAL, text("overall")), Code("P1", TOTAL, text("P1")))
    return Release(name, AS_OF, policy, DIMENSIONS, subjects, tables)


def figures_of(tables: tuple[Table, ...], table_id: str) -> dict[tuple[str, ...], tuple[float, ...]]:
    """What a published table shows, by codes; all subjects in front."""
    (found,) = [t for t in tables if t.id == table_id]
    return {((cell.subject,) if cell.subject else ()) + cell.codes: cell.figures for cell in found.cells}


SCATTERED = crowd(
    d24_small_11=14, d24_large_11=6, d24_small_41=9, d24_large_41=8, d25_small_11=11, d25_large_48=2,
    d25_small_41=3, d10_small_11=13, d10_large_48=7, d11_small_48=1, d11_large_41=12, d11_small_11=10,
)  # fmt: skip
CROSSED = (spec("a", industry=2, size=1), spec("b", size=1, region=1), spec("c", industry=2, region=1))


def publication(released: Release, **changes: object) -> Publication:
    """A release as it goes out, not attacked and beside nothing."""
    licence = Licence("CC-BY-4.0", text("licence"), "https://example.org/by")
    return replace(Publication(released, licence, text("notes"), (), False, None), **changes)  # type: ignore[arg-type]
