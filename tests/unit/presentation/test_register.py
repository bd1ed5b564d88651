"""Entries of the register in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import EntryState, OfficialGrade, QualifiedRule, RegisterEntry
from assessment.matching.register import find_unmet_clauses
from assessment.terms import Language
from presentation.sections.register import clauses, differences, profile, row
from presentation.wording import Names, say
from tests import builders as base
from tests import builders_register as make
from tests.builders_matching import ON, capability, definition, offer

NAMES = Names(
    base.questionnaire(), base.catalogue(capabilities=tuple(capability(f"cap-{c}") for c in "abcde")), Language.KO
)
ENTRY = make.register_entry()


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


def test_the_profile_tells_what_is_missing_as_well() -> None:
    facts = {line.label: line.text for line in profile(ENTRY, NAMES).facts}
    assert facts[t("entry.regions")] == facts[t("entry.official")] == t("entry.none")
    full = replace(
        ENTRY, regions=("48",), works_only_there=True, official_grade=OfficialGrade("2+", 7, ON), declared_on=None
    )
    facts = {line.label: line.text for line in profile(full, NAMES).facts}
    assert facts[t("entry.regions")] == t("entry.only_there", regions=NAMES.region("48"))
    assert facts[t("entry.official")] == "2+ (2026.11.22)"
    assert facts[t("entry.declared")] == t("entry.not_declared")


def test_a_row_names_three_capabilities_and_counts_the_rest() -> None:
    many = replace(ENTRY, offers=tuple(offer(f"cap-{c}") for c in "abcde"))
    assert row(many, None, NAMES).does == t("entry.and_more", names="cap-a, cap-b, cap-c", count=2)


@pytest.mark.parametrize(
    ("changes", "asks", "key"),
    [
        ({}, False, ""),
        ({}, True, "entry.waits_change"),
        ({"entry": RegisterEntry(EntryState.PROPOSED, ON)}, False, "entry.waits_new"),
        ({"entry": RegisterEntry(EntryState.SUSPENDED, ON, "까닭", "답")}, False, "entry.waits_answer"),
    ],
)
def test_a_row_says_what_is_to_be_decided(changes: dict[str, object], asks: bool, key: str) -> None:
    supplier = make.register_entry(**changes)
    assert row(supplier, supplier if asks else None, NAMES).waits == (t(key) if key else "")


def test_differences_go_capability_by_capability_and_leave_out_what_stays() -> None:
    asked = replace(ENTRY, offers=(offer("cap-b"),), capacity=9)
    found = [(d.label, d.before, d.after) for d in differences(ENTRY, asked, NAMES)]
    claimed = t("grade.claimed")
    assert found == [
        ("cap-a", claimed, ""),
        ("cap-b", "", claimed),
        (t("entry.capacity"), t("entry.projects", count=1), t("entry.projects", count=9)),
    ]
    assert differences(ENTRY, None, NAMES) == ()


def test_clauses_are_met_or_say_why_not() -> None:
    rules = definition((QualifiedRule.APPROVED, None), (QualifiedRule.CAPACITY_AT_LEAST, 3))
    found = clauses(rules, find_unmet_clauses(ENTRY, rules, ON), NAMES)
    assert [(c.is_met, c.verdict) for c in found] == [(True, t("qualified.met")), (False, t("reason.no_capacity"))]
