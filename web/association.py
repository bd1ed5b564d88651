"""The association's home: in by a link, and from there to its desks."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services import links
from services.errors import WrongCode
from services.permissions import Visitor
from web import visitor

blueprint = Blueprint("association", __name__)
DESKS: tuple[tuple[str, str], ...] = (
    ("suppliers", "suppliers.desk"),
    ("campaigns", "campaigns.listed"),
    ("tasks", "desk_tasks.register"),
    ("partners", "desk_pairs.proposals"),
    ("subcommittees", "desk_meetings.subcommittees"),
    ("needs", "desk_requests.posted"),
    ("requests", "desk_requests.requests"),
    ("matching_day", "desk_meetings.matching_day"),
    ("indicators", "desk_meetings.indicators"),
    ("figures", "figures.newest"),
)
"""The desks, each as the name of its text and its page."""


@blueprint.get("/association/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Come in by a link; the token does not stay in the address bar."""
    try:
        link_id = links.open_link(visitor.tools(), Visitor.ASSOCIATION, token, visitor.visitor_key(), visitor.now())
    except WrongCode:
        abort(404)
    visitor.enter_by_link(link_id)
    return redirect(url_for("association.desks"))


@blueprint.get("/association")
def desks() -> ResponseReturnValue:
    """The desks of the association."""
    actor = visitor.require_association()
    return render_template("association/desks.html", actor=actor, desks=DESKS)
