"""Which gates hold and which AI uses open: now, after one step, not yet (method 5)."""

from __future__ import annotations

import pytest

from assessment.catalogue import GateKind, KpiId, UseCase, UseCaseId
from assessment.instrument.edition import ConcernId, EvidenceClass, ItemId, Questionnaire
from assessment.instrument.values import AnswerSheet
from assessment.scoring.readiness import assess_readiness, find_missing, relevant_use_cases, verdict_of
from assessment.scoring.values import Column, Missing, Readiness, UseCaseReadiness, Verdict, Wishes
from assessment.terms import Absence
from tests.builders import everywhere, profile, scored, sheet, use_case, visited
from tests.builders import questionnaire as edition

OPEN, CLOSED, UNKNOWN = Verdict.OPEN, Verdict.CLOSED, Verdict.UNKNOWN
PILOT = {"E1": 2, "E2": 1, "E3": 2, "E4": 2}
SCALE = {"E1": 3, "E2": 3, "E3": 3, "E4": 3}
ALL_RULES = {"usage-rule": True, "approved-tool": True}


def _ready(levels: dict[str, int | Absence] | AnswerSheet, *use_cases: UseCase) -> Readiness:
    return assess_readiness(scored(levels), use_cases)


def _one(levels: dict[str, int | Absence] | AnswerSheet, wanted: UseCase) -> UseCaseReadiness:
    return _ready(levels, wanted).use_cases[0]


def _enablers(**levels: int | Absence) -> dict[str, int | Absence]:
    """Enablers that just hold the pilot gate, but for those named."""
    return {**PILOT, **levels}


# --- gates ---


def test_the_pilot_gate_needs_e1_2_e2_1_e3_2_e4_2() -> None:
    assert _ready(_enablers()).pilot.verdict is OPEN


@pytest.mark.parametrize("enabler", PILOT)
def test_one_enabler_below_the_pilot_gate_closes_it(enabler: str) -> None:
    low = PILOT[enabler] - 1
    gate = _ready(_enablers(**{enabler: low})).pilot
    assert gate.verdict is CLOSED
    assert gate.missing == (Missing(ItemId(enabler), low, PILOT[enabler]),)


def test_the_scale_gate_needs_three_everywhere() -> None:
    assert _ready({**SCALE}).scale.verdict is OPEN
    gate = _ready({**SCALE, "E2": 2}).scale
    assert gate.verdict is CLOSED
    assert [m.item for m in gate.missing] == ["E2"]


def test_the_gates_of_the_real_edition_are_those_of_the_method(questionnaire: Questionnaire) -> None:
    assert dict(questionnaire.gates.pilot.needs) == PILOT
    assert dict(questionnaire.gates.scale.needs) == SCALE
    assert {rule.id for rule in questionnaire.gates.office} == {"usage-rule", "approved-tool", "no-customer-drawings"}


@pytest.mark.parametrize("absent", [Absence.DONT_KNOW, Absence.NOT_ANSWERED])
def test_an_unknown_enabler_makes_its_gates_unknown(absent: Absence) -> None:
    levels = {i: v for i, v in {**SCALE, "E3": absent}.items() if v is not Absence.NOT_ANSWERED}
    ready = _ready(levels)
    assert (ready.pilot.verdict, ready.scale.verdict) == (UNKNOWN, UNKNOWN)
    assert ready.pilot.missing == (Missing(ItemId("E3"), absent, 2),)


def test_a_gate_is_closed_although_another_enabler_is_unknown() -> None:
    assert _ready(_enablers(E1=0, E3=Absence.DONT_KNOW)).pilot.verdict is CLOSED


def test_gates_stand_on_effective_and_on_confirmed_levels_side_by_side() -> None:
    stated = _ready(_enablers()).pilot
    assert (stated.verdict, stated.confirmed) == (OPEN, UNKNOWN)
    confirmed = _ready(visited({**PILOT})).pilot
    assert (confirmed.verdict, confirmed.confirmed) == (OPEN, OPEN)


def test_evidence_that_carries_too_little_does_not_confirm_a_gate() -> None:
    """Documented evidence carries 3; a gate at 4 would stay unconfirmed by a lower, known level."""
    card = scored(visited({"E1": 4}, EvidenceClass.DOCUMENTED))
    assert find_missing(card, [(ItemId("E1"), 4)]) == ()
    assert find_missing(card, [(ItemId("E1"), 4)], confirmed=True) == (Missing(ItemId("E1"), 3, 4),)


def test_without_evidence_a_level_is_unknown_and_never_nought() -> None:
    missing = find_missing(scored({"E1": 4}), [(ItemId("E1"), 2)], confirmed=True)
    assert missing == (Missing(ItemId("E1"), Absence.NOT_CONFIRMED, 2),)


# --- the light gate of office AI ---


@pytest.mark.parametrize(
    ("rules", "verdict", "missing"),
    [
        (ALL_RULES, OPEN, ()),
        ({"usage-rule": True, "approved-tool": False}, CLOSED, ("approved-tool",)),
        ({"usage-rule": False}, CLOSED, ("usage-rule", "approved-tool")),
        ({"usage-rule": True}, UNKNOWN, ("approved-tool",)),
        ({}, UNKNOWN, ("usage-rule", "approved-tool")),
    ],
)
def test_the_office_gate_is_open_with_all_rules_closed_by_a_no_and_else_unknown(
    rules: dict[str, bool], verdict: Verdict, missing: tuple[str, ...]
) -> None:
    ready = _ready(sheet(office_rules=rules))
    assert (ready.office.verdict, ready.office.confirmed) == (verdict, verdict)
    assert ready.office_rules_missing == missing


def test_office_ai_stands_behind_the_light_gate_only() -> None:
    office = use_case("uc-quotes", {"B1": 1}, gate=GateKind.OFFICE)
    assert _one(sheet({"B1": 1}, office_rules=ALL_RULES), office).verdict is OPEN
    assert _one(sheet({**PILOT, "B1": 1}, office_rules={"usage-rule": False}), office).verdict is CLOSED
    assert _one(sheet({"B1": 1}), office).verdict is UNKNOWN
    assert _one(sheet({"B1": 0}, office_rules=ALL_RULES), office).verdict is CLOSED


def test_machine_ai_does_not_ask_for_office_rules() -> None:
    machine = _one(_enablers(), use_case("uc-vision"))
    assert machine.verdict is OPEN
    assert machine.office_rules_missing == ()


def test_all_missing_office_rules_together_are_one_step() -> None:
    office = _one(sheet(), use_case("uc-quotes", gate=GateKind.OFFICE))
    assert office.office_rules_missing == ("usage-rule", "approved-tool")
    assert (office.steps, office.column) == (1, Column.ONE_STEP)


# --- use cases ---


def test_a_use_case_opens_for_a_pilot_when_its_own_needs_and_the_pilot_gate_hold() -> None:
    vision = use_case("uc-vision", {"P3": 2})
    assert _one({**PILOT, "P3": 2}, vision).verdict is OPEN
    assert _one({**PILOT, "P3": 1}, vision).verdict is CLOSED
    assert _one({**PILOT, "E1": 1, "P3": 2}, vision).verdict is CLOSED
    assert _one({**PILOT}, vision).verdict is UNKNOWN


def test_a_use_case_opens_for_roll_out_when_its_own_needs_and_the_scale_gate_hold() -> None:
    vision = use_case("uc-vision", {"P3": 2})
    assert _one({**SCALE, "P3": 2}, vision).roll_out is OPEN
    assert _one({**SCALE, "P3": 1}, vision).roll_out is CLOSED
    assert _one({**PILOT, "P3": 2}, vision).roll_out is CLOSED


def test_a_use_case_is_confirmed_only_where_every_need_is() -> None:
    vision = use_case("uc-vision", {"P3": 2})
    assert _one({**PILOT, "P3": 2}, vision).confirmed is UNKNOWN
    assert _one(visited({**PILOT, "P3": 2}), vision).confirmed is OPEN


def test_a_need_that_stands_in_both_lists_is_missing_once_at_its_highest() -> None:
    entry = _one(_enablers(E1=1), use_case("uc-vision", {"E1": 3}))
    assert entry.missing == (Missing(ItemId("E1"), 1, 3),)
    assert entry.steps == 2


def test_what_does_not_apply_closes_a_use_case_and_stays_an_absence() -> None:
    entry = _one({**PILOT, "D3": Absence.NOT_APPLICABLE}, use_case("uc-remote", {"D3": 1}))
    assert entry.missing == (Missing(ItemId("D3"), Absence.NOT_APPLICABLE, 1),)
    assert entry.verdict is CLOSED


@pytest.mark.parametrize(
    ("level", "column"), [(3, Column.NOW), (2, Column.NOW), (1, Column.ONE_STEP), (0, Column.NOT_YET)]
)
def test_three_columns_follow_the_steps_that_are_missing(level: int, column: Column) -> None:
    ready = _ready({**PILOT, "P3": level}, use_case("uc-vision", {"P3": 2}))
    assert ready.use_cases[0].column is column
    assert [len(ready.column(c)) for c in Column] == [int(c is column) for c in Column]


def test_an_unknown_level_counts_its_steps_from_nought() -> None:
    assert Missing(ItemId("P3"), Absence.DONT_KNOW, 2).steps == 2
    assert _one({**PILOT}, use_case("uc-vision", {"P3": 2})).column is Column.NOT_YET


def test_use_cases_are_ordered_by_missing_steps_and_among_equals_as_given() -> None:
    near, far, also_near = (use_case(f"uc-{n}", {i: 1}) for n, i in (("b", "P1"), ("c", "P2"), ("a", "P1")))
    ready = _ready({**PILOT, "P1": 1, "P2": 0}, far, near, also_near)
    assert [entry.use_case.id for entry in ready.use_cases] == ["uc-b", "uc-a", "uc-c"]


def test_verdicts_put_a_known_lack_before_an_unknown_one() -> None:
    low, unknown = Missing(ItemId("P1"), 0, 1), Missing(ItemId("P2"), Absence.DONT_KNOW, 1)
    assert verdict_of([]) is OPEN
    assert verdict_of([unknown]) is UNKNOWN
    assert verdict_of([unknown, low]) is CLOSED


def test_better_than_needed_is_not_missing() -> None:
    assert find_missing(scored(everywhere(5)), [(ItemId("P1"), 3)]) == ()


# --- which use cases ---


def test_use_cases_of_other_industries_are_left_away() -> None:
    mine, theirs = use_case("uc-all"), use_case("uc-food", industries=("10",))
    assert relevant_use_cases(edition(), [theirs, mine], profile(division="22"), Wishes()) == (mine,)
    assert relevant_use_cases(edition(), [mine, theirs], profile(division="10"), Wishes()) == (mine, theirs)


def test_wanted_use_cases_come_first_then_those_that_move_the_kpis_of_the_concerns() -> None:
    plain, moves, wanted = (
        use_case("uc-a"),
        use_case("uc-b", kpis=(KpiId("kpi-defects"),)),
        use_case("uc-c"),
    )
    company = profile(concerns=(ConcernId("con-defects"),))
    found = relevant_use_cases(edition(), [plain, moves, wanted], company, Wishes(use_cases=(UseCaseId("uc-c"),)))
    assert found == (wanted, moves, plain)


def test_kpi_wishes_order_use_cases_too() -> None:
    plain, moves = use_case("uc-a"), use_case("uc-b", kpis=(KpiId("kpi-stock"),))
    assert relevant_use_cases(edition(), [plain, moves], profile(), Wishes(kpis=(KpiId("kpi-stock"),)))[0] == moves
