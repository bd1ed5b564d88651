"""The association's desks for subcommittees and their packs, matching days, and the indicators."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessment.matching.records import Lead
from assessment.matching.values import SeatRules
from presentation.desk.books import day_book, exposure_table
from presentation.desk.figures import indicator_page, lead_rows
from presentation.desk.seats import seat_page
from services import keeping, meetings
from web import desk, visitor

blueprint = Blueprint("desk_meetings", __name__, url_prefix="/association")
MOST_SEATS = 500
SHOWN = 100


@blueprint.get("/subcommittees")
def subcommittees() -> ResponseReturnValue:
    """Every subcommittee of the leading edition, filled by bounds that can be changed, with its pack."""
    usual, sent = SeatRules(), request.args
    smallest = min(desk.number(sent.get("smallest", ""), usual.smallest), MOST_SEATS)
    rules = replace(
        usual,
        smallest=max(smallest, 1),
        largest=max(min(desk.number(sent.get("largest", ""), usual.largest), MOST_SEATS), smallest, 1),
        industries=min(desk.number(sent.get("industries", ""), usual.industries), MOST_SEATS),
    )
    plan = meetings.fill_seats(visitor.tools(), desk.actor(), rules, desk.today())
    reader = desk.reader()
    alliance = reader.catalogue.alliances[0]
    return render_template("desk/seats.html", page=seat_page(reader, alliance, plan), rules=rules)


@blueprint.get("/subcommittees/<subcommittee_id>/meeting.<kind>")
def meeting(subcommittee_id: str, kind: str) -> Response:
    """The pack of a meeting, to print or to work with."""
    pack = meetings.load_meeting(visitor.tools(), desk.actor(), subcommittee_id, desk.today())
    papers = visitor.tools().cooperation.papers
    if kind == "pdf":
        return desk.file(papers.meeting_pdf(pack, visitor.language()), desk.PDF, f"meeting-{subcommittee_id}.pdf")
    return desk.file(papers.meeting_workbook(pack, visitor.language()), desk.XLSX, f"meeting-{subcommittee_id}.xlsx")


@blueprint.get("/matching-day")
def matching_day() -> ResponseReturnValue:
    """Lists for everybody at once, exposure and overload, and what became of earlier leads."""
    day = meetings.plan_day(visitor.tools(), desk.actor(), desk.today())
    reader = desk.reader()
    leads = lead_rows(reader, keeping.load_newest(visitor.tools(), Lead))
    lists, _ = day_book(day, visitor.language()).tables
    return render_template(
        "desk/day.html", lists=lists, exposure=exposure_table(reader, day), leads=leads[:SHOWN], found=len(leads)
    )


@blueprint.get("/matching-day/lists.xlsx")
def day_workbook() -> Response:
    """The lists as a workbook."""
    day = meetings.plan_day(visitor.tools(), desk.actor(), desk.today())
    content = visitor.tools().cooperation.papers.day_workbook(day, visitor.language())
    return desk.file(content, desk.XLSX, "matching-day.xlsx")


@blueprint.post("/matching-day/leads")
def record_leads() -> ResponseReturnValue:
    """Note every link of today's lists."""
    meetings.record_leads(visitor.tools(), desk.actor(), visitor.now())
    return redirect(url_for("desk_meetings.matching_day", _anchor="leads"))


@blueprint.post("/matching-day/leads/further")
def advance_lead() -> ResponseReturnValue:
    """Note that a lead came one stage further."""
    supplier, company = request.form.get("supplier", ""), request.form.get("company", "")
    meetings.advance_lead(visitor.tools(), desk.actor(), supplier, company, visitor.now())
    return redirect(url_for("desk_meetings.matching_day", _anchor="leads"))


@blueprint.get("/indicators")
def indicators() -> ResponseReturnValue:
    """Whether co-operation ends in something."""
    found = meetings.load_indicators(visitor.tools(), desk.actor(), desk.today())
    return render_template("desk/indicators.html", page=indicator_page(desk.reader(), found) if found else None)
