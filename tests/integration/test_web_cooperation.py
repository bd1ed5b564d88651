"""Companies and the association work together through pages: nobody is named who did not agree, nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from assessment.matching.agreements import ProposedPair
from assessment.matching.records import CollaborationTask
from assessment.terms import Language
from presentation.wording import say
from services.keeping import load_newest
from tests.builders_cooperation import sharing
from tests.cooperation_web import Together, agreeing, kept_task, member_of, send_table, together
from tests.webclient import (
    Browser,
    alerts,
    association,
    consultant,
    installation,
    manager,
    path_of,
    text_of,
    tools_of,
    visible,
)

DESKS = (
    "/association/tasks",
    "/association/tasks/candidates",
    "/association/tasks/representative",
    "/association/tasks/export.csv",
    "/association/tasks/export.xlsx",
    "/association/partners",
    "/association/partners/found",
    "/association/subcommittees",
    "/association/subcommittees/law/meeting.pdf",
    "/association/subcommittees/law/meeting.xlsx",
    "/association/needs",
    "/association/requests",
    "/association/matching-day",
    "/association/matching-day/lists.xlsx",
    "/association/indicators",
)
NEED = {"cell": "cell-1-D", "requirement": "모든 흠집 찾기", "brings": ["data"], "open_until": "2027-05-01"}
RULE = {"rule": "영상 동의", "obstacle": "찍지 못합니다", "wanted_change": "고쳐 주십시오"}


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return installation(tmp_path_factory.mktemp("web"))


@pytest.fixture
def both(app: Flask) -> Iterator[Together]:
    return together(app)


def ko(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


# --- who may come in -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", DESKS)
def test_the_desks_are_the_associations_alone(app: Flask, address: str) -> None:
    assert association(app).get(address).status_code == 200
    assert manager(app).get(address).status_code == 403
    assert Browser(app).get(address).status_code == 401


def test_without_a_consent_the_way_leads_to_it(app: Flask) -> None:
    assert path_of(manager(app).get("/together")) == "/sharing"


def test_a_consultant_cannot_agree_for_a_company(both: Together) -> None:
    visit = consultant(both.one.app, both.one.code)
    visit.get("/sharing")
    assert visit.post("/sharing", {"name": "x"}).status_code == 403
    assert visit.post("/sharing/withdraw").status_code == 403


# --- the consent -----------------------------------------------------------------------------------------------------


def test_what_is_shown_is_said_and_scores_are_not_among_it(both: Together) -> None:
    page = visible(both.one.get("/sharing"))
    assert ko("sharing.stands", until="2027.9.30") in page
    assert "9명" in page
    assert ko("label.scores") not in page


def test_a_wrong_consent_stays_typed_and_shows_nothing(app: Flask) -> None:
    browser = manager(app, name="가람정밀")
    browser.get("/sharing")
    page = browser.post("/sharing", {"name": "가람", "contact": "", "until": "yesterday", "field": ["size"]})
    assert page.status_code == 422
    assert len(alerts(page)) == 3
    assert 'value="가람"' in page.text
    assert re.search(r'name="field" value="size" checked', page.text)
    assert tools_of(app).cooperation.store.shared() == ()


def test_a_company_that_takes_its_consent_back_is_named_nowhere(both: Together) -> None:
    kept_task(both)
    assert "가람정밀" in both.desk.get("/association/tasks").text
    both.one.get("/sharing")
    both.one.post("/sharing/withdraw")
    for address in ("/association/tasks", "/association/tasks/task-1"):
        page = both.desk.get(address).text
        assert "가람정밀" not in page
        assert "나루식품" in page


# --- tasks -----------------------------------------------------------------------------------------------------------


def test_candidates_of_the_pool_go_into_the_register(both: Together) -> None:
    page = both.desk.get("/association/tasks/candidates")
    found = re.findall(r'name="task" value="([\w-]+)"', page.text)
    assert found
    assert "가람정밀" in page.text
    listed = both.desk.post("/association/tasks/candidates", {"task": found})
    assert path_of(listed) == "/association/tasks"
    assert {task.id for task in load_newest(tools_of(both.desk.app), CollaborationTask)} == set(found)


def test_a_task_goes_from_found_to_a_case_that_others_read(both: Together) -> None:
    task = kept_task(both)
    for browser in (both.one, both.two):
        browser.get("/together")
        browser.post("/together/tasks/task-1", {"answer": "yes"})
    desk = both.desk
    blocked = desk.get("/association/tasks/task-1")
    version = re.search(r'name="version" value="(\d+)"', blocked.text)
    assert version
    assert (
        desk.post("/association/tasks/task-1/move", {"version": version.group(1), "then": "agreed"}).status_code == 422
    )
    settled = {"owner": task.members[0].id, "deliverable": "model", "acceptance": "test", "due": "2027-05-01"}
    agreed = [member.id for member in task.members]
    page = desk.post("/association/tasks/task-1", {"version": version.group(1), **settled, "agreed": agreed})
    for step in ("agreed", "running", "delivered"):
        version = re.search(r'name="version" value="(\d+)"', page.text)
        assert version
        page = desk.post("/association/tasks/task-1/move", {"version": version.group(1), "then": step})
        assert page.status_code == 200, alerts(page)
    story = {"problem": "흠집", "data": "사진", "done": "카메라", "effect": "줄었음", "took": "6개월"}
    story |= {"level": "1", "division": "22", "basis": "our_estimate"}
    assert desk.post("/association/tasks/task-1/case", {**story, "data": ""}).status_code == 422
    desk.post("/association/tasks/task-1/case", story)
    for browser in (both.one, both.two):
        assert "줄었음" not in browser.get("/results").text
        browser.get("/together")
        browser.post("/together/cases/case-task-1", {"answer": "yes"})
    learner = agreeing(both.desk.app, "다온기계", division="29")
    assert "줄었음" in learner.get("/results").text
    assert "가람정밀" not in learner.get("/results").text


def test_a_desk_that_is_behind_overwrites_nothing(both: Together) -> None:
    kept_task(both)
    both.desk.get("/association/tasks/task-1")
    both.desk.post("/association/tasks/task-1", {"version": "1", "deliverable": "first"})
    page = both.desk.post("/association/tasks/task-1", {"version": "1", "deliverable": "second"})
    assert page.status_code == 409
    assert ko("desk.outdated") in visible(page)
    assert load_newest(tools_of(both.desk.app), CollaborationTask)[0].deliverable == "first"


def test_a_day_that_is_none_and_a_status_that_is_none_change_nothing(both: Together) -> None:
    kept_task(both)
    both.desk.get("/association/tasks/task-1")
    assert both.desk.post("/association/tasks/task-1", {"version": "1", "due": "soon"}).status_code == 422
    assert both.desk.post("/association/tasks/task-1/move", {"version": "1", "then": "won"}).status_code == 422
    assert both.desk.get("/association/tasks/none").status_code == 404


def test_a_dropped_task_is_counted_by_its_reason(both: Together) -> None:
    kept_task(both)
    both.desk.get("/association/tasks/task-1")
    both.desk.post("/association/tasks/task-1/move", {"version": "1", "then": "dropped", "why": "돈이 없음"})
    assert "돈이 없음" in both.desk.get("/association/tasks?status=dropped").text
    assert ko("tasks.none") in visible(both.desk.get("/association/tasks?status=found"))


def test_a_table_goes_out_is_tried_and_comes_back(both: Together) -> None:
    kept_task(both)
    desk = both.desk
    table = desk.get("/association/tasks/export.csv").data
    changed = table.replace(b"task-1", b"task-2")
    desk.get("/association/tasks")
    tried = send_table(desk, "tasks.csv", changed, "try")
    assert ko("tasks.would_import", added=1, changed=0, same=0) in visible(tried)
    assert len(load_newest(tools_of(desk.app), CollaborationTask)) == 1
    done = send_table(desk, "tasks.csv", changed, "import")
    assert ko("tasks.imported", added=1, changed=0, same=0) in visible(done)
    wrong = send_table(desk, "../../tasks.csv", changed.replace(b"found", b"lost"), "import")
    assert (wrong.status_code, len(alerts(wrong))) == (422, 1)
    assert send_table(desk, "", b"", "import").status_code == 422


def test_representative_tasks_are_chosen_at_once(both: Together) -> None:
    kept_task(both)
    page = visible(both.desk.get("/association/tasks/representative?pick=3&small=0"))
    assert ko("portfolio.none_kept") in page
    assert "가람정밀" in page


# --- partners --------------------------------------------------------------------------------------------------------


def test_partners_are_named_to_each_other_only_when_both_agreed(both: Together) -> None:
    both.two.answer_all(4)
    both.two.get("/sharing")
    page = both.desk.get("/association/partners/found")
    found = re.findall(r'name="pair" value="([\w-]+)"', page.text)
    assert found, visible(page)
    both.desk.post("/association/partners/found", {"pair": found})
    assert "나루식품" not in both.desk.get("/association/partners").text
    assert "나루식품" not in both.one.get("/together").text
    both.one.post(f"/together/pairs/{found[0]}", {"answer": "yes"})
    assert "나루식품" not in both.one.get("/together").text
    both.two.get("/together")
    both.two.post(f"/together/pairs/{found[0]}", {"answer": "yes"})
    assert "나루식품" in both.one.get("/together").text
    assert "가람정밀" in both.desk.get("/association/partners").text


def test_twenty_pairs_stand_on_a_page_and_only_what_is_ticked_there_is_put_forward(app: Flask) -> None:
    store = tools_of(app).cooperation.store
    one, other = [capability.id for capability in tools_of(app).content.load_catalogue().capabilities][:2]
    for number in range(50):
        needed, given = (one, other) if number % 2 else (other, one)
        store.share(None, sharing(f"m{number:02}", f"dx-{number}", needs={needed: 1.0}, offers={given: 1.0}))
    desk = association(app)
    pages = [desk.get(f"/association/partners/found{place}").text for place in ("", "?from=20", "?from=999")]
    found = [re.findall(r'name="pair" value="([\w-]+)"', page) for page in pages]
    assert [len(page) for page in found] == [20, 5, 5]
    assert (found[1], set(found[0]) & set(found[1])) == (found[2], set())
    assert ["from=20" in page for page in pages] == [True, False, False]
    assert "from=0" in pages[1]
    assert alerts(desk.post("/association/partners/found")) == [ko("pair.none_ticked")]
    desk.post("/association/partners/found?from=20", {"pair": found[1][:2]})
    assert len(load_newest(tools_of(app), ProposedPair)) == 2
    after = visible(desk.get("/association/partners/found"))
    assert ko("pair.found", count=23) in after
    assert ko("pair.fit", first="100%", second="100%") in after


# --- needs, requests, meetings ---------------------------------------------------------------------------------------


def test_a_need_is_posted_read_at_the_desk_and_taken_down(both: Together) -> None:
    both.one.get("/together")
    assert both.one.post("/together/needs", {**NEED, "brings": []}).status_code == 422
    both.one.post("/together/needs", NEED)
    page = both.desk.get("/association/needs").text
    assert "모든 흠집 찾기" in page
    assert "나루식품" in page
    need = re.search(r"/together/needs/([\w-]+)/close", both.one.get("/together").text)
    assert need
    assert both.two.post(f"/together/needs/{need.group(1)}/close").status_code == 404
    both.one.post(f"/together/needs/{need.group(1)}/close")
    assert "모든 흠집 찾기" not in both.desk.get("/association/needs").text


def test_an_obstacle_becomes_a_letter_and_the_answer_comes_back(both: Together) -> None:
    both.one.get("/together")
    assert both.one.post("/together/requests", {**RULE, "rule": ""}).status_code == 422
    both.one.post("/together/requests", RULE)
    request = re.search(r"/association/requests/(req-\w+)", both.desk.get("/association/requests").text)
    assert request
    address = f"/association/requests/{request.group(1)}"
    assert ko("request.basis") in both.desk.get(address).text
    assert both.desk.post(f"{address}/hand-over", {"to": "nobody"}).status_code == 422
    both.desk.post(f"{address}/hand-over", {"to": "ministry"})
    assert both.desk.post(f"{address}/answer", {"status": "accepted", "answer": ""}).status_code == 422
    assert both.desk.post(f"{address}/answer", {"status": "won"}).status_code == 422
    both.desk.post(f"{address}/answer", {"status": "accepted", "answer": "고치겠습니다"})
    assert "고치겠습니다" in both.one.get("/together").text
    assert RULE["obstacle"] not in both.two.get("/together").text


def test_a_company_takes_its_request_back(both: Together) -> None:
    both.one.get("/together")
    both.one.post("/together/requests", RULE)
    request = re.search(r"/together/requests/([\w-]+)/withdraw", both.one.get("/together").text)
    assert request
    both.one.post(f"/together/requests/{request.group(1)}/withdraw")
    assert ko("request_status.withdrawn") in both.desk.get("/association/requests").text


@pytest.mark.pdf
def test_a_pack_is_printed_with_the_names_that_may_be_said(both: Together) -> None:
    kept_task(both)
    pack = both.desk.get("/association/subcommittees/optimisation/meeting.pdf")
    words = text_of(pack.data)
    assert ko("meeting.no_release") in words
    assert "가람정밀" in words
    both.one.get("/sharing")
    both.one.post("/sharing/withdraw")
    assert "가람정밀" not in text_of(both.desk.get("/association/subcommittees/optimisation/meeting.pdf").data)


@pytest.mark.pdf
def test_a_pack_that_cannot_be_printed_says_why(both: Together) -> None:
    agreeing(both.desk.app, "가나🏭정밀")
    kept_task(Together(both.desk, agreeing(both.desk.app, "라🏭마"), both.two), "task-9")
    page = both.desk.get("/association/subcommittees/optimisation/meeting.pdf")
    assert page.status_code == 500
    assert "🏭" in page.text


def test_leads_are_noted_and_followed(both: Together) -> None:
    assert ko("day.no_leads") in visible(both.desk.get("/association/matching-day"))
    both.desk.get("/association/indicators")
    both.desk.get("/association")
    assert both.desk.post("/association/matching-day/leads").status_code == 200
    assert (
        both.desk.post("/association/matching-day/leads/further", {"supplier": "x", "company": "y"}).status_code == 404
    )


def test_subcommittees_are_filled_by_the_bounds_that_were_typed(both: Together) -> None:
    page = visible(both.desk.get("/association/subcommittees?smallest=9999999&largest=x&industries=2"))
    assert member_of(both.one) not in page
    assert ko("seats.title") in page
