"""Commands that make links: for a consultant, for somebody of the association, for a supplier."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from assessment.errors import InputRejected
from assessment.terms import Language, Problem
from presentation.wording import say
from services import links
from services.permissions import Visitor
from web.terminal import LANGUAGES, problems_end
from web.visitor import tools

LONGEST_NAME = 80
ENTRANCES = {Visitor.CONSULTANT: "c", Visitor.ASSOCIATION: "association", Visitor.SUPPLIER: "supplier"}
"""How the address of each link begins."""
consultant_group = AppGroup("consultant", help="Links for consultants.")
association_group = AppGroup("association", help="Links for the association.")
links_group = AppGroup("links", help="Every link that was made: see it, revoke it.")


@consultant_group.command("add")
@click.argument("name")
@click.option("--base", help="Address of this installation (default: http://HOST:PORT of the environment).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def add_consultant(name: str, base: str | None, lang: str) -> None:
    """Make a link for the consultant NAME. It is shown once."""
    show_new_link(Visitor.CONSULTANT, _name(name, Language(lang)), base, Language(lang))


@association_group.command("link")
@click.argument("name")
@click.option("--base", help="Address of this installation (default: http://HOST:PORT of the environment).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def link_association(name: str, base: str | None, lang: str) -> None:
    """Make a link for NAME, who keeps the desks of the association. It is shown once."""
    show_new_link(Visitor.ASSOCIATION, _name(name, Language(lang)), base, Language(lang))


@links_group.command("list")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def list_links(lang: str) -> None:
    """List every link by its first five letters, role, name and day. The rest of a link is kept nowhere."""
    language, found = Language(lang), links.find_links(tools())
    for link in found:
        role = say(language, f"cli.link_role.{link.role}")
        click.echo(f"{link.locator.lower()}\t{role}\t{link.name}\t{link.made_at.astimezone().date()}")
    if not found:
        click.echo(say(language, "cli.no_links"))


@links_group.command("revoke")
@click.argument("letters")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def revoke(letters: str, lang: str) -> None:
    """Revoke the link whose secret begins with the five LETTERS; whoever came in by it is out at once."""
    language = Language(lang)
    with problems_end(language):
        revoked = links.revoke_link(tools(), letters)
        click.echo(say(language, "cli.link_revoked", name=revoked.name))


def show_new_link(role: Visitor, name: str, base: str | None, language: Language) -> None:
    """Make a link and print its address, this once."""
    code = links.make_link(tools(), role, name, datetime.now(UTC))
    click.echo(say(language, f"cli.{role.value}_link", name=name))
    address = base or current_app.config["KKWEDA_ADDRESS"]
    click.echo(f"{address.rstrip('/')}/{ENTRANCES[role]}/{code.token}")


def _name(name: str, language: Language) -> str:
    name = name.strip()
    with problems_end(language):
        if not name:
            raise InputRejected((Problem.of("empty_name", "NAME"),))
        if len(name) > LONGEST_NAME:
            raise InputRejected((Problem.of("too_long", "NAME", found=len(name), limit=LONGEST_NAME),))
    return name
