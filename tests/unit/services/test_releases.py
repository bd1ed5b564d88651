from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import Attack, Ledger, Other, Publication
from assessment.errors import InputRejected
from services.errors import ReleaseRefused
from services.ports import Tools
from services.release_port import Check
from services.releases import audit_folder, build_demo_release, build_release, find_release, find_releases
from storage.content.publishing import load_rules
from storage.content.store import ContentFolder
from tests import fakes
from tests.builders_pool import anonymous
from tests.builders_releases import EXACT, ROUNDED, one_way, publication, release
from tests.fakes_pool import FakePool
from tests.fakes_releases import FakeShelf

ON = date(2026, 11, 22)
OUT = Path("out")


def rules(*tables: str) -> PublishingRules:
    """The rules of the content with few tables."""
    real = load_rules()
    return replace(real, tables=tuple(table for table in real.tables if table.id in tables))


def installation(
    content: ContentFolder, shelf: FakeShelf, sizes: Sequence[tuple[str, int]] = (("10-49", 40),)
) -> Tools:
    pool = FakePool()
    for size, count in sizes:
        for number in range(count):
            pool.replace(f"{size}-{number}", anonymous(size=size))
    return fakes.tools(content=content, pool=pool, published=shelf)


@pytest.fixture
def shelf() -> FakeShelf:
    return FakeShelf(rules("companies-size-region"))


def test_a_release_is_made_from_the_pool_of_its_period_and_kept(content: ContentFolder, shelf: FakeShelf) -> None:
    tools = installation(content, shelf)
    made = build_release(tools, ON, OUT)
    assert (made.release.id, made.release.as_of, made.invented) == ("2026", ON, False)
    assert made.notes == load_rules().notes
    assert made.audit is not None
    assert made.audit.passed
    assert shelf.written[OUT] == (made, ())
    assert find_releases(tools) == (made.release,)
    assert find_release(tools, "2026") == made
    assert find_release(tools, "2025") is None


def test_releases_stand_newest_first_and_earlier_ones_are_in_the_ledger(
    content: ContentFolder, shelf: FakeShelf
) -> None:
    shelf.published.append(publication(replace(release(name="2025", policy=ROUNDED), as_of=date(2025, 11, 22))))
    tools = installation(content, shelf)
    build_release(tools, ON, OUT)
    assert [made.id for made in find_releases(tools)] == ["2026", "2025"]
    assert [made.id for made in shelf.written[OUT][1]] == ["2025"]


def test_a_period_is_published_once(content: ContentFolder, shelf: FakeShelf) -> None:
    tools = installation(content, shelf)
    build_release(tools, ON, OUT)
    with pytest.raises(InputRejected) as caught:
        build_release(tools, ON, Path("again"))
    assert [problem.code for problem in caught.value.problems] == ["release_exists"]


def test_from_an_empty_pool_nothing_is_published(content: ContentFolder, shelf: FakeShelf) -> None:
    with pytest.raises(InputRejected) as caught:
        build_release(installation(content, shelf, sizes=()), ON, OUT)
    assert [problem.code for problem in caught.value.problems] == ["pool_empty"]


def test_a_release_that_cannot_be_made_safe_is_refused_with_the_findings(
    content: ContentFolder, shelf: FakeShelf
) -> None:
    """Two earlier releases of somebody careless give two companies away, whatever this one does."""
    for year, companies in ((2024, 20.0), (2025, 22.0)):
        careless = release(one_way("a", "size", small=companies), name=str(year), policy=EXACT)
        shelf.published.append(publication(replace(careless, as_of=date(year, 11, 22))))
    with pytest.raises(ReleaseRefused) as caught:
        build_release(installation(content, shelf), ON, OUT)
    assert {(f.attack, f.release) for f in caught.value.audit.findings} == {(Attack.TIME, "2025")}
    assert [made.id for made in caught.value.ledger] == ["2024", "2025"]
    assert shelf.written == {}


class Careless(FakeShelf):
    """A shelf that writes figures which were to be withheld."""

    def publish(self, publication: Publication, ledger: Ledger, out: Path, check: Check, *, keep: bool) -> None:
        opened = one_way("a", "size", total=20.0, small=16.0, large=None)
        broken = replace(publication.release, policy=EXACT, tables=(opened,), dimensions=release().dimensions)
        super().publish(replace(publication, release=broken), ledger, out, check, keep=keep)


def test_what_was_written_is_attacked_once_more(content: ContentFolder) -> None:
    shelf = Careless(rules("companies-size-region"))
    with pytest.raises(ReleaseRefused) as caught:
        build_release(installation(content, shelf), ON, OUT)
    assert [finding.attack for finding in caught.value.audit.findings] == [Attack.EXACT]
    assert (shelf.written, shelf.published) == ({}, [])


def test_the_demonstration_touches_neither_pool_nor_shelf(content: ContentFolder) -> None:
    shelf = FakeShelf(rules("companies-size-region", "demand-region"))
    made = build_demo_release(installation(content, shelf, sizes=()), ON, OUT)
    assert made.invented
    assert [earlier.id for earlier in shelf.written[OUT][1]] == ["2025"]
    assert shelf.published == []
    suppliers = [beside for beside in made.beside if beside.what is Other.SUPPLIERS]
    assert any(beside.others for beside in suppliers)
    assert sum(bool(cell.figures) for table in made.release.tables for cell in table.cells) > 20


def test_any_folder_can_be_attacked(content: ContentFolder, shelf: FakeShelf) -> None:
    opened = publication(release(one_way("a", "size", total=20.0, small=16.0, large=None)))
    shelf.written[OUT] = opened, ()
    read, ledger, found = audit_folder(installation(content, shelf), OUT)
    assert (read, ledger) == (opened, ())
    assert [finding.attack for finding in found.findings] == [Attack.EXACT]
