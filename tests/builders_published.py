"""A release of a small world for what suppliers and subcommittees are told: demand, gaps, and what is withheld of them."""

from __future__ import annotations

from datetime import date

from assessment.disclosure.values import TOTAL, Beside, Code, Dimension, Kind, Other, Release, Table
from tests import builders as make
from tests import builders_disclosure as given

NEWEST = date(2026, 12, 31)
REGION = Dimension(
    "region",
    Kind.CLASS,
    make.text("region"),
    (
        Code("capital", TOTAL, make.text("capital")),
        Code("south", TOTAL, make.text("south")),
        Code("11", "capital", make.text("11")),
        Code("12", "south", make.text("12"), also=("29", "46")),
        Code("48", "south", make.text("48")),
    ),
)
CAPABILITY = given.dimension("capability", "cap-a", "cap-b", "cap-c", "cap-d", kind=Kind.CHOICE)
LEVEL = given.dimension("level", "0", "5", kind=Kind.ANSWER, groups={"0": "below-3", "5": "from-3"})
INDUSTRY = given.dimension("industry", "22", "24", "25", groups={"22": "plastics", "24": "metal", "25": "metal"})
DEMAND = given.table(
    "demand-region",
    ("capability", "region"),
    {
        ("cap-a", TOTAL): (40,),
        ("cap-a", "capital"): (30,),
        ("cap-a", "south"): (),
        ("cap-b", TOTAL): (100,),
        ("cap-c", TOTAL): (60,),
        ("cap-d", TOTAL): (),
    },
)
OFFERED = tuple(
    Beside(Other.SUPPLIERS, "capability", code, None, count, make.text("register"))
    for code, count in (("cap-a", 3), ("cap-b", 9))
)


def gaps(**shown: dict[str, tuple[float, float] | None]) -> Release:
    """Items with companies below level 3 and companies that answered, by group of industries; None is withheld."""
    tables = []
    for item, by_group in shown.items():
        cells = {("below-3", group): figures[:1] if figures else () for group, figures in by_group.items()}
        cells |= {(TOTAL, group): figures[1:] if figures else () for group, figures in by_group.items()}
        tables.append(given.table("gaps-industry", ("level", "industry"), cells, subject=item))
    return given.by_hand(*tables, dimensions=(LEVEL, INDUSTRY), as_of=NEWEST)


def demand(*, dimensions: tuple[Dimension, ...] = (CAPABILITY, REGION), table: Table = DEMAND) -> given.Publication:
    """Four capabilities of which three are shown, two are offered, and one is withheld in the south."""
    release = given.by_hand(table, dimensions=dimensions, as_of=NEWEST)
    return given.publication(release, beside=OFFERED)
