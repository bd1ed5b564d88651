"""A supplier's own page: in by a link that opens one entry."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services import links
from services.errors import WrongCode
from services.permissions import Visitor
from web import visitor

blueprint = Blueprint("supplier", __name__)


@blueprint.get("/supplier/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Come in by a link; the token does not stay in the address bar."""
    try:
        link_id = links.open_link(visitor.tools(), Visitor.SUPPLIER, token, visitor.visitor_key(), visitor.now())
    except WrongCode:
        abort(404)
    visitor.enter_by_link(link_id)
    return redirect(url_for("supplier.entry"))


@blueprint.get("/supplier")
def entry() -> ResponseReturnValue:
    """The entry that the link opens."""
    actor = visitor.require_visitor(Visitor.SUPPLIER)
    return render_template("supplier/entry.html", actor=actor)
