"""Commands of co-operation: choose representative tasks of any table, keep the register of tasks as a table."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from assessment.errors import InputRejected
from assessment.matching.records import CollaborationTask
from assessment.terms import Language, Problem
from presentation.desk.portfolio_document import portfolio_document
from presentation.wording import say
from services import keeping, portfolios, tasks
from services.permissions import ASSOCIATION, Actor, Visitor
from web.terminal import LANGUAGES, problems_end, write_files
from web.visitor import tools

tasks_group = AppGroup("tasks", help="The register of collaboration tasks.")
OPERATOR = Actor(Visitor.ASSOCIATION, "operator", frozenset({ASSOCIATION}), "flask")
"""Who types a command has the machine in hand, and with it the association's desks."""
SUFFIXES = (".csv", ".xlsx")
COUNT = click.IntRange(1, 1000)
SMALL = click.IntRange(0, 1000)


@click.command("portfolio")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--pick", type=COUNT, default=16, show_default=True, help="How many tasks to choose.")
@click.option(
    "--small", type=SMALL, default=8, show_default=True, help="At least so many with a supplier under ten people."
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write both choices.")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def portfolio(table: Path, pick: int, small: int, json_file: Path | None, lang: str) -> None:
    """Choose representative tasks of TABLE (.csv or .xlsx), greedily and exactly, and print the gap of each."""
    language = Language(lang)
    with problems_end(language, table.name):
        found = tasks.read_tasks(tools(), table)
        if not found:
            raise InputRejected((Problem.of("empty_file", table.name),))
    chosen = portfolios.choose_both(found, pick, small)
    document = portfolio_document(chosen.greedy, chosen.exact, pick, small, len(found))
    if json_file:
        text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
        with problems_end(language):
            write_files({json_file: f"{text}\n".encode()})
    for name, found_one in (("greedy", chosen.greedy), ("exact", chosen.exact)):
        click.echo(
            say(
                language,
                f"cli.portfolio_{name}",
                worth=f"{found_one.proof.worth:.4f}",
                gap=f"{100 * found_one.proof.gap:.2f}",
                pairs=found_one.industry_pairs,
                small=found_one.with_small_supplier,
            )
        )
    for chosen_pick in chosen.exact.picks:
        click.echo(f"{chosen_pick.task.id}\t{chosen_pick.adds:.4f}\t{len(chosen_pick.stands_for)}")


@tasks_group.command("import")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def import_tasks(table: Path, lang: str, *, dry_run: bool) -> None:
    """Take the tasks of TABLE (.csv or .xlsx) in. All problems are named by row; then nothing is changed."""
    language = Language(lang)
    with problems_end(language, table.name):
        found = tasks.import_tasks(tools(), OPERATOR, table, datetime.now(UTC), dry_run=dry_run)
    click.echo(
        say(
            language,
            "tasks.would_import" if dry_run else "tasks.imported",
            added=found.added,
            changed=found.changed,
            same=found.same,
        )
    )


@tasks_group.command("export")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def export_tasks(table: Path, lang: str) -> None:
    """Write all tasks to TABLE, a .csv or a .xlsx."""
    language, box = Language(lang), tools()
    writers = dict(zip(SUFFIXES, (box.cooperation.sheets.csv, box.cooperation.sheets.workbook), strict=True))
    with problems_end(language):
        write = writers.get(table.suffix.lower())
        if write is None:
            raise InputRejected((Problem.of("wrong_suffix", str(table), allowed=SUFFIXES),))
        write_files({table: write(keeping.load_newest(box, CollaborationTask))})
    click.echo(say(language, "cli.written", target=table))


@tasks_group.command("choose")
@click.option("--pick", type=COUNT, default=16, show_default=True, help="How many tasks to choose.")
@click.option(
    "--small", type=SMALL, default=8, show_default=True, help="At least so many with a supplier under ten people."
)
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def choose(pick: int, small: int, lang: str) -> None:
    """Choose representative tasks of the register exactly and keep the choice; it takes some ten seconds."""
    language = Language(lang)
    kept = portfolios.choose_on_record(tools(), OPERATOR, pick, small, datetime.now(UTC))
    if kept is None:
        click.echo(say(language, "tasks.none"))
        return
    proof = kept.portfolio.proof
    click.echo(
        say(
            language,
            "cli.portfolio_exact",
            worth=f"{proof.worth:.4f}",
            gap=f"{100 * proof.gap:.2f}",
            pairs=kept.portfolio.industry_pairs,
            small=kept.portfolio.with_small_supplier,
        )
    )
