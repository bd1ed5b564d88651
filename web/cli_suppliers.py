"""Commands for the register of suppliers: in, out, looked up, and a link for each entry."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from assessment.errors import InputRejected
from assessment.terms import Language, Problem
from presentation.wording import say
from services import register
from services.permissions import ASSOCIATION, Actor, Visitor
from services.register_import import import_register
from web.cli_links import show_new_link
from web.terminal import LANGUAGES, problems_end, write_files
from web.visitor import tools

LONGEST_LIST = 20
OPERATOR = Actor(Visitor.ASSOCIATION, "command line", frozenset({ASSOCIATION}), "command line")
suppliers_group = AppGroup("suppliers", help="Look after the register of suppliers.")


@suppliers_group.command("import")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only compare; change nothing.")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def import_suppliers(source: Path, lang: str, *, dry_run: bool) -> None:
    """Take the register SOURCE in (csv or xlsx). All of its mistakes are named with their rows; then nothing is changed."""
    language = Language(lang)
    with problems_end(language):
        found = import_register(tools(), OPERATOR, source, datetime.now(UTC), dry_run=dry_run)
    for supplier in found.new:
        click.echo(say(language, "cli.supplier_new", id=supplier.id, name=supplier.name))
    for change in found.changed:
        columns = ", ".join(change.columns)
        click.echo(say(language, "cli.supplier_changed", id=change.supplier.id, columns=columns))
    counts = {"new": len(found.new), "changed": len(found.changed), "same": found.same, "only_here": found.only_here}
    click.echo(say(language, "import.counts", **counts))
    click.echo(say(language, "import.dry" if dry_run else "import.done"))


@suppliers_group.command("export")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def export_suppliers(target: Path, lang: str) -> None:
    """Write the whole register to TARGET, a .csv or .xlsx to edit and import again."""
    language = Language(lang)
    with problems_end(language):
        write_files({target: register.export_register(tools(), OPERATOR, target.suffix.lower())})
    click.echo(say(language, "cli.written", target=target))


@suppliers_group.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def search_suppliers(words: tuple[str, ...], lang: str) -> None:
    """Look WORDS up in names, capabilities, evidence, industries and regions; spaces and particles do not matter."""
    records, total = register.search_register(tools(), " ".join(words), LONGEST_LIST)
    for record in records:
        state = say(Language(lang), f"entry_state.{record.supplier.entry.state.value}")
        click.echo(f"{record.supplier.id}\t{record.supplier.name}\t{state}")
    click.echo(say(Language(lang), "cli.suppliers_found", shown=len(records), total=total))


@suppliers_group.command("link")
@click.argument("supplier_id", metavar="ID")
@click.option("--base", help="Address of this installation (default: http://HOST:PORT of the environment).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def link_supplier(supplier_id: str, base: str | None, lang: str) -> None:
    """Make a link that opens the entry ID of the register and nothing else. It is shown once."""
    with problems_end(Language(lang)):
        if tools().register.get(supplier_id) is None:
            raise InputRejected((Problem.of("no_such_entry", supplier_id),))
    show_new_link(Visitor.SUPPLIER, supplier_id, base, Language(lang))
