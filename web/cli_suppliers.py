"""Commands for the register of suppliers."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from assessment.terms import Language
from services.permissions import Visitor
from web.cli_links import show_new_link
from web.terminal import LANGUAGES

suppliers_group = AppGroup("suppliers", help="Look after the register of suppliers.")


@suppliers_group.command("link")
@click.argument("supplier_id", metavar="ID")
@click.option("--base", help="Address of this installation (default: http://HOST:PORT of the environment).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def link_supplier(supplier_id: str, base: str | None, lang: str) -> None:
    """Make a link that opens the entry ID of the register and nothing else. It is shown once."""
    show_new_link(Visitor.SUPPLIER, supplier_id, base, Language(lang))
