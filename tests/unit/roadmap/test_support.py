"""Which programmes may fit a plan: what is known of a company, what a programme pays for, what comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.catalogue import CapabilityId, Catalogue, InitiativeId
from assessment.instrument.edition import Condition, OfficialLevel
from assessment.instrument.values import Certificate, OwnProducts, Profile
from assessment.programmes import CallStatus, Programme, ProgrammeId
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.standings import Between, Facts, Standing, Window
from assessment.roadmap.support import applicant_facts, find_support
from assessment.roadmap.values import Roadmap
from assessment.scoring.scores import score_answers
from assessment.scoring.values import LadderEstimate, Scorecard
from assessment.terms import Absence
from tests.builders import (
    call,
    candidate,
    catalogue,
    initiative,
    instance,
    profile,
    programme,
    questionnaire,
    sheet,
    track,
)

ON = date(2026, 3, 25)
REGIONS = catalogue().regions


def _scorecard(**levels: int) -> Scorecard:
    return score_answers(questionnaire(), sheet(levels or {"P1": 2}), 1)


def _facts(company: Profile | None = None, card: Scorecard | None = None) -> Facts:
    return applicant_facts(company or profile(), card or _scorecard(), catalogue())


def test_what_a_company_said_is_known_and_nothing_else() -> None:
    facts = _facts(profile(workers=12, region="99", own_products=OwnProducts.SOME))
    assert (facts["workers"], facts["division"], facts["own_products"], facts["level.P1"]) == (12, "22", 1, 2)
    assert not {"capital_area", "sales_average", "legal_class", "official_level", "level.P2"} & facts.keys()


def test_a_known_region_says_whether_it_is_in_the_capital_area() -> None:
    region = REGIONS[0]
    assert _facts(profile(region=region.code))["capital_area"] is region.capital_area


def test_sales_in_million_won_become_the_mean_in_manwon() -> None:
    assert _facts(profile(sales=(1000, 2000)))["sales_average"] == 150_000


def test_answers_and_the_declared_class_are_facts() -> None:
    facts = _facts(profile(legal_class="small", support_answers={"q-closed": False}))
    assert (facts["legal_class"], facts["answer.q-closed"]) == ("small", False)


def test_a_certificate_is_certain_and_an_estimate_is_a_range() -> None:
    card = replace(_scorecard(), ladder=LadderEstimate(OfficialLevel.BASIC, OfficialLevel.MIDDLE_1))
    certified = profile(certificate=Certificate(OfficialLevel.MIDDLE_2, date(2026, 1, 2)))
    assert _facts(certified, card)["official_level"] == 3
    assert _facts(profile(), card)["official_level"] == Between(1, 2)


def test_no_estimate_leaves_the_step_unknown() -> None:
    card = replace(_scorecard(), ladder=LadderEstimate(Absence.NOT_ANSWERED, Absence.NOT_ANSWERED))
    assert "official_level" not in _facts(profile(), card)


# --- what fits ---


def _plan() -> tuple[Roadmap, Catalogue]:
    plan = plan_roadmap(instance(candidate("ini-a", ("P1", 1, 2))))
    planned = initiative("ini-a", capabilities=(CapabilityId("cap-a"),))
    return plan, replace(catalogue(), initiatives=(planned,))


def _found(*programmes: Programme, facts: Facts | None = None) -> list[tuple[str, Window, Standing]]:
    plan, content = _plan()
    matches = find_support(plan, replace(content, programmes=programmes), facts or {}, ON)
    return [(m.programme.id, m.call.window, m.call.standing) for m in matches]


def _named(name: str, *calls: object, **changes: object) -> Programme:
    return programme(*calls, id=ProgrammeId(name), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({"capabilities": ("cap-a",)}, True),
        ({"initiatives": ("ini-a",)}, True),
        ({"capabilities": ("cap-z",)}, False),
        ({"initiatives": ("ini-z",)}, False),
        ({}, True),
    ],
)
def test_a_programme_fits_by_capability_by_initiative_or_is_for_everyone(
    changes: dict[str, object], fits: bool
) -> None:
    assert bool(_found(_named("prg-a", call(), **changes))) is fits


def test_it_says_which_planned_initiatives_it_may_pay_for() -> None:
    plan, content = _plan()
    paying = replace(content, programmes=(_named("prg-a", call(), capabilities=("cap-a",)),))
    (match,) = find_support(plan, paying, {}, ON)
    assert match.pays_for == (InitiativeId("ini-a"),)


def test_the_nearest_call_is_shown() -> None:
    old = call("old", opens=date(2025, 3, 1), closes=date(2025, 4, 1))
    now = call("now", opens=date(2026, 3, 1), closes=date(2026, 4, 1))
    again = call("again", status=CallStatus.EXPECTED, opens=date(2027, 3, 1), closes=date(2027, 4, 1), based_on="now")
    plan, content = _plan()
    content = replace(content, programmes=(_named("prg-a", old, again, now),))
    assert find_support(plan, content, {}, ON)[0].call.call.id == "now"
    assert find_support(plan, content, {}, date(2026, 6, 1))[0].call.call.id == "again"


def test_eligible_comes_before_unknown_before_not_eligible_before_closed() -> None:
    small = Condition("below", "workers", 50)
    big = Condition("at_least", "workers", 50)
    asked = Condition("equals", "answer.q-a", value=True)
    closed = call(opens=date(2025, 1, 1), closes=date(2025, 2, 1))
    found = _found(
        _named("prg-closed", closed),
        _named("prg-no", call(tracks=(track(big),))),
        _named("prg-unknown", call(tracks=(track(asked),))),
        _named("prg-yes", call(tracks=(track(small),))),
        facts={"workers": 12},
    )
    assert [name for name, _, _ in found] == ["prg-yes", "prg-unknown", "prg-no", "prg-closed"]
