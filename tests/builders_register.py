"""Builders for the register of suppliers: entries, their changes, a stocked store, and the people around it."""

from __future__ import annotations

from dataclasses import replace

from assessment.catalogue import EntryState, RegisterEntry, Supplier, SupplierId
from services.korean_search import find_terms
from services.permissions import ASSOCIATION, Actor, Visitor
from services.ports import Tools
from services.register import store_changes
from services.register_port import EntryAct, EntryChange, RegisterStore, SearchTerms
from tests import builders as make
from tests.builders_matching import ON, offer

KEEPER = Actor(Visitor.ASSOCIATION, "link", frozenset({ASSOCIATION}), "박협회")


def register_entry(supplier_id: str = "sup-a", state: EntryState = EntryState.APPROVED, **changes: object) -> Supplier:
    """A real supplier of one claimed capability, with a name of its own."""
    made = make.supplier(
        supplier_id,
        name=f"공급 {supplier_id}",
        invented=False,
        offers=(offer("cap-a"),),
        entry=RegisterEntry(state, ON, "" if state in (EntryState.APPROVED, EntryState.PROPOSED) else "까닭"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def change(supplier: Supplier, act: EntryAct = EntryAct.IMPORTED, **changes: object) -> EntryChange:
    made = EntryChange(make.NOON, "박협회", act, "", supplier)
    return replace(made, **changes)  # type: ignore[arg-type]


def terms(name: str = "", rest: str = "") -> SearchTerms:
    return SearchTerms(find_terms(name), find_terms(rest))


def put(store: RegisterStore, *suppliers: Supplier) -> None:
    """Store entries, found by their names alone."""
    assert store.put([(change(s), terms(s.name)) for s in suppliers])


def stock(tools: Tools, *suppliers: Supplier) -> Tools:
    """The tools with these entries in their register."""
    store_changes(tools, [change(s) for s in suppliers])
    return tools


def owner(supplier_id: str = "sup-a") -> Actor:
    """Somebody who came by the link of one entry."""
    return Actor(Visitor.SUPPLIER, "link", frozenset({supplier_id}), supplier_id)


def version(tools: Tools, supplier_id: str = "sup-a") -> int:
    record = tools.register.get(supplier_id)
    assert record is not None
    return record.version


def state_of(tools: Tools, supplier_id: str = "sup-a") -> EntryState:
    record = tools.register.get(supplier_id)
    assert record is not None
    return record.supplier.entry.state


def ids(suppliers: tuple[Supplier, ...]) -> list[SupplierId]:
    return [supplier.id for supplier in suppliers]
