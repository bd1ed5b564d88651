"""The contract of the ContentStore, and how the folder of content tells what is broken in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment.catalogue import Catalogue
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from assessment.terms import Problem
from services.ports import ContentStore
from storage.content.catalogue import CATALOGUE
from storage.content.instrument import QUESTIONNAIRES
from storage.content.store import ContentFolder
from tests import builders as make
from tests import fakes

EDITION = Path("readiness/2026.1")


@pytest.fixture(params=["fake", "folder"])
def store(request: pytest.FixtureRequest, questionnaire: Questionnaire, catalogue: Catalogue) -> ContentStore:
    if request.param == "fake":
        return fakes.FakeContent(questionnaire, catalogue=catalogue, samples=(make.supplier("sup-a"),))
    return ContentFolder()


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the instrument and of the catalogue that a test may break."""
    questionnaires, catalogue = tmp_path / "questionnaires", tmp_path / "catalogue"
    shutil.copytree(QUESTIONNAIRES, questionnaires)
    shutil.copytree(CATALOGUE, catalogue)
    return questionnaires, catalogue


def found(copies: tuple[Path, Path]) -> list[Problem]:
    return ContentFolder(*copies).shape_problems()


def change(path: Path, old: str, new: str) -> None:
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


# --- the contract ----------------------------------------------------------------------------------------------------


def test_every_edition_that_is_listed_can_be_loaded(store: ContentStore) -> None:
    assert [(q.slug, q.edition) for q in (store.load_questionnaire(*e) for e in store.editions())] == [
        ("readiness", "2026.1")
    ]


@pytest.mark.parametrize("name", [("readiness", "1999.1"), ("unheard-of", "2026.1"), ("..", "readiness")])
def test_an_edition_that_does_not_exist_is_refused_and_the_known_ones_are_named(
    store: ContentStore, name: tuple[str, str]
) -> None:
    with pytest.raises(InputRejected) as rejected:
        store.load_questionnaire(*name)
    (problem,) = rejected.value.problems
    assert (problem.code, dict(problem.params)["known"]) == ("unknown_edition", ("readiness/2026.1",))


def test_an_edition_never_changes_while_the_program_runs(store: ContentStore) -> None:
    assert store.load_questionnaire("readiness", "2026.1") == store.load_questionnaire("readiness", "2026.1")


def test_the_catalogue_of_an_installation_without_a_register_has_no_supplier(store: ContentStore) -> None:
    # method 13
    assert store.load_catalogue().suppliers == ()


def test_every_sample_supplier_is_invented(store: ContentStore) -> None:
    # method 13
    assert {supplier.invented for supplier in store.sample_suppliers()} == {True}


def test_the_content_that_is_shipped_has_no_problem_of_shape(store: ContentStore) -> None:
    assert store.shape_problems() == []


# --- the folder ------------------------------------------------------------------------------------------------------


def test_a_register_of_suppliers_joins_the_catalogue() -> None:
    real = make.supplier("sup-real", invented=False)
    assert ContentFolder().stocked_by(lambda: (real,)).load_catalogue().suppliers == (real,)


def test_the_newest_edition_is_the_last_even_after_the_ninth_of_a_year(copies: tuple[Path, Path]) -> None:
    for edition in ("2026.10", "2026.9", "2025.11"):
        shutil.copytree(copies[0] / EDITION, copies[0] / "readiness" / edition)
    assert [edition for _, edition in ContentFolder(*copies).editions()] == ["2025.11", "2026.1", "2026.9", "2026.10"]


def test_comments_and_line_ends_do_not_change_the_hash_of_an_edition(
    copies: tuple[Path, Path], questionnaire: Questionnaire
) -> None:
    path = copies[0] / EDITION / "scales.yaml"
    path.write_bytes(b"# a comment\r\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert ContentFolder(*copies).load_questionnaire("readiness", "2026.1").content_hash == questionnaire.content_hash


def test_one_changed_word_changes_the_hash_of_an_edition(
    copies: tuple[Path, Path], questionnaire: Questionnaire
) -> None:
    change(copies[0] / EDITION / "process" / "P1.yaml", "weight: 1", "weight: 2")
    assert ContentFolder(*copies).load_questionnaire("readiness", "2026.1").content_hash != questionnaire.content_hash


def test_publishing_an_edition_does_not_change_its_hash(
    copies: tuple[Path, Path], questionnaire: Questionnaire
) -> None:
    change(copies[0] / EDITION / "manifest.yaml", f"status: {questionnaire.status}", "status: published")
    published = ContentFolder(*copies).load_questionnaire("readiness", "2026.1")
    assert (published.status, published.content_hash) == ("published", questionnaire.content_hash)


def test_all_broken_files_are_named_at_once(copies: tuple[Path, Path]) -> None:
    (copies[0] / EDITION / "gates.yaml").unlink()
    change(copies[0] / EDITION / "process" / "P1.yaml", "weight: 1", "weight: heavy")
    (copies[1] / "kpis.yaml").write_text("format: [", encoding="utf-8")
    (copies[1] / "suppliers.sample.csv").write_text("id,name\n", encoding="utf-8")
    assert {(p.code, p.where.split(" · ")[0]) for p in found(copies)} == {
        ("file_missing", "readiness/2026.1/gates.yaml"),
        ("wrong_type", "readiness/2026.1/process/P1.yaml"),
        ("broken_yaml", "catalogue/kpis.yaml"),
        ("wrong_columns", "suppliers.sample.csv"),
    }


def test_a_broken_edition_and_a_broken_catalogue_are_not_loaded(copies: tuple[Path, Path]) -> None:
    (copies[0] / EDITION / "gates.yaml").unlink()
    (copies[1] / "kpis.yaml").unlink()
    content = ContentFolder(*copies)
    with pytest.raises(InputRejected):
        content.load_questionnaire("readiness", "2026.1")
    with pytest.raises(InputRejected):
        content.load_catalogue()


Break = Callable[[Path, Path], object]
BREAKS: dict[str, tuple[Break, tuple[str, str]]] = {
    "no edition": (lambda q, _: shutil.rmtree(q / "readiness"), ("no_content_files", "questionnaires")),
    "no initiative": (
        lambda _, c: shutil.rmtree(c / "initiatives"),
        ("no_content_files", "catalogue/initiatives"),
    ),
    "an item under another name": (
        lambda q, _: (q / EDITION / "process" / "P1.yaml").rename(q / EDITION / "process" / "P9.yaml"),
        ("id_is_not_file_name", "readiness/2026.1/process/P9.yaml"),
    ),
    "an initiative under another name": (
        lambda _, c: (c / "initiatives" / "ini-backup.yaml").rename(c / "initiatives" / "ini-other.yaml"),
        ("id_is_not_file_name", "catalogue/initiatives/ini-other.yaml"),
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_the_files_say_together_is_checked(name: str, copies: tuple[Path, Path]) -> None:
    damage, expected = BREAKS[name]
    damage(*copies)
    assert [(p.code, p.where) for p in found(copies)] == [expected]


def test_an_edition_without_any_item_is_broken(copies: tuple[Path, Path]) -> None:
    for group in ("process", "product", "service", "business_model", "enablers"):
        shutil.rmtree(copies[0] / EDITION / group)
    assert [p.code for p in found(copies)] == ["no_content_files"]
