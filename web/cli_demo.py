"""The command that shows the association's pages full: an invented association in an instance folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import click
from flask import current_app

from assessment.errors import InputRejected
from assessment.terms import Language, Problem
from presentation.wording import say
from services import links
from services.demo_association import ASSOCIATIONS_NAME, fill_demonstration
from services.permissions import Visitor
from services.ports import Tools
from web.cli_links import ENTRANCES
from web.terminal import LANGUAGES, problems_end

DEFAULT = Path("var") / "demo"


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT)
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def demo(folder: Path, lang: str) -> None:
    """Fill FOLDER (default: var/demo) as an installation of its own, with an invented association and its published figures.

    Takes about a minute, most of it for the attack on the releases. Reports and figures carry a mark.
    """
    language, now = Language(lang), datetime.now(UTC)
    elsewhere = cast("Callable[[Path], Tools]", current_app.extensions["kkweda_elsewhere"])
    with problems_end(language):
        if folder.resolve() == current_app.config["KKWEDA_INSTANCE"]:
            raise InputRejected((Problem.of("demo_in_real_instance", str(folder)),))
        click.echo(say(language, "cli.demo_begins", folder=folder))
        tools = elsewhere(folder.resolve())
        fill_demonstration(tools, now)
    suppliers = tools.register.all()
    click.echo(say(language, "cli.demo_filled", folder=folder, suppliers=len(suppliers)))
    click.echo(say(language, "cli.demo_open", folder=folder))
    base = str(current_app.config["KKWEDA_ADDRESS"]).rstrip("/")
    for role, name in ((Visitor.ASSOCIATION, ASSOCIATIONS_NAME), (Visitor.SUPPLIER, suppliers[0].id)):
        click.echo(f"{base}/{ENTRANCES[role]}/{links.make_link(tools, role, name, now).token}")
