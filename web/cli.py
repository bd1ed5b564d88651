"""The command line: one company, many companies, blank questionnaires, the worker, and the groups of commands."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol, TextIO

import click
from flask import Flask

from assessment.errors import InputRejected
from assessment.terms import Language, Problem
from assessment.values import Diagnosis
from presentation.context import report_context
from presentation.documents import diagnosis_text
from presentation.wording import problem_sentence, say
from services import content as content_service
from services import diagnoses
from services.batches import RESULT_COLUMNS, RejectedRow, ScoredRow, score_rows
from web.cli_campaigns import campaign_group
from web.cli_content import content_group
from web.cli_cooperation import portfolio, tasks_group
from web.cli_demo import demo
from web.cli_links import association_group, consultant_group, links_group
from web.cli_release import release_group
from web.cli_suppliers import suppliers_group
from web.terminal import LANGUAGES, SOME_REJECTED, UNUSABLE, problems_end, tell, today, whole, write_files
from web.visitor import tools

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def register_commands(app: Flask) -> None:
    """Add the commands to ``flask``."""
    links = (consultant_group, association_group, links_group)
    for group in (content_group, *links, suppliers_group, tasks_group, campaign_group, release_group):
        app.cli.add_command(group)
    for command in (diagnose_one, diagnose_batch, paper, demo, portfolio, prepare, worker):
        app.cli.add_command(command)


@click.command("diagnose")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Write the roadmap as a PDF.")
@click.option("--hwpx", type=click.Path(path_type=Path, dir_okay=False), help="Write it as a Hangul document to edit.")
@click.option(
    "--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="Write it as a workbook to calculate with."
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the whole diagnosis.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Diagnose for this date (default: today).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
@click.option("--explain", "explained", is_flag=True, help="Argue for the order of work; takes a minute or two.")
@click.option("--with-sample-suppliers", is_flag=True, help="Match against the invented suppliers (watermarked).")
def diagnose_one(
    sheet: Path,
    json_file: Path | None,
    on: datetime | None,
    lang: str,
    *,
    with_sample_suppliers: bool,
    explained: bool,
    **documents: Path | None,
) -> None:
    """Diagnose one company from an answer sheet (YAML) or a filled answer workbook (xlsx)."""
    language, box = Language(lang), tools()
    day = on.date() if on else today()
    wanted = {kind: target for kind, target in documents.items() if target}
    with problems_end(language):
        _check_endings(wanted)
    with problems_end(language, sheet.name):
        catalogue = content_service.catalogue_for(box.content, with_samples=with_sample_suppliers)
        given = diagnoses.read_sheet(box.content, box.sheets, sheet, catalogue)
        diagnosis = diagnoses.diagnose_sheet(box.content, given, day, catalogue)
    if explained:
        click.echo(say(language, "cli.explaining"), err=True)
        diagnosis = diagnoses.explain(diagnosis)
    files = {}
    with problems_end(language):
        if json_file:
            files[json_file] = diagnosis_text(diagnosis).encode()
        if wanted:
            printed = box.printer(diagnosis, language, _midday(day))
            files |= {target: getattr(printed, kind) for kind, target in wanted.items()}
        write_files(files)
    for line in _summary(diagnosis, day, language):
        click.echo(line)
    for target in files:
        click.echo(say(language, "cli.written", target=target))


def _check_endings(wanted: Mapping[str, Path]) -> None:
    """A document under another ending opens in no program."""
    wrong = [(target, f".{kind}") for kind, target in wanted.items() if target.suffix.lower() != f".{kind}"]
    if wrong:
        raise InputRejected(tuple(Problem.of("wrong_ending", str(target), ending=ending) for target, ending in wrong))


def _summary(diagnosis: Diagnosis, day: date, language: Language) -> tuple[str, ...]:
    """The few sentences that stand on the screen."""
    context = report_context(diagnosis, diagnosis.case.profile.name, day, language)
    return (context.cover.meta, *context.owner.headline, context.overview.overall.text, context.roadmap.sentence)


@click.command("diagnose-batch")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--encoding", default="utf-8-sig", show_default=True, help="Encoding of the source, for example cp949.")
@click.option("--edition", default=None, help="SLUG/EDITION (default: the newest).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def diagnose_batch(source: Path, target: Path, encoding: str, edition: str | None, lang: str) -> None:
    """Score many companies: SOURCE has id and 24 columns (0-5, na, dk, empty). Rejected rows go to TARGET.rejected.csv."""
    language = Language(lang)
    rejected = target.with_name(f"{target.name}.rejected.csv")
    counts = {"scored": 0, "rejected": 0}
    with problems_end(language):
        questionnaire = diagnoses.edition_or_newest(tools().content, edition)
        _check_batch_arguments(source, (target, rejected), encoding)
    with problems_end(language, source.name), ExitStack() as stack:
        rows = score_rows(questionnaire, _read_rows(source, encoding))
        scored_out = _csv_file(stack, target, RESULT_COLUMNS)
        rejected_out = _csv_file(stack, rejected, ("row", "id", "problems"))
        for row in rows:
            if isinstance(row, ScoredRow):
                counts["scored"] += 1
                scored_out.writerow(_safe(row.cells))
            else:
                counts["rejected"] += 1
                rejected_out.writerow(_safe(_rejected_cells(row, language)))
    done = "cli.batch_done" if counts["rejected"] else "cli.batch_clean"
    click.echo(say(language, done, target=target, rejected_file=rejected, **counts))
    sys.exit(SOME_REJECTED if counts["rejected"] else 0)


@click.command("paper")
@click.argument("edition")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def paper(edition: str, target: Path, lang: str) -> None:
    """Write the blank questionnaire EDITION (such as readiness/2026.1) to TARGET, a .pdf to print or a .xlsx to fill in."""
    language, box = Language(lang), tools()
    makers = {".pdf": box.blank.pdf, ".xlsx": box.blank.workbook}
    with problems_end(language):
        make = makers.get(target.suffix.lower())
        if make is None:
            raise InputRejected((Problem.of("wrong_suffix", str(target), allowed=tuple(makers)),))
        questionnaire = diagnoses.edition_or_newest(box.content, edition)
        write_files({target: make(questionnaire, box.content.load_catalogue(), language)})
    click.echo(say(language, "cli.written", target=target))


@click.command("prepare")
def prepare() -> None:
    """Bring the database to its newest shape and check the content, before the server starts."""
    tools().assessments.get("")  # the first use of a database migrates it
    problems = content_service.find_content_problems(tools().content)
    tell(problems, Language.KO)
    sys.exit(UNUSABLE if problems else 0)


@click.command("worker")
def worker() -> None:
    """Build reports until stopped."""
    tools().jobs.run_worker()


class RowWriter(Protocol):
    """What `csv.writer` makes."""

    def writerow(self, row: Iterable[str], /) -> object:
        """Write one row."""
        ...


def _csv_file(stack: ExitStack, path: Path, header: tuple[str, ...]) -> RowWriter:
    part = stack.enter_context(whole(path))
    file: TextIO = stack.enter_context(part.open("w", encoding="utf-8-sig", newline=""))
    writer = csv.writer(file)
    writer.writerow(header)
    return writer


def _check_batch_arguments(source: Path, targets: tuple[Path, ...], encoding: str) -> None:
    if source.resolve() in {target.resolve() for target in targets}:
        raise InputRejected((Problem.of("target_is_source", str(source)),))
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    except LookupError as unknown:
        raise InputRejected((Problem.of("unknown_encoding", "--encoding", found=encoding),)) from unknown


def _read_rows(source: Path, encoding: str) -> Iterator[list[str]]:
    """The rows of a CSV, with a bar that moves on by the bytes read; raises InputRejected at the line where it breaks."""
    with (
        source.open("rb") as file,
        click.progressbar(length=source.stat().st_size, file=sys.stderr, label=source.name) as bar,
    ):
        reader = csv.reader(io.TextIOWrapper(file, encoding=encoding, newline=""))
        at = 0
        try:
            for row in reader:
                yield row
                if (now := file.tell()) != at:
                    bar.update(now - at)
                    at = now
        except UnicodeDecodeError as error:
            name, line = encoding.removesuffix("-sig").upper(), _first_unreadable_line(source, encoding)
            raise InputRejected((Problem.of("wrong_encoding", f"line {line}", encoding=name),)) from error
        except csv.Error as error:
            raise InputRejected((Problem.of("broken_csv", f"line {reader.line_num}", cause=str(error)),)) from error


def _first_unreadable_line(source: Path, encoding: str) -> int:
    """The line that cannot be decoded; the decoder itself reads blocks and knows no lines."""
    with source.open("rb") as file:
        return next((number for number, line in enumerate(file, 1) if not _is_readable(line, encoding)), 1)


def _is_readable(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _rejected_cells(row: RejectedRow, language: Language) -> tuple[str, ...]:
    return str(row.number), row.id, " ".join(problem_sentence(p, language) for p in row.problems)


def _safe(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Cells that a spreadsheet must not take for a formula begin with an apostrophe."""
    return tuple(f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells)


def _midday(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
