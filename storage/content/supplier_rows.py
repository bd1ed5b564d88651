"""One supplier as the cells of its row, and back; the cells are the same in files and in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assessment.catalogue import (
    CapabilityId,
    EntryState,
    Offer,
    OfferGrade,
    OfficialGrade,
    RegisterEntry,
    Supplier,
    SupplierId,
)

NONE = "none"
OFFER_PARTS = 5


def supplier_to_cells(supplier: Supplier) -> dict[str, str]:
    """The cells by column; `supplier_from_cells` reads them back."""
    grade, entry = supplier.official_grade, supplier.entry
    return {
        "id": supplier.id,
        "name": supplier.name,
        "invented": _yes(supplier.invented),
        "offers": _joined(_offer_cell(offer) for offer in supplier.offers),
        "cells": _joined(supplier.cells),
        "divisions": _joined(supplier.divisions),
        "regions": _joined(supplier.regions),
        "works_only_there": _yes(supplier.works_only_there),
        "workers": str(supplier.workers),
        "capacity": str(supplier.capacity),
        "price_from": str(supplier.price_from),
        "price_to": str(supplier.price_to),
        "conflicts": _joined(supplier.conflicts),
        "declared_on": _day_cell(supplier.declared_on),
        "official_grade": grade.text if grade else NONE,
        "official_rank": str(grade.rank) if grade else NONE,
        "official_on": _day_cell(grade.issued_on if grade else None),
        "state": entry.state.value,
        "state_since": entry.since.isoformat(),
        "state_reason": entry.reason or NONE,
        "state_answer": entry.answer or NONE,
    }


def _yes(flag: bool) -> str:  # noqa: FBT001  # it is the value itself
    return "yes" if flag else "no"


def _joined(parts: Iterable[str]) -> str:
    return ";".join(parts) or NONE


def _day_cell(day: date | None) -> str:
    return day.isoformat() if day else NONE


def _offer_cell(offer: Offer) -> str:
    projects = f"{offer.accepted}/{offer.delivered}"
    return ":".join((offer.capability, offer.grade.value, _day_cell(offer.dated), projects, offer.shown_by or NONE))


def supplier_from_cells(cell: Mapping[str, str]) -> Supplier:
    """The supplier of a row whose cells were found to be in order."""
    return Supplier(
        id=SupplierId(cell["id"]),
        name=cell["name"],
        invented=cell["invented"] == "yes",
        offers=tuple(_offer(offer) for offer in listed(cell["offers"])),
        cells=listed(cell["cells"]),
        divisions=listed(cell["divisions"]),
        regions=listed(cell["regions"]),
        works_only_there=cell["works_only_there"] == "yes",
        workers=int(cell["workers"]),
        capacity=int(cell["capacity"]),
        price_from=int(cell["price_from"]),
        price_to=int(cell["price_to"]),
        conflicts=listed(cell["conflicts"]),
        declared_on=_day(cell["declared_on"]),
        official_grade=_official_grade(cell),
        entry=RegisterEntry(
            state=EntryState(cell["state"]),
            since=date.fromisoformat(cell["state_since"]),
            reason=_words(cell["state_reason"]),
            answer=_words(cell["state_answer"]),
        ),
    )


def _offer(offer: str) -> Offer:
    capability, grade, day, projects, shown_by = offer.split(":", OFFER_PARTS - 1)
    accepted, _, delivered = projects.partition("/")
    return Offer(
        CapabilityId(capability), OfferGrade(grade), _words(shown_by), _day(day), int(delivered), int(accepted)
    )


def _official_grade(cell: Mapping[str, str]) -> OfficialGrade | None:
    if cell["official_grade"] == NONE:
        return None
    issued_on = date.fromisoformat(cell["official_on"])
    return OfficialGrade(cell["official_grade"], int(cell["official_rank"]), issued_on)


def _day(cell: str) -> date | None:
    return None if cell == NONE else date.fromisoformat(cell)


def _words(cell: str) -> str:
    return "" if cell == NONE else cell


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list."""
    return () if cell == NONE else tuple(part.strip() for part in cell.split(";") if part.strip())
