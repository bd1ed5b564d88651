"""Which answer counts, out of everything that was ever answered (method 2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessment.instrument.edition import EvidenceClass
from assessment.instrument.effective import effective_answers
from assessment.instrument.values import AnswerEvent, Mode, Role
from assessment.terms import Absence
from tests.builders import NOON, event, log

HOUR = timedelta(hours=1)


def _counts(*events: AnswerEvent) -> int | Absence:
    found = effective_answers(log(*events)).answer("P1")
    assert found is not None
    return found.value


def test_an_empty_log_is_a_sheet_on_which_nothing_was_answered() -> None:
    sheet = effective_answers(log())
    assert sheet.answers == ()
    assert sheet.answer("P1") is None
    assert sheet.rated("P1", Role.MANAGER) is None


def test_the_sheet_names_the_edition_it_answers() -> None:
    sheet = effective_answers(log(event("P1", 2)))
    assert (sheet.slug, sheet.edition, sheet.content_hash) == ("test", "2026.1", "0" * 64)


def test_the_answer_that_had_seen_more_history_wins_although_its_clock_is_behind() -> None:
    on_top = event("P1", 4, base_version=1, at=NOON - HOUR, sequence=1)
    assert _counts(event("P1", 1, at=NOON), on_top) == 4


def test_of_two_answers_on_the_same_base_the_later_one_wins() -> None:
    assert _counts(event("P1", 1, at=NOON + HOUR, sequence=1), event("P1", 4, at=NOON)) == 1


def test_of_two_answers_in_the_same_moment_on_one_device_the_later_in_sequence_wins() -> None:
    assert _counts(event("P1", 1, sequence=7), event("P1", 4, sequence=6)) == 1


def test_who_looked_at_the_plant_counts_before_who_answers_for_it_and_who_works_in_it() -> None:
    colleague = event("P1", 1, role=Role.COLLEAGUE, author="c", at=NOON + HOUR)
    manager = event("P1", 3, author="m")
    consultant = event("P1", 2, role=Role.CONSULTANT, author="x", at=NOON - HOUR)
    assert _counts(colleague, manager) == 3
    assert _counts(colleague, manager, consultant) == 2


@pytest.mark.parametrize(("levels", "median"), [((4,), 4), ((1, 4), 1), ((1, 4, 2), 2), ((5, 1, 4, 2), 2)])
def test_among_colleagues_the_lower_median_counts(levels: tuple[int, ...], median: int) -> None:
    events = [event("P1", v, role=Role.COLLEAGUE, author=f"c{n}", device=f"d{n}") for n, v in enumerate(levels)]
    assert _counts(*events) == median


def test_an_absence_speaks_only_if_no_colleague_gave_a_level() -> None:
    absent = event("P1", Absence.DONT_KNOW, role=Role.COLLEAGUE, author="c1", device="d1")
    rated = event("P1", 3, role=Role.COLLEAGUE, author="c2", device="d2")
    assert _counts(absent, rated) == 3
    assert _counts(absent) is Absence.DONT_KNOW


def test_not_applicable_speaks_before_dont_know() -> None:
    dont_know = event("P1", Absence.DONT_KNOW, role=Role.COLLEAGUE, author="c1", device="d1")
    not_applicable = event("P1", Absence.NOT_APPLICABLE, role=Role.COLLEAGUE, author="c2", device="d2")
    assert _counts(dont_know, not_applicable) is Absence.NOT_APPLICABLE


def test_one_rating_of_every_role_is_kept_beside_the_one_that_counts() -> None:
    sheet = effective_answers(
        log(
            event("P1", 4, author="m"),
            event("P1", 2, role=Role.CONSULTANT, author="x", device="e"),
            event("P1", 1, role=Role.COLLEAGUE, author="c", device="f"),
        )
    )
    found = {role: sheet.rated("P1", role) for role in Role}
    assert {role: rating.value for role, rating in found.items() if rating} == {
        Role.MANAGER: 4,
        Role.CONSULTANT: 2,
        Role.COLLEAGUE: 1,
    }
    assert len(sheet.answers) == 1


def test_evidence_reason_note_and_role_stay_with_the_answer() -> None:
    given = event("D3", Absence.NOT_APPLICABLE, reason="no product", evidence=EvidenceClass.DOCUMENTED, note="see file")
    found = effective_answers(log(given)).answers[0]
    assert (found.item, found.role) == ("D3", Role.MANAGER)
    assert (found.reason, found.evidence, found.note) == ("no product", EvidenceClass.DOCUMENTED, "see file")


def test_facts_follow_the_same_rule_and_are_no_answers() -> None:
    sheet = effective_answers(
        log(
            event("P1.3.a", 100, author="m"),
            event("P1.3.a", 0, role=Role.CONSULTANT, author="x", device="e"),
            event("P1.3.b", 80, author="m", sequence=1),
        )
    )
    assert sheet.facts == {"P1.3.a": 0, "P1.3.b": 80}
    assert sheet.answers == ()


def test_a_fact_answered_with_dont_know_was_asked_and_holds_nothing() -> None:
    sheet = effective_answers(log(event("P1.3.a", Absence.DONT_KNOW)))
    assert sheet.facts == {"P1.3.a": Absence.DONT_KNOW}


def test_a_rating_of_a_consultant_makes_the_sheet_a_visit() -> None:
    assert effective_answers(log(event("P1", 2))).mode is Mode.SELF
    assert effective_answers(log(event("P1", 2), event("P2", 1, role=Role.CONSULTANT))).mode is Mode.VISIT


def test_the_three_absences_stay_three_things() -> None:
    sheet = effective_answers(log(event("P1", Absence.NOT_APPLICABLE), event("P2", Absence.DONT_KNOW, sequence=1)))
    values = [a.value if (a := sheet.answer(item)) else None for item in ("P1", "P2", "P3")]
    assert values == [Absence.NOT_APPLICABLE, Absence.DONT_KNOW, None]
