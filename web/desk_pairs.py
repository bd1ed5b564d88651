"""The association's desk for partner proposals."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.matching.agreements import ProposedPair
from presentation.desk.pairs import desk_pair, found_pair
from presentation.wording import say
from services import keeping, pairs
from web import desk, visitor

blueprint = Blueprint("desk_pairs", __name__, url_prefix="/association/partners")
SHOWN = 20


@blueprint.get("")
def proposals() -> ResponseReturnValue:
    """Proposals that were put before their companies, and how each stands."""
    desk.actor()
    reader, industries = desk.reader(), pairs.find_industries(visitor.tools())
    found = keeping.load_newest(visitor.tools(), ProposedPair)
    newest = sorted(found, key=lambda pair: (pair.made_on, pair.id), reverse=True)
    return render_template("desk/pairs.html", cards=[desk_pair(reader, pair, industries) for pair in newest])


@blueprint.route("/found", methods=["GET", "POST"])
def found() -> ResponseReturnValue:
    """The best pairs of the pool, twenty a page; POST puts those that are ticked before their companies."""
    if request.method == "GET":
        return _found()
    ticked = set(request.form.getlist("pair"))
    if not ticked:
        return _found(problem=say(visitor.language(), "pair.none_ticked")), 422
    pairs.put_forward(visitor.tools(), desk.actor(), ticked, visitor.now())
    return redirect(url_for("desk_pairs.proposals"))


def _found(problem: str = "") -> str:
    plan, new = pairs.find_proposals(visitor.tools(), desk.actor(), desk.today())
    reader, industries = desk.reader(), pairs.find_industries(visitor.tools())
    last_page = max(len(new) - 1, 0) // SHOWN * SHOWN
    start = min(desk.number(request.args.get("from", ""), 0) // SHOWN * SHOWN, last_page)
    page = new[start : start + SHOWN]
    return render_template(
        "desk/pairs_found.html",
        cards=[found_pair(reader, entry.pair, entry.covers, industries) for entry in page],
        total=len(new),
        first=start + 1,
        before=start - SHOWN if start else None,
        after=start + SHOWN if start < last_page else None,
        alone=len(plan.alone),
        gap=f"{100 * plan.proof.gap:.1f}",
        problem=problem,
    )
