"""The association's desk for partner proposals."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.matching.agreements import ProposedPair
from presentation.desk.pairs import desk_pair
from services import keeping, pairs
from web import desk, visitor

blueprint = Blueprint("desk_pairs", __name__, url_prefix="/association/partners")


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
    """The best pairs of the pool, without identity; POST puts those that are ticked before their companies."""
    if request.method == "POST":
        pairs.put_forward(visitor.tools(), desk.actor(), set(request.form.getlist("pair")), visitor.now())
        return redirect(url_for("desk_pairs.proposals"))
    plan, new = pairs.find_proposals(visitor.tools(), desk.actor(), desk.today())
    reader, industries = desk.reader(), pairs.find_industries(visitor.tools())
    return render_template(
        "desk/pairs_found.html",
        cards=[desk_pair(reader, pair, industries) for pair in new],
        alone=len(plan.alone),
        gap=f"{100 * plan.proof.gap:.1f}",
    )
