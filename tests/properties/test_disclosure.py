"""Protection never reveals: whatever the pool, the auditor finds nothing in what was made, and less shown is never worse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.disclosure.audit import audit
from assessment.disclosure.release import make_release
from assessment.disclosure.values import AnonymousScore, Attack, Ledger, Measure, Policy, Release, Table
from assessment.instrument.edition import ItemId
from tests.builders_releases import AS_OF, EDITION, EXACT, ROUNDED, company, release_plan, spec, using

FEW = settings(deadline=None, max_examples=25)
seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(0, 150)
policies = pytest.mark.parametrize("policy", [ROUNDED, EXACT], ids=["rounded", "exact"])
SPECS = (
    spec("a", industry=2, size=1),
    spec("b", size=1, region=1),
    spec("l", "P1", level=1, size=1),
    spec("m", "overall", measure=Measure.MEAN, size=1, region=1),
    spec("u", ai_use=2, size=1),
)


def pool(seed: int, count: int) -> tuple[AnonymousScore, ...]:
    """Companies drawn so that some cells are empty, some tiny and some large; the first ones do not depend on the count."""
    made = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        base = using(1)[0] if rng.random() < 0.3 else company()
        level = int(rng.integers(0, 6))
        made.append(
            replace(
                base,
                division=str(rng.choice(["10", "11", "24", "25"], p=(0.5, 0.03, 0.4, 0.07))),
                size=str(rng.choice(["small", "large"], p=(0.8, 0.2))),
                region=str(rng.choice(["11", "41", "48"], p=(0.6, 0.35, 0.05))),
                scores={"overall": float(rng.integers(0, 101))},
                levels={ItemId("P1"): level},
            )
        )
    return tuple(made)


def released(companies: tuple[AnonymousScore, ...], policy: Policy, ledger: Ledger = (), name: str = "2026") -> Release:
    made, found = make_release(companies, release_plan(*SPECS, policy=policy), ledger, edition=EDITION, as_of=AS_OF)
    assert found.passed
    return replace(made, id=name)


@policies
@FEW
@given(seeds, sizes)
def test_the_auditor_finds_nothing_in_what_protection_made(policy: Policy, seed: int, count: int) -> None:
    assert audit(released(pool(seed, count), policy), ()).passed


@policies
@FEW
@given(seeds, sizes, st.integers(1, 12))
def test_a_second_release_of_a_grown_pool_gives_nobody_away(policy: Policy, seed: int, count: int, joined: int) -> None:
    first = released(pool(seed, count), policy, name="2025")
    assert audit(released(pool(seed, count + joined), policy, (first,)), (first,)).passed


@policies
@FEW
@given(seeds, sizes)
def test_who_stands_in_what_order_changes_nothing(policy: Policy, seed: int, count: int) -> None:
    companies = pool(seed, count)
    order = np.random.default_rng(seed).permutation(count)
    assert released(companies, policy) == released(tuple(companies[n] for n in order), policy)


@FEW
@given(seeds, st.integers(20, 150), st.data())
def test_whoever_withholds_more_never_reveals_more(seed: int, count: int, data: st.DataObject) -> None:
    """Outsiders only: what they may take for possible grows with every figure that is taken away.

    An insider may newly be thought alone in a cell that was seen to be large before.
    """
    made = released(pool(seed, count), ROUNDED)
    open_tables = tuple(_at_random(table, data) for table in made.tables)
    before, after = audit(made, ()), audit(replace(made, tables=open_tables), ())
    known = {(f.place, f.measure) for f in before.findings}
    hidden_before = {t.place(c) for t in made.tables for c in t.cells if not c.figures}
    outside = [f for f in after.findings if f.attack is not Attack.INSIDER]
    worse = {f.place for f in outside if (f.place, f.measure) not in known}
    assert not worse & hidden_before


def _at_random(table: Table, data: st.DataObject) -> Table:
    kept = data.draw(st.lists(st.booleans(), min_size=len(table.cells), max_size=len(table.cells)))
    cells = (cell if keep else replace(cell, figures=()) for cell, keep in zip(table.cells, kept, strict=True))
    return replace(table, cells=tuple(cells))
