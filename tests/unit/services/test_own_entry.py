"""A supplier and its own entry: what it changes at once, what waits, what it answers, what it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import EntryState, Offer, OfferGrade, OfficialGrade, RegisterEntry, Supplier
from assessment.errors import InputRejected
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.suppliers import match_suppliers
from assessment.matching.values import RequirementSheet
from services.errors import EntryChanged, Forbidden, NotFound
from services.own_entry import (
    CountedReason,
    answer_decision,
    count_filters,
    edit_own_entry,
    find_published_demand,
    open_own_entry,
    why_left_out,
)
from services.ports import Tools
from services.register_port import EntryAct, RegisterRecord
from tests import builders as base
from tests import builders_published as published
from tests import builders_register as make
from tests import fakes
from tests.builders_matching import ON, capability, demand, offer

NOW, TODAY = base.NOON, base.NOON.date()
SHOWN = offer("cap-a", OfferGrade.VERIFIED, shown_by="공장", dated=ON, delivered=3, accepted=2)
ENTRY = make.register_entry(offers=(SHOWN,))


@pytest.fixture
def tools() -> Tools:
    return make.stock(world(), ENTRY)


def world() -> Tools:
    catalogue = base.catalogue(capabilities=(capability("cap-a"), capability("cap-b")))
    return fakes.tools(content=fakes.FakeContent(base.questionnaire(), catalogue=catalogue))


def edited(tools: Tools, **changes: object) -> RegisterRecord:
    wanted = replace(open_own_entry(tools, make.owner()).supplier, **changes)  # type: ignore[arg-type]
    edit_own_entry(tools, make.owner(), wanted, make.version(tools), NOW)
    return open_own_entry(tools, make.owner())


def test_a_link_opens_its_own_entry_and_no_other(tools: Tools) -> None:
    assert open_own_entry(tools, make.owner()).supplier == ENTRY
    with pytest.raises(NotFound):
        open_own_entry(tools, make.owner("sup-gone"))
    with pytest.raises(Forbidden):
        open_own_entry(tools, make.KEEPER)


def test_capacity_prices_and_interests_stand_at_once(tools: Tools) -> None:
    changes = {"capacity": 0, "price_from": 5, "price_to": 6, "conflicts": ("지분",), "declared_on": TODAY}
    record = edited(tools, **changes)
    assert record == RegisterRecord(replace(ENTRY, **changes), None, record.version)  # type: ignore[arg-type]
    assert tools.register.history("sup-a")[0].act is EntryAct.EDITED


def test_what_could_lift_it_in_a_list_waits_for_the_association(tools: Tools) -> None:
    changes = {"cells": (), "regions": (base.catalogue().regions[0].code,), "offers": (SHOWN, offer("cap-b"))}
    record = edited(tools, **changes)
    assert record.supplier == ENTRY
    assert record.proposed == replace(ENTRY, **changes)  # type: ignore[arg-type]


def test_asking_for_what_stands_takes_the_question_back(tools: Tools) -> None:
    edited(tools, offers=())
    assert edited(tools).proposed is None


def test_an_entry_that_nobody_decided_about_changes_as_a_whole() -> None:
    tools = make.stock(world(), make.register_entry(state=EntryState.PROPOSED))
    record = edited(tools, offers=(offer("cap-b"),), capacity=8)
    assert (record.supplier.offers, record.supplier.capacity, record.proposed) == ((offer("cap-b"),), 8, None)


def test_what_others_attest_is_never_the_suppliers_to_change(tools: Tools) -> None:
    others = {
        "name": "다른 이름",
        "invented": True,
        "workers": 900,
        "official_grade": OfficialGrade("3", 9, ON),
        "entry": RegisterEntry(EntryState.EXPIRED, ON, "x"),
    }
    record = edited(tools, **others)
    assert (record.supplier, record.proposed) == (ENTRY, None)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (offer("cap-a", shown_by="공장", dated=ON), SHOWN),
        (offer("cap-a", OfferGrade.VERIFIED), replace(SHOWN, grade=OfferGrade.CLAIMED, shown_by="", dated=None)),
        (
            offer("cap-a", shown_by="새 공장", dated=ON),
            replace(SHOWN, grade=OfferGrade.REFERENCE, shown_by="새 공장"),
        ),
        (offer("cap-b", OfferGrade.VERIFIED, delivered=9, accepted=9), offer("cap-b")),
        (
            offer("cap-b", OfferGrade.VERIFIED, shown_by="x", dated=ON),
            offer("cap-b", OfferGrade.REFERENCE, shown_by="x", dated=ON),
        ),
    ],
)
def test_an_offer_is_graded_by_its_evidence_and_outcomes_are_the_associations(
    tools: Tools, wanted: Offer, kept: Offer
) -> None:
    record = edited(tools, offers=(wanted,))
    assert (record.proposed or record.supplier).offers == (kept,)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price_from": 9, "price_to": 1}, "price_out_of_order"),
        ({"works_only_there": True}, "works_nowhere"),
        ({"offers": (offer("cap-none"),)}, "unknown_id"),
        ({"offers": (offer("cap-b", shown_by="x"),)}, "offer_without_evidence"),
    ],
)
def test_what_is_wrong_is_refused_whole(tools: Tools, changes: dict[str, object], code: str) -> None:
    with pytest.raises(InputRejected) as rejected:
        edited(tools, **changes)
    assert [problem.code for problem in rejected.value.problems] == [code]
    assert open_own_entry(tools, make.owner()).supplier == ENTRY


def test_an_edit_of_an_older_version_is_refused(tools: Tools) -> None:
    seen = make.version(tools)
    edited(tools, capacity=5)
    with pytest.raises(EntryChanged):
        edit_own_entry(tools, make.owner(), ENTRY, seen, NOW)


# --- answers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [EntryState.SUSPENDED, EntryState.EXPIRED])
def test_a_decision_is_answered_and_goes_on_standing(state: EntryState) -> None:
    tools = make.stock(world(), make.register_entry(state=state))
    answer_decision(tools, make.owner(), "보냈습니다", make.version(tools), NOW)
    entry = open_own_entry(tools, make.owner()).supplier.entry
    assert (entry.state, entry.reason, entry.answer) == (state, "까닭", "보냈습니다")
    assert tools.register.count_states()["waiting"] == 1


def test_an_empty_answer_is_refused() -> None:
    tools = make.stock(world(), make.register_entry(state=EntryState.SUSPENDED))
    with pytest.raises(InputRejected):
        answer_decision(tools, make.owner(), "", make.version(tools), NOW)


def test_where_nothing_was_decided_there_is_nothing_to_answer(tools: Tools) -> None:
    with pytest.raises(NotFound):
        answer_decision(tools, make.owner(), "답", make.version(tools), NOW)


# --- what it is told -------------------------------------------------------------------------------------------------


def count(tools: Tools, supplier: Supplier, times: int, on: date = TODAY) -> None:
    found = match_suppliers(demand(), prepare_suppliers([supplier]), 1)
    for _ in range(times):
        count_filters(tools, found, on)


def test_reports_are_counted_down_to_fives_by_reason(tools: Tools) -> None:
    count(tools, ENTRY, 7)
    count(tools, replace(ENTRY, capacity=0, price_from=10**9, price_to=10**9), 12)
    count(tools, replace(ENTRY, conflicts=("x",)), 3)
    assert why_left_out(tools, make.owner(), TODAY) == (
        CountedReason("no_capacity", 10),
        CountedReason("price_above_budget", 10),
        CountedReason("listed", 5),
        CountedReason("conflict_of_interest", 0),
    )


def test_the_last_four_quarters_count_and_no_older_one(tools: Tools) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 4, 1), date(2026, 12, 31)):
        count(tools, ENTRY, 5, day)
    assert why_left_out(tools, make.owner(), date(2026, 11, 22)) == (CountedReason("listed", 15),)


def test_a_report_without_a_register_counts_nothing(tools: Tools) -> None:
    count_filters(tools, RequirementSheet((), (), ()), TODAY)
    assert why_left_out(tools, make.owner(), TODAY) == ()


def test_no_demand_is_told_before_a_release(tools: Tools) -> None:
    assert find_published_demand(tools, make.owner()) is None


def test_demand_is_that_of_the_newest_release_for_what_the_entry_offers_and_where() -> None:
    tools = make.stock(world(), replace(ENTRY, regions=("48",)))
    new, old = published.demand(), published.demand()
    old = replace(old, release=replace(old.release, id="2025", as_of=date(2025, 12, 31), tables=()))
    tools.published.kept.update({"2026": new, "2025": old})
    found = find_published_demand(tools, make.owner())
    assert found is not None
    assert (found.release, [line.companies for line in found.own]) == ("2026", [40])
    assert [region.en for region in found.regions] == ["south"]
    with pytest.raises(Forbidden):
        find_published_demand(tools, make.KEEPER)
