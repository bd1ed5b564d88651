"""What a plan is made of: looking entries up, and regions that merge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import Capability, CapabilityId, Catalogue, Kpi, KpiId, Region
from tests.builders import catalogue, initiative, text, use_case
from tests.builders_matching import definition

FULL = catalogue(
    initiatives=(initiative("ini-a"), initiative("ini-b")),
    use_cases=(use_case("uc-a"), use_case("uc-b")),
    capabilities=tuple(Capability(CapabilityId(f"cap-{c}"), text(), text(), text()) for c in "ab"),
    kpis=tuple(Kpi(KpiId(f"kpi-{k}"), text(), "Q", text(), "up", True, text()) for k in "ab"),
)


def test_entries_are_found_by_their_id() -> None:
    assert FULL.initiative("ini-b").id == "ini-b"
    assert FULL.use_case("uc-b").id == "uc-b"
    assert FULL.capability("cap-b").id == "cap-b"
    assert FULL.kpi("kpi-b").id == "kpi-b"


@pytest.mark.parametrize("look_up", [Catalogue.initiative, Catalogue.use_case, Catalogue.capability, Catalogue.kpi])
def test_an_id_that_nobody_has_is_an_error(look_up: Callable[[Catalogue, str], object]) -> None:
    with pytest.raises(KeyError):
        look_up(FULL, "none")


@pytest.mark.parametrize(
    ("start", "end", "stands"),
    [
        (None, None, True),
        (date(2026, 7, 1), None, True),
        (date(2026, 7, 2), None, False),
        (None, date(2026, 7, 1), True),
        (None, date(2026, 6, 30), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_a_region_stands_from_its_first_day_to_its_last(start: date | None, end: date | None, stands: bool) -> None:
    assert Region("99", text(), False, start, end).stands_on(date(2026, 7, 1)) is stands


def test_the_latest_definition_of_a_qualified_supplier_that_stands_on_a_date_counts() -> None:
    first = replace(definition(), id="qualified-1", valid_to=date(2026, 6, 30))
    second = replace(definition(), id="qualified-2", valid_from=date(2026, 6, 1))
    made = catalogue(qualified=(second, first))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1))
    standing = [made.qualified_on(day) for day in days]
    assert [found.id if found else None for found in standing] == [None, "qualified-1", "qualified-2", "qualified-2"]
