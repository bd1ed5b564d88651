"""The content as a whole: all problems of shape first, then all problems of meaning; and how much there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessment.errors import InputRejected
from assessment.instrument.edition import Condition, Example, ItemId, PlantFamily, Variant
from assessment.programmes import SupportKind
from assessment.staleness import Stale
from assessment.terms import Problem, Text
from services.content import (
    catalogue_for,
    content_statistics,
    count_content,
    find_content_problems,
    find_stale_content,
    newest_edition,
)
from tests import builders as make
from tests import fakes

SHAPE = Problem.of("missing_key", "catalogue/kpis.yaml", key="name")
OLD, NEW = make.questionnaire(edition="2025.1"), make.questionnaire(edition="2026.1")


def codes(content: fakes.FakeContent) -> set[str]:
    return {problem.code for problem in find_content_problems(content)}


def test_problems_of_shape_are_told_before_meaning_is_looked_at() -> None:
    assert find_content_problems(fakes.FakeContent(make.questionnaire(walk=()), problems=[SHAPE])) == [SHAPE]


def test_every_edition_is_checked_not_only_the_newest() -> None:
    assert "not_on_the_walk" in codes(fakes.FakeContent(make.questionnaire(edition="2025.1", walk=()), NEW))


def test_the_catalogue_is_checked_beside_the_newest_edition() -> None:
    unfit = make.initiative("ini-a", ("P1", 2, 1))
    assert "effect_does_not_climb" in codes(fakes.FakeContent(NEW, catalogue=make.catalogue(initiatives=(unfit,))))


def test_the_sample_suppliers_are_checked() -> None:
    samples = (make.supplier("sup-a", "cap-nobody-knows"),)
    problems = find_content_problems(fakes.FakeContent(NEW, samples=samples))
    assert [p.where for p in problems if p.where.startswith("suppliers")] == ["suppliers/sup-a"]


def test_how_the_content_speaks_is_checked() -> None:
    vague = make.initiative("ini-a", summary=Text("적절한 말", "Words"))
    assert "vague_words" in codes(fakes.FakeContent(NEW, catalogue=make.catalogue(initiatives=(vague,))))


def test_dead_ends_are_checked() -> None:
    wanted = make.use_case("uc-a", {"P1": 1})
    assert "use_case_out_of_reach" in codes(fakes.FakeContent(NEW, catalogue=make.catalogue(use_cases=(wanted,))))


def test_the_newest_edition_is_the_last_one() -> None:
    assert newest_edition(fakes.FakeContent(OLD, NEW)) == NEW


def test_without_editions_there_is_no_newest() -> None:
    with pytest.raises(InputRejected):
        newest_edition(fakes.FakeContent())


def test_content_is_counted_by_kind() -> None:
    content = fakes.FakeContent(NEW, samples=(make.supplier("sup-a"), make.supplier("sup-b")))
    counts = count_content(content)
    # A plain item shows "name P1", "P1?", "why" and four anchors "P1 0" … "P1 3": 7 + 3 + 3 + 4 · 4 = 29 letters; 24 of them.
    assert counts == {
        "items": 24,
        "characters": 24 * 29,
        "facts": 0,
        "full_scan_facts": 0,
        "initiatives": 0,
        "use_cases": 0,
        "programmes": 0,
        "capabilities": 1,
        "kpis": 1,
        "suppliers": 2,
    }


def test_invented_suppliers_come_only_when_asked_for() -> None:
    # method 13
    real, invented = make.supplier("sup-real", invented=False), make.supplier("sup-invented")
    content = fakes.FakeContent(NEW, catalogue=make.catalogue(suppliers=(real,)), samples=(invented,))
    assert catalogue_for(content, with_samples=False).suppliers == (real,)
    assert catalogue_for(content, with_samples=True).suppliers == (invented,)


# --- statistics ------------------------------------------------------------------------------------------------------


def facts(item: str, *names: str) -> dict[str, object]:
    return {item: make.item(item, facts=tuple(make.fact(f"{item}.{name}") for name in names))}


def test_facts_and_the_length_of_a_full_scan_are_counted() -> None:
    edition = make.questionnaire(facts("P1", "1.a", "1.b", "2.a"))  # type: ignore[arg-type]
    counts = count_content(fakes.FakeContent(edition))
    # At 0 two facts are asked, at 1 three, at 2 one, at 3 none: 6 / 4, rounded to the even neighbour.
    assert (counts["facts"], counts["full_scan_facts"]) == (3, 2)


def test_statistics_begin_with_everything_that_is_counted_elsewhere() -> None:
    content = fakes.FakeContent(NEW, samples=(make.supplier("sup-a"),))
    kinds = content_statistics(content)["kinds"]
    assert count_content(content).items() <= kinds.items()


def test_statistics_count_every_kind() -> None:
    asked = make.item("P1", variant=Variant(Condition("below", "own_products", 1), make.wording()))
    example = Example(ItemId("P1"), 1, make.text())
    edition = make.questionnaire(
        {"P1": asked},
        families=(PlantFamily("fam-a", make.text(), ("22",), (example, example)),),
        vignettes=(make.vignette(P1=1),),
    )
    catalogue = make.catalogue(
        programmes=(make.programme(make.call("a"), make.call("b")), make.programme(kind=SupportKind.LOAN)),
        reference_lines=(make.reference_line(),),
    )
    kinds = content_statistics(fakes.FakeContent(edition, catalogue=catalogue))["kinds"]
    assert {name: kinds[name] for name in list(kinds)[-10:]} == {
        "variants": 1,
        "examples": 2,
        "vignettes": 1,
        "calls": 2,
        "questions": 0,
        "alliances": 1,
        "subcommittees": 1,
        "industries": 1,
        "regions": 1,
        "reference_lines": 1,
    }


def test_statistics_count_facts_by_level_and_steps_of_initiatives_one_by_one() -> None:
    edition = make.questionnaire(facts("P1", "1.a", "1.b", "2.a"))  # type: ignore[arg-type]
    initiatives = (make.initiative("ini-a", ("P1", 0, 2), ("E1", 1, 2)), make.initiative("ini-b", ("P1", 1, 2)))
    counted = content_statistics(fakes.FakeContent(edition, catalogue=make.catalogue(initiatives=initiatives)))
    assert counted["facts_by_level"] == {"P1.1": 2, "P1.2": 1}
    assert counted["initiatives_by_step"] == {"E1 1-2": 1, "P1 0-1": 1, "P1 1-2": 2}


def test_statistics_count_use_cases_by_cell_and_programmes_by_kind() -> None:
    cells = ("cell-2-A", "cell-1-D", "cell-2-A")
    catalogue = make.catalogue(
        use_cases=tuple(make.use_case(f"uc-{n}", cell=cell) for n, cell in enumerate(cells)),
        programmes=(make.programme(kind=SupportKind.LOAN), make.programme(), make.programme()),
    )
    counted = content_statistics(fakes.FakeContent(NEW, catalogue=catalogue))
    assert counted["use_cases_by_cell"] == {"cell-1-D": 1, "cell-2-A": 2}
    assert counted["programmes_by_kind"] == {"grant": 2, "loan": 1}


def test_statistics_count_what_costs_little_and_what_may_cost_nothing() -> None:
    free, small, large = replace(make.cost(0), high=5), make.cost(1000), make.cost(1001)
    initiatives = tuple(make.initiative(f"ini-{n}", cost=cost) for n, cost in enumerate((free, small, large)))
    counted = content_statistics(fakes.FakeContent(NEW, catalogue=make.catalogue(initiatives=initiatives)))
    assert counted["lanes"] == {"up_to_1000": 2, "no_money": 1}


# --- what nobody looked at for long ----------------------------------------------------------------------------------


def test_stale_entries_of_the_catalogue_are_found_on_a_date() -> None:
    old = make.call("2026", checked_on=date(2026, 1, 1))
    content = fakes.FakeContent(NEW, catalogue=make.catalogue(programmes=(make.programme(old),)))
    found = (Stale("catalogue/programmes/prg-a/2026", date(2026, 1, 1)),)
    assert find_stale_content(content, make.CHECKED) == found
    assert find_stale_content(content, date(2026, 1, 1) + timedelta(days=180)) == ()
