"""From a sheet to a diagnosis: the edition it names, all its problems at once, the seed of its answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assessment.errors import InputRejected, WrongEdition
from assessment.instrument.edition import ItemId
from assessment.instrument.values import AiUse, Role, UseState
from assessment.scoring.values import Wishes
from assessment.terms import Problem
from services.diagnoses import RECENT_KEPT, diagnose_sheet, edition_or_newest, explain, read_sheet, settle_case
from services.ports import SheetBroken, SheetInput
from tests import builders as make
from tests import fakes

TODAY = make.NOON.date()
EDITION = make.questionnaire()
CONTENT = fakes.FakeContent(make.questionnaire(edition="2025.1"), EDITION)


def test_a_sheet_becomes_a_diagnosis_of_the_day() -> None:
    diagnosis = diagnose_sheet(CONTENT, make.sheet_input(make.event("P1", 2)), TODAY)
    assert (diagnosis.provenance.edition, diagnosis.provenance.on) == ("2026.1", TODAY)
    assert diagnosis.scorecard.of("P1").claimed == 2


def test_the_same_sheet_gives_the_same_diagnosis() -> None:
    """Two installations, so that nothing is remembered."""
    sheet = make.sheet_input(*(make.event(item_id, 3) for item_id in make.ALL_IDS))
    one, other = (diagnose_sheet(fakes.FakeContent(make.questionnaire()), sheet, TODAY) for _ in range(2))
    assert one is not other
    assert one == other


def test_the_pages_of_one_visit_share_a_diagnosis() -> None:
    sheet = make.sheet_input(make.event("P1", 2))
    assert diagnose_sheet(CONTENT, sheet, TODAY) is diagnose_sheet(CONTENT, sheet, TODAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"sheet": make.sheet_input(make.event("P1", 3))},
        {"on": TODAY + timedelta(days=1)},
        {"catalogue": make.catalogue()},
        {"content": fakes.FakeContent(make.questionnaire())},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_nothing_old_is_shared(changed: dict[str, Any]) -> None:
    usual = {"content": CONTENT, "sheet": make.sheet_input(make.event("P1", 2)), "on": TODAY}
    before = diagnose_sheet(**usual)
    assert diagnose_sheet(**{**usual, **changed}) is not before


def test_only_the_last_few_diagnoses_are_kept() -> None:
    sheet = make.sheet_input(make.event("P1", 2))
    first = diagnose_sheet(CONTENT, sheet, TODAY)
    for days in range(1, RECENT_KEPT + 1):
        diagnose_sheet(CONTENT, sheet, TODAY + timedelta(days=days))
    assert diagnose_sheet(CONTENT, sheet, TODAY) is not first


def test_arguments_are_added_to_a_diagnosis_and_change_nothing_else() -> None:
    diagnosis = diagnose_sheet(CONTENT, make.sheet_input(make.event("P1", 2)), TODAY)
    explained = explain(diagnosis)
    assert explained.explanation is not None
    assert replace(explained, explanation=None) == diagnosis


def test_other_answers_draw_another_seed() -> None:
    one, other = (diagnose_sheet(CONTENT, make.sheet_input(make.event("P1", n)), TODAY) for n in (1, 2))
    assert one.provenance.seed != other.provenance.seed


def test_all_problems_of_a_sheet_come_at_once() -> None:
    sheet = make.sheet_input(
        make.event("P1", 9),
        make.event("X1", 2),
        profile=make.profile(division="99"),
        ai_uses=(AiUse("ai-unheard-of", UseState.TRIED),),
        wishes=Wishes(targets={ItemId("Q1"): 3}),
    )
    with pytest.raises(InputRejected) as rejected:
        diagnose_sheet(CONTENT, sheet, TODAY)
    assert {problem.code for problem in rejected.value.problems} == {
        "level_out_of_range",
        "unknown_item",
        "unknown_division",
        "unknown_ai_example",
        "unknown_id",
    }


def test_a_catalogue_may_be_handed_in() -> None:
    with_supplier = make.catalogue(suppliers=(make.supplier("sup-a", "cap-a"),))
    diagnosis = diagnose_sheet(CONTENT, make.sheet_input(make.event("P1", 2)), TODAY, with_supplier)
    assert diagnosis.catalogue == with_supplier


def test_a_sheet_of_an_unknown_edition_is_told_which_there_are() -> None:
    with pytest.raises(InputRejected) as rejected:
        diagnose_sheet(CONTENT, make.sheet_input(edition="1999.1"), TODAY)
    (problem,) = rejected.value.problems
    assert dict(problem.params) == {"found": "test/1999.1", "known": ("test/2025.1", "test/2026.1")}


def test_a_sheet_that_was_answered_on_other_content_is_refused() -> None:
    with pytest.raises(WrongEdition) as wrong:
        settle_case(EDITION, make.sheet_input(content_hash="f" * 64))
    assert (wrong.value.expected, wrong.value.found) == (make.HASH, "f" * 64)


@pytest.mark.parametrize("content_hash", [None, make.HASH])
def test_a_sheet_of_this_content_or_of_none_named_is_taken(content_hash: str | None) -> None:
    assert settle_case(EDITION, make.sheet_input(content_hash=content_hash)).profile == make.profile()


def test_a_case_is_everything_the_sheet_says() -> None:
    said = make.full_documents()
    sheet = make.sheet_input(
        make.event("P1", 5),
        make.event("P1", 2, role=Role.CONSULTANT),
        profile=said.profile,
        office_rules=said.office_rules,
        ai_uses=said.ai_uses,
        limits=said.limits,
        wishes=said.wishes,
        opinion=said.opinion,
    )
    case = settle_case(EDITION, sheet)
    assert (case.profile, case.limits, case.wishes, case.opinion) == (
        said.profile,
        said.limits,
        said.wishes,
        said.opinion,
    )
    assert (case.sheet.office_rules, case.sheet.ai_uses) == (said.office_rules, said.ai_uses)
    assert [answer.value for answer in case.sheet.answers] == [2]


# --- a sheet in a file -----------------------------------------------------------------------------------------------

PATH = Path("sheet.yaml")
SHAPE = Problem.of("unknown_key", "sheet.yaml", keys=("more",))


def read(found: SheetInput | InputRejected) -> SheetInput:
    return read_sheet(CONTENT, fakes.FakeSheets({PATH: found}), PATH, make.catalogue())


def problems_of(found: InputRejected) -> list[str]:
    with pytest.raises(InputRejected) as rejected:
        read(found)
    return [problem.code for problem in rejected.value.problems]


def test_a_sheet_in_a_file_is_handed_on_as_it_was_read() -> None:
    assert read(make.sheet_input(make.event("P1", 3))) == make.sheet_input(make.event("P1", 3))


def test_problems_of_shape_and_of_meaning_come_at_once() -> None:
    assert problems_of(SheetBroken((SHAPE,), make.sheet_input(make.event("X1", 3)))) == ["unknown_key", "unknown_item"]


def test_a_sheet_whose_rest_is_sound_has_problems_of_shape_only() -> None:
    assert problems_of(SheetBroken((SHAPE,), make.sheet_input(make.event("P1", 3)))) == ["unknown_key"]


def test_a_sheet_of_which_nothing_is_left_has_problems_of_shape_only() -> None:
    assert problems_of(SheetBroken((SHAPE,), None)) == ["unknown_key"]


def test_a_file_that_cannot_be_read_at_all_is_rejected_as_it_is() -> None:
    assert problems_of(InputRejected((Problem.of("broken_yaml", "sheet.yaml", line=3),))) == ["broken_yaml"]


# --- editions --------------------------------------------------------------------------------------------------------


def test_an_edition_by_name_or_the_newest() -> None:
    assert edition_or_newest(CONTENT, "test/2025.1").edition == "2025.1"
    assert edition_or_newest(CONTENT, None).edition == "2026.1"


@pytest.mark.parametrize("name", ["", "test", "test/", "/2026.1", "test/2026.1/more"])
def test_a_name_of_no_edition_is_refused(name: str) -> None:
    with pytest.raises(InputRejected):
        edition_or_newest(CONTENT, name)
