"""The contract of the RegisterStore: history, versions, states, search, counted filters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import EntryState, RegisterEntry
from services.korean_search import find_query
from services.register_port import EntryAct, RegisterFilter, RegisterStore
from tests import builders_register as make
from tests.builders_matching import ON, offer
from tests.integration.conftest import Stores

PROPOSED, APPROVED, SUSPENDED = EntryState.PROPOSED, EntryState.APPROVED, EntryState.SUSPENDED


@pytest.fixture
def register(stores: Stores) -> RegisterStore:
    return stores.register


def found(register: RegisterStore, words: str = "", **wanted: object) -> list[str]:
    records, total = register.find(RegisterFilter(find_query(words), **wanted), 50)  # type: ignore[arg-type]
    assert total == len(records)
    return [record.supplier.id for record in records]


def test_an_entry_comes_back_as_it_was_stored(register: RegisterStore) -> None:
    entry = make.register_entry(offers=(offer("cap-a", shown_by="현장: 라인 2개"),), conflicts=("지분",))
    asked = replace(entry, regions=("48",))
    make.put(register, make.register_entry("sup-b"))
    register.put([(make.change(entry, proposed=asked), make.terms())])
    record = register.get("sup-a")
    assert record is not None
    assert (record.supplier, record.proposed) == (entry, asked)


def test_an_entry_that_was_never_stored_is_none(register: RegisterStore) -> None:
    assert (register.get("sup-a"), register.history("sup-a")) == (None, ())


def test_the_history_keeps_every_step_newest_first(register: RegisterStore) -> None:
    entry = make.register_entry()
    closed = replace(entry, entry=RegisterEntry(SUSPENDED, ON, "검수 기록 없음"))
    make.put(register, entry, make.register_entry("sup-b"))
    second = make.change(closed, EntryAct.SUSPENDED, who="박협회", reason="검수 기록 없음")
    register.put([(second, make.terms())])
    assert register.history("sup-a") == (second, make.change(entry))


def test_a_change_to_an_entry_that_moved_on_is_refused_whole(register: RegisterStore) -> None:
    make.put(register, make.register_entry())
    first = register.get("sup-a")
    assert first is not None
    later = make.change(make.register_entry(capacity=7))
    assert register.put([(later, make.terms())], first.version)
    assert not register.put([(make.change(make.register_entry(capacity=9)), make.terms())], first.version)
    record = register.get("sup-a")
    assert record is not None
    assert (record.supplier.capacity, len(register.history("sup-a"))) == (7, 2)


def test_the_list_is_in_the_order_of_names_and_says_how_many_there_are(register: RegisterStore) -> None:
    make.put(register, *(make.register_entry(f"sup-{n}", name=name) for n, name in enumerate(("다", "가", "나"))))
    records, total = register.find(RegisterFilter(), 2)
    assert ([record.supplier.name for record in records], total) == (["가", "나"], 3)


def test_entries_are_filtered_by_state_and_by_what_waits(register: RegisterStore) -> None:
    approved, asking = make.register_entry("sup-a"), make.register_entry("sup-b")
    answered = make.register_entry("sup-d", entry=RegisterEntry(SUSPENDED, ON, "까닭", "답"))
    make.put(
        register, approved, make.register_entry("sup-c", PROPOSED), answered, make.register_entry("sup-e", SUSPENDED)
    )
    register.put([(make.change(asking, proposed=replace(asking, regions=("48",))), make.terms())])
    assert found(register, state=APPROVED) == ["sup-a", "sup-b"]
    assert found(register, waiting=True) == ["sup-b", "sup-c", "sup-d"]
    assert register.count_states() == {"approved": 2, "proposed": 1, "suspended": 2, "expired": 0, "waiting": 3}


def test_only_approved_entries_are_handed_on_and_the_same_value_until_something_changes(stores: Stores) -> None:
    make.put(stores.register, make.register_entry("sup-b"), make.register_entry("sup-a"))
    make.put(stores.register, make.register_entry("sup-c", SUSPENDED))
    before = stores.register.approved()
    assert make.ids(before) == ["sup-a", "sup-b"]
    assert stores.register.approved() is before
    make.put(stores.again().register, make.register_entry("sup-a", SUSPENDED))
    assert make.ids(stores.register.approved()) == ["sup-b"]
    assert make.ids(stores.register.all()) == ["sup-a", "sup-b", "sup-c"]


def test_an_empty_register_hands_on_nothing(register: RegisterStore) -> None:
    assert (register.approved(), register.all(), found(register)) == ((), (), [])
    assert register.approved() is register.approved()


# --- search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("비전 검사", "비전검사"),
        ("비전검사", "비전 검사"),
        ("검사 장비", "검사를"),
        ("검사를 합니다", "검사"),
        ("비전 AI 검사", "비전검사"),
        ("불량 원인 분석", "불량분석"),
        ("설비에서 데이터 모으기", "데이터 설비"),
        ("MES 도입", "mes는"),
        ("MES도입", "me"),
        ("로봇 팔", "팔"),
        ("ＭＥＳ", "mes"),
    ],
)
def test_words_are_found_whatever_their_spaces_and_particles(register: RegisterStore, text: str, typed: str) -> None:
    register.put([(make.change(make.register_entry("sup-a")), make.terms(rest=text))])
    register.put([(make.change(make.register_entry("sup-b")), make.terms(rest="도금 세척"))])
    assert found(register, typed) == ["sup-a"]


@pytest.mark.parametrize("typed", ["검비", "비전 도금", "사전", "x", "팔"])
def test_other_words_are_not_found(register: RegisterStore, typed: str) -> None:
    register.put([(make.change(make.register_entry("sup-a")), make.terms(rest="비전 검사 팔레트가 아님"))])
    assert found(register, typed) == (["sup-a"] if typed == "팔" else [])


@pytest.mark.parametrize("typed", ['"', "AND", "* OR *", "검사) OR (", "name:x", "\x00", "NEAR(검사)"])
def test_what_the_index_takes_for_operators_is_only_words(register: RegisterStore, typed: str) -> None:
    register.put([(make.change(make.register_entry("sup-a")), make.terms(rest="검사"))])
    found(register, typed)


def test_a_name_comes_before_a_mention(register: RegisterStore) -> None:
    register.put([(make.change(make.register_entry("sup-a")), make.terms("가나", "비전 검사 도금 세척"))])
    register.put([(make.change(make.register_entry("sup-b")), make.terms("비전 검사", "도금"))])
    assert found(register, "비전") == ["sup-b", "sup-a"]


def test_an_entry_is_found_by_its_newest_words_only(register: RegisterStore) -> None:
    register.put([(make.change(make.register_entry()), make.terms(rest="도금"))])
    register.put([(make.change(make.register_entry()), make.terms(rest="세척"))])
    assert (found(register, "도금"), found(register, "세척")) == ([], ["sup-a"])


def test_words_and_state_narrow_together(register: RegisterStore) -> None:
    for supplier_id, state in (("sup-a", APPROVED), ("sup-b", PROPOSED)):
        register.put([(make.change(make.register_entry(supplier_id, state)), make.terms(rest="도금"))])
    assert found(register, "도금", state=PROPOSED) == ["sup-b"]


# --- counted filters -------------------------------------------------------------------------------------------------


def test_filters_are_counted_by_supplier_period_and_code(register: RegisterStore) -> None:
    register.note_filters("2026Q4", [("sup-a", "listed"), ("sup-b", "no_capacity")])
    register.note_filters("2026Q4", [("sup-a", "listed")])
    register.note_filters("2027Q1", [("sup-a", "no_capacity")])
    assert register.filter_counts("sup-a") == {("2026Q4", "listed"): 2, ("2027Q1", "no_capacity"): 1}
    assert register.filter_counts("sup-c") == {}
