"""The invented association in an installation: full pages, nothing real, never twice."""

from __future__ import annotations

import pytest

from assessment.errors import InputRejected
from services.demo_association import fill_demonstration
from services.ports import Tools
from services.register_port import RegisterFilter
from services.releases import find_release, find_releases
from tests import builders as base
from tests import builders_register as make
from tests import fakes
from tests.builders_matching import capability as one
from tests.builders_matching import demo_catalogue, demo_edition


@pytest.fixture
def tools() -> Tools:
    capabilities = tuple(one(f"cap-{letter}") for letter in "abcd")
    initiatives = tuple(base.initiative(f"ini-{n}", ("P1", 0, 1), capabilities=(capabilities[n].id,)) for n in range(4))
    catalogue = demo_catalogue(
        capabilities=capabilities, initiatives=initiatives, suppliers=(base.supplier("sup-a", "cap-a"),)
    )
    return fakes.tools(content=fakes.FakeContent(demo_edition(), catalogue=catalogue))


def test_it_fills_every_page_of_the_register(tools: Tools) -> None:
    fill_demonstration(tools, base.NOON)
    suppliers = tools.register.all()
    assert len(suppliers) == 150
    assert all(supplier.invented for supplier in suppliers)
    records, _ = tools.register.find(RegisterFilter(waiting=True), 200)
    assert any(record.proposed for record in records)
    assert any(record.supplier.entry.answer for record in records)
    assert any(tools.register.filter_counts(supplier.id) for supplier in suppliers)


def test_it_publishes_a_release_of_every_year_that_is_over(tools: Tools) -> None:
    fill_demonstration(tools, base.NOON)
    assert [release.id for release in find_releases(tools)] == ["2026", "2025"]
    published = find_release(tools, "2026")
    assert published is not None
    assert published.invented
    earlier = fakes.tools(content=tools.content)
    fill_demonstration(earlier, base.NOON.replace(year=2026, month=1, day=1))
    assert [release.id for release in find_releases(earlier)] == ["2025"]


def test_it_is_never_filled_twice(tools: Tools) -> None:
    fill_demonstration(tools, base.NOON)
    with pytest.raises(InputRejected):
        fill_demonstration(tools, base.NOON)


def test_an_installation_with_a_real_assessment_or_supplier_is_left_alone(tools: Tools) -> None:
    tools.assessments.add(base.assessment_record("a"))
    with pytest.raises(InputRejected):
        fill_demonstration(tools, base.NOON)
    assert tools.register.all() == ()
    other = make.stock(fakes.tools(), make.register_entry())
    with pytest.raises(InputRejected):
        fill_demonstration(other, base.NOON)
