"""Commands for who publishes figures, and for whoever wants to attack them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from assessment.disclosure.values import Finding, Measure, Release
from assessment.terms import Language
from presentation.releases import finding_sentence
from presentation.wording import say
from services import releases as release_service
from services.errors import ReleaseRefused
from web.terminal import LANGUAGES, SOME_REJECTED, UNUSABLE, problems_end
from web.visitor import tools

release_group = AppGroup("release", help="Publish figures that tell of nobody, and attack those of anybody.")


@release_group.command("build")
@click.option("--as-of", "as_of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="A day of the period.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder that is not there yet.")
@click.option("--demo", is_flag=True, help="From the invented association; nothing of this installation is touched.")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def build(as_of: datetime, out: Path, lang: str, *, demo: bool) -> None:
    """Publish the release of a period from the pool. What an attack breaks is refused, and nothing is written."""
    language = Language(lang)
    make = release_service.build_demo_release if demo else release_service.build_release
    with problems_end(language):
        try:
            release = make(tools(), as_of.date(), out).release
        except ReleaseRefused as refused:
            _tell(refused.audit.findings, (*refused.ledger, refused.release), language)
            click.echo(say(language, "cli.release_refused"), err=True)
            sys.exit(UNUSABLE)
    cells = [cell for table in release.tables for cell in table.cells]
    shown = sum(bool(cell.figures) for cell in cells)
    click.echo(say(language, "cli.release_built", target=out, release=release.id, shown=shown, cells=len(cells)))


@release_group.command("audit")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def audit(folder: Path, lang: str) -> None:
    """Attack the release in FOLDER, whoever made it, with the earlier ones under its ledger/."""
    language = Language(lang)
    with problems_end(language):
        publication, ledger, found = release_service.audit_folder(tools(), folder)
    _tell(found.findings, (*ledger, publication.release), language)
    kinds = {measure: sum(finding.measure is measure for finding in found.findings) for measure in Measure}
    numbers = {"groups": found.groups, "counts": kinds[Measure.COUNT], "means": kinds[Measure.MEAN]}
    click.echo(
        say(
            language,
            "cli.release_holds" if found.passed else "cli.release_broken",
            release=found.release,
            earlier=len(ledger),
            **numbers,
        )
    )
    sys.exit(0 if found.passed else SOME_REJECTED)


def _tell(findings: Iterable[Finding], releases: tuple[Release, ...], language: Language) -> None:
    for finding in findings:
        click.echo(finding_sentence(finding, releases, language), err=True)
