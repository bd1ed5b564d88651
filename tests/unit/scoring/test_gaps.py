"""Targets, gaps and priorities (method 7)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assessment.catalogue import GateKind, KpiId, UseCase, UseCaseId
from assessment.instrument.edition import Concern, ConcernId, Item, ItemId, Questionnaire
from assessment.instrument.values import Profile
from assessment.scoring.gaps import find_gaps
from assessment.scoring.readiness import assess_readiness
from assessment.scoring.values import CohortTarget, Gap, Reference, TargetSource, Wishes
from assessment.terms import Absence, Reason
from tests.builders import everywhere, item, method, profile, scored, text, use_case
from tests.builders import questionnaire as edition

VISION = use_case("uc-vision", {"P3": 4})
P1, P2, P3, P5 = map(ItemId, ("P1", "P2", "P3", "P5"))
BIG, SMALL = profile(workers=20), profile(workers=19)


def _gaps(
    levels: dict[str, int | Absence],
    wishes: Wishes | None = None,
    company: Profile = BIG,
    cohort: Sequence[CohortTarget] = (),
    items: dict[str, Item] | None = None,
) -> dict[str, Gap]:
    """The gaps by item, in order of priority."""
    return _gaps_in(edition(items), levels, wishes, company, cohort)


def _gaps_in(
    questionnaire: Questionnaire,
    levels: dict[str, int | Absence],
    wishes: Wishes | None = None,
    company: Profile = BIG,
    cohort: Sequence[CohortTarget] = (),
    use_cases: Sequence[UseCase] = (VISION,),
) -> dict[str, Gap]:
    card = scored(levels, questionnaire)
    readiness = assess_readiness(card, use_cases)
    found = find_gaps(card, readiness, company, wishes or Wishes(), Reference(tuple(cohort)))
    return {gap.item: gap for gap in found}


def _quartile(item_id: str, level: float, respondents: int = 10) -> CohortTarget:
    return CohortTarget(ItemId(item_id), level, respondents)


# --- targets: one source after the other ---


def test_the_companys_own_wish_decides_before_all_others() -> None:
    wishes = Wishes(targets={P3: 2}, use_cases=(UseCaseId("uc-vision"),))
    found = _gaps({"P3": 1}, wishes, cohort=[_quartile("P3", 5)])["P3"]
    assert (found.target, found.source) == (2, TargetSource.OWN_WISH)


def test_then_what_a_wanted_use_case_needs() -> None:
    found = _gaps({"P3": 1}, Wishes(use_cases=(UseCaseId("uc-vision"),)), cohort=[_quartile("P3", 5)])["P3"]
    assert (found.target, found.source) == (4, TargetSource.WANTED_USE_CASE)


def test_a_wanted_use_case_needs_its_gate_too() -> None:
    found = _gaps({"E1": 0}, Wishes(use_cases=(UseCaseId("uc-vision"),)))["E1"]
    assert (found.target, found.source) == (2, TargetSource.WANTED_USE_CASE)


def test_of_two_wanted_use_cases_the_higher_need_counts() -> None:
    wanted = [use_case(f"uc-{need}", {"P3": need}, gate=GateKind.OFFICE) for need in (4, 2)]
    wishes = Wishes(use_cases=(UseCaseId("uc-2"), UseCaseId("uc-4")))
    assert _gaps_in(edition(), {"P3": 1}, wishes, use_cases=wanted)["P3"].target == 4


def test_a_use_case_that_nobody_wants_sets_no_target() -> None:
    assert _gaps({"P3": 1})["P3"].target == 2


def test_then_the_upper_quartile_of_the_cohort() -> None:
    found = _gaps({"P3": 1}, cohort=[_quartile("P3", 2.5)])["P3"]
    assert (found.target, found.source) == (3, TargetSource.COHORT)


def test_the_quartile_never_leaves_the_scale() -> None:
    assert _gaps({"P3": 1}, cohort=[_quartile("P3", 5.2)])["P3"].target == 5


def test_a_cohort_under_ten_is_ignored() -> None:
    found = _gaps({"P3": 1}, cohort=[_quartile("P3", 4, respondents=9)])["P3"]
    assert (found.target, found.source) == (2, TargetSource.NEXT_LEVEL)


@pytest.mark.parametrize(("level", "target"), [(0, 1), (1, 2), (2, 3)])
def test_else_one_level_up_to_three(level: int, target: int) -> None:
    found = _gaps({"P3": level})["P3"]
    assert (found.level, found.target, found.steps) == (level, target, 1)
    assert found.source is TargetSource.NEXT_LEVEL


@pytest.mark.parametrize("level", [3, 4, 5])
def test_from_three_on_nothing_is_proposed(level: int) -> None:
    assert _gaps({"P3": level}) == {}


def test_a_target_that_is_reached_leaves_no_gap() -> None:
    assert _gaps({"P3": 2}, Wishes(targets={P3: 2})) == {}
    assert _gaps({"P3": 2}, Wishes(targets={P3: 1})) == {}
    assert _gaps({"P3": 2}, cohort=[_quartile("P3", 2.0)]) == {}


@pytest.mark.parametrize("absent", [Absence.NOT_APPLICABLE, Absence.DONT_KNOW, Absence.NOT_ANSWERED])
def test_what_is_absent_has_no_gap(absent: Absence) -> None:
    levels = {"P1": 1} | ({} if absent is Absence.NOT_ANSWERED else {"P3": absent})
    assert set(_gaps(levels, Wishes(targets={P3: 4}))) == {"P1"}


def test_not_our_business_removes_the_gap_whatever_else_was_wished() -> None:
    wishes = Wishes(not_our_business=(P3,), targets={P3: 4})
    assert set(_gaps(everywhere(1), wishes)) == set(everywhere(1)) - {"P3"}


def test_the_source_of_a_target_stands_in_its_reasons() -> None:
    for wishes, code in ((Wishes(targets={P3: 2}), "target_own_wish"), (Wishes(), "target_next_level")):
        assert _gaps({"P3": 1}, wishes)["P3"].reasons[0] == Reason.of(code, item="P3")


# --- small companies ---


def test_under_twenty_people_every_target_is_one_level_up() -> None:
    wishes = Wishes(targets={P3: 5})
    assert _gaps({"P3": 1}, wishes, SMALL)["P3"].target == 2
    assert _gaps({"P3": 1}, wishes, BIG)["P3"].target == 5


def test_under_twenty_people_there_are_at_most_five_targets() -> None:
    assert len(_gaps(everywhere(1), company=SMALL)) == 5
    assert len(_gaps(everywhere(1), company=BIG)) == 24


def test_a_small_company_keeps_first_what_it_asked_for() -> None:
    wishes = Wishes(targets={P2: 2, P5: 2}, use_cases=(UseCaseId("uc-vision"),))
    # Level 2 everywhere holds the pilot gate: the wanted use case misses only P3. P2 and P5 have no gap to level 2.
    found = _gaps(everywhere(2, P2=1, P5=1), wishes, SMALL)
    assert {"P2", "P3", "P5"} <= set(found)
    assert len(found) == 5


def test_five_gaps_or_fewer_are_all_kept() -> None:
    levels = {f"P{n}": 1 for n in range(1, 6)}
    assert len(_gaps({**levels}, company=SMALL)) == 5


def test_priorities_are_worked_out_again_among_the_targets_that_are_kept() -> None:
    assert sum(gap.priority for gap in _gaps(everywhere(1), company=SMALL).values()) == pytest.approx(1)


# --- priorities ---


def test_priorities_sum_to_one_and_fall() -> None:
    found = list(_gaps(everywhere(1), Wishes(targets={P1: 4}, cost_shares={"materials": 40})).values())
    assert sum(gap.priority for gap in found) == pytest.approx(1)
    assert [gap.priority for gap in found] == sorted((gap.priority for gap in found), reverse=True)


def test_without_a_gap_there_is_no_priority() -> None:
    assert _gaps(everywhere(3)) == {}


def test_factors_that_are_missing_are_dropped_and_the_weights_rescaled() -> None:
    # Neither cost shares nor concerns: proximity alone, 3 steps against 1.
    found = _gaps({"P1": 0, "P2": 1}, Wishes(targets={P1: 3}))
    assert found["P1"].factors == (("proximity", pytest.approx(0.75)),)
    assert found["P1"].priority == pytest.approx(0.75)
    assert found["P2"].priority == pytest.approx(0.25)


def _material(item_id: str, strength: int) -> Item:
    relevance = {"materials": strength, "labour": 0, "energy": 0, "quality": 0, "other": 0}
    return item(item_id, relevance=relevance)


def test_each_factor_sums_to_one_and_takes_its_share_of_the_weight() -> None:
    # Cost: P1 3 · 50, P2 1 · 50 → .75 / .25. Proximity: one step each → .5 / .5. No concern: weights .35 and .3 of .65.
    items = {"P1": _material("P1", 3), "P2": _material("P2", 1)}
    found = _gaps({"P1": 1, "P2": 1}, Wishes(cost_shares={"materials": 50}), items=items)
    assert dict(found["P1"].factors) == {
        "cost": pytest.approx(0.35 / 0.65 * 0.75),
        "proximity": pytest.approx(0.3 / 0.65 * 0.5),
    }
    assert found["P1"].priority == pytest.approx(0.35 / 0.65 * 0.75 + 0.3 / 0.65 * 0.5)
    assert Reason.of("moves_cost", item="P1") in found["P1"].reasons


def test_cost_shares_that_touch_no_gap_are_a_missing_factor() -> None:
    found = _gaps({"P1": 1}, Wishes(cost_shares={"energy": 50}))["P1"]
    assert [name for name, _ in found.factors] == ["proximity"]


def test_an_item_that_a_concern_names_counts_and_says_so() -> None:
    company = profile(workers=20, concerns=(ConcernId("con-defects"),))
    found = _gaps({"P1": 1, "P3": 1}, company=company)
    # KPI factor: P3 named once, no relevance to KPIs in these items → P3 has all of it: .35/.65 + .3/.65 · .5
    assert found["P3"].priority == pytest.approx(0.5 / 0.65)
    assert Reason.of("named_by_concern", concerns=("con-defects",)) in found["P3"].reasons
    assert [r.code for r in found["P1"].reasons] == ["target_next_level"]


def _moving(item_id: str, **kpis: int) -> Item:
    return item(item_id, relevance={f"kpi-{name}": strength for name, strength in kpis.items()})


def test_kpi_wishes_enter_only_the_kpi_factor() -> None:
    # Each of two wished KPIs weighs a half: P1 moves one with 2 → 1.0, P2 moves the other with 6 → 3.0.
    items = {"P1": _moving("P1", defects=2), "P2": _moving("P2", stock=6)}
    wishes = Wishes(kpis=(KpiId("kpi-defects"), KpiId("kpi-stock")))
    found = _gaps({"P1": 1, "P2": 1}, wishes, items=items)
    assert dict(found["P2"].factors)["kpi"] == pytest.approx(0.35 / 0.65 * 0.75)
    assert dict(found["P1"].factors)["kpi"] == pytest.approx(0.35 / 0.65 * 0.25)
    assert Reason.of("moves_kpi", item="P1") in found["P1"].reasons
    assert _gaps({"P1": 1, "P2": 1}, items=items)["P1"].target == found["P1"].target


def test_where_no_kpi_is_wished_for_those_of_the_concerns_count() -> None:
    items = {"P1": _moving("P1", stock=3), "P5": _moving("P5")}
    company = profile(workers=20, concerns=(ConcernId("con-stock"),))
    found = _gaps({"P1": 1, "P5": 1}, company=company, items=items)
    # P1 moves the KPI with 3, P5 is named by the concern (1): .75 / .25 of the KPI factor.
    assert dict(found["P1"].factors)["kpi"] == pytest.approx(0.35 / 0.65 * 0.75)
    assert dict(found["P5"].factors)["kpi"] == pytest.approx(0.35 / 0.65 * 0.25)


def test_an_item_may_move_every_kpi() -> None:
    items = {"P1": item("P1", relevance={"every_kpi": 2}), "P2": _moving("P2", defects=2)}
    found = _gaps({"P1": 1, "P2": 1}, Wishes(kpis=(KpiId("kpi-defects"),)), items=items)
    assert found["P1"].priority == pytest.approx(found["P2"].priority)


def test_every_kpi_is_not_a_cost() -> None:
    items = {"P1": item("P1", relevance={"every_kpi": 2})}
    assert [name for name, _ in _gaps({"P1": 1}, Wishes(cost_shares={"labour": 50}), items=items)["P1"].factors] == [
        "proximity"
    ]


def test_all_three_factors_keep_the_weights_of_the_method() -> None:
    questionnaire = edition(
        {"P3": item("P3", relevance={"materials": 2})},
        concerns=(Concern(ConcernId("con-defects"), text(), (P3,), ()),),
    )
    company = profile(workers=20, concerns=(ConcernId("con-defects"),))
    found = _gaps_in(questionnaire, {"P3": 1}, Wishes(cost_shares={"materials": 30}), company)["P3"]
    assert dict(found.factors) == {
        "cost": pytest.approx(0.35),
        "kpi": pytest.approx(0.35),
        "proximity": pytest.approx(0.3),
    }


def test_among_equal_priorities_the_lower_level_comes_first_then_the_id() -> None:
    assert list(_gaps({"P1": 2, "P2": 1, "P3": 1})) == ["P2", "P3", "P1"]


def test_the_limits_of_small_companies_are_numbers_of_the_edition() -> None:
    strict = edition(method=method(small_company_workers=100, small_company_targets=2))
    assert len(_gaps_in(strict, everywhere(1), company=profile(workers=99))) == 2
    assert len(_gaps_in(strict, everywhere(1), company=profile(workers=100))) == 24


def test_the_real_edition_says_twenty_people_five_targets_and_three(questionnaire: Questionnaire) -> None:
    rule = questionnaire.method
    assert (rule.small_company_workers, rule.small_company_targets, rule.default_target) == (20, 5, 3)
    assert sum(rule.priority_weights.values()) == pytest.approx(1)
