"""Companies and the association at work on an installation, for tests of pages and for looking at screens."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from werkzeug.test import TestResponse

from assessment.matching.records import CollaborationTask, TaskMember, TaskRole, TaskStatus
from services.cooperation_port import Kept
from tests.webclient import Browser, association, manager, tools_of

EVERYTHING = {
    "contact": "031-000-0000",
    "until": "2027-09-30",
    "purpose": ["partners", "suppliers", "subcommittees"],
    "field": ["region", "size", "needs", "offers"],
    "brings": ["data", "test_line"],
}
WISH = "uc-vision-inspection"
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Together:
    """Two companies of different industries that agreed to everything, and the association."""

    desk: Browser
    one: Browser
    two: Browser


def agreeing(app: Flask, name: str, language: str = "ko", **company: object) -> Browser:
    """A company of nine people, planned fast, that wants to inspect by camera and shows everything but its scores."""
    browser = manager(app, language, name=name, **{"workers": "9", **company})
    browser.answer_all(1)
    browser.get("/ai-uses")
    browser.post("/ai-uses", {"wish": [WISH]})
    browser.get("/sharing")
    given = browser.post("/sharing", {"name": name, **EVERYTHING})
    assert given.status_code == 200, given.text
    return browser


def together(app: Flask, language: str = "ko") -> Together:
    one = agreeing(app, "가람정밀", language, division="22")
    two = agreeing(app, "나루식품", language, division="10")
    return Together(association(app, language), one, two)


def member_of(browser: Browser) -> str:
    """The opaque id under which a company takes part."""
    found = tools_of(browser.app).cooperation.store.sharing(browser.assessment())
    assert found is not None
    return found.member


def kept_task(both: Together, task_id: str = "task-1", status: TaskStatus = TaskStatus.FOUND) -> CollaborationTask:
    """A task of both companies in the register."""
    tools = tools_of(both.desk.app)
    members = tuple(
        TaskMember(member_of(browser), role, "dx-root", 80)
        for browser, role in ((both.one, TaskRole.ANCHOR), (both.two, TaskRole.COMPANY))
    )
    use_case = tools.content.load_catalogue().use_case(WISH)
    task = CollaborationTask(
        task_id,
        use_case.cell,
        use_case.id,
        use_case.capabilities,
        members,
        status,
        NOW.date(),
        subcommittee="optimisation",
    )
    assert tools.cooperation.store.append([Kept(task, 1, NOW, "desk")])
    return task


def send_table(desk: Browser, name: str, content: bytes, button: str) -> TestResponse:
    """Upload a table at the desk of tasks."""
    sent = {"csrf_token": desk.token, "table": (io.BytesIO(content), name), button: "yes"}
    return desk._seen(desk.client.post("/association/tasks/import", data=sent, follow_redirects=True))
