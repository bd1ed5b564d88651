"""Representative tasks: chosen at once, and exactly on the record."""

from __future__ import annotations

from dataclasses import replace

from assessment.matching.records import TaskStatus
from services import portfolios
from tests import builders_cooperation as make
from tests.builders_matching import random_tasks

TASKS = random_tasks(3, 12)


def test_without_tasks_there_is_nothing_to_choose() -> None:
    tools = make.tools()
    assert portfolios.choose_at_once(tools, make.DESK, 3, 0) is None
    assert portfolios.choose_on_record(tools, make.DESK, 3, 0, make.NOW) is None
    assert portfolios.load_on_record(tools) is None


def test_tasks_that_were_dropped_are_not_chosen() -> None:
    tools = make.tools()
    dropped = replace(TASKS[0], status=TaskStatus.DROPPED, drop_reason="no data")
    make.keep(tools, dropped, *TASKS[1:])
    chosen = portfolios.choose_at_once(tools, make.DESK, len(TASKS), 0)
    assert chosen is not None
    assert {pick.task.id for pick in chosen.picks} == {task.id for task in TASKS[1:]}


def test_the_exact_choice_is_kept_and_each_new_one_is_its_next_version() -> None:
    tools = make.tools()
    make.keep(tools, *TASKS)
    first = portfolios.choose_on_record(tools, make.DESK, 3, 1, make.NOW)
    assert portfolios.load_on_record(tools) == first
    second = portfolios.choose_on_record(tools, make.DESK, 4, 1, make.NOW)
    assert second is not None
    assert (second.count, second.of, len(second.portfolio.picks)) == (4, len(TASKS), 4)
    assert portfolios.load_on_record(tools) == second


def test_the_exact_choice_is_never_worse_than_the_one_at_once() -> None:
    both = portfolios.choose_both(TASKS, 4, 2)
    assert both.exact.proof.worth >= both.greedy.proof.worth - 1e-9
    assert both.exact.proof.gap <= 1e-6
