"""The command line: one company, many companies, blank questionnaires, the content, consultants' links, the worker."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

import click
from flask import Flask
from flask.cli import AppGroup

from assessment.errors import InputRejected, WrongEdition
from assessment.terms import Language, Problem
from presentation.context import report_context
from presentation.documents import diagnosis_document
from presentation.wording import problem_sentence, say
from services import content as content_service
from services import diagnoses, visits
from services.batches import RESULT_COLUMNS, RejectedRow, ScoredRow, score_rows
from services.ports import PrintingFailed
from web.visitor import tools

SOME_REJECTED, UNUSABLE = 1, 2
LANGUAGES = click.Choice([language.value for language in Language])
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def register_commands(app: Flask) -> None:
    """Add the commands to ``flask``."""
    content = AppGroup("content", help="Look after the questionnaire and the catalogue.")
    content.add_command(check_content)
    consultant = AppGroup("consultant", help="Links for consultants.")
    consultant.add_command(add_consultant)
    for group in (content, consultant):
        app.cli.add_command(group)
    for command in (diagnose_one, diagnose_batch, paper, prepare, worker):
        app.cli.add_command(command)


@click.command("check")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def check_content(lang: str) -> None:
    """Check every content file: shape, meaning, and how the parts fit together."""
    problems = content_service.find_content_problems(tools().content)
    _tell(problems, Language(lang))
    if problems:
        sys.exit(SOME_REJECTED)
    counts = content_service.count_content(tools().content)
    click.echo(say(Language(lang), "cli.content_clean", **counts))


@click.command("diagnose")
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Write the roadmap as a PDF.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the whole diagnosis.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Diagnose for this date (default: today).")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
@click.option("--with-sample-suppliers", is_flag=True, help="Match against the invented suppliers (watermarked).")
def diagnose_one(
    sheet: Path,
    pdf: Path | None,
    json_file: Path | None,
    on: datetime | None,
    lang: str,
    *,
    with_sample_suppliers: bool,
) -> None:
    """Diagnose one company from an answer sheet (YAML) or a filled answer workbook (xlsx)."""
    language, box = Language(lang), tools()
    day = on.date() if on else datetime.now(UTC).date()
    with _problems_end(language):
        catalogue = content_service.catalogue_for(box.content, with_samples=with_sample_suppliers)
        diagnosis = diagnoses.diagnose_sheet(box.content, box.sheets(sheet), day, catalogue)
        context = report_context(diagnosis, diagnosis.case.profile.name, day, language)
        for line in (
            context.cover.meta,
            *context.owner.headline,
            context.overview.overall.text,
            context.roadmap.sentence,
        ):
            click.echo(line)
        if json_file:
            text = json.dumps(diagnosis_document(diagnosis), ensure_ascii=False, indent=2, sort_keys=True)
            _write(json_file, (text + "\n").encode())
        if pdf:
            _write(pdf, box.printer(diagnosis, language, _midday(day)).pdf)


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
    with _problems_end(language), ExitStack() as stack:
        questionnaire = diagnoses.edition_or_newest(tools().content, edition)
        file = stack.enter_context(source.open("rb"))
        bar = stack.enter_context(click.progressbar(length=source.stat().st_size, file=sys.stderr, label=source.name))
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        rows = score_rows(questionnaire, _counted(csv.reader(text), file, bar))
        scored_out = _csv_file(stack, target, RESULT_COLUMNS)
        rejected_out = _csv_file(stack, rejected, ("row", "id", "problems"))
        for row in rows:
            if isinstance(row, ScoredRow):
                counts["scored"] += 1
                scored_out.writerow(_safe(row.cells))
            else:
                counts["rejected"] += 1
                rejected_out.writerow(_safe(_rejected_cells(row, language)))
    click.echo(say(language, "cli.batch_done", target=target, rejected_file=rejected, **counts))
    sys.exit(SOME_REJECTED if counts["rejected"] else 0)


@click.command("paper")
@click.argument("edition")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def paper(edition: str, target: Path, lang: str) -> None:
    """Write the blank questionnaire EDITION (such as readiness/2026.1) to TARGET, a .pdf to print or a .xlsx to fill in."""
    language, box = Language(lang), tools()
    makers = {".pdf": box.blank.pdf, ".xlsx": box.blank.workbook}
    with _problems_end(language):
        if target.suffix not in makers:
            allowed = tuple(makers)
            raise InputRejected((Problem.of("not_in_list", str(target), found=target.suffix, allowed=allowed),))
        questionnaire = diagnoses.edition_or_newest(box.content, edition)
        _write(target, makers[target.suffix](questionnaire, box.content.load_catalogue(), language))
    click.echo(say(language, "cli.written", target=target))


@click.command("add")
@click.argument("name")
@click.option("--base", default="http://127.0.0.1:8000", show_default=True, help="Address of this installation.")
@click.option("--lang", type=LANGUAGES, default="ko", show_default=True)
def add_consultant(name: str, base: str, lang: str) -> None:
    """Make a link for the consultant NAME. It is shown once."""
    code = visits.make_link(tools(), name, datetime.now(UTC))
    click.echo(say(Language(lang), "cli.consultant_link", name=name))
    click.echo(f"{base.rstrip('/')}/c/{code.token}")


@click.command("prepare")
def prepare() -> None:
    """Bring the database to its newest shape and check the content, before the server starts."""
    problems = content_service.find_content_problems(tools().content)
    _tell(problems, Language.KO)
    sys.exit(UNUSABLE if problems else 0)


@click.command("worker")
def worker() -> None:
    """Build reports until stopped."""
    tools().jobs.run_worker()


@contextmanager
def _problems_end(language: Language) -> Iterator[None]:
    """Turn every expected failure into sentences on the error stream, and end with status 2."""
    try:
        yield
    except InputRejected as rejected:
        _tell(rejected.problems, language)
    except WrongEdition as wrong:
        _tell([Problem.of("wrong_edition", "content_hash", found=wrong.found[:16])], language)
    except PrintingFailed as failed:
        _tell([failed.problem], language)
    except UnicodeDecodeError as error:
        _tell([Problem.of("not_utf8", "CSV", byte=error.start)], language)
    except (csv.Error, LookupError) as error:
        _tell([Problem.of("broken_csv", "CSV", cause=str(error))], language)
    except OSError as error:
        _tell([Problem.of("cannot_write", str(error.filename), cause=error.strerror or "")], language)
    else:
        return
    sys.exit(UNUSABLE)


def _tell(problems: Iterable[Problem], language: Language) -> None:
    for problem in problems:
        click.echo(problem_sentence(problem, language), err=True)


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(content)
    part.replace(target)


class RowWriter(Protocol):
    """What `csv.writer` makes."""

    def writerow(self, row: Iterable[str], /) -> object:
        """Write one row."""
        ...


def _csv_file(stack: ExitStack, path: Path, header: tuple[str, ...]) -> RowWriter:
    file: TextIO = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
    writer = csv.writer(file)
    writer.writerow(header)
    return writer


def _counted(rows: Iterator[list[str]], file: BinaryIO, bar: object) -> Iterator[list[str]]:
    """The rows, moving the bar on by the bytes that were read."""
    at = 0
    for row in rows:
        yield row
        if (now := file.tell()) != at:
            bar.update(now - at)  # type: ignore[attr-defined]
            at = now


def _rejected_cells(row: RejectedRow, language: Language) -> tuple[str, ...]:
    return str(row.number), row.id, " ".join(problem_sentence(p, language) for p in row.problems)


def _safe(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Cells that a spreadsheet must not take for a formula begin with an apostrophe."""
    return tuple(f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells)


def _midday(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
