"""Score rows of text: what is right is scored, what is wrong is named with its row, and the order stays."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assessment.errors import InputRejected
from assessment.instrument.edition import Condition, NotApplicableRule
from services.batches import RESULT_COLUMNS, ROWS_AT_ONCE, RejectedRow, ScoredRow, score_rows
from tests import builders as make

HEADER = ("id", *make.ALL_IDS)
EDITION = make.questionnaire(
    {"D3": make.item("D3", not_applicable=NotApplicableRule(Condition("below", "own_products", 1), make.text()))}
)


def row(company: str = "c", level: str = "3", **others: str) -> tuple[str, ...]:
    return (company, *(others.get(str(item_id), level) for item_id in make.ALL_IDS))


def score(*rows: Iterable[str], header: tuple[str, ...] = HEADER) -> list[ScoredRow | RejectedRow]:
    return list(score_rows(EDITION, [header, *map(tuple, rows)]))


def cells(outcome: ScoredRow | RejectedRow) -> dict[str, str]:
    assert isinstance(outcome, ScoredRow)
    return dict(zip(RESULT_COLUMNS, outcome.cells, strict=True))


def codes(outcome: ScoredRow | RejectedRow) -> list[str]:
    assert isinstance(outcome, RejectedRow)
    return [problem.code for problem in outcome.problems]


def test_a_plant_on_level_three_everywhere_has_sixty_points_and_open_gates() -> None:
    # 100 · 3 / 5 = 60 in every dimension; enablers on 3 meet the pilot gate (2, 1, 2, 2) and the scale gate (all 3).
    (outcome,) = score(row())
    assert isinstance(outcome, ScoredRow)
    assert outcome.cells == ("c", "60.0", "60.0", "60.0", "60.0", "60.0", "open", "open")


def test_columns_may_stand_in_any_order() -> None:
    backwards = ("id", *reversed(make.ALL_IDS))
    straight = score(row(P1="5", B5="0"))
    turned = score(("c", *reversed(row(P1="5", B5="0")[1:])), header=backwards)
    assert straight == turned


def test_the_names_of_columns_may_carry_spaces() -> None:
    assert score(row(), header=(" id", *(f"{name} " for name in make.ALL_IDS))) == score(row())


def test_the_id_may_stand_in_any_column() -> None:
    assert score((*row("c")[1:], "c"), header=(*HEADER[1:], "id")) == score(row("c"))


WRONG_HEADERS: dict[str, tuple[tuple[str, ...], dict[str, object]]] = {
    "none": ((), {"empty_file": None}),
    "blank": (("", " "), {"empty_file": None}),
    "one missing": (HEADER[:-1], {"columns_missing": ("E4",)}),
    "no id": (HEADER[1:], {"columns_missing": ("id",)}),
    "one more": ((*HEADER, "Q1"), {"columns_unknown": ("Q1",)}),
    "one twice": ((*HEADER, "P1"), {"columns_repeated": ("P1",)}),
    "all at once": (
        ("company", *HEADER[1:], "P1"),
        {"columns_missing": ("id",), "columns_unknown": ("company",), "columns_repeated": ("P1",)},
    ),
}


@pytest.mark.parametrize("name", WRONG_HEADERS)
def test_a_wrong_header_stops_the_batch_with_all_that_is_wrong(name: str) -> None:
    header, findings = WRONG_HEADERS[name]
    with pytest.raises(InputRejected) as rejected:
        score(row(), header=header)
    assert {problem.code: dict(problem.params).get("columns") for problem in rejected.value.problems} == findings
    assert {problem.where for problem in rejected.value.problems} == {"row 1"}


def test_a_file_without_any_row_has_no_header() -> None:
    with pytest.raises(InputRejected):
        list(score_rows(EDITION, []))


def test_a_header_alone_scores_nobody() -> None:
    assert score() == []


def test_level_zero_is_an_answer_and_an_empty_cell_is_none() -> None:
    # peers 4: five zeros are 0 points; one zero and four empty cells are too few for a score
    chosen, missing = score(
        row("chosen", P1="0", P2="0", P3="0", P4="0", P5="0"), row("missing", P1="0", P2="", P3="", P4="", P5="")
    )
    assert (cells(chosen)["process"], cells(missing)["process"]) == ("0.0", "")


def test_dont_know_and_not_applicable_leave_the_denominator() -> None:
    # product: D1 5, D2 5, D4 5, D3 n/a, D5 don't know → 100 over three answers
    (outcome,) = score(row(D1="5", D2="5", D3="na", D4="5", D5="dk"))
    assert cells(outcome)["product"] == "100.0"


def test_an_unanswered_enabler_makes_the_gates_unknown() -> None:
    (outcome,) = score(row(E1=""))
    assert (cells(outcome)["pilot"], cells(outcome)["scale"]) == ("unknown", "unknown")


def test_a_low_enabler_closes_the_gates() -> None:
    (outcome,) = score(row(E1="1"))
    assert (cells(outcome)["pilot"], cells(outcome)["scale"]) == ("closed", "closed")


def test_cells_forgive_capitals_and_spaces() -> None:
    assert score(row(D3=" NA ", P1=" 3", P2="DK")) == score(row(D3="na", P1="3", P2="dk"))


def test_every_problem_of_a_row_comes_with_its_row_and_column() -> None:
    good, bad = score(row("first"), row("", P1="6", P2="x", P3="na"))
    assert isinstance(good, ScoredRow)
    assert isinstance(bad, RejectedRow)
    assert [(p.code, p.where) for p in bad.problems] == [
        ("empty_id", "row 3"),
        ("cell_unreadable", "row 3 · P1"),
        ("cell_unreadable", "row 3 · P2"),
        ("not_applicable_not_allowed", "row 3 · P3"),
    ]
    assert (bad.number, bad.id) == (3, "")


def test_not_applicable_is_refused_where_the_edition_does_not_allow_it() -> None:
    (outcome,) = score(row(P3="na"))
    assert codes(outcome) == ["not_applicable_not_allowed"]


@pytest.mark.parametrize("cell", ["6", "-1", "3.0", "x", "n/a", "²"])
def test_a_cell_off_the_scale_is_not_guessed(cell: str) -> None:
    (outcome,) = score(row(P1=cell))
    assert codes(outcome) == ["cell_unreadable"]


@pytest.mark.parametrize("cells_of_row", [row()[:-1], (*row(), "more"), ("c",)])
def test_a_row_of_the_wrong_length_is_rejected_under_its_own_name(cells_of_row: tuple[str, ...]) -> None:
    (outcome,) = score(cells_of_row)
    assert isinstance(outcome, RejectedRow)
    assert (outcome.number, outcome.id, codes(outcome)) == (2, "c", ["wrong_number_of_cells"])


def test_a_row_that_ends_before_its_id_is_rejected_without_a_name() -> None:
    (outcome,) = score(("3", "3"), header=(*HEADER[1:], "id"))
    assert isinstance(outcome, RejectedRow)
    assert outcome.id == ""


@pytest.mark.parametrize("empty", [(), ("",), ("",) * 25])
def test_empty_rows_are_passed_over_but_counted(empty: tuple[str, ...]) -> None:
    _, bad = score(row("first"), empty, row("third", P1="x"))
    assert isinstance(bad, RejectedRow)
    assert bad.number == 4


def test_a_batch_of_bad_rows_only_scores_nobody() -> None:
    assert [type(outcome) for outcome in score(row(P1="x"), row(P1="y"))] == [RejectedRow, RejectedRow]


def test_the_order_of_the_file_stays_across_blocks() -> None:
    names = [f"c{n}" for n in range(ROWS_AT_ONCE + 3)]
    rows = [row(name, P1="x" if n % 1000 == 0 else "3") for n, name in enumerate(names)]
    found = [outcome.id if isinstance(outcome, RejectedRow) else outcome.cells[0] for outcome in score(*rows)]
    assert found == names


def test_rows_are_read_as_they_are_needed_and_not_all_at_once() -> None:
    def endless() -> Iterable[tuple[str, ...]]:
        yield HEADER
        while True:
            yield row()

    assert isinstance(next(score_rows(EDITION, endless())), ScoredRow)
