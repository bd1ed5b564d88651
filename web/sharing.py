"""What leaves a company: scores for statistics and what it shows by name; both given and taken back by its manager."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from assessment.matching.agreements import Purpose, SharedField
from assessment.matching.records import Brings
from presentation import numbers
from presentation.desk.sharing import shown_lines
from presentation.wording import problem_text
from services import cooperation, pool
from web import desk, visitor

blueprint = Blueprint("sharing", __name__)
USUAL = timedelta(days=365)


@blueprint.get("/sharing")
def sharing() -> ResponseReturnValue:
    """What is shown now, and the form to give or change the consent."""
    return _page({})


@blueprint.post("/sharing")
def share() -> ResponseReturnValue:
    """Give or change the consent."""
    sent = request.form
    chosen = cooperation.Chosen(
        name=desk.text("name"),
        contact=desk.text("contact"),
        purposes=tuple(p for p in Purpose if p.value in sent.getlist("purpose")),
        fields=tuple(f for f in SharedField if f.value in sent.getlist("field")),
        brings=tuple(b for b in Brings if b.value in sent.getlist("brings")),
        until=desk.day(sent.get("until", "")) or desk.today(),
    )
    try:
        cooperation.share(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), chosen, visitor.now())
    except InputRejected as rejected:
        language = visitor.language()
        return _page({p.where: problem_text(p, language) for p in rejected.problems}), 422
    return redirect(url_for("sharing.sharing"))


@blueprint.post("/sharing/withdraw")
def withdraw() -> ResponseReturnValue:
    """Take the consent back."""
    cooperation.withdraw(visitor.tools(), visitor.require_actor(), visitor.assessment_id())
    return redirect(url_for("sharing.sharing"))


@blueprint.post("/sharing/statistics")
def join_statistics() -> ResponseReturnValue:
    """Put the scores as they stand now into the pool."""
    try:
        pool.join(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), desk.today())
    except InputRejected as rejected:
        language = visitor.language()
        return _page({p.where: problem_text(p, language) for p in rejected.problems}), 422
    return redirect(url_for("sharing.sharing"))


@blueprint.post("/sharing/statistics/leave")
def leave_statistics() -> ResponseReturnValue:
    """Take everything out of the pool."""
    pool.leave(visitor.tools(), visitor.require_actor(), visitor.assessment_id())
    return redirect(url_for("sharing.sharing"))


def _page(errors: dict[str, str]) -> str:
    current = visitor.passage()
    profile = current.case.profile
    given = cooperation.load_sharing(visitor.tools(), visitor.require_actor(), visitor.assessment_id())
    standing = pool.find_standing(visitor.tools(), visitor.require_actor(), visitor.assessment_id(), desk.today())
    sent = request.form
    return render_template(
        "sharing/sharing.html",
        standing=standing,
        periods=numbers.listed(standing.periods, visitor.language()),
        given=given,
        stands=given is not None and given.stands(desk.today()),
        shown_until=numbers.day(given.until) if given else "",
        shown=shown_lines(desk.reader(), given) if given else (),
        errors=errors,
        name=sent.get("name", given.name if given else profile.name or ""),
        contact=sent.get("contact", given.contact if given else ""),
        until=sent.get("until", (given.until if given else desk.today() + USUAL).isoformat()),
        purposes=_ticks("purpose", Purpose, given.purposes if given else tuple(Purpose)),
        fields=_ticks("field", SharedField, given.fields if given else ()),
        brings=_ticks("brings", Brings, given.brings if given else ()),
    )


def _ticks(
    name: str, words: type[Purpose | SharedField | Brings], before: tuple[Purpose | SharedField | Brings, ...]
) -> list[tuple[str, bool]]:
    """Every word with whether it is ticked: as it was sent, else as it stands."""
    ticked = request.form.getlist(name) if request.form else [word.value for word in before]
    return [(word.value, word.value in ticked) for word in words]
