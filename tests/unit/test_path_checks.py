"""Whether every way through the content leads somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment import path_checks
from assessment.catalogue import Catalogue, GateKind, InitiativeId, UseCase
from assessment.instrument.edition import Condition, Fact, FactId, ItemId, Questionnaire, Variant
from assessment.instrument.facts import FactAnswers
from assessment.path_checks import (
    FULL_SCAN_FACTS,
    find_fact_path_problems,
    find_path_problems,
    full_scan_facts,
    reach_from_zero,
)
from assessment.programmes import Call, CallId, CallStatus, Programme, ProgrammeId, Rate, YesNoQuestion
from assessment.terms import Absence, Problem
from tests.builders import call, catalogue, fact, initiative, item, programme, text, track, use_case, wording
from tests.builders import questionnaire as edition

EDITION = edition()
EXPORTS = Condition("equals", "answer.exports", True)


def _facts(item_id: str = "P1", letters: str = "ab", levels: range = range(1, 6)) -> tuple[Fact, ...]:
    return tuple(fact(f"{item_id}.{level}.{letter}") for level in levels for letter in letters)


def _found(facts: tuple[Fact, ...], *, published: bool = False) -> list[Problem]:
    return list(find_fact_path_problems(replace(wording(), facts=facts), "here", published=published))


def _problems(questionnaire: Questionnaire = EDITION, **content: object) -> list[Problem]:
    return find_path_problems(questionnaire, catalogue(**content))


def test_the_real_content_has_no_dead_ends(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    assert find_path_problems(questionnaire, catalogue) == []


def test_plain_content_has_no_dead_ends() -> None:
    assert _problems() == []


# --- facts ---


@pytest.mark.parametrize("letters", ["ab", "abc"])
def test_two_or_three_facts_for_every_level_are_fine(letters: str) -> None:
    assert _found(_facts(letters=letters), published=True) == []


@pytest.mark.parametrize(("letters", "count"), [("a", 1), ("abcd", 4)])
def test_too_few_or_too_many_facts_of_a_level_are_named(letters: str, count: int) -> None:
    facts = tuple(f for f in _facts() if f.level != 2) + _facts(letters=letters, levels=range(2, 3))
    assert _found(facts) == [Problem.of("facts_a_level", "here", found=count, level=2)]


def test_a_draft_may_have_no_facts_and_a_published_edition_may_not() -> None:
    assert _found(()) == []
    assert [p.code for p in _found((), published=True)] == ["facts_a_level"] * 5


def test_a_level_without_facts_is_out_of_reach() -> None:
    found = [p for p in _found(_facts(levels=range(1, 5))) if p.code != "facts_a_level"]
    assert found == [Problem.of("level_out_of_reach", "here", level=5)]


@pytest.mark.parametrize("level", [0, 6])
def test_a_fact_of_a_level_that_does_not_exist_is_never_asked(level: int) -> None:
    stray = fact(f"P1.{level}.a")
    assert Problem.of("fact_never_asked", "here", ids=(stray.id,)) in _found((*_facts(), stray))


def test_a_rule_by_which_a_better_answer_lowers_the_level_would_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def upside_down(facts: tuple[Fact, ...], claimed: int, answered: FactAnswers) -> int | Absence:
        return 5 - sum(answered[FactId(f"P1.{level}.a")] == 100 for level in range(1, 6))

    monkeypatch.setattr(path_checks, "supported_level", upside_down)
    (found,) = (p for p in _found(_facts()) if p.code == "better_answer_lowers")
    assert dict(found.params) == {"ids": tuple(f"P1.{level}.a" for level in range(1, 6))}


def test_every_wording_of_every_item_is_looked_at() -> None:
    variant = Variant(Condition("below", "own_products", 1), replace(wording(), facts=_facts("P2", "a")))
    asked = item("P2", facts=_facts("P2"), variant=variant)
    found = _problems(edition({"P2": asked}))
    assert {(p.code, p.where) for p in found} == {("facts_a_level", "test/2026.1/P2")}


def test_a_published_edition_needs_facts_for_all_its_items() -> None:
    assert len(_problems(edition(status="published"))) == 24 * 5


# --- length ---


def test_a_full_scan_is_counted_over_plants_that_stand_at_nought_to_three() -> None:
    # At 0 two facts are asked, at 1, 2 and 3 four each: 14 / 4.
    assert full_scan_facts(edition({"P1": item("P1", facts=_facts())})) == 3.5
    assert full_scan_facts(EDITION) == 0


def test_a_full_scan_that_takes_too_long_is_named() -> None:
    def with_facts(letters: str) -> Questionnaire:
        return edition({str(i.id): item(str(i.id), facts=_facts(str(i.id), letters)) for i in EDITION.items})

    def too_long(letters: str) -> list[Problem]:
        return [p for p in _problems(with_facts(letters)) if p.code == "full_scan_too_long"]

    assert too_long("ab") == []
    assert too_long("abc") == [Problem.of("full_scan_too_long", "test/2026.1", found=126, limit=FULL_SCAN_FACTS)]


# --- use cases ---


STEPS = (
    initiative("ini-1", ("P1", 0, 1)),
    initiative("ini-2", ("P1", 1, 2)),
    initiative("ini-3", ("P1", 2, 3), prerequisites=(InitiativeId("ini-p2"),)),
    initiative("ini-p2", ("P2", 0, 2)),
    initiative("ini-far", ("P3", 2, 3)),
    initiative("ini-waits", ("P4", 0, 1), prerequisites=(InitiativeId("ini-far"),)),
)
GATE = tuple(initiative(f"ini-{i}", (i, 0, 2)) for i in ("E1", "E2", "E3", "E4"))


def test_initiatives_lead_from_nought_as_far_as_their_steps_join() -> None:
    reached = reach_from_zero(EDITION, catalogue(initiatives=STEPS[::-1]))
    assert {item_id: level for item_id, level in reached.items() if level} == {"P1": 3, "P2": 2}


def test_an_initiative_never_takes_back_a_level() -> None:
    both = (initiative("ini-a", ("P1", 0, 4)), initiative("ini-b", ("P1", 1, 2)))
    assert reach_from_zero(EDITION, catalogue(initiatives=both))[ItemId("P1")] == 4


OFFICE, MACHINE = GateKind.OFFICE, GateKind.MACHINE


@pytest.mark.parametrize(
    ("wanted", "short"),
    [
        (use_case("uc-a", {"P1": 3}, gate=OFFICE), None),
        (use_case("uc-a", {"P1": 4, "P3": 1}, gate=OFFICE), ("P1 4", "P3 1")),
        # A machine use case stands behind the pilot gate: E2 needs 1, the others 2.
        (use_case("uc-a", {"P1": 3}, gate=MACHINE), ("E1 2", "E2 1", "E3 2", "E4 2")),
        (use_case("uc-a", {"E1": 3}, gate=MACHINE), ("E1 3", "E2 1", "E3 2", "E4 2")),
    ],
)
def test_a_use_case_that_no_initiatives_lead_to_is_named(wanted: UseCase, short: tuple[str, ...] | None) -> None:
    found = _problems(initiatives=STEPS, use_cases=(wanted,))
    where = "catalogue/use_cases/uc-a.yaml"
    assert found == ([Problem.of("use_case_out_of_reach", where, needs=short)] if short else [])


def test_a_machine_use_case_behind_a_gate_in_reach_is_fine() -> None:
    assert _problems(initiatives=(*STEPS, *GATE), use_cases=(use_case("uc-a", {"P1": 3, "E1": 1}),)) == []


# --- programmes ---


WHERE = "catalogue/programmes/prg-a.yaml"
QUESTION = YesNoQuestion("exports", text())
FIRST = call("2025", closes=date(2025, 3, 31))


def _again(**changes: object) -> Call:
    return replace(
        call("2027", status=CallStatus.EXPECTED, based_on=CallId("2025")),
        **changes,  # type: ignore[arg-type]
    )


PROGRAMMES = {
    "of nothing": (programme(), None),
    "with an expected call": (programme(FIRST, _again()), None),
    "that names what exists": (
        programme(capabilities=("cap-a",), initiatives=("ini-1",), excludes=(ProgrammeId("prg-a"),)),
        None,
    ),
    "with an unknown capability": (
        programme(capabilities=("cap-z",)),
        Problem.of("unknown_id", WHERE, ids=("cap-z",)),
    ),
    "with an unknown initiative": (
        programme(initiatives=("ini-z",)),
        Problem.of("unknown_id", WHERE, ids=("ini-z",)),
    ),
    "that excludes an unknown one": (
        programme(excludes=(ProgrammeId("prg-z"),)),
        Problem.of("unknown_id", WHERE, ids=("prg-z",)),
    ),
    "based on an unknown call": (programme(_again()), Problem.of("unknown_id", WHERE, ids=("2025",))),
    "with an unknown question": (
        programme(call(tracks=(track(Condition("equals", "answer.z", True)),))),
        Problem.of("unknown_id", WHERE, ids=("answer.z",)),
    ),
    "with an unknown question about its rate": (
        programme(call(tracks=(track(rates=(Rate(Condition("equals", "answer.z", True), 50.0, None),)),))),
        Problem.of("unknown_id", WHERE, ids=("answer.z",)),
    ),
    "that closes before it opens": (
        programme(call(opens=date(2026, 3, 2), closes=date(2026, 3, 1))),
        Problem.of("call_closes_before_it_opens", WHERE, id="2026"),
    ),
    "that opens for one day": (programme(call(opens=date(2026, 3, 2), closes=date(2026, 3, 2))), None),
    "expected without a base": (
        programme(_again(based_on=None)),
        Problem.of("expected_call_without_base", WHERE, id="2027"),
    ),
    "announced with a base": (
        programme(FIRST, _again(status=CallStatus.ANNOUNCED)),
        Problem.of("expected_call_without_base", WHERE, id="2027"),
    ),
    "for nobody": (
        programme(call(tracks=(track(EXPORTS, Condition("not", inner=(EXPORTS,)), id="trk-x"),))),
        Problem.of("can_never_apply", WHERE, id="2026", track="trk-x"),
    ),
}


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme(name: str) -> None:
    made, problem = PROGRAMMES[name]
    asking = programme(call(tracks=(track(EXPORTS),)), id=ProgrammeId("prg-asking"))
    found = _problems(initiatives=STEPS, programmes=(made, asking), questions=(QUESTION,))
    assert found == ([problem] if problem else [])


def _asked_by(made: Programme) -> list[Problem]:
    return _problems(programmes=(made,), questions=(QUESTION,))


def test_a_question_that_settles_no_clause_is_named() -> None:
    unused = Problem.of("question_nobody_needs", "catalogue/questions.yaml", ids=("exports",))
    assert _asked_by(programme(FIRST)) == [unused]


def test_a_question_about_a_clause_or_a_rate_is_needed() -> None:
    assert _asked_by(programme(call(tracks=(track(Condition("not", inner=(EXPORTS,))),)))) == []
    assert _asked_by(programme(call(tracks=(track(rates=(Rate(EXPORTS, 50.0, None), Rate(None, 30.0, None))),)))) == []


# --- joint pilots ---


def test_a_joint_pilot_without_a_data_contract_is_named() -> None:
    alone = initiative("ini-alone", joint_pilot=True)
    found = _problems(initiatives=(*catalogue().initiatives, alone))
    assert Problem.of("joint_pilot_without_contract", "catalogue/initiatives/ini-alone.yaml") in found


def test_a_data_contract_further_back_is_enough() -> None:
    contract = initiative("ini-data-contract")
    between = initiative("ini-between", prerequisites=(contract.id,))
    pilot = initiative("ini-pilot", joint_pilot=True, prerequisites=(between.id,))
    found = _problems(initiatives=(*catalogue().initiatives, contract, between, pilot))
    assert "joint_pilot_without_contract" not in {problem.code for problem in found}
