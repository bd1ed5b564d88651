"""The association's desk for suppliers: the list, one entry with its history, decisions, files in and out."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from assessment.catalogue import EntryState
from assessment.errors import InputRejected
from presentation.sections import register as sections
from presentation.wording import Names, problem_sentence, problem_text, say
from services import register
from services.content import newest_edition
from services.errors import EntryChanged
from services.register import NATIONAL_GOAL, Decision
from services.register_import import Comparison, import_register
from services.register_port import EntryAct, RegisterFilter
from web import visitor
from web.forms import LONG, SHORT, clean

blueprint = Blueprint("suppliers", __name__)
WAITING, ALL = "waiting", "all"
DECISIONS = (EntryAct.APPROVED, EntryAct.RETURNED, EntryAct.SUSPENDED, EntryAct.EXPIRED)
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def names() -> Names:
    """What ids are called on pages about the register."""
    content = visitor.tools().content
    return Names(newest_edition(content), content.load_catalogue(), visitor.language())


@blueprint.get("/association/suppliers")
def desk() -> ResponseReturnValue:
    """The register, by state and by words."""
    actor, words = visitor.require_association(), clean(request.args.get("words", ""))[:SHORT]
    shown = request.args.get("state", ALL)
    if shown not in sections.LIST_FILTERS:
        abort(404)
    state = EntryState(shown) if shown not in (WAITING, ALL) else None
    wanted = RegisterFilter(state=state, waiting=shown == WAITING)
    found = register.open_desk(visitor.tools(), actor, words, wanted, visitor.now().date())
    call = names()
    return render_template(
        "association/suppliers.html",
        desk=found,
        rows=[sections.row(record.supplier, record.proposed, call) for record in found.records],
        counts={**found.counts, ALL: sum(found.counts[state.value] for state in EntryState)},
        filters=sections.LIST_FILTERS,
        shown=shown,
        words=words,
        goal=NATIONAL_GOAL,
    )


@blueprint.get("/association/suppliers/<supplier_id>")
def entry(supplier_id: str) -> ResponseReturnValue:
    """One entry with its history, against the definition of a qualified supplier."""
    return _entry_page(supplier_id, problem="", reason="")


@blueprint.post("/association/suppliers/<supplier_id>")
def decide(supplier_id: str) -> ResponseReturnValue:
    """Approve, return a change, suspend or expire."""
    actor, language = visitor.require_association(), visitor.language()
    reason = " ".join(clean(request.form.get("reason", "")).split())[:LONG]
    act, base = request.form.get("act", ""), request.form.get("base", "")
    if act not in DECISIONS or not base.isdecimal():
        abort(422)
    decision = Decision(EntryAct(act), reason, int(base))
    try:
        register.decide(visitor.tools(), actor, supplier_id, decision, visitor.now())
    except InputRejected as rejected:
        return _entry_page(supplier_id, problem_text(rejected.problems[0], language), reason), 422
    except EntryChanged:
        return _entry_page(supplier_id, say(language, "entry.changed_meanwhile"), reason), 409
    return redirect(url_for("suppliers.entry", supplier_id=supplier_id))


@blueprint.route("/association/suppliers/import", methods=["GET", "POST"])
def take_in() -> ResponseReturnValue:
    """A register from a file: first only compared, taken in on request."""
    visitor.require_association()
    if request.method == "GET":
        return render_template("association/import.html", problems=[], found=None, done=False)
    upload, is_dry = request.files.get("file"), request.form.get("act") != "import"
    if upload is None or not upload.filename:
        return _import_page([say(visitor.language(), "import.no_file")]), 422
    try:
        found = _take_in(upload, is_dry=is_dry)
    except InputRejected as rejected:
        return _import_page([problem_sentence(p, visitor.language()) for p in rejected.problems]), 422
    return render_template("association/import.html", problems=[], found=found, done=not is_dry)


@blueprint.get("/association/suppliers/register.<kind>")
def export(kind: str) -> ResponseReturnValue:
    """The whole register as a file."""
    actor = visitor.require_association()
    if kind not in TYPES:
        abort(404)
    content = register.export_register(visitor.tools(), actor, f".{kind}")
    name = f"attachment; filename=register-{visitor.now():%Y%m%d}.{kind}"
    return Response(content, mimetype=TYPES[kind], headers={"Content-Disposition": name})


def _entry_page(supplier_id: str, problem: str, reason: str) -> str:
    actor = visitor.require_association()
    opened = register.open_entry(visitor.tools(), actor, supplier_id, visitor.now().date())
    record, call, standing = opened.record, names(), opened.qualification
    definition = standing.definition
    return render_template(
        "association/supplier.html",
        profile=sections.profile(record.supplier, call),
        differences=sections.differences(record.supplier, record.proposed, call),
        clauses=sections.clauses(definition, standing.unmet, call) if definition else (),
        definition=definition,
        is_qualified=not standing.unmet,
        history=sections.history([(s.at, s.who, s.act.value, s.reason) for s in opened.history], call),
        decisions=[act for act in DECISIONS if act is not EntryAct.RETURNED or record.proposed],
        version=record.version,
        problem=problem,
        reason=reason,
    )


def _take_in(upload: FileStorage, *, is_dry: bool) -> Comparison:
    name = Path(upload.filename or "").name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"register{Path(name).suffix.lower()}"
        upload.save(path)
        actor = visitor.require_association()
        return import_register(visitor.tools(), actor, path, visitor.now(), dry_run=is_dry)


def _import_page(problems: list[str]) -> str:
    return render_template("association/import.html", problems=problems, found=None, done=False)
