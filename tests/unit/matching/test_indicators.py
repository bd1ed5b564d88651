"""The figures that say whether co-operation ends in something."""

from __future__ import annotations

from datetime import timedelta

from assessment.catalogue import EntryState, QualifiedRule, SupplierId
from assessment.matching.indicators import find_indicators
from assessment.matching.records import CollaborationTask, Indicators, Lead, LeadStage, TaskStatus
from tests.builders import supplier
from tests.builders_matching import ON, definition, entry, small_supplier, task

APPROVED = definition((QualifiedRule.APPROVED, None))
REGISTER = (
    supplier("sup-large", workers=10),
    supplier("sup-small", workers=9),
    supplier("sup-hidden"),
    supplier("sup-new", entry=entry(EntryState.PROPOSED)),
)


def _lead(who: str, company: str = "c-1", stage: LeadStage = LeadStage.SHOWN, days_ago: int = 1) -> Lead:
    return Lead(SupplierId(who), company, ON - timedelta(days=days_ago), stage)


def _indicators(tasks: tuple[CollaborationTask, ...] = (), leads: tuple[Lead, ...] = ()) -> Indicators:
    return find_indicators(tasks, leads, REGISTER, APPROVED, ON)


def test_tasks_are_counted_by_industries_and_status_and_dropped_ones_only_there() -> None:
    found = _indicators(
        (
            task("t-1", "ind-a", "ind-b", status=TaskStatus.RUNNING),
            task("t-2", "ind-a", "ind-c", status=TaskStatus.DROPPED),
            task("t-3", "ind-a", status=TaskStatus.DELIVERED),
            task("t-4", "ind-c", "ind-b", "ind-a"),
        )
    )
    assert (found.tasks, found.across_industries, found.delivered) == (3, 2, 1)
    assert dict(found.by_status) == {
        TaskStatus.FOUND: 1,
        TaskStatus.AGREED: 0,
        TaskStatus.RUNNING: 1,
        TaskStatus.DELIVERED: 1,
        TaskStatus.DROPPED: 1,
    }


def test_a_pair_of_industries_is_active_once_a_task_that_joins_it_is_agreed_on() -> None:
    found = _indicators(
        (
            task("t-1", "ind-a", "ind-b", status=TaskStatus.AGREED),
            task("t-2", "ind-b", "ind-a", status=TaskStatus.DELIVERED),
            task("t-3", "ind-b", "ind-c"),
        )
    )
    assert (found.active_pairs, found.possible_pairs) == (1, 3)


def test_a_supplier_does_not_make_a_task_cross_industries() -> None:
    alone = task("t-1", "ind-a")
    found = _indicators((task("t-1", members=(*alone.members, small_supplier())),))
    assert found.across_industries == 0


def test_leads_count_once_for_a_supplier_and_a_company_and_small_suppliers_apart() -> None:
    found = _indicators(
        leads=(
            _lead("sup-large"),
            _lead("sup-small"),
            _lead("sup-small", stage=LeadStage.CONTRACTED),
            _lead("sup-small", "c-2", LeadStage.INTRODUCED),
            _lead("sup-small", "c-3", LeadStage.CONTRACTED, days_ago=-1),
        )
    )
    assert (found.leads, found.small_leads, found.small_contracts) == (3, 2, 1)


def test_who_is_qualified_and_was_never_shown_is_named() -> None:
    found = _indicators(leads=(_lead("sup-large"), _lead("sup-small")))
    assert (found.qualified, found.qualified_never_shown) == (3, ("sup-hidden",))
    assert _indicators().qualified_never_shown == ("sup-hidden", "sup-large", "sup-small")


def test_without_tasks_there_is_nothing_to_count() -> None:
    found = _indicators()
    assert (found.tasks, found.active_pairs, found.possible_pairs, found.leads) == (0, 0, 0, 0)
