"""A register from a file: compared, refused whole, taken in whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.catalogue import Supplier
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.errors import Forbidden
from services.ports import Tools
from services.register_import import ChangedEntry, Comparison, import_register
from services.register_port import EntryAct
from tests import builders as base
from tests import builders_register as make
from tests import fakes
from tests.builders_matching import capability, offer
from tests.fake_register import FakeRegisterFiles

FILE = Path("register.csv")
A, B, C = (make.register_entry(f"sup-{letter}") for letter in "abc")


def with_file(*suppliers: Supplier, problems: Sequence[Problem] = ()) -> Tools:
    catalogue = base.catalogue(capabilities=(capability("cap-a"),))
    content = fakes.FakeContent(base.questionnaire(), catalogue=catalogue)
    return fakes.tools(content=content, register_files=FakeRegisterFiles({FILE: (suppliers, problems)}))


def taken(tools: Tools, *, dry_run: bool = False) -> Comparison:
    return import_register(tools, make.KEEPER, FILE, base.NOON, dry_run=dry_run)


def refused(tools: Tools) -> list[tuple[str, str]]:
    before = tools.register.all()
    with pytest.raises(InputRejected) as rejected:
        taken(tools)
    assert tools.register.all() == before
    return [(problem.code, problem.where) for problem in rejected.value.problems]


def test_a_file_is_compared_entry_by_entry_and_column_by_column() -> None:
    changed = replace(B, capacity=9, price_to=5_000)
    tools = make.stock(with_file(A, changed, C), A, B, make.register_entry("sup-d"))
    expected = Comparison((C,), (ChangedEntry(changed, ("capacity", "price_to")),), same=1, only_here=1)
    assert taken(tools, dry_run=True) == expected
    assert make.ids(tools.register.all()) == ["sup-a", "sup-b", "sup-d"]
    assert taken(tools) == expected
    assert make.ids(tools.register.all()) == ["sup-a", "sup-b", "sup-c", "sup-d"]
    newest = tools.register.history("sup-b")[0]
    assert (newest.act, newest.who, newest.supplier) == (EntryAct.IMPORTED, make.KEEPER.name, changed)
    assert len(tools.register.history("sup-a")) == 1


def test_what_a_supplier_asked_for_goes_on_waiting() -> None:
    tools = make.stock(with_file(replace(A, capacity=9)), A)
    asked = replace(A, regions=("48",))
    tools.register.put([(make.change(A, proposed=asked), make.terms())])
    taken(tools)
    record = tools.register.get("sup-a")
    assert record is not None
    assert (record.supplier.capacity, record.proposed) == (9, asked)


def test_problems_of_shape_of_meaning_and_repeated_rows_come_together_by_row() -> None:
    unread = Problem.of("wrong_type", "register.csv · row 9 · workers")
    unknown = make.register_entry("sup-b", offers=(offer("cap-none"),))
    assert refused(with_file(A, unknown, A, problems=[unread])) == [
        ("wrong_type", "register.csv · row 9 · workers"),
        ("unknown_id", "register.csv · row 3"),
        ("repeated_row", "register.csv · row 4"),
    ]


def test_invented_suppliers_stay_in_the_demonstration_and_real_ones_out_of_it() -> None:
    invented = replace(A, invented=True)
    assert refused(with_file(invented)) == [("invented_in_register", "register.csv · row 2")]
    assert refused(make.stock(with_file(invented), B)) == [("invented_in_register", "register.csv · row 2")]
    demonstration = make.stock(with_file(B), invented)
    assert refused(demonstration) == [("real_in_demonstration", "register.csv · row 2")]
    assert taken(make.stock(with_file(replace(invented, capacity=9)), invented)).same == 0


def test_only_the_association_takes_files_in() -> None:
    with pytest.raises(Forbidden):
        import_register(with_file(A), make.owner(), FILE, base.NOON, dry_run=True)
