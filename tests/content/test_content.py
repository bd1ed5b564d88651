"""Every content file is a test case, and the suite fails if it found none."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.catalogue import Catalogue, GateKind
from assessment.checks import find_catalogue_problems, find_supplier_problems
from assessment.instrument.checks import DEFAULT_PATH_LIMIT, default_path_length, find_questionnaire_problems
from assessment.instrument.edition import Group, Questionnaire, Wording
from services.content import find_content_problems
from storage.content.catalogue import FOLDERS
from storage.content.reading import read_document
from storage.content.store import ContentFolder
from storage.shapes import ROOT, schema_kinds

EDITION = ROOT / "questionnaires" / "readiness" / "2026.1"
ITEMS = sorted(p for group in Group for p in (EDITION / group.value).glob("*.yaml"))
CATALOGUE_FILES = [
    (p, kind) for name, kind in FOLDERS.items() for p in sorted((ROOT / "catalogue" / name).glob("*.yaml"))
]
LONGEST_FILE = 250
LONGEST_PROGRAMME = 350
"""A notice with rates by sales band and region is as long as it is (docs/decisions/0009)."""
HANGUL = re.compile("[가-힣]")
NUMBER = re.compile(r"\d+")
VAGUE = ("최적의", "혁신적", "획기적", "스마트한", "고도화된", "적극적", "다양한 방법", "지속적으로 노력")


def _name(path: Path) -> str:
    return path.stem


def test_that_there_are_some_files() -> None:
    assert len(ITEMS) == 24
    assert len(CATALOGUE_FILES) > 150
    assert len(schema_kinds()) > 10


def test_the_content_is_clean_as_a_whole(content: ContentFolder) -> None:
    assert find_content_problems(content) == []


@pytest.mark.parametrize("path", ITEMS, ids=_name)
def test_a_sub_dimension_fits_its_shape(path: Path) -> None:
    document, problems = read_document(path, "sub-dimension", path.name)
    assert problems == []
    assert document["id"] == path.stem


@pytest.mark.parametrize(("path", "kind"), CATALOGUE_FILES, ids=lambda v: v.stem if isinstance(v, Path) else v)
def test_a_catalogue_file_fits_its_shape(path: Path, kind: str) -> None:
    assert read_document(path, kind, path.name)[1] == []


@pytest.mark.parametrize("path", [*ITEMS, *(p for p, _ in CATALOGUE_FILES)], ids=_name)
def test_a_content_file_is_short_and_says_nothing_vague(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= (LONGEST_PROGRAMME if path.parent.name == "programmes" else LONGEST_FILE)
    assert "\t" not in text
    assert [word for word in VAGUE if word in text] == []


def test_the_default_path_is_short_enough(questionnaire: Questionnaire) -> None:
    assert default_path_length(questionnaire) <= DEFAULT_PATH_LIMIT


def test_an_edition_without_an_item_is_refused(questionnaire: Questionnaire) -> None:
    broken = replace(questionnaire, items=questionnaire.items[1:])
    codes = {problem.code for problem in find_questionnaire_problems(broken)}
    assert {"items_missing", "unknown_item"} <= codes


@pytest.mark.parametrize("path", ITEMS, ids=_name)
def test_anchors_carry_korean_and_different_sentences(path: Path, questionnaire: Questionnaire) -> None:
    item = questionnaire.item(path.stem)
    wordings: list[Wording] = [item.wording, *([item.variant.wording] if item.variant else [])]
    for wording in wordings:
        assert all(HANGUL.search(anchor.text.ko) for anchor in wording.anchors)
        assert all(not HANGUL.search(anchor.text.en) for anchor in wording.anchors)
        assert wording.question.ko.endswith("?")


@pytest.mark.parametrize("path", ITEMS, ids=_name)
def test_an_anchor_has_the_same_figures_in_both_languages(path: Path, questionnaire: Questionnaire) -> None:
    item = questionnaire.item(path.stem)
    for anchor in item.wording.anchors:
        korean = {n for n in NUMBER.findall(anchor.text.ko) if int(n) > 2}
        english = set(NUMBER.findall(anchor.text.en))
        assert korean <= english, anchor.text


def test_enough_of_everything(catalogue: Catalogue) -> None:
    assert len(catalogue.initiatives) >= 30
    assert len(catalogue.capabilities) >= 30
    assert len(catalogue.use_cases) >= 30
    assert len(catalogue.alliances[0].subcommittees) == 5


def test_every_cell_of_the_matrix_has_a_use_case(catalogue: Catalogue) -> None:
    cells = {f"cell-{row}-{column}" for row in "12345" for column in "ABCDEFG"}
    assert {use_case.cell for use_case in catalogue.use_cases} == cells


def test_office_use_cases_ask_little(catalogue: Catalogue) -> None:
    office = [u for u in catalogue.use_cases if u.gate is GateKind.OFFICE]
    assert len(office) > 10
    assert all(level <= 3 for use_case in office for _, level in use_case.needs)


def test_the_catalogue_names_only_what_exists(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    assert find_catalogue_problems(questionnaire, catalogue) == []


def test_sample_suppliers_are_invented_and_fit_the_catalogue(content: ContentFolder, catalogue: Catalogue) -> None:
    suppliers = content.sample_suppliers()
    assert len(suppliers) >= 60
    assert all(supplier.invented for supplier in suppliers)
    assert all(supplier.name.endswith("(가상)") for supplier in suppliers)
    assert find_supplier_problems(catalogue, suppliers) == []


def test_an_installation_starts_without_any_supplier(catalogue: Catalogue) -> None:
    assert catalogue.suppliers == ()


def test_a_circle_of_prerequisites_is_found(questionnaire: Questionnaire, catalogue: Catalogue) -> None:
    first, second, *rest = catalogue.initiatives
    circle = (
        replace(first, prerequisites=(second.id,)),
        replace(second, prerequisites=(first.id,)),
        *rest,
    )
    codes = {p.code for p in find_catalogue_problems(questionnaire, replace(catalogue, initiatives=circle))}
    assert "prerequisites_in_a_circle" in codes
