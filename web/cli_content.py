"""Commands for people who look after the questionnaire and the catalogue."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from assessment.terms import Language
from presentation.wording import say
from services import authoring
from services import content as content_service
from web.terminal import LANGUAGES, SOME_REJECTED, problems_end, tell, today, write_files
from web.visitor import tools

content_group = AppGroup("content", help="Look after the questionnaire and the catalogue.")


@content_group.command("check")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Name what is stale on this date (default: today).")
def check_content(lang: str, on: datetime | None) -> None:
    """Check every content file: shape, meaning, wording, dead ends; and name what was checked long ago."""
    problems = content_service.find_content_problems(tools().content)
    tell(problems, Language(lang))
    if problems:
        sys.exit(SOME_REJECTED)
    for stale in content_service.find_stale_content(tools().content, on.date() if on else today()):
        click.echo(say(Language(lang), "cli.stale", where=stale.where, checked_on=stale.checked_on), err=True)
    counts = content_service.count_content(tools().content)
    click.echo(say(Language(lang), "cli.content_clean", **counts))


@content_group.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def content_stats(*, as_json: bool) -> None:
    """Count everything: by kind, level step and cell of the matrix."""
    with problems_end(Language.KO):
        counted = content_service.content_statistics(tools().content)
    if as_json:
        click.echo(json.dumps(counted, ensure_ascii=False, indent=2))
        return
    for part, counts in counted.items():
        click.echo(part)
        for name, count in counts.items():
            click.echo(f"  {name:<28}{count:>6}")


@content_group.command("export-xlsx")
@click.argument("edition")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def export_xlsx(edition: str, target: Path, lang: str) -> None:
    """Write EDITION (such as readiness/2026.1) to the workbook TARGET, to edit and import again."""
    slug, _, name = edition.partition("/")
    with problems_end(Language(lang)):
        write_files({target: authoring.export_edition(tools().desk, slug, name)})
        click.echo(say(Language(lang), "cli.written", target=target))


@content_group.command("import-xlsx")
@click.argument("workbook", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def import_xlsx(workbook: Path, lang: str) -> None:
    """Take an edited WORKBOOK in. All of its mistakes are named with their cells; then nothing is changed."""
    with problems_end(Language(lang)):
        changed = authoring.import_edition(tools().desk, workbook)
        for name in changed:
            click.echo(say(Language(lang), "cli.file_changed", file=name))
        click.echo(say(Language(lang), "cli.imported", count=len(changed)))


@content_group.command("publish")
@click.argument("edition")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def publish(edition: str, lang: str) -> None:
    """Close the draft EDITION for good. Its files never change after that; a change is a new edition."""
    slug, _, name = edition.partition("/")
    with problems_end(Language(lang)):
        content_hash = authoring.publish_edition(tools().content, tools().desk, slug, name)
        click.echo(say(Language(lang), "cli.published", edition=edition, hash=content_hash[:16]))
