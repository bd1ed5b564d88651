"""What every command shares: sentences on the error stream, exit statuses, files written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click

from assessment.errors import InputRejected, WrongEdition
from assessment.terms import Language, Problem
from presentation.wording import problem_sentence
from services.ports import PrintingFailed

SOME_REJECTED, UNUSABLE = 1, 2
PART = ".part"
LANGUAGES = click.Choice([language.value for language in Language])


def today() -> date:
    """The date on the clock of this machine."""
    return datetime.now(UTC).astimezone().date()


@contextmanager
def problems_end(language: Language, source: str = "") -> Iterator[None]:
    """Turn every expected failure into sentences on the error stream, and end with status 2.

    `source` is the file that the problems are about; each names it.
    """
    try:
        yield
    except InputRejected as rejected:
        tell((replace(problem, where=_place(problem.where, source)) for problem in rejected.problems), language)
    except WrongEdition as wrong:
        tell([Problem.of("wrong_edition", _place("content_hash", source), found=wrong.found[:16])], language)
    except PrintingFailed as failed:
        tell([failed.problem], language)
    except OSError as error:
        tell([_file_problem(error)], language)
    else:
        return
    sys.exit(UNUSABLE)


def _place(where: str, source: str) -> str:
    """A place as the reader of a file finds it: the file's name first; what the core calls profile is company there."""
    if where.startswith("profile."):
        where = f"company.{where.removeprefix('profile.')}"
    return where if where.startswith(source) else f"{source} · {where}"


def _file_problem(error: OSError) -> Problem:
    target = Path(str(error.filename or "").removesuffix(PART))
    if isinstance(error, FileNotFoundError) and not target.parent.exists():
        return Problem.of("folder_missing", str(target), folder=str(target.parent))
    return Problem.of("cannot_write", str(target), cause=error.strerror or "")


def tell(problems: Iterable[Problem], language: Language) -> None:
    """One sentence a line on the error stream for each problem."""
    for problem in problems:
        click.echo(problem_sentence(problem, language), err=True)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files whole, all of them or none."""
    with ExitStack() as stack:
        for target, content in files.items():
            stack.enter_context(whole(target)).write_bytes(content)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A file to write beside the target; at the end it takes the target's place, or goes away if anything failed."""
    part = target.with_name(f"{target.name}{PART}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
