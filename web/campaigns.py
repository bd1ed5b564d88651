"""The association's desk of campaigns: begin one, make letters that are handed over once, see how many answered."""

from __future__ import annotations

import io
import zipfile

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.errors import InputRejected
from presentation.desk.campaigns import batch_row, campaign_row, response_row
from presentation.wording import problem_text
from services import campaigns
from web import desk, visitor

blueprint = Blueprint("campaigns", __name__, url_prefix="/association/campaigns")
ZIP = "application/zip"
MOST_BY_FORM = 200
"""Letters for more would keep a browser waiting; the command line makes them."""


@blueprint.get("")
def listed() -> ResponseReturnValue:
    """All campaigns, and the form of a new one."""
    return _list({})


@blueprint.post("")
def begin() -> ResponseReturnValue:
    """Begin a campaign."""
    begins, ends = (desk.day(request.form.get(name, "")) or desk.today() for name in ("begins", "ends"))
    try:
        made = campaigns.begin_campaign(visitor.tools(), desk.actor(), desk.text("name"), begins, ends)
    except InputRejected as rejected:
        return _list(_errors(rejected)), 422
    return redirect(url_for("campaigns.one", campaign_id=made.id))


@blueprint.get("/<campaign_id>")
def one(campaign_id: str) -> ResponseReturnValue:
    """How a campaign goes, and the form for more letters."""
    return _page(campaign_id, {})


@blueprint.post("/<campaign_id>/codes")
def codes(campaign_id: str) -> ResponseReturnValue:
    """New codes as letters and as a table, in one file that is handed over here and never again."""
    tools, actor = visitor.tools(), desk.actor()
    course = campaigns.load_course(tools, actor, campaign_id)
    sent = request.form
    order = campaigns.Order(
        count=min(desk.number(sent.get("count", ""), 0), MOST_BY_FORM + 1),
        segment=desk.text("segment"),
        link_id=sent.get("consultant", ""),
        address=request.url_root,
        most=MOST_BY_FORM,
    )
    try:
        issue, letters = campaigns.draw_up(tools, actor, course.campaign, order, visitor.now())
    except InputRejected as rejected:
        return _page(campaign_id, _errors(rejected)), 422
    files = {
        "letters.pdf": tools.campaigns.papers.letters_pdf(letters),
        "codes.xlsx": tools.campaigns.papers.codes_workbook(letters, visitor.language()),
    }
    campaigns.issue(tools, actor, issue)
    return _once(files)


def _list(errors: dict[str, str]) -> str:
    language = visitor.language()
    rows = [campaign_row(c, language) for c in campaigns.load_campaigns(visitor.tools(), desk.actor())]
    today = desk.today()
    sent = request.form
    return render_template(
        "desk/campaigns.html",
        rows=rows,
        errors=errors,
        name=sent.get("name", ""),
        begins=sent.get("begins", today.isoformat()),
        ends=sent.get("ends", today.replace(month=12, day=31).isoformat()),
    )


def _page(campaign_id: str, errors: dict[str, str]) -> str:
    language = visitor.language()
    course = campaigns.load_course(visitor.tools(), desk.actor(), campaign_id)
    sent = request.form
    return render_template(
        "desk/campaign.html",
        campaign=campaign_row(course.campaign, language),
        batches=[batch_row(batch, language) for batch in course.batches],
        responses=[response_row(found, language) for found in (*course.segments, course.total)],
        consultants=campaigns.load_consultants(visitor.tools(), desk.actor()),
        errors=errors,
        most=MOST_BY_FORM,
        segment=sent.get("segment", ""),
        count=sent.get("count", ""),
        consultant=sent.get("consultant", ""),
    )


def _errors(rejected: InputRejected) -> dict[str, str]:
    return {problem.where: problem_text(problem, visitor.language()) for problem in rejected.problems}


def _once(files: dict[str, bytes]) -> Response:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    answer = desk.file(packed.getvalue(), ZIP, "invitations.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer
