"""An invented register of suppliers of any size, with what a real one has: tails, gaps, conflicts, old evidence."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np

from assessment.catalogue import (
    Capability,
    Catalogue,
    EntryState,
    Offer,
    OfferGrade,
    OfficialGrade,
    RegisterEntry,
    Supplier,
    SupplierId,
)

SUPPLIERS = 150
GRADES = ("1", "1+", "2-", "2", "2+", "3-", "3")
FIRST_RANK = 3
"""The rank of grade 1; each step is one more."""
STATES = (
    (EntryState.APPROVED, "서류와 대표 확인을 마침", 0.88),
    (EntryState.PROPOSED, "", 0.05),
    (EntryState.SUSPENDED, "검수 기록을 내지 않음", 0.03),
    (EntryState.EXPIRED, "1년 동안 근거를 새로 내지 않음", 0.04),
)


def invent_suppliers(catalogue: Catalogue, seed: int, on: date, count: int = SUPPLIERS) -> tuple[Supplier, ...]:
    """So many suppliers of the capabilities of a catalogue; a supplier does not depend on how many there are.

    Small ones are many and offer little, a few large ones offer much; some have no capacity, a conflict of interest, no
    declaration, or an entry that is not approved, so that not everybody can be matched.
    """
    return tuple(_supplier(catalogue, np.random.default_rng([seed, 2, number]), on, number) for number in range(count))


def _supplier(catalogue: Catalogue, rng: np.random.Generator, on: date, number: int) -> Supplier:
    workers = int(np.clip(np.exp(rng.normal(2.3, 1.1)), 1, 900))
    offers = _offers(catalogue, rng, on, workers)
    offered = {offer.capability for offer in offers}
    cells = sorted({u.cell for u in catalogue.use_cases if offered & set(u.capabilities)})
    divisions = [industry.division for industry in catalogue.industries]
    regions = [region.code for region in catalogue.regions if region.stands_on(on)]
    price = int(rng.integers(3, 120)) * 10
    return Supplier(
        id=SupplierId(f"sup-demo-{number + 1:05d}"),
        name=f"보기 공급기업 {number + 1}(가상)",
        invented=True,
        offers=offers,
        cells=_some(rng, cells, 3),
        divisions=_some(rng, divisions, 2 + workers // 20),
        regions=_some(rng, regions, 1 + workers // 15),
        works_only_there=bool(workers < 10 and rng.random() < 0.3),
        workers=workers,
        capacity=int(rng.poisson(2 + workers / 4)),
        price_from=price,
        price_to=price * int(rng.integers(3, 15)),
        conflicts=("고객사의 계열사",) if rng.random() < 0.05 else (),
        declared_on=_day_before(rng, on, 500) if rng.random() > 0.03 else None,
        official_grade=_official_grade(rng, on) if rng.random() < 0.35 else None,
        entry=_entry(rng, on),
    )


def _offers(catalogue: Catalogue, rng: np.random.Generator, on: date, workers: int) -> tuple[Offer, ...]:
    """Supply follows what the work of the catalogue calls for."""
    asked = Counter(c for initiative in catalogue.initiatives for c in initiative.capabilities)
    pull = np.array([1.0 + asked[capability.id] for capability in catalogue.capabilities])
    width = min(int(rng.integers(1, 4 + int(np.log1p(workers)))), len(pull))
    chosen = rng.choice(len(pull), width, replace=False, p=pull / pull.sum())
    return tuple(_offer(rng, catalogue.capabilities[n], on) for n in sorted(chosen))


def _offer(rng: np.random.Generator, capability: Capability, on: date) -> Offer:
    grade = tuple(OfferGrade)[int(rng.choice(3, p=(0.4, 0.45, 0.15)))]
    if grade is OfferGrade.CLAIMED:
        return Offer(capability.id, grade)
    delivered = int(rng.poisson(1.5))
    accepted = int(rng.binomial(delivered, 0.8))
    return Offer(capability.id, grade, "공장에 들인 실적(가상)", _day_before(rng, on, 1800), delivered, accepted)


def _official_grade(rng: np.random.Generator, on: date) -> OfficialGrade:
    step = int(rng.integers(0, len(GRADES)))
    return OfficialGrade(GRADES[step], FIRST_RANK + step, _day_before(rng, on, 700))


def _entry(rng: np.random.Generator, on: date) -> RegisterEntry:
    state, reason, _ = STATES[int(rng.choice(len(STATES), p=[share for *_, share in STATES]))]
    return RegisterEntry(state, _day_before(rng, on, 400), reason)


def _some(rng: np.random.Generator, words: list[str], most: int) -> tuple[str, ...]:
    width = min(int(rng.integers(1, most + 1)), len(words))
    return tuple(sorted(words[n] for n in rng.choice(len(words), width, replace=False))) if width else ()


def _day_before(rng: np.random.Generator, on: date, days: int) -> date:
    return on - timedelta(days=int(rng.integers(0, days)))
