"""The register in the browser: the association's desk and the supplier's own pages, in both languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.catalogue import CapabilityId, EntryState, OfferGrade, Supplier
from assessment.disclosure.values import TOTAL, Kind
from assessment.terms import Language
from assessment.values import Diagnosis
from presentation.wording import Names, say
from services.assessments import open_passage
from services.content import newest_edition
from services.permissions import Actor, Visitor
from services.planning import diagnose_passage
from storage.content.suppliers import RegisterSheets
from tests import builders_disclosure as given
from tests import builders_published as published
from tests import builders_register as make
from tests.builders_matching import ON, offer
from tests.fakes_shelf import FakeShelf
from tests.webclient import (
    Browser,
    alerts,
    association,
    filled,
    installation,
    manager,
    path_of,
    report_of,
    supplier,
    text_of,
    tools_of,
    visible,
)

DESK = "/association/suppliers"
VISION, MES = CapabilityId("cap-vision-ai"), CapabilityId("cap-mes")
ENTRY = make.register_entry(
    "sup-a",
    name="여울식별",
    offers=(offer(VISION, OfferGrade.REFERENCE, shown_by="사출 공장", dated=ON), offer(MES)),
    divisions=("22",),
    regions=("48",),
)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = installation(tmp_path)
    make.stock(tools_of(app), ENTRY, registered("sup-b", EntryState.PROPOSED, name="갈대계측"))
    return app


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def decided(app: Flask, act: str, reason: str = "", supplier_id: str = "sup-a") -> TestResponse:
    keeper = association(app)
    keeper.get(f"{DESK}/{supplier_id}")
    base = str(make.version(tools_of(app), supplier_id))
    return keeper.post(f"{DESK}/{supplier_id}", {"act": act, "reason": reason, "base": base})


def registered(supplier_id: str, state: EntryState = EntryState.APPROVED, **changes: object) -> Supplier:
    """An entry whose capability the real catalogue knows."""
    return make.register_entry(supplier_id, state, **{"offers": (offer(MES),), **changes})


def edited(browser: Browser, **changes: object) -> TestResponse:
    """The supplier's form sent with some fields changed; a field changed to None is not sent."""
    fields: dict[str, object] = dict(filled(browser.get("/supplier/edit")))
    sent = {name: value for name, value in {**fields, **changes}.items() if value is not None}
    return browser.post("/supplier/edit", sent)


# --- the desk --------------------------------------------------------------------------------------------------------


def test_the_desk_counts_lists_and_finds(app: Flask) -> None:
    keeper = association(app)
    page = visible(keeper.get(DESK))
    assert t("suppliers_desk.sentence", approved=1, waiting=1) in page
    assert {"여울식별", "갈대계측"} <= set(page.split())
    assert "갈대계측" not in visible(keeper.get(f"{DESK}?words=비전검사를"))
    assert "여울식별" not in visible(keeper.get(f"{DESK}?state=waiting"))
    assert t("suppliers_desk.none") in visible(keeper.get(f"{DESK}?words=없는말"))
    assert keeper.get(f"{DESK}?state=nothing").status_code == 404


def test_the_goal_of_the_state_stands_apart_from_our_count(app: Flask) -> None:
    page = visible(association(app).get(DESK))
    assert t("suppliers_desk.qualified", count=1) in page
    assert t("suppliers_desk.goal", goal=100) in page


def test_an_entry_is_shown_clause_by_clause_with_the_date_of_the_definition(app: Flask) -> None:
    page = visible(association(app).get(f"{DESK}/sup-b"))
    assert t("qualified.no") in page
    assert t("qualified.by", day="2026.11.22") in page
    assert t("reason.nothing_shown") in page
    assert association(app).get(f"{DESK}/sup-none").status_code == 404


def test_a_suspension_needs_a_reason_and_the_supplier_reads_and_answers_it(app: Flask) -> None:
    assert alerts(decided(app, "suspended")) == [t("problem.decision_without_reason")]
    assert make.state_of(tools_of(app)) is EntryState.APPROVED
    decided(app, "suspended", "검수 기록 없음")
    assert tools_of(app).content.load_catalogue().suppliers == ()
    own = supplier(app, "sup-a")
    assert "검수 기록 없음" in visible(own.get("/supplier"))
    base = make.version(tools_of(app))
    empty = own.post("/supplier/answer", {"answer": " ", "base": base})
    assert (empty.status_code, alerts(empty)) == (422, [t("problem.answer_missing")])
    own.post("/supplier/answer", {"answer": "기록을 보냈습니다", "base": base})
    assert "기록을 보냈습니다" in visible(association(app).get(f"{DESK}/sup-a"))
    decided(app, "approved")
    assert make.state_of(tools_of(app)) is EntryState.APPROVED


def test_a_decision_about_an_entry_that_moved_on_is_not_stored(app: Flask) -> None:
    keeper = association(app)
    keeper.get(f"{DESK}/sup-a")
    base = make.version(tools_of(app))
    decided(app, "expired", "기한 지남")
    late = keeper.post(f"{DESK}/sup-a", {"act": "approved", "base": base})
    assert (late.status_code, alerts(late)) == (409, [t("entry.changed_meanwhile")])
    assert make.state_of(tools_of(app)) is EntryState.EXPIRED
    own = supplier(app, "sup-a")
    assert own.post("/supplier/answer", {"answer": "답", "base": base}).status_code == 409


@pytest.mark.parametrize("form", [{"act": "deleted", "base": "1"}, {"act": "approved", "base": "x"}, {}])
def test_a_decision_that_is_none_is_refused(app: Flask, form: dict[str, object]) -> None:
    keeper = association(app)
    keeper.get(f"{DESK}/sup-a")
    assert keeper.post(f"{DESK}/sup-a", form).status_code == 422


@pytest.mark.parametrize("address", [DESK, f"{DESK}/sup-a", f"{DESK}/import", f"{DESK}/register.csv"])
def test_the_desk_is_closed_to_others(app: Flask, address: str) -> None:
    assert [who.get(address).status_code for who in (Browser(app), manager(app), supplier(app, "sup-a"))] == [
        401,
        403,
        403,
    ]


# --- files -----------------------------------------------------------------------------------------------------------


def uploaded(app: Flask, content: bytes, act: str, name: str = "register.csv") -> TestResponse:
    keeper = association(app)
    keeper.get(f"{DESK}/import")
    return keeper.post(f"{DESK}/import", {"act": act, "file": (io.BytesIO(content), name)})


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_in_unchanged(app: Flask, kind: str) -> None:
    content = association(app).get(f"{DESK}/register.{kind}").data
    page = uploaded(app, content, "import", f"r.{kind}")
    assert t("import.counts", new=0, changed=0, same=2, only_here=0) in visible(page)
    assert len(tools_of(app).register.history("sup-a")) == 1
    assert association(app).get(f"{DESK}/register.pdf").status_code == 404


def test_a_file_is_compared_before_it_is_taken_in(app: Flask) -> None:
    content = RegisterSheets().write([replace(ENTRY, capacity=9), registered("sup-c", name="새 기업")], ".csv")
    page = uploaded(app, content, "compare")
    assert t("import.counts", new=1, changed=1, same=0, only_here=1) in visible(page)
    assert tools_of(app).register.get("sup-c") is None
    uploaded(app, content, "import")
    record = tools_of(app).register.get("sup-a")
    assert record is not None
    assert record.supplier.capacity == 9
    assert tools_of(app).register.get("sup-c") is not None


def test_every_wrong_row_is_named_and_nothing_is_taken_in(app: Flask) -> None:
    wrong = [registered("sup-c", offers=(offer("cap-none"),)), registered("sup-d", price_to=1)]
    page = uploaded(app, RegisterSheets().write([*wrong, registered("sup-e")], ".csv"), "import")
    assert page.status_code == 422
    assert re.findall(r"row (\d)", visible(page)) == ["2", "3"]
    assert tools_of(app).register.get("sup-e") is None
    keeper = association(app)
    keeper.get(f"{DESK}/import")
    assert keeper.post(f"{DESK}/import", {"act": "import"}).status_code == 422


# --- the supplier's own pages ----------------------------------------------------------------------------------------


def test_a_supplier_sees_its_entry_and_never_a_score(app: Flask) -> None:
    page = visible(supplier(app, "sup-a").get("/supplier"))
    assert "여울식별" in page
    assert "사출 공장" in page
    assert t("supplier.no_release") in page
    assert t("supplier.nothing_counted") in page
    assert "갈대계측" not in page


@pytest.mark.parametrize("language", list(Language))
def test_a_supplier_sees_published_demand_and_withheld_looks_the_same_everywhere(
    app: Flask, language: Language
) -> None:
    figures = {(VISION, TOTAL): (40.0,), (VISION, "south"): (), (MES, TOTAL): (), ("cap-erp", TOTAL): (60.0,)}
    newest = published.demand(
        dimensions=(given.dimension("capability", VISION, MES, "cap-erp", kind=Kind.CHOICE), published.REGION),
        table=given.table("demand-region", ("capability", "region"), figures),
    )
    app.extensions["kkweda"] = replace(tools_of(app), published=FakeShelf(kept={"2026": newest}))
    page = visible(supplier(app, "sup-a", language.value).get("/supplier"))
    names = Names(newest_edition(tools_of(app).content), tools_of(app).content.load_catalogue(), language)
    withheld, nobody = say(language, "board.withheld"), say(language, "board.nobody_offers")
    head = say(language, "supplier.demand_all")
    counts = [say(language, "supplier.demand_companies", count=count) for count in (40, 60)]
    south = say(language, "supplier.demand_in", region="south", companies=withheld)
    assert f"{names.of(VISION)} {head} {counts[0]} {south} {nobody}" in page
    assert f"{names.of(MES)} {head} {withheld} {south} {nobody}" in page
    assert f"{names.of('cap-erp')} {head} {counts[1]} {south} {nobody}" in page
    assert say(language, "supplier.no_release") not in page


def test_capacity_and_prices_change_at_once_capabilities_after_consent(app: Flask) -> None:
    own = supplier(app, "sup-a")
    page = edited(own, capacity="7", offer=[VISION, "cap-erp"], declared="y")
    assert path_of(page) == "/supplier", visible(page)
    record = tools_of(app).register.get("sup-a")
    assert record is not None
    assert record.proposed is not None
    assert (record.supplier.capacity, record.supplier.offers) == (7, ENTRY.offers)
    assert {o.capability for o in record.proposed.offers} == {VISION, "cap-erp"}
    assert t("supplier.asked") in visible(own.get("/supplier"))
    assert t("entry.asks") in visible(association(app).get(f"{DESK}/sup-a"))
    decided(app, "approved")
    record = tools_of(app).register.get("sup-a")
    assert record is not None
    assert {o.capability for o in record.supplier.offers} == {VISION, "cap-erp"}
    assert record.proposed is None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"capacity": "many"}, "supplier.wrong.capacity"),
        ({"price_from": "-1"}, "supplier.wrong.price_from"),
        ({"price_from": "9000", "price_to": "1"}, "supplier.problem.price_out_of_order"),
        ({"regions": [], "works_only_there": "y"}, "supplier.problem.works_nowhere"),
        ({"divisions": ["99"]}, "supplier.problem.unknown_id"),
        ({f"dated-{VISION}": "yesterday"}, "supplier.wrong.dated"),
    ],
)
def test_what_is_wrong_comes_back_with_a_sentence(app: Flask, changes: dict[str, object], key: str) -> None:
    page = edited(supplier(app, "sup-a"), **changes)
    assert page.status_code == 422
    assert alerts(page) == [t(key, named="") if ".problem." in key else t(key)]
    assert len(tools_of(app).register.history("sup-a")) == 1


def test_evidence_without_a_day_is_asked_for_by_name(app: Flask) -> None:
    page = edited(supplier(app, "sup-a"), **{f"dated-{VISION}": ""})
    name = next(c.name.ko for c in tools_of(app).content.load_catalogue().capabilities if c.id == VISION)
    assert alerts(page) == [t("supplier.problem.offer_without_evidence", named=name)]


def test_an_entry_that_was_taken_away_is_not_found(app: Flask) -> None:
    assert supplier(app, "sup-gone").get("/supplier").status_code == 404


def test_an_edit_of_an_entry_that_moved_on_is_not_stored(app: Flask) -> None:
    own = supplier(app, "sup-a")
    page = edited(own, base="0")
    assert (page.status_code, alerts(page)) == (409, [t("entry.changed_meanwhile")])


# --- what companies get ----------------------------------------------------------------------------------------------


def diagnose_case_of(company: Browser) -> Diagnosis:
    tools = tools_of(company.app)
    actor = Actor(Visitor.MANAGER, "manager", frozenset({company.assessment()}))
    passage = open_passage(tools, actor, company.assessment())
    return diagnose_passage(tools, passage, ON)


def test_an_approved_entry_reaches_the_results_and_a_suspended_one_does_not(app: Flask) -> None:
    company = manager(app, division="22", region="48")
    company.answer_all(1)
    needs = diagnose_case_of(company).needs
    make.stock(tools_of(app), registered("sup-a", name="여울식별", offers=tuple(offer(n.capability) for n in needs)))
    shown = visible(company.get("/results"))
    assert "여울식별" in shown
    assert t("report.watermark") not in shown
    decided(app, "suspended", "까닭")
    after = visible(company.get("/results"))
    assert "여울식별" not in after
    assert t("requirement.title") in after


def test_a_report_reads_the_same_after_the_register_changed(app: Flask) -> None:
    company = manager(app, division="22", region="48")
    company.answer_all(1)
    needs = diagnose_case_of(company).needs
    make.stock(tools_of(app), registered("sup-a", name="여울식별", offers=tuple(offer(n.capability) for n in needs)))
    company.get("/results")
    report = report_of(company.ask_for_report())
    before = tools_of(app).reports.files(report)
    assert before is not None
    assert "여울식별" in text_of(before.pdf)
    assert tools_of(app).register.filter_counts("sup-a")
    decided(app, "expired", "까닭")
    assert tools_of(app).reports.files(report) == before
