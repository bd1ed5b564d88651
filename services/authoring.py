"""Editing an edition: out as a workbook, back after every check, published for good."""

from __future__ import annotations

from pathlib import Path

from assessment.errors import InputRejected
from assessment.terms import Problem
from services.content import find_content_problems
from services.ports import ContentStore, EditionDesk


def export_edition(desk: EditionDesk, slug: str, edition: str) -> bytes:
    """The workbook of an edition; raises InputRejected for one that does not exist."""
    return desk.export(slug, edition)


def import_edition(desk: EditionDesk, workbook: Path) -> tuple[str, ...]:
    """Take an edited workbook in, and return the names of the files that changed.

    Raises InputRejected with every problem and its cell; then nothing has changed.
    """
    with desk.trial(workbook) as trial:
        problems = (*trial.unreadable, *map(trial.in_workbook, find_content_problems(trial.content)))
        if problems:
            raise InputRejected(problems)
        return trial.accept()


def publish_edition(content: ContentStore, desk: EditionDesk, slug: str, edition: str) -> str:
    """Close a draft for good and return the hash of its meaning; from then on the linter refuses any change.

    Raises InputRejected with every problem of the content, or for an edition that is published already.
    """
    if content.load_questionnaire(slug, edition).is_published:
        raise InputRejected((Problem.of("already_published", f"{slug}/{edition}", edition=edition),))
    problems = find_content_problems(content)
    if problems:
        raise InputRejected(tuple(problems))
    return desk.publish(slug, edition)
