"""The register of tasks: candidates, steps, tables; nothing overwritten, nothing half-imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assessment.errors import InputRejected
from assessment.matching.records import CollaborationTask, TaskStatus
from assessment.terms import Problem, Reason
from services import tasks
from services.errors import Forbidden, NotFound, Outdated
from services.keeping import load_newest
from services.ports import Tools
from tests import builders_cooperation as make
from tests import builders_matching as matching
from tests.fakes_cooperation import FakeTaskSheets

TABLE = Path("tasks.csv")
BLANK = tasks.Settled(None, "", "", None, None, frozenset())


def with_table(tools: Tools, *found: CollaborationTask, problems: tuple[Problem, ...] = ()) -> Tools:
    sheets = FakeTaskSheets(found, problems)
    return replace(tools, cooperation=replace(tools.cooperation, sheets=sheets))


def newest(tools: Tools, task_id: str = "t") -> CollaborationTask:
    return tasks.load_task(tools, make.DESK, task_id)[-1].record


# --- the funnel ------------------------------------------------------------------------------------------------------


def test_a_task_that_was_delivered_reached_every_step_and_a_dropped_one_none() -> None:
    found = [
        matching.task("a"),
        matching.task("b", status=TaskStatus.DELIVERED),
        matching.task("c", status=TaskStatus.DROPPED, drop_reason="no data"),
        matching.task("d", status=TaskStatus.DROPPED, drop_reason="no data"),
        matching.task("e", status=TaskStatus.DROPPED, drop_reason="no money"),
        matching.task("f", status=TaskStatus.RUNNING, moved_on=make.TODAY - timedelta(days=90)),
    ]
    funnel = tasks.find_funnel(found, make.TODAY)
    assert [count for _, count in funnel.reached] == [3, 2, 2, 1]
    assert funnel.dropped == (("no data", 2), ("no money", 1))
    assert [task.id for task in funnel.stalled] == ["f"]


# --- candidates ------------------------------------------------------------------------------------------------------


def test_candidates_come_from_companies_of_different_industries_that_agreed() -> None:
    tools = make.tools(
        make.sharing("one", "ind-a"), make.sharing("two", "ind-b"), make.sharing("gone", until=make.TODAY)
    )
    (found,) = tasks.find_candidates(tools, make.DESK, make.TODAY + timedelta(days=1))
    assert [member.id for member in found.members] == ["two", "one", "sup-a"]
    assert found.reasons


def test_a_candidate_that_was_kept_is_in_the_register_and_is_not_found_twice() -> None:
    tools = make.tools(make.sharing("one", "ind-a"), make.sharing("two", "ind-b"))
    (found,) = tasks.find_candidates(tools, make.DESK, make.TODAY)
    assert tasks.keep_candidates(tools, make.DESK, {found.id, "task-none"}, make.NOW) == 1
    assert newest(tools, found.id).status is TaskStatus.FOUND
    again = tasks.find_candidates(tools, make.DESK, make.TODAY)
    assert tasks.keep_candidates(tools, make.DESK, {task.id for task in again}, make.NOW) == len(again)
    assert len(tasks.load_task(tools, make.DESK, found.id)) == 1 + len(again)


def test_only_the_association_sits_at_the_desk() -> None:
    with pytest.raises(Forbidden):
        tasks.find_candidates(make.tools(), make.MANAGER, make.TODAY)


def test_a_task_that_nobody_kept_does_not_exist() -> None:
    with pytest.raises(NotFound):
        newest(make.tools())


# --- one task --------------------------------------------------------------------------------------------------------


def test_what_the_desk_settles_is_the_next_version_and_the_same_again_is_none() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two"))
    settled = tasks.Settled("two", "plan", "works", make.LATER, "makers", frozenset({"two"}))
    for base in (1, 2):
        tasks.settle_task(tools, make.DESK, "t", base, settled, make.NOW)
    history = tasks.load_task(tools, make.DESK, "t")
    assert [(kept.version, kept.who) for kept in history] == [(1, "desk"), (2, "박협회")]
    task = history[-1].record
    assert (task.owner, task.deliverable, task.due, task.subcommittee) == ("two", "plan", make.LATER, "makers")
    assert [member.agreed for member in task.members] == [False, True]


def test_an_owner_who_is_no_member_is_no_owner() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two"))
    tasks.settle_task(tools, make.DESK, "t", 1, replace(BLANK, owner="stranger"), make.NOW)
    assert newest(tools).owner is None


def test_nothing_is_overwritten_that_somebody_else_changed_meanwhile() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two"))
    tasks.settle_task(tools, make.DESK, "t", 1, replace(BLANK, deliverable="mine"), make.NOW)
    with pytest.raises(Outdated):
        tasks.settle_task(tools, make.DESK, "t", 1, replace(BLANK, deliverable="theirs"), make.NOW)
    assert newest(tools).deliverable == "mine"


def test_a_task_moves_when_it_has_what_the_step_asks_for() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two", moved_on=make.TODAY - timedelta(days=5)))
    assert tasks.move_task(tools, make.DESK, "t", 1, TaskStatus.AGREED, "", make.NOW) == ()
    assert (newest(tools).status, newest(tools).moved_on) == (TaskStatus.AGREED, make.TODAY)


def test_a_task_says_what_keeps_it_from_a_step_and_stays() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two", owner=None))
    assert tasks.move_task(tools, make.DESK, "t", 1, TaskStatus.AGREED, "", make.NOW) == (Reason.of("owner_missing"),)
    assert tasks.move_task(tools, make.DESK, "t", 1, TaskStatus.DROPPED, "", make.NOW) == (
        Reason.of("drop_reason_missing"),
    )
    assert len(tasks.load_task(tools, make.DESK, "t")) == 1


def test_a_dropped_task_keeps_its_reason_until_it_is_taken_up_again() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two"))
    tasks.move_task(tools, make.DESK, "t", 1, TaskStatus.DROPPED, "no data", make.NOW)
    assert (newest(tools).drop_reason, tasks.load_task(tools, make.DESK, "t")[-1].why) == ("no data", "no data")
    tasks.move_task(tools, make.DESK, "t", 2, TaskStatus.FOUND, "", make.NOW)
    assert (newest(tools).status, newest(tools).drop_reason) == (TaskStatus.FOUND, "")


def test_a_member_answers_for_itself_and_for_nobody_else() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two"))
    tasks.answer_task(tools, "one", "t", make.NOW, agrees=False)
    assert [member.agreed for member in newest(tools).members] == [False, True]
    tasks.answer_task(tools, "stranger", "t", make.NOW, agrees=True)
    assert len(tasks.load_task(tools, make.DESK, "t")) == 2


def test_a_task_that_was_agreed_on_takes_no_more_answers() -> None:
    tools = make.tools()
    make.keep(tools, make.settled_task("t", "one", "two", status=TaskStatus.AGREED))
    tasks.answer_task(tools, "one", "t", make.NOW, agrees=False)
    assert len(tasks.load_task(tools, make.DESK, "t")) == 1


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_adds_changes_and_leaves() -> None:
    tools = make.tools()
    why = (Reason.of("supplier_found"),)
    same, before = make.settled_task("same", "one", "two", reasons=why), make.settled_task("old", "one", "two")
    make.keep(tools, same, before)
    table = with_table(
        tools, replace(same, reasons=()), replace(before, deliverable="new"), make.settled_task("new", "one")
    )
    tried = tasks.import_tasks(table, make.DESK, TABLE, make.NOW, dry_run=True)
    assert tried == tasks.Imported(added=1, changed=1, same=1)
    assert [task.id for task in load_newest(tools, CollaborationTask)] == ["old", "same"]
    assert tasks.import_tasks(table, make.DESK, TABLE, make.NOW, dry_run=False) == tried
    assert newest(tools, "old").deliverable == "new"
    assert newest(tools, "same").reasons == why
    assert newest(tools, "new").owner == "one"


def test_every_unknown_word_of_a_table_is_named_with_its_row() -> None:
    wrong = make.settled_task("t", "one", "two", use_case="uc-none", subcommittee="none", modelled_on="ini-none")
    wrong = replace(wrong, cell="cell-9-Z", capabilities=(make.A, "cap-none"))
    twice = make.settled_task("t", "one", "one", owner="stranger")
    tools = with_table(make.tools(), wrong, twice)
    with pytest.raises(InputRejected) as rejected:
        tasks.import_tasks(tools, make.DESK, TABLE, make.NOW, dry_run=False)
    assert [(p.code, p.where.removeprefix("tasks.csv · ")) for p in rejected.value.problems] == [
        ("unknown_id", "row 2 · capabilities"),
        ("unknown_id", "row 2 · cell"),
        ("unknown_id", "row 2 · use_case"),
        ("unknown_id", "row 2 · subcommittee"),
        ("unknown_id", "row 2 · modelled_on"),
        ("repeated_id", "row 3"),
        ("repeated_entry", "row 3 · members"),
        ("owner_no_member", "row 3 · owner"),
    ]
    assert load_newest(tools, CollaborationTask) == ()


def test_a_table_with_problems_of_shape_is_not_looked_into() -> None:
    problem = Problem.of("empty_cell", "row 2")
    with pytest.raises(InputRejected) as rejected:
        tasks.read_tasks(with_table(make.tools(), problems=(problem,)), TABLE)
    assert rejected.value.problems == (problem,)
