"""The association's desk for collaboration tasks."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.catalogue import Basis
from assessment.errors import InputRejected
from assessment.matching.records import CollaborationTask, TaskStatus
from presentation.desk import tasks as pages
from presentation.desk.naming import DeskReader
from presentation.wording import problem_sentence, problem_text, say
from services import keeping, portfolios, task_cases, tasks
from web import desk, visitor

blueprint = Blueprint("desk_tasks", __name__, url_prefix="/association/tasks")
SHOWN = 100
PICKED, WITH_SMALL = 16, 8
MOST_PICKED = 100


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
            found = tasks.import_tasks(visitor.tools(), desk.actor(), path, visitor.now(), dry_run=dry_run)
        except InputRejected as rejected:
            sentences = tuple(problem_sentence(problem, visitor.language()) for problem in rejected.problems)
            return _list(problems=sentences), 422
    said = say(
        visitor.language(),
        "tasks.would_import" if dry_run else "tasks.imported",
        added=found.added,
        changed=found.changed,
        same=found.same,
    )
    return _list(done=said)


@blueprint.get("/export.<kind>")
def export(kind: str) -> ResponseReturnValue:
    """All tasks as a table."""
    desk.actor()
    found = keeping.load_newest(visitor.tools(), CollaborationTask)
    sheets = visitor.tools().cooperation.sheets
    if kind == "csv":
        return desk.file(sheets.csv(found), "text/csv; charset=utf-8", "tasks.csv")
    return desk.file(sheets.workbook(found), desk.XLSX, "tasks.xlsx")


@blueprint.route("/candidates", methods=["GET", "POST"])
def candidates() -> ResponseReturnValue:
    """Tasks that the pool could do together, with the reasons; POST takes those that are ticked into the register."""
    if request.method == "POST":
        tasks.keep_candidates(visitor.tools(), desk.actor(), set(request.form.getlist("task")), visitor.now())
        return redirect(url_for("desk_tasks.register", status=TaskStatus.FOUND.value))
    found = tasks.find_candidates(visitor.tools(), desk.actor(), desk.today())
    reader = desk.reader()
    cards = [(pages.task_row(reader, task), reader.reasons(task.reasons)) for task in found]
    return render_template("desk/candidates.html", cards=cards)


@blueprint.get("/representative")
def representative() -> ResponseReturnValue:
    """A few tasks that stand for all: chosen at once, and the exact choice that was kept last."""
    count = min(max(desk.number(request.args.get("pick", ""), PICKED), 1), MOST_PICKED)
    small = min(desk.number(request.args.get("small", ""), WITH_SMALL), count)
    chosen = portfolios.choose_at_once(visitor.tools(), desk.actor(), count, small)
    kept = portfolios.load_on_record(visitor.tools())
    reader = desk.reader()
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
    due = desk.day(sent.get("due", ""))
    if sent.get("due") and due is None:
        return _task(task_id, problems=(say(visitor.language(), "desk.wrong_day"),)), 422
    settled = tasks.Settled(
        owner=sent.get("owner") or None,
        deliverable=desk.text("deliverable"),
        acceptance=desk.text("acceptance"),
        due=due,
        subcommittee=sent.get("subcommittee") or None,
        agreed=frozenset(sent.getlist("agreed")),
    )
    tasks.settle_task(
        visitor.tools(),
        desk.actor(),
        task_id,
        desk.number(request.form.get("version", ""), 0),
        settled,
        visitor.now(),
    )
    return redirect(url_for("desk_tasks.task", task_id=task_id))


@blueprint.post("/<task_id>/move")
def move(task_id: str) -> ResponseReturnValue:
    """Move a task on, or drop it with a reason."""
    then = request.form.get("then", "")
    if then not in set(TaskStatus):
        return _task(task_id), 422
    blockers = tasks.move_task(
        visitor.tools(),
        desk.actor(),
        task_id,
        desk.number(request.form.get("version", ""), 0),
        TaskStatus(then),
        desk.text("why"),
        visitor.now(),
    )
    if blockers:
        return _task(task_id, problems=desk.reader().reasons(blockers)), 422
    return redirect(url_for("desk_tasks.task", task_id=task_id))


@blueprint.post("/<task_id>/case")
def draft_case(task_id: str) -> ResponseReturnValue:
    """Put a delivered task before its companies as a case."""
    sent, language = request.form, visitor.language()
    level, basis = sent.get("level", ""), sent.get("basis", "")
    story = task_cases.Story(
        level=int(level) if level.isdecimal() else -1,
        division=sent.get("division", ""),
        problem=desk.text("problem"),
        data=desk.text("data"),
        done=desk.text("done"),
        effect=desk.text("effect"),
        basis=Basis(basis) if basis in set(Basis) else Basis.ESTIMATE,
        took=desk.text("took"),
    )
    try:
        task_cases.draft_case(visitor.tools(), desk.actor(), task_id, story, visitor.now())
    except InputRejected as rejected:
        return _task(
            task_id,
            problems=tuple(
                f"{say(language, f'case.{p.where}')}: {problem_text(p, language)}" for p in rejected.problems
            ),
        ), 422
    return redirect(url_for("desk_tasks.task", task_id=task_id))


def _list(problems: tuple[str, ...] = (), done: str = "") -> str:
    actor = desk.actor()
    reader, wanted = desk.reader(), request.args
    every = keeping.load_newest(visitor.tools(), CollaborationTask)
    funnel = tasks.find_funnel(every, desk.today())
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
        chosen={"status": wanted.get("status"), "subcommittee": wanted.get("subcommittee")},
        statuses=[status.value for status in TaskStatus],
        subcommittees=_subcommittees(reader),
        problems=problems,
        done=done,
    )


def _task(task_id: str, problems: tuple[str, ...] = ()) -> str:
    history = tasks.load_task(visitor.tools(), desk.actor(), task_id)
    newest, reader = history[-1].record, desk.reader()
    case = next((c for c in task_cases.load_of_task(visitor.tools(), task_id)), None)
    return render_template(
        "desk/task.html",
        page=pages.task_page(reader, [(k.version, k.at, k.who, k.why, k.record) for k in history]),
        task=newest,
        subcommittees=_subcommittees(reader),
        divisions=[(i.division, i.name.in_(reader.language)) for i in reader.catalogue.industries],
        case=case,
        answered=[
            (reader.firm(p), p in case.agreement.agreed, p in case.agreement.declined) for p in case.agreement.parties
        ]
        if case
        else [],
        bases=[basis.value for basis in Basis],
        problems=problems,
        sent=request.form,
    )


def _subcommittees(reader: DeskReader) -> list[tuple[str, str]]:
    alliance = reader.catalogue.alliances[0]
    return [(s.id, s.name.in_(reader.language)) for s in alliance.subcommittees]
