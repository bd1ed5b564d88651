"""Benchmarks come from the newest release alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.disclosure.values import TOTAL, Measure
from assessment.values import Diagnosis
from services.benchmarks import load_reference, load_standings
from services.diagnoses import diagnose_sheet
from tests import builders as make
from tests import builders_disclosure as given
from tests import fakes
from tests.builders_pool import release
from tests.fakes_shelf import FakeShelf


def at(level: int) -> tuple[float | None, ...]:
    return tuple(20.0 if n == level else None for n in range(6))


def test_without_a_release_there_is_nothing_to_compare_with() -> None:
    assert load_reference(FakeShelf(), make.questionnaire(), make.profile()).cohort == ()


def test_the_newest_release_counts_and_the_size_of_the_company() -> None:
    old = release(("P1", TOTAL, 20.0, at(1)), as_of=date(2025, 12, 31))
    new = release(("P1", TOTAL, 20.0, at(2)), ("P1", "50-299", 20.0, at(3)), ("P1", "under-10", 20.0, at(4)))
    shelf = FakeShelf(kept={"2025": given.publication(old), "2026": given.publication(new)})
    for workers, level in ((60, 3.0), (5, 4.0), (20, 2.0)):
        found = load_reference(shelf, make.questionnaire(), make.profile(workers=workers))
        assert [target.upper_quartile for target in found.cohort] == [level]


def test_a_company_stands_nowhere_before_the_first_release() -> None:
    assert load_standings(FakeShelf(), diagnosed()) == ("", ())


def test_scores_stand_among_companies_of_the_industry_and_size() -> None:
    means = {("22", "50-299"): (20.0, 40.0), ("22", "under-10"): (20.0, 30.0), ("29", "50-299"): (40.0, 50.0)}
    shown = given.by_hand(
        given.table("m", ["industry", "size"], means, subject="overall", measure=Measure.MEAN),
        given.table("b", ["band"], {(TOTAL,): (80.0,), ("0",): (40.0,), ("40",): (40.0,)}, subject="overall"),
    )
    sizes = given.dimension("size", "under-10", "10-49", "50-299")
    shown = replace(shown, dimensions=tuple(sizes if d.id == "size" else d for d in shown.dimensions))
    period, (found,) = load_standings(FakeShelf(kept={"2026": given.publication(shown)}), diagnosed())
    assert period == shown.id
    assert [name.en for name in found.names] == ["22", "50-299"]
    assert found.subject == "overall"


def diagnosed() -> Diagnosis:
    events = tuple(make.event(item, 2) for item in make.ALL_IDS)
    return diagnose_sheet(fakes.FakeContent(make.questionnaire()), make.sheet_input(*events), make.NOON.date())
