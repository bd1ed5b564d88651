"""The association in a real browser: a register is taken in, an entry approved, a task brought on its way and chosen from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessment.catalogue import CapabilityId, EntryState
from assessment.matching.records import CollaborationTask, TaskMember, TaskRole, TaskStatus
from assessment.terms import Language
from presentation.wording import say
from storage.content.suppliers import RegisterSheets
from storage.task_sheets import TableSheets
from tests import builders_register as make
from tests.builders_matching import offer
from tests.cooperation_web import NOW, WISH
from tests.journeys.conftest import Server
from tests.webclient import associations_address, suppliers_address, tools_of

pytestmark = pytest.mark.journey
TODAY = NOW.date()
MADE = make.register_entry("sup-dew", EntryState.PROPOSED, name="이슬계측", offers=(offer(CapabilityId("cap-mes")),))
REASON = "사업자 등록과 실적을 확인함"


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=t(key), exact=True).click()


def follow(page: Page, key: str) -> None:
    page.get_by_role("link", name=t(key), exact=True).first.click()


def found_task(server: Server) -> CollaborationTask:
    """A task of two plants of different industries and the supplier, as somebody wrote it into a table."""
    use_case = tools_of(server.app).content.load_catalogue().use_case(WISH)
    members = (
        TaskMember("plant-a", TaskRole.ANCHOR, "dx-machinery", 80),
        TaskMember("plant-b", TaskRole.COMPANY, "dx-root", 9),
        TaskMember(MADE.id, TaskRole.SUPPLIER, "suppliers", 8),
    )
    return CollaborationTask(
        "task-dew", use_case.cell, use_case.id, use_case.capabilities, members, TaskStatus.FOUND, TODAY
    )


def saved(page: Page, folder: Path, key: str) -> Path:
    """What a link saves, as a file."""
    with page.expect_download() as download:
        follow(page, key)
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def take_in_the_register(desk: Page, register: Path) -> None:
    follow(desk, "association.desk.suppliers")
    follow(desk, "suppliers_desk.import")
    for button, said in (("import.compare", "import.dry"), ("import.take_in", "import.done")):
        desk.get_by_label(t("import.file")).set_input_files(register)
        press(desk, button)
        expect(desk.get_by_role("heading", name=t(said))).to_be_visible()
        expect(desk.get_by_role("status")).to_contain_text(MADE.name)


def bring_the_task_on_its_way(desk: Page, table: Path) -> None:
    for button, said in (("desk.try", "tasks.would_import"), ("desk.take_in", "tasks.imported")):
        desk.get_by_label(t("tasks.import")).set_input_files(table)
        press(desk, button)
        expect(desk.get_by_role("status")).to_have_text(t(said, added=1, changed=0, same=0))
    desk.locator("a[href$='/tasks/task-dew']").click()
    press(desk, "task_move.agreed")
    expect(desk.get_by_role("alert").first).to_be_visible()
    for choice in desk.locator("label.choice").all():
        choice.click()
    desk.get_by_label(t("task_field.owner")).select_option("plant-a")
    desk.get_by_label(t("task_field.deliverable")).fill("두 공장의 흠집 사진과 판정 모델")
    desk.get_by_label(t("task_field.acceptance")).fill("새 사진 200장에서 놓친 흠집 2장 이하")
    desk.get_by_label(t("task_field.due")).fill((TODAY + timedelta(days=200)).isoformat())
    press(desk, "desk.save")
    press(desk, "task_move.agreed")
    expect(desk.get_by_text(t("task_status.agreed")).first).to_be_visible()


def test_from_the_register_to_a_task_and_the_few_that_stand_for_all(
    server_of_its_own: Server, computer: Page, phone: Page, tmp_path: Path
) -> None:
    server = server_of_its_own
    register, table = tmp_path / "register.csv", tmp_path / "tasks.csv"
    register.write_bytes(RegisterSheets().write([MADE], ".csv"))
    table.write_bytes(TableSheets().csv([found_task(server)]))
    desk = computer
    desk.goto(server.url + associations_address(server.app))
    take_in_the_register(desk, register)
    desk.goto(f"{server.url}/association/suppliers?state=proposed")
    desk.get_by_role("link", name=MADE.name).click()
    desk.get_by_label(t("decision.reason")).fill(REASON)
    press(desk, "decision.approved")
    expect(desk.locator(".state-good").first).to_contain_text(t("entry_state.approved"))
    phone.goto(server.url + suppliers_address(server.app, MADE.id))
    expect(phone.locator(".state-good").first).to_contain_text(t("entry_state.approved"))
    expect(phone.get_by_text(REASON).first).to_be_visible()
    desk.goto(f"{server.url}/association")
    follow(desk, "association.desk.tasks")
    bring_the_task_on_its_way(desk, table)
    follow(desk, "tasks.back")
    (exported,), problems = TableSheets().read(saved(desk, tmp_path, "tasks.export_xlsx"))
    assert problems == []
    assert (exported.status, exported.owner, len(exported.members)) == (TaskStatus.AGREED, "plant-a", 3)
    follow(desk, "tasks.representative")
    expect(desk.get_by_role("heading", name=t("portfolio.title"))).to_be_visible()
    expect(desk.locator(".picks li")).to_have_count(1)
