"""The screens of the register: the association's desk and a supplier's own pages, full, empty and wrong."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from flask import Flask
from werkzeug.test import TestResponse

from assessment.catalogue import EntryState
from assessment.terms import Language
from services.demo_register import invent_suppliers
from services.register import store_changes
from services.register_port import EntryAct, EntryChange
from storage.content.suppliers import RegisterSheets
from tests.webclient import Browser, association, filled, supplier, tools_of

DESK = "/association/suppliers"
LONG_REASON = "검수 기록을 내지 않음 " * 30


def screens_of_the_register(app: Flask, language: Language) -> dict[str, TestResponse]:
    """All of them by name. Entries are withdrawn at the end, so that other screens have no register."""
    tools = tools_of(app)
    suppliers = invent_suppliers(tools.content.load_catalogue(), 7, datetime.now(UTC).date(), 60)
    store_changes(tools, [EntryChange(datetime.now(UTC), "박협회", EntryAct.IMPORTED, "", s) for s in suppliers])
    approved = max((s for s in suppliers if s.entry.state is EntryState.APPROVED), key=lambda s: len(s.offers))
    tools.register.note_filters(
        "2026Q4", [(approved.id, code) for code in ("listed", "no_capacity") for _ in range(12)]
    )
    own = supplier(app, approved.id, language.value)
    keeper = association(app, language.value, name="박협회" * 20)
    screens = {"desks": keeper.get("/association"), "own entry": own.get("/supplier")}
    screens["own entry, edit"] = own.get("/supplier/edit")
    screens["own entry, edit wrong"] = _wrong(own)
    _ask_for_a_change(own)
    screens["entry"] = keeper.get(f"{DESK}/{approved.id}")
    base = filled(screens["entry"])["base"][0]
    screens["entry, no reason"] = keeper.post(f"{DESK}/{approved.id}", {"act": "suspended", "base": base})
    screens["entry, suspended"] = keeper.post(
        f"{DESK}/{approved.id}", {"act": "suspended", "reason": LONG_REASON, "base": base}
    )
    screens["own entry, closed"] = own.get("/supplier")
    screens |= {"desk": keeper.get(DESK), "desk, nothing found": keeper.get(f"{DESK}?words={'W' * 100}")}
    screens |= _importing(app, keeper)
    for each in tools.register.approved():
        version = tools.register.get(each.id)
        assert version is not None
        keeper.post(f"{DESK}/{each.id}", {"act": "expired", "reason": "끝", "base": version.version})
    return screens


def _wrong(own: Browser) -> TestResponse:
    return own.post("/supplier/edit", {"capacity": "many", "price_from": "", "price_to": "W" * 100, "base": "1"})


def _ask_for_a_change(own: Browser) -> None:
    fields = {name: values for name, values in filled(own.get("/supplier/edit")).items() if name != "offer"}
    own.post("/supplier/edit", {**fields, "offer": ["cap-mes"], "declared": "y"})


def _importing(app: Flask, keeper: Browser) -> dict[str, TestResponse]:
    screens = {"import": keeper.get(f"{DESK}/import")}
    suppliers = tools_of(app).register.all()[:20]
    good = RegisterSheets().write(suppliers, ".csv")
    wrong = good.replace(b"approved", b"W" * 200)
    for name, content in (("import, compared", good), ("import, wrong", wrong)):
        file = (io.BytesIO(content), "register.csv")
        screens[name] = keeper.post(f"{DESK}/import", {"act": "compare", "file": file})
    return screens
