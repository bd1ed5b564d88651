"""Published figures: the newest release as a page for everybody, its tables to take away; nothing but releases."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from assessment.disclosure.publication import Publication
from presentation.board import release_board
from presentation.board_parts import Board
from presentation.desk.figures import IndicatorPage, indicator_page
from presentation.references import reference_sections
from services.meetings import load_indicators
from services.permissions import Visitor
from services.releases import find_release, find_releases, judge_questionnaire
from web import desk, visitor

blueprint = Blueprint("figures", __name__)
GOALS = ("ai_use", "smart_factory")
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@blueprint.get("/figures")
def newest() -> ResponseReturnValue:
    """The newest release, or that there is none yet."""
    releases = find_releases(visitor.tools())
    return release(releases[0].id) if releases else render_template("figures/none.html")


@blueprint.get("/figures/<release_id>")
def release(release_id: str) -> ResponseReturnValue:
    """One release."""
    tools, language = visitor.tools(), visitor.language()
    found = find_release(tools, release_id)
    if found is None:
        abort(404)
    lines = [line for line in tools.content.load_catalogue().reference_lines if line.measures in GOALS]
    return render_template(
        "figures/board.html",
        board=_board(found),
        goals=reference_sections(lines, language),
        cooperation=_cooperation(),
    )


@blueprint.get("/figures/<release_id>/release.zip")
def packed(release_id: str) -> Response:
    """The whole release: a data package with its method, terms and tables."""
    return _saved(visitor.tools().published.packed(release_id), "application/zip", f"kkweda-{release_id}.zip")


@blueprint.get("/figures/<release_id>/<table_id>.<kind>")
def table(release_id: str, table_id: str, kind: str) -> Response:
    """One table."""
    if kind not in KINDS:
        abort(404)
    content = visitor.tools().published.table(release_id, table_id, kind)
    return _saved(content, KINDS[kind], f"kkweda-{release_id}-{table_id}.{kind}")


def _cooperation() -> IndicatorPage | None:
    """What named registers count, for the association alone; no statistics of answers."""
    actor = visitor.actor()
    if actor is None or actor.visitor is not Visitor.ASSOCIATION:
        return None
    found = load_indicators(visitor.tools(), actor, desk.today())
    return indicator_page(desk.reader(), found) if found else None


def _board(found: Publication) -> Board:
    """The page of a release, made once: what is published never changes, only later releases join the course."""
    ledger, language = find_releases(visitor.tools())[::-1], visitor.language()
    known: dict[tuple[str, int, str], Board] = current_app.extensions.setdefault("kkweda.boards", {})
    key = found.release.id, len(ledger), language.value
    if key not in known:
        known[key] = release_board(found, ledger, judge_questionnaire(found), language)
    return known[key]


def _saved(content: bytes | None, kind: str, name: str) -> Response:
    if content is None:
        abort(404)
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
