"""Publishing: what an attack breaks never leaves, what is out stays as it is, the demonstration touches nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.catalogue import Catalogue
from assessment.disclosure.publication import Publication
from assessment.disclosure.values import TOTAL, Other
from assessment.errors import InputRejected
from services.errors import ReleaseRefused
from services.ports import Tools
from services.releases import audit_folder, build_demo_release, build_release, find_release, find_releases
from tests import builders as make
from tests import builders_disclosure as given
from tests import fakes
from tests.builders_matching import demo_catalogue, demo_edition
from tests.fakes_shelf import FakeShelf

OUT = Path("out")
SUPPLIERS = tuple(make.supplier(name, "cap-a", invented=False) for name in ("sup-a", "sup-b"))
OPEN_TABLE = given.table("t", ["size"], {(TOTAL,): (20.0,), ("small",): (), ("middle",): (9.0,), ("large",): (8.0,)})


def installation(companies: int = 40, catalogue: Catalogue | None = None) -> Tools:
    """An installation with so many companies in its pool, half of them with a need."""
    content = fakes.FakeContent(
        make.questionnaire(), catalogue=catalogue or make.catalogue(suppliers=SUPPLIERS), samples=SUPPLIERS[:1]
    )
    tools = fakes.tools(content=content)
    for number in range(companies):
        needs = ("cap-a",) if number % 2 else ()
        size = "under-10" if number < 15 else "10-49"
        tools.pool.replace(
            str(number), given.score(division="22", size=size, capabilities=needs, period="2026" if number else "2027")
        )
    return tools


def test_a_release_is_written_kept_and_found_again() -> None:
    tools = installation()
    published = build_release(tools, given.DAY, OUT)
    assert find_releases(tools) == (published.release,)
    assert find_release(tools, "2026") == published
    assert find_release(tools, "2025") is None
    assert audit_folder(tools, OUT)[2].passed
    assert not published.invented
    assert published.licence == given.LICENCE


def test_who_joined_later_is_not_in_the_release() -> None:
    published = build_release(installation(41), given.DAY, OUT)
    total = next(cell for cell in given.all_cells(published.release) if set(cell.codes) == {TOTAL})
    assert total.figures == (40.0,)


def test_where_answers_must_be_renewed_only_those_of_the_year_count() -> None:
    tools = installation()
    for number in range(40, 70):
        tools.pool.replace(str(number), given.score(division="22", size="10-49", period="2025"))
    everybody = build_release(tools, given.DAY, OUT)
    renewed = replace(tools, published=FakeShelf(given.rules(policy=replace(given.ROUNDED, renewed=True))))
    assert (_companies(everybody), _companies(build_release(renewed, given.DAY, OUT))) == (70.0, 40.0)


def _companies(published: Publication) -> float:
    return next(c for c in given.all_cells(published.release) if set(c.codes) == {TOTAL} and not c.subject).figures[0]


def test_counts_stand_beside_known_plants_and_the_suppliers_of_the_register() -> None:
    published = build_release(installation(), given.DAY, OUT)
    assert [(b.what, b.companies, b.others) for b in published.beside] == [
        (Other.PLANTS, 40.0, 1000),
        (Other.SUPPLIERS, 20.0, 2),
    ]


def test_where_suppliers_are_invented_the_companies_are_taken_for_it_too() -> None:
    invented = make.catalogue(suppliers=(*SUPPLIERS, make.supplier("sup-c", "cap-a", invented=True)))
    assert build_release(installation(catalogue=invented), given.DAY, OUT).invented


def test_a_release_is_kept_where_no_folder_is_named() -> None:
    tools = installation()
    published = build_release(tools, given.DAY, None)
    assert find_releases(tools) == (published.release,)


def test_a_period_has_one_release_for_good() -> None:
    tools = installation()
    first = build_release(tools, given.DAY, OUT)
    with pytest.raises(InputRejected) as rejected:
        build_release(tools, date(2026, 1, 1), Path("again"))
    assert [p.code for p in rejected.value.problems] == ["release_exists"]
    assert find_releases(tools) == (first.release,)


def test_an_empty_pool_has_no_release() -> None:
    with pytest.raises(InputRejected) as rejected:
        build_release(installation(0), given.DAY, OUT)
    assert [p.code for p in rejected.value.problems] == ["pool_empty"]


def test_the_next_release_is_made_with_the_earlier_one_in_hand() -> None:
    tools = installation()
    build_release(tools, given.DAY, OUT)
    build_release(tools, date(2027, 12, 31), Path("next"))
    assert [release.id for release in find_releases(tools)] == ["2027", "2026"]
    assert [release.id for release in audit_folder(tools, Path("next"))[1]] == ["2026"]


def test_a_release_that_an_attack_breaks_is_refused_with_the_findings() -> None:
    tools = installation()
    shelf = tools.published
    assert isinstance(shelf, FakeShelf)
    shelf.kept["2025"] = given.publication(given.by_hand(OPEN_TABLE, name="2025", as_of=date(2025, 12, 31)))
    with pytest.raises(ReleaseRefused) as refused:
        build_release(tools, given.DAY, OUT)
    assert [finding.release for finding in refused.value.audit.findings] == ["2025"]
    assert shelf.folders == {}
    assert "2026" not in shelf.kept


def test_a_folder_that_was_written_wrong_is_refused() -> None:
    class Careless(FakeShelf):
        """Writes out a figure that was withheld."""

        def publish(self, publication, ledger, out, check, *, keep):  # type: ignore[no-untyped-def]
            wrong = replace(publication, release=given.by_hand(OPEN_TABLE))
            super().publish(wrong, ledger, out, check, keep=keep)

    tools = installation()
    shelf = Careless()
    tools = replace(tools, published=shelf)
    with pytest.raises(ReleaseRefused):
        build_release(tools, given.DAY, OUT)
    assert (shelf.kept, shelf.folders) == ({}, {})


def test_the_demonstration_is_marked_and_leaves_pool_and_ledger_alone() -> None:
    content = fakes.FakeContent(demo_edition(), catalogue=demo_catalogue(), samples=SUPPLIERS)
    tools = fakes.tools(content=content)
    published = build_demo_release(tools, given.DAY, OUT)
    assert published.invented
    assert audit_folder(tools, OUT)[2].passed
    assert find_releases(tools) == ()
    assert tools.pool.snapshot("2026") == ()


def test_the_demonstration_has_no_years_before_its_first() -> None:
    content = fakes.FakeContent(demo_edition(), catalogue=demo_catalogue())
    with pytest.raises(InputRejected):
        build_demo_release(fakes.tools(content=content), date(2024, 12, 31), OUT)
