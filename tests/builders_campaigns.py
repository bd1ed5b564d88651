"""Builders for campaigns: a call to answer, and an order of letters for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.campaign import Answered, Batch, Campaign, Letters
from services.campaign_port import Issue, Opening
from services.campaigns import Order
from tests import builders as make

ITEMS = 5


def campaign(**changes: object) -> Campaign:
    return replace(Campaign("c", "2026 초대", date(2026, 11, 1), date(2026, 12, 31)), **changes)  # type: ignore[arg-type]


def order(count: int = 3, **changes: object) -> Order:
    return replace(Order(count, "경남", "", "https://example.org/"), **changes)  # type: ignore[arg-type]


def batch(segment: str, invited: int, consultant: str = "") -> Batch:
    return Batch("c", segment, consultant, invited)


def answered(segment: str, begun: int, complete: int = 0, untouched: int = 0) -> list[Answered]:
    """So many that have begun, of which some are complete, beside some that were never opened."""
    found = [Answered(segment, ITEMS if n < complete else 1, ITEMS) for n in range(begun)]
    return found + [Answered(segment, 0, ITEMS)] * untouched


def letters(count: int = 2, **changes: object) -> Letters:
    codes = tuple(f"AAAA{n}-BBBBB-CCCCC-DDDDD-EEEEE" for n in range(count))
    made = Letters(campaign(), batch("경남 금속", count), 24, "https://example.org/", codes)
    return replace(made, **changes)  # type: ignore[arg-type]


def issue(segment: str, *names: str, link_id: str | None = None) -> Issue:
    """Invitations that open assessments of these ids."""
    openings = tuple(Opening(name, f"{name:0>5}".upper(), f"hash-{name}") for name in names)
    of = batch(segment, len(names), "김상담" if link_id else "")
    return Issue(of, make.questionnaire(), link_id, openings, make.NOON)
