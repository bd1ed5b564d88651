"""A supplier and the association in a real browser: a change is asked for, agreed to; a suspension is answered."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assessment.catalogue import CapabilityId, OfferGrade
from assessment.terms import Language
from presentation.wording import say
from tests import builders_register as make
from tests.builders_matching import ON, offer
from tests.journeys.conftest import Server
from tests.webclient import associations_address, suppliers_address, tools_of

pytestmark = pytest.mark.journey
DESK = "/association/suppliers"
MES = CapabilityId("cap-mes")


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=t(key), exact=True).click()


@pytest.fixture
def entry(server: Server) -> str:
    """An approved supplier; the journey leaves it suspended, so that other journeys have no register."""
    supplier = make.register_entry("sup-way", name="여울식별", offers=(offer(MES, OfferGrade.CLAIMED),))
    make.stock(tools_of(server.app), supplier)
    return supplier.id


def came_in(server: Server, page: Page, address: str) -> Page:
    page.goto(server.url + address)
    return page


def test_a_supplier_changes_its_entry_and_the_association_agrees(
    server: Server, phone: Page, computer: Page, entry: str
) -> None:
    own = came_in(server, phone, suppliers_address(server.app, entry))
    expect(own).to_have_url(f"{server.url}/supplier")
    own.get_by_role("link", name=t("supplier.edit")).click()
    own.get_by_label(t("supplier.capacity")).fill("7")
    row = own.locator("fieldset.card", has=own.locator(f"[value='{MES}']"))
    row.locator(f"[name='shown-{MES}']").fill("사출 공장 2곳에 들임")
    row.locator(f"[name='dated-{MES}']").fill(ON.isoformat())
    press(own, "supplier.save")
    expect(own.get_by_role("heading", name=t("supplier.asked"))).to_be_visible()
    expect(own.get_by_text(t("entry.projects", count=7)).first).to_be_visible()
    keeper = came_in(server, computer, associations_address(server.app))
    keeper.get_by_role("link", name=t("association.desk.suppliers")).click()
    keeper.get_by_label(t("suppliers_desk.search")).fill("여울식별은")
    press(keeper, "suppliers_desk.find")
    keeper.get_by_role("link", name="여울식별").click()
    press(keeper, "decision.approved")
    expect(keeper.get_by_role("heading", name=t("entry.asks"))).to_have_count(0)
    assert shown_by(server.app, entry) == "사출 공장 2곳에 들임"
    keeper.get_by_label(t("decision.reason")).fill("검수 기록 없음")
    press(keeper, "decision.suspended")
    expect(keeper.locator(".state-stop").first).to_contain_text(t("entry_state.suspended"))
    own.reload()
    expect(own.get_by_text("검수 기록 없음").first).to_be_visible()
    own.get_by_label(t("supplier.answer")).fill("기록을 보냈습니다")
    press(own, "supplier.answer_go")
    keeper.goto(f"{server.url}{DESK}?state=waiting")
    expect(keeper.get_by_text(t("entry.waits_answer"))).to_be_visible()


def shown_by(app: Flask, entry: str) -> str:
    record = tools_of(app).register.get(entry)
    assert record is not None
    return record.supplier.offers[0].shown_by
