"""A consultant's way: in by a link, firms by their codes, an own rating beside the company's, evidence, opinion, out."""

from __future__ import annotations

import pytest
from flask import Flask

from assessment.instrument.edition import Group
from assessment.instrument.values import Mode
from assessment.terms import Language
from presentation.wording import say
from tests.webclient import (
    Browser,
    alerts,
    consultant,
    consultants_address,
    filled,
    installation,
    item_ids,
    manager,
    path_of,
    tools_of,
    visible,
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One installation for the companies of this file; each test has companies and browsers of its own."""
    return installation(tmp_path_factory.mktemp("web"))


def dismissed_by(company: Browser) -> None:
    link = tools_of(company.app).links.consultants(company.assessment())[0].id
    company.get("/review")
    company.post(f"/consultants/{link}/dismiss")


def test_a_link_opens_the_list_and_does_not_stay_in_the_address(app: Flask) -> None:
    address = consultants_address(app, "김상담")
    browser = Browser(app)
    page = browser.enter(address)
    assert path_of(page) == "/firms"
    assert "김상담" in page.text
    assert address.removeprefix("/c/") not in page.text


@pytest.mark.parametrize("token", ["wrong", "0" * 25, "%00", "가나다", "a" * 5000])
def test_a_wrong_link_opens_nothing(app: Flask, token: str) -> None:
    browser = Browser(app)
    assert browser.get(f"/c/{token}").status_code == 404
    assert browser.get("/firms").status_code == 401


def test_the_code_of_a_company_is_no_link(app: Flask) -> None:
    company = manager(app)
    token = company.code.replace("-", "").lower()
    assert Browser(company.app).get(f"/c/{token}").status_code == 404


def test_a_link_is_no_code_of_a_company(app: Flask) -> None:
    browser = Browser(app)
    browser.get("/")
    assert browser.resume(consultants_address(app).removeprefix("/c/")).status_code == 403


def test_a_firm_is_taken_on_with_its_code_and_stays_on_the_list(app: Flask) -> None:
    company = manager(app, name="가나정밀")
    visit = consultant(company.app)
    page = visit.post("/firms", {"code": company.code.lower()})
    assert path_of(page) == "/review"
    assert "가나정밀" in visit.get("/firms").text
    assert path_of(visit.get(f"/firms/{company.assessment()}")) == "/review"


def test_taking_a_firm_on_twice_lists_it_once(app: Flask) -> None:
    company = manager(app, name="가나정밀")
    visit = consultant(company.app, company.code, company.code)
    assert visit.get("/firms").text.count("가나정밀") == 1


def test_a_wrong_code_takes_on_nothing_and_stays_typed(app: Flask) -> None:
    visit = consultant(app)
    page = visit.post("/firms", {"code": "01VAZ-wrong"})
    assert page.status_code == 403
    assert alerts(page) == [say(Language.KO, "home.wrong_code")]
    assert filled(page)["code"] == ["01VAZ-wrong"]
    assert say(Language.KO, "firms.none") in page.text


def test_a_firm_can_be_started_at_a_visit_and_its_code_belongs_to_it(app: Flask) -> None:
    visit = consultant(app)
    page = visit.post("/firms/new")
    assert path_of(page) == "/code"
    assert say(Language.KO, "code.firm_keeps") in page.text
    code = next(word for word in visible(page).split() if word.count("-") == 4)
    company = Browser(visit.app)
    company.get("/")
    assert path_of(company.resume(code)) == "/company"


def test_the_code_of_one_firm_is_not_shown_with_another(app: Flask) -> None:
    other = manager(app)
    visit = consultant(other.app, other.code)
    code = next(word for word in visible(visit.post("/firms/new")).split() if word.count("-") == 4)
    visit.get("/firms")
    visit.get(f"/firms/{other.assessment()}")
    assert code not in visit.get("/code").text


def test_the_own_rating_stands_beside_that_of_the_company(app: Flask) -> None:
    company = manager(app)
    company.answer("P1", 3, note="봄부터 태블릿")
    visit = consultant(company.app, company.code)
    before = visit.get("/q/P1")
    assert filled(before).get("choice") is None
    assert f"{say(Language.KO, 'visit.theirs')} {say(Language.KO, 'visit.level', level=3)} · 봄부터 태블릿" in visible(
        before
    )
    visit.answer("P1", 1, evidence="seen", note="두 대만")
    shown = filled(visit.get("/q/P1"))
    assert (shown["choice"], shown["evidence"], shown["note"]) == (["1"], ["seen"], ["두 대만"])
    assert company.chosen("P1") == ["3"]


def test_after_a_visit_the_consultants_rating_counts(app: Flask) -> None:
    company = manager(app)
    company.answer("P1", 3)
    visit = consultant(company.app, company.code)
    visit.answer("P1", 1, evidence="seen")
    assert ">1 · " in company.get("/review").text
    assert say(Language.KO, f"mode.{Mode.VISIT.value}") in company.get("/results").text


@pytest.mark.parametrize("evidence", ["claimed", "documented", "seen", "measured"])
def test_a_consultant_sets_every_class_of_evidence(app: Flask, evidence: str) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    visit.answer("P1", 4, evidence=evidence)
    assert filled(visit.get("/q/P1"))["evidence"] == [evidence]


def test_a_consultant_sees_what_could_be_shown_for_each_level(app: Flask) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    assert visit.get("/q/P1").text.count('class="small look"') == 5
    assert company.get("/q/P1").text.count('class="small look"') == 0


def test_the_walk_of_a_consultant_has_its_own_open_questions(app: Flask) -> None:
    company = manager(app)
    company.answer_all()
    visit = consultant(company.app, company.code)
    first, second, *_ = item_ids(company.app)
    assert path_of(visit.get("/q")) == f"/q/{first}"
    visit.answer(first, 1, evidence="seen")
    assert path_of(visit.get("/q")) == f"/q/{second}"


def test_an_opinion_comes_back_as_it_was_written(app: Flask) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    sent: dict[str, object] = {"visited_on": "2026-11-20", "overall": "태블릿이 쓰인다\r\n\r\n서류는 아직 종이다"}
    sent |= {f"{kind}-{g.value}": f"{kind} {g.value}" for g in Group for kind in ("strength", "weakness")}
    visit.get("/opinion")
    assert path_of(visit.post("/opinion", sent)) == "/review"
    shown = filled(visit.get("/opinion"))
    assert {n: shown[n][0].strip().splitlines() for n in sent} == {n: str(v).splitlines() for n, v in sent.items()}
    assert "2026-11-20" in visit.get("/firms").text


@pytest.mark.parametrize("wrong", [{"visited_on": "yesterday"}, {"visited_on": ""}, {"overall": "가" * 4001}])
def test_a_wrong_opinion_has_its_sentence_and_loses_nothing(app: Flask, wrong: dict[str, object]) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    sent = {
        "visited_on": "2026-11-20",
        "overall": "전체",
        "strength-process": "강점",
        "weakness-service": "약점",
        **wrong,
    }
    visit.get("/opinion")
    page = visit.post("/opinion", sent)
    assert page.status_code == 422
    assert alerts(page) == [say(Language.KO, f"form.{field}") for field in wrong]
    assert {n: filled(page)[n][0].strip() for n in sent} == sent


def test_an_opinion_can_be_emptied_again(app: Flask) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    visit.get("/opinion")
    visit.post("/opinion", {"visited_on": "2026-11-20", "strength-process": "강점"})
    visit.get("/opinion")
    visit.post("/opinion", {"visited_on": "2026-11-20", "strength-process": " "})
    assert filled(visit.get("/opinion"))["strength-process"][0].strip() == ""


def test_a_company_sees_its_consultant_and_can_dismiss_him(app: Flask) -> None:
    company = manager(app, name="가나정밀")
    visit = consultant(company.app, company.code, name="김상담")
    assert say(Language.KO, "review.consultant", name="김상담") in company.get("/review").text
    dismissed_by(company)
    assert "김상담" not in company.get("/review").text
    assert "가나정밀" not in visit.get("/firms").text


@pytest.mark.parametrize(
    "address", ["/review", "/results", "/q/P1", "/company", "/opinion", "/ai-uses", "/limits", "/support", "/adjust"]
)
def test_a_dismissed_consultant_reads_nothing_any_more(app: Flask, address: str) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    dismissed_by(company)
    page = visit.get(address)
    assert page.status_code == 403
    assert say(Language.KO, "error.403") in page.text


def test_a_dismissed_consultant_writes_nothing_any_more(app: Flask) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    visit.get("/q/P1")
    dismissed_by(company)
    assert visit.post("/q/P1", {"choice": "1", "version": "0"}).status_code == 403
    assert visit.post("/opinion", {"visited_on": "2026-11-20"}).status_code == 403
    assert visit.get(f"/firms/{company.assessment()}").status_code == 404


def test_a_dismissed_consultant_keeps_the_other_firms(app: Flask) -> None:
    first, second = manager(app, name="첫회사"), manager(app, name="둘째회사")
    visit = consultant(app, first.code, second.code)
    dismissed_by(first)
    text = visit.get("/firms").text
    assert "첫회사" not in text
    assert "둘째회사" in text


@pytest.mark.parametrize("address", ["/code/renew", "/delete", "/consultants/none/dismiss"])
def test_what_belongs_to_the_company_is_refused_to_a_consultant(app: Flask, address: str) -> None:
    company = manager(app)
    visit = consultant(company.app, company.code)
    visit.get("/opinion")
    assert visit.post(address).status_code == 403


@pytest.mark.parametrize("address", ["/opinion", "/firms", "/firms/new"])
def test_what_belongs_to_a_consultant_is_refused_to_a_manager(app: Flask, address: str) -> None:
    company = manager(app)
    company.get("/review")
    assert company.post(address).status_code == 403


def test_two_consultants_keep_their_own_ratings(app: Flask) -> None:
    company = manager(app)
    one, two = (consultant(company.app, company.code, name=name) for name in ("김상담", "이상담"))
    one.answer("P1", 3, evidence="seen")
    two.answer("P2", 2, evidence="seen")
    assert one.chosen("P1") == ["3"]
    assert two.chosen("P2") == ["2"]
    assert {e.author for e in tools_of(company.app).assessments.events(company.assessment())} == {
        link.id for link in tools_of(company.app).links.consultants(company.assessment())
    }
