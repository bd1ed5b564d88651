"""An edition as a workbook: out and back without loss; mistakes are told by cell, and nothing changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assessment.errors import InputRejected
from services.authoring import import_edition, publish_edition
from services.content import find_content_problems
from storage.authoring.desk import AuthoringDesk, read_documents
from storage.content.store import ContentFolder
from tests.commandline import ROOT

EDITION = "readiness/2026.1"
Edit = Callable[[Workbook], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the questionnaires in which the edition is a draft."""
    shutil.copytree(ROOT / "questionnaires", tmp_path / "questionnaires")
    folder = tmp_path / "questionnaires" / EDITION
    (folder / "PUBLISHED").unlink(missing_ok=True)
    manifest = folder / "manifest.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("status: published", "status: draft"), "utf-8")
    return tmp_path / "questionnaires"


def edited(root: Path, edit: Edit) -> Path:
    """The exported workbook after an edit, beside the questionnaires."""
    path = root.parent / "edition.xlsx"
    path.write_bytes(AuthoringDesk(root).export("readiness", "2026.1"))
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def told(root: Path, edit: Edit) -> list[tuple[str, str]]:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(InputRejected) as rejected:
        import_edition(AuthoringDesk(root), edited(root, edit))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    return [(problem.code, problem.where.split(" · ")[1]) for problem in rejected.value.problems]


def write(sheet: str, cell: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][cell] = value

    return edit


def test_out_and_back_changes_nothing(root: Path) -> None:
    before = read_documents(root / EDITION)
    assert import_edition(AuthoringDesk(root), edited(root, lambda _: None)) == ()
    assert read_documents(root / EDITION) == before


def test_one_changed_sentence_changes_one_file(root: Path) -> None:
    before = read_documents(root / EDITION)
    changed = import_edition(AuthoringDesk(root), edited(root, write("anchors", "C3", "하려는 일을 말로 설명한다")))
    after = read_documents(root / EDITION)
    assert len(changed) == 1
    assert {file for file in after if after[file] != before[file]} == set(changed)
    assert find_content_problems(ContentFolder(root)) == []


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "expected"),
    [
        ("anchors", "C3", "긴 말 " * 20, ("too_long", "anchors!C3")),
        ("anchors", "B5", "셋", ("wrong_type", "anchors!B5")),
        ("anchors", "D4", "적절히 한다, appropriate", ("vague_words", "anchors!")),
        ("facts", "B4", "P9.1.a", ("wrong_form", "facts!B4")),
        ("rest", "C9", "{broken", ("wrong_cell", "rest!C9")),
    ],
)
def test_a_mistake_is_told_with_its_cell_and_nothing_changes(
    root: Path, sheet: str, cell: str, value: str, expected: tuple[str, str]
) -> None:
    code, place = expected
    assert any(c == code and where.startswith(place) for c, where in told(root, write(sheet, cell, value)))


def test_all_mistakes_are_told_at_once(root: Path) -> None:
    def edit(book: Workbook) -> None:
        book["anchors"]["B5"] = "셋"
        book["facts"]["D4"] = 75
        book["rest"]["C9"] = "{broken"

    assert {where for _, where in told(root, edit)} >= {"anchors!B5", "facts!D4", "rest!C9"}


def test_a_missing_sheet_is_named(root: Path) -> None:
    def edit(book: Workbook) -> None:
        book.remove(book["facts"])

    path = edited(root, edit)
    with pytest.raises(InputRejected) as rejected:
        import_edition(AuthoringDesk(root), path)
    assert [(p.code, dict(p.params)) for p in rejected.value.problems] == [("sheet_missing", {"sheet": "facts"})]


@pytest.mark.parametrize(("content", "code"), [(b"no zip", "broken_workbook"), (None, "file_missing")])
def test_what_is_no_workbook_is_said(root: Path, content: bytes | None, code: str) -> None:
    path = root.parent / "other.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputRejected) as rejected:
        import_edition(AuthoringDesk(root), path)
    assert [p.code for p in rejected.value.problems] == [code]


def test_a_published_edition_is_not_changed_but_begins_a_new_one(root: Path) -> None:
    desk = AuthoringDesk(root)
    publish_edition(ContentFolder(root), desk, "readiness", "2026.1")
    assert find_content_problems(ContentFolder(root)) == []
    assert told(root, write("anchors", "C3", "하려는 일을 말로 설명한다")) == [
        ("published_never_changes", "edition!B2")
    ]

    def as_new(book: Workbook) -> None:
        book["edition"]["B2"] = "readiness/2026.2"
        for row in book["rest"].iter_rows(min_row=2):
            if (row[0].value, row[1].value) in {("manifest.yaml", "edition"), ("manifest.yaml", "status")}:
                row[2].value = '"2026.2"' if row[1].value == "edition" else '"draft"'

    assert "manifest.yaml" in import_edition(desk, edited(root, as_new))
    assert ContentFolder(root).editions()[-1] == ("readiness", "2026.2")


def test_a_published_edition_that_was_changed_by_hand_is_refused(root: Path) -> None:
    publish_edition(ContentFolder(root), AuthoringDesk(root), "readiness", "2026.1")
    path = root / EDITION / "process" / "P1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 1", "weight: 2", 1), encoding="utf-8")
    assert "published_edition_changed" in {p.code for p in find_content_problems(ContentFolder(root))}


def test_an_unknown_edition_cannot_be_exported(root: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        AuthoringDesk(root).export("readiness", "1999.1")
    assert [p.code for p in rejected.value.problems] == ["unknown_edition"]
