"""Editing an edition through the services: all problems or all changes, and publishing once."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.errors import InputRejected
from assessment.terms import Problem
from services.authoring import export_edition, import_edition, publish_edition
from services.ports import ContentStore
from storage.content.store import ContentFolder
from tests import builders as make
from tests.fakes import FakeContent, FakeDesk, FakeTrial

BOOK = Path("edition.xlsx")
REAL = ContentFolder()


def _codes(rejected: pytest.ExceptionInfo[InputRejected]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in rejected.value.problems]


def test_an_edition_goes_out_as_a_workbook() -> None:
    assert export_edition(FakeDesk(), "readiness", "2026.1") == b"readiness/2026.1"


def test_a_clean_workbook_is_accepted() -> None:
    trial = FakeTrial(REAL)
    assert import_edition(FakeDesk(trial), BOOK) == ("process/P1.yaml",)
    assert trial.accepted


def test_every_problem_is_told_with_its_cell_and_nothing_is_accepted() -> None:
    trial = FakeTrial(FakeContent(make.questionnaire(), problems=[Problem.of("wrong_type", "P1.yaml")]))
    trial.unreadable = (Problem.of("wrong_cell", "rest!C9", found="{"),)
    with pytest.raises(InputRejected) as rejected:
        import_edition(FakeDesk(trial), BOOK)
    assert _codes(rejected) == [("wrong_cell", "rest!C9"), ("wrong_type", "book · P1.yaml")]
    assert not trial.accepted


def test_a_clean_draft_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.authoring.find_content_problems", _nothing)
    desk = FakeDesk()
    draft = make.questionnaire()
    assert publish_edition(FakeContent(draft), desk, draft.slug, draft.edition) == "f" * 64
    assert desk.published == (draft.slug, draft.edition)


def test_a_draft_with_problems_stays_a_draft() -> None:
    desk, draft = FakeDesk(), make.questionnaire()
    content = FakeContent(draft, problems=[Problem.of("wrong_type", "P1.yaml")])
    with pytest.raises(InputRejected) as rejected:
        publish_edition(content, desk, draft.slug, draft.edition)
    assert _codes(rejected) == [("wrong_type", "P1.yaml")]
    assert desk.published is None


def test_an_edition_is_published_once() -> None:
    published = make.questionnaire(status="published")
    with pytest.raises(InputRejected) as rejected:
        publish_edition(FakeContent(published), FakeDesk(), published.slug, published.edition)
    assert _codes(rejected) == [("already_published", f"{published.slug}/{published.edition}")]


def _nothing(content: ContentStore) -> list[Problem]:
    del content
    return []
