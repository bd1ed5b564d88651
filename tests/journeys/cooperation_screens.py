"""The screens of co-operation: those of two companies that work together, and the desks of the association."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.test import TestResponse

from assessment.matching.records import TaskStatus
from assessment.terms import Language
from tests.cooperation_web import Together, kept_task, send_table, together
from tests.webclient import manager

LONG = "아주긴이름의정밀사출금형공업주식회사" * 4
NAMES = (
    "sharing",
    "sharing, wrong",
    "sharing, given",
    "together",
    "together, wrong need",
    "together, wrong request",
    "desks",
    "tasks",
    "tasks, wrong table",
    "task",
    "task, blocked",
    "task, delivered",
    "candidates",
    "representative",
    "partners",
    "partners, found",
    "subcommittees",
    "posted needs",
    "requests",
    "request",
    "matching day",
    "indicators",
)

Screens = dict[str, TestResponse]


def cooperation_screens(app: Flask, language: Language) -> Screens:
    """All of them by name."""
    new = manager(app, language.value, name=LONG)
    screens = {"sharing": new.get("/sharing")}
    wrong = {"name": LONG * 2, "contact": "W" * 200, "until": "tomorrow", "field": ["size", "scores"]}
    screens["sharing, wrong"] = new.post("/sharing", wrong)
    both = together(app, language.value)
    screens["sharing, given"] = both.one.get("/sharing")
    return {**screens, **_desks(both, language), **_companies(both), **_answers(both)}


def _desks(both: Together, language: Language) -> Screens:
    desk = both.desk
    kept_task(both, f"task-{language.value}")
    kept_task(both, f"done-{language.value}", TaskStatus.DELIVERED)
    screens = {"desks": desk.get("/association"), "tasks": desk.get("/association/tasks")}
    table = desk.get("/association/tasks/export.csv").data.replace(b"found", b"lost")
    desk.get("/association/tasks")
    screens["tasks, wrong table"] = send_table(desk, "tasks.csv", table, "try")
    address = f"/association/tasks/task-{language.value}"
    screens["task"] = desk.get(address)
    screens["task, blocked"] = desk.post(f"{address}/move", {"version": "1", "then": "agreed"})
    screens["task, delivered"] = desk.get(f"/association/tasks/done-{language.value}")
    screens["candidates"] = desk.get("/association/tasks/candidates")
    screens["representative"] = desk.get("/association/tasks/representative")
    screens["partners, found"] = desk.get("/association/partners/found")
    pairs = re.findall(r'name="pair" value="([\w-]+)"', screens["partners, found"].text)
    screens["partners"] = desk.post("/association/partners/found", {"pair": pairs})
    screens["subcommittees"] = desk.get("/association/subcommittees")
    screens["matching day"] = desk.get("/association/matching-day")
    screens["indicators"] = desk.get("/association/indicators")
    return screens


def _companies(both: Together) -> Screens:
    screens = {"together": both.one.get("/together")}
    screens["together, wrong need"] = both.one.post("/together/needs", {"cell": "none", "requirement": "W" * 300})
    screens["together, wrong request"] = both.one.post("/together/requests", {"rule": "", "obstacle": "W" * 300})
    need = {"cell": "cell-2-D", "requirement": "W" * 300, "brings": ["data"], "open_until": "2027-05-01"}
    both.one.post("/together/needs", need)
    both.one.post("/together/requests", {"rule": LONG, "obstacle": "W" * 300, "wanted_change": LONG})
    return screens


def _answers(both: Together) -> Screens:
    """What came in from the companies, at the desks."""
    screens = {"posted needs": both.desk.get("/association/needs"), "requests": both.desk.get("/association/requests")}
    address = re.search(r"/association/requests/req-\w+", screens["requests"].text)
    assert address
    screens["request"] = both.desk.get(address.group())
    return screens
