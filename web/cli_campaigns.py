"""The command that makes the codes of a campaign: letters to print and a table, once."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from assessment.campaign import Campaign
from assessment.errors import InputRejected
from assessment.terms import Language, Problem
from presentation.wording import say
from services import campaigns
from services.ports import Tools
from web.cli_cooperation import OPERATOR
from web.terminal import LANGUAGES, problems_end, today, whole
from web.visitor import tools

campaign_group = AppGroup("campaign", help="Campaigns of the association.")
TARGET = click.Path(path_type=Path, dir_okay=False)


@campaign_group.command("codes")
@click.argument("name")
@click.option("--count", type=int, required=True, help="How many invitations.")
@click.option("--xlsx", type=TARGET, required=True, help="Write the codes as a table.")
@click.option("--pdf", type=TARGET, required=True, help="Write a letter a page, in Korean.")
@click.option("--segment", help="Whom these invitations are for (default: NAME).")
@click.option("--consultant", help="Name on the link of the consultant who sees the answers as well.")
@click.option("--base", help="Address of this installation (default: http://HOST:PORT of the environment).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def codes(name: str, count: int, xlsx: Path, pdf: Path, lang: str, **given: str | None) -> None:
    """Make codes for the campaign NAME; without one of that name it begins, until the end of the year.

    The codes are in these two files and nowhere else.
    """
    language, box = Language(lang), tools()
    address = (given["base"] or current_app.config["KKWEDA_ADDRESS"]).rstrip("/")
    with problems_end(language), ExitStack() as targets:
        link_id = _link_id(box, given["consultant"])
        order = campaigns.Order(count, given["segment"] or name, link_id, f"{address}/")
        issue, letters = campaigns.draw_up(box, OPERATOR, _campaign(box, name), order, datetime.now(UTC))
        papers = box.campaigns.papers
        targets.enter_context(whole(xlsx)).write_bytes(papers.codes_workbook(letters, language))
        targets.enter_context(whole(pdf)).write_bytes(papers.letters_pdf(letters))
        campaigns.issue(box, OPERATOR, issue)
    for target in (xlsx, pdf):
        click.echo(say(language, "cli.written", target=target))
    click.echo(say(language, "campaign.codes_once"))


def _campaign(box: Tools, name: str) -> Campaign:
    known = {campaign.name: campaign for campaign in campaigns.load_campaigns(box, OPERATOR)}
    if name in known:
        return known[name]
    return campaigns.begin_campaign(box, OPERATOR, name, today(), today().replace(month=12, day=31))


def _link_id(box: Tools, consultant: str | None) -> str:
    """The link of the one consultant of this name; empty where none was named."""
    if not consultant:
        return ""
    found = [link.id for link in campaigns.load_consultants(box, OPERATOR) if link.name == consultant]
    if len(found) != 1:
        raise InputRejected((Problem.of("no_such_consultant", "--consultant"),))
    return found[0]
