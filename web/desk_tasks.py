"""The association's desk for collaboration tasks."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import Basis
from assessment.errors import InputRejected
from assessment.matching.records import CollaborationTask, TaskStatus
from presentation.desk import tasks as pages
from presentation.desk.naming import DeskReader
from presentation.wording import problem_sentence, problem_text, say
from services import cooperation, keeping, portfolios, task_cases, tasks
from services.errors import Outdated
from web import visitor
from web.forms import clean

blueprint = Blueprint("desk_tasks", __name__, url_prefix="/association/tasks")
SHOWN = 100
PICKED, WITH_SMALL = 16, 8
MOST_PICKED = 100
LONGEST = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
def register() -> ResponseReturnValue:
    """The funnel and the list, by status, subcommittee or words."""
    return _list()


@blueprint.post("/import")
def take_in() -> ResponseReturnValue:
    """A table of tasks: what it would change, or all of it at once; every problem by row, and then nothing changes."""
    sent = request.files.get("table")
    if sent is None or not sent.filename:
        return _list(problems=(say(visitor.language(), "desk.no_file"),)), 422
    dry_run = "try" in request.form
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(sent.filename.replace("\\", "/")).name
        sent.save(path)
        try:
            found = tasks.import_tasks(_tools(), _actor(), path, visitor.now(), dry_run=dry_run)
        except InputRejected as rejected:
            sentences = tuple(problem_sentence(problem, visitor.language()) for problem in rejected.problems)
            return _list(problems=sentences), 422
    key = "tasks.would_import" if dry_run else "tasks.imported"
    return _list(done=say(visitor.language(), key, added=found.added, changed=found.changed, same=found.same))


@blueprint.get("/export.<kind>")
def export(kind: str) -> ResponseReturnValue:
    """All tasks as a table."""
    _actor()
    found = keeping.load_newest(_tools(), CollaborationTask)
    sheets = _tools().cooperation.sheets
    if kind == "csv":
        return _file(sheets.csv(found), "text/csv; charset=utf-8", "tasks.csv")
    return _file(sheets.workbook(found), XLSX, "tasks.xlsx")


@blueprint.route("/candidates", methods=["GET", "POST"])
def candidates() -> ResponseReturnValue:
    """Tasks that the pool could do together, with the reasons; POST takes those that are ticked into the register."""
    if request.method == "POST":
        tasks.keep_candidates(_tools(), _actor(), set(request.form.getlist("task")), visitor.now())
        return redirect(url_for("desk_tasks.register", status=TaskStatus.FOUND.value))
    found = tasks.find_candidates(_tools(), _actor(), _today())
    reader = _reader()
    cards = [(pages.task_row(reader, task), reader.reasons(task.reasons)) for task in found]
    return render_template("desk/candidates.html", cards=cards)


@blueprint.get("/representative")
def representative() -> ResponseReturnValue:
    """A few tasks that stand for all: chosen at once, and the exact choice that was kept last."""
    count = _whole("pick", PICKED, MOST_PICKED)
    small = min(_whole("small", WITH_SMALL, MOST_PICKED), count)
    chosen = portfolios.choose_at_once(_tools(), _actor(), count, small)
    kept = portfolios.load_on_record(_tools())
    reader = _reader()
    return render_template(
        "desk/portfolio.html",
        page=pages.portfolio_page(reader, chosen) if chosen else None,
        kept=(pages.kept_sentence(reader, kept), pages.portfolio_page(reader, kept.portfolio)) if kept else None,
        count=count,
        small=small,
    )


@blueprint.get("/<task_id>")
def task(task_id: str) -> ResponseReturnValue:
    """One task with its history."""
    return _task(task_id)


@blueprint.post("/<task_id>")
def settle(task_id: str) -> ResponseReturnValue:
    """Store what the desk wrote about a task."""
    sent = request.form
    due = _day(sent.get("due", ""))
    if sent.get("due") and due is None:
        return _task(task_id, problems=(say(visitor.language(), "desk.wrong_day"),)), 422
    settled = tasks.Settled(
        owner=sent.get("owner") or None,
        deliverable=_text("deliverable"),
        acceptance=_text("acceptance"),
        due=due,
        subcommittee=sent.get("subcommittee") or None,
        agreed=frozenset(sent.getlist("agreed")),
    )
    try:
        tasks.settle_task(_tools(), _actor(), task_id, _version(), settled, visitor.now())
    except Outdated:
        return _outdated(task_id)
    return redirect(url_for("desk_tasks.task", task_id=task_id))


@blueprint.post("/<task_id>/move")
def move(task_id: str) -> ResponseReturnValue:
    """Move a task on, or drop it with a reason."""
    then = request.form.get("then", "")
    if then not in set(TaskStatus):
        return _task(task_id), 422
    try:
        blockers = tasks.move_task(
            _tools(), _actor(), task_id, _version(), TaskStatus(then), _text("why"), visitor.now()
        )
    except Outdated:
        return _outdated(task_id)
    if blockers:
        return _task(task_id, problems=_reader().reasons(blockers)), 422
    return redirect(url_for("desk_tasks.task", task_id=task_id))


@blueprint.post("/<task_id>/case")
def draft_case(task_id: str) -> ResponseReturnValue:
    """Put a delivered task before its companies as a case."""
    sent, language = request.form, visitor.language()
    level, basis = sent.get("level", ""), sent.get("basis", "")
    story = task_cases.Story(
        level=int(level) if level.isdecimal() else -1,
        division=sent.get("division", ""),
        problem=_text("problem"),
        data=_text("data"),
        done=_text("done"),
        effect=_text("effect"),
        basis=Basis(basis) if basis in set(Basis) else Basis.ESTIMATE,
        took=_text("took"),
    )
    try:
        task_cases.draft_case(_tools(), _actor(), task_id, story, visitor.now())
    except InputRejected as rejected:
        return _task(task_id, problems=tuple(f"{say(language, f'case.{p.where}')}: {problem_text(p, language)}" for p in rejected.problems)), 422
    return redirect(url_for("desk_tasks.task", task_id=task_id))


def _list(problems: tuple[str, ...] = (), done: str = "") -> str:
    actor = _actor()
    reader, wanted = _reader(), request.args
    every = keeping.load_newest(_tools(), CollaborationTask)
    funnel = tasks.find_funnel(every, _today())
    stalled = wanted.get("status") == "stalled"
    chosen = funnel.stalled if stalled else [t for t in every if wanted.get("status") in ("", None, t.status.value)]
    chosen = [t for t in chosen if wanted.get("subcommittee") in ("", None, t.subcommittee)]
    rows = [pages.task_row(reader, t) for t in sorted(chosen, key=lambda t: (t.moved_on, t.id), reverse=not stalled)]
    return render_template(
        "desk/tasks.html",
        actor=actor,
        total=len(every),
        steps=pages.funnel_steps(reader, funnel.reached),
        dropped=funnel.dropped,
        stalled=len(funnel.stalled),
        rows=rows[:SHOWN],
        found=len(rows),
        chosen=wanted,
        statuses=[status.value for status in TaskStatus],
        subcommittees=_subcommittees(reader),
        problems=problems,
        done=done,
    )


def _task(task_id: str, problems: tuple[str, ...] = ()) -> str:
    history = tasks.load_task(_tools(), _actor(), task_id)
    newest, reader = history[-1].record, _reader()
    case = next((c for c in task_cases.load_of_task(_tools(), task_id)), None)
    return render_template(
        "desk/task.html",
        page=pages.task_page(reader, [(k.version, k.at, k.who, k.why, k.record) for k in history]),
        task=newest,
        subcommittees=_subcommittees(reader),
        divisions=[(i.division, i.name.in_(reader.language)) for i in reader.catalogue.industries],
        case=case,
        answered=[(reader.firm(p), p in case.agreement.agreed, p in case.agreement.declined) for p in case.agreement.parties] if case else [],
        bases=[basis.value for basis in Basis],
        problems=problems,
        sent=request.form,
    )


def _outdated(task_id: str) -> ResponseReturnValue:
    return _task(task_id, problems=(say(visitor.language(), "desk.outdated"),)), 409


def _subcommittees(reader: DeskReader) -> list[tuple[str, str]]:
    alliance = reader.catalogue.alliances[0]
    return [(s.id, s.name.in_(reader.language)) for s in alliance.subcommittees]


def _reader() -> DeskReader:
    return DeskReader.of(cooperation.load_words(_tools(), _today()), visitor.language())


def _actor() -> visitor.Actor:
    return visitor.require_association()


def _tools() -> visitor.Tools:
    return visitor.tools()


def _today() -> date:
    return visitor.now().date()


def _version() -> int:
    sent = request.form.get("version", "")
    return int(sent) if sent.isdecimal() else 0


def _whole(name: str, usual: int, most: int) -> int:
    sent = request.args.get(name, "")
    return min(max(int(sent), 1), most) if sent.isdecimal() and len(sent) < 6 else usual


def _text(name: str) -> str:
    return clean(request.form.get(name, ""))[:LONGEST]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
