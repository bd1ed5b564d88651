"""The entrances of suppliers and of the association: a clean address, one door each, no page of a company."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.webclient import (
    Browser,
    association,
    associations_address,
    consultant,
    consultants_address,
    installation,
    manager,
    path_of,
    supplier,
    suppliers_address,
)

PAGES_OF_COMPANIES = ("/review", "/results", "/company", "/q/P1", "/firms", "/delete")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return installation(tmp_path_factory.mktemp("links"))


def somebody(app: Flask, who: str) -> Browser:
    makers: dict[str, Callable[[], Browser]] = {
        "stranger": lambda: Browser(app),
        "manager": lambda: manager(app),
        "consultant": lambda: consultant(app),
        "supplier": lambda: supplier(app, "sup-a"),
        "association": lambda: association(app),
    }
    return makers[who]()


def test_the_associations_link_opens_the_desks_and_does_not_stay_in_the_address(app: Flask) -> None:
    address = associations_address(app, "박협회")
    page = Browser(app).enter(address)
    assert path_of(page) == "/association"
    assert "박협회" in page.text
    assert address.rpartition("/")[2] not in page.text


def test_a_suppliers_link_does_not_stay_in_the_address(app: Flask) -> None:
    address = suppliers_address(app, "sup-a")
    browser = Browser(app)
    page = browser.client.get(address)
    assert page.headers["Location"] == "/supplier"


@pytest.mark.parametrize("door", ["/association/", "/supplier/"])
@pytest.mark.parametrize("token", ["wrong", "0" * 25, "가나다"])
def test_a_wrong_link_opens_nothing(app: Flask, door: str, token: str) -> None:
    assert Browser(app).get(f"{door}{token}").status_code == 404


def test_a_link_fits_no_other_door(app: Flask) -> None:
    for address in (associations_address(app), suppliers_address(app, "sup-a"), consultants_address(app)):
        token = address.rpartition("/")[2]
        others = [door for door in ("/association/", "/supplier/", "/c/") if not address.startswith(door)]
        assert [Browser(app).get(f"{door}{token}").status_code for door in others] == [404, 404]


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 401), ("manager", 403), ("consultant", 403), ("supplier", 403)]
)
def test_the_desks_are_the_associations_alone(app: Flask, who: str, status: int) -> None:
    assert somebody(app, who).get("/association").status_code == status


@pytest.mark.parametrize("who", ["supplier", "association"])
@pytest.mark.parametrize("address", PAGES_OF_COMPANIES)
def test_no_page_of_a_company_opens_to_them(app: Flask, who: str, address: str) -> None:
    assert somebody(app, who).get(address).status_code in (401, 403)


def test_home_is_the_own_first_page(app: Flask) -> None:
    assert path_of(association(app).get("/")) == "/association"
