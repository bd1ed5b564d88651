"""Dated facts that nobody has looked at for half a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessment.catalogue import AllianceId, Catalogue, LegalNote
from assessment.staleness import Stale, find_stale
from assessment.terms import FRESH_FOR, is_stale
from tests.builders import alliance, call, catalogue, programme, reference_line, text, use_case
from tests.builders_matching import definition

TODAY = date(2026, 11, 22)
FRESH, OLD, OLDER = TODAY - FRESH_FOR, TODAY - timedelta(days=181), TODAY - timedelta(days=400)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (179, False), (180, False), (181, True), (400, True)])
def test_a_fact_is_stale_from_the_181st_day_on(days: int, stale: bool) -> None:
    assert is_stale(TODAY - timedelta(days=days), TODAY) is stale


def test_a_fact_that_was_checked_after_the_date_is_fresh() -> None:
    assert not is_stale(date(2027, 1, 1), TODAY)


def _of(**changes: object) -> Catalogue:
    fresh = replace(alliance(), checked_on=FRESH)
    return catalogue(**{"alliances": (fresh,), **changes})


ENTRIES = {
    "catalogue/alliances/all-test": _of(alliances=(replace(alliance(), checked_on=OLD),)),
    "catalogue/use_cases/uc-a": _of(use_cases=(use_case("uc-a", legal=(LegalNote(text(), "law", OLD),)),)),
    "catalogue/programmes/prg-a/2026": _of(programmes=(programme(call("2026", checked_on=OLD)),)),
    "catalogue/reference_lines/ref-a": _of(reference_lines=(reference_line("ref-a", checked_on=OLD),)),
    "catalogue/qualified_supplier/qualified-test": _of(qualified=(replace(definition(), checked_on=OLD),)),
}


@pytest.mark.parametrize("where", ENTRIES)
def test_every_kind_of_dated_entry_is_named_with_the_day_it_was_checked(where: str) -> None:
    assert find_stale(ENTRIES[where], TODAY) == (Stale(where, OLD),)


@pytest.mark.parametrize("where", ENTRIES)
def test_a_day_earlier_it_was_still_fresh(where: str) -> None:
    assert find_stale(ENTRIES[where], TODAY - timedelta(days=1)) == ()


def test_a_catalogue_without_dated_entries_is_never_stale() -> None:
    assert find_stale(_of(alliances=()), date(2099, 1, 1)) == ()


def test_the_oldest_comes_first_and_entries_of_one_day_by_name() -> None:
    calls = (call("b", checked_on=OLD), call("c", checked_on=FRESH), call("a", checked_on=OLD))
    found = find_stale(
        _of(
            alliances=(replace(alliance(), id=AllianceId("all-x"), checked_on=OLDER),),
            programmes=(programme(*calls),),
        ),
        TODAY,
    )
    assert [(entry.where.rpartition("/")[2], entry.checked_on) for entry in found] == [
        ("all-x", OLDER),
        ("a", OLD),
        ("b", OLD),
    ]
