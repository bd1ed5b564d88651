"""What holds for every register, pool and set of tasks, worked out again without the planners."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import e
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.catalogue import CapabilityId, EntryState, OfferGrade, Supplier
from assessment.matching.lists import LEADS_A_PROJECT, NEARLY_THE_BEST, PLACES, plan_lists
from assessment.matching.partners import find_partners
from assessment.matching.portfolio import pick_exactly, pick_greedily
from assessment.matching.seats import fill_subcommittees
from assessment.matching.supplier_index import compare, prepare_suppliers
from assessment.matching.suppliers import match_suppliers
from assessment.matching.task_field import TaskField, score_tasks
from assessment.matching.tasks import TASKS_EACH, find_tasks
from assessment.matching.values import Applicant, Demand, PoolMember, SeatRules
from tests.builders import alliance, catalogue, subcommittee, supplier, use_case
from tests.builders_matching import ON, demand, entry, member, need, offer, random_tasks

WORDS = tuple(CapabilityId(f"cap-{letter}") for letter in "abcdefgh")
INDUSTRIES = tuple(f"ind-{n}" for n in range(5))
SMALL = settings(deadline=None, max_examples=60)
FEW = settings(deadline=None, max_examples=25)
seeds = st.integers(0, 2**32 - 1)


def register(rng: np.random.Generator, most: int = 25) -> list[Supplier]:
    """Suppliers of every kind, some of whom may not be listed."""
    return [
        supplier(
            f"sup-{n:02d}",
            offers=tuple(
                offer(c, tuple(OfferGrade)[rng.integers(3)], delivered=4, accepted=int(rng.integers(5)))
                for c in sorted(set(rng.choice(WORDS, 3)))
            ),
            divisions=("22",) if rng.random() < 0.5 else (),
            regions=(str(rng.choice(["48", "11"])),),
            works_only_there=bool(rng.random() < 0.2),
            capacity=int(rng.integers(0, 4)),
            price_from=int(rng.integers(1, 10)) * 100,
            conflicts=("x",) if rng.random() < 0.1 else (),
            declared_on=None if rng.random() < 0.1 else ON,
            entry=entry(tuple(EntryState)[min(int(rng.integers(8)), 3)] if rng.random() < 0.3 else EntryState.APPROVED),
        )
        for n in range(int(rng.integers(0, most)))
    ]


def asked(rng: np.random.Generator) -> Demand:
    chosen = rng.choice(len(WORDS), int(rng.integers(1, 5)), replace=False)
    weights = rng.dirichlet(np.ones(len(chosen)))
    needs = (need(WORDS[n], float(w)) for n, w in zip(chosen, weights, strict=True))
    return demand(*needs, budget=int(rng.integers(1, 12)) * 100)


def pool(rng: np.random.Generator, most: int = 24) -> list[PoolMember]:
    return [
        member(
            f"m-{n:02d}",
            str(rng.choice(INDUSTRIES)),
            workers=int(rng.integers(1, 400)),
            needs=dict(zip(WORDS, (rng.dirichlet(np.full(len(WORDS), 0.3))).tolist(), strict=True)),
            offers={c: float(rng.random()) for c in WORDS if rng.random() < 0.4},
            use_cases=tuple(u for u in ("uc-0", "uc-1", "uc-2") if rng.random() < 0.5),
            agreed_until=ON.replace(year=2025 if rng.random() < 0.2 else 2027),
        )
        for n in range(int(rng.integers(0, most)))
    ]


# --- suppliers for one company ---


@SMALL
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_no_match(seed: int, order: Random) -> None:
    rng = np.random.default_rng(seed)
    suppliers, wanted = register(rng), asked(rng)
    shuffled = list(suppliers)
    order.shuffle(shuffled)
    assert match_suppliers(wanted, prepare_suppliers(shuffled), 3) == match_suppliers(
        wanted, prepare_suppliers(suppliers), 3
    )


@SMALL
@given(seeds)
def test_a_supplier_that_covers_a_need_is_listed_counted_or_filtered_with_a_reason(seed: int) -> None:
    rng = np.random.default_rng(seed)
    suppliers, wanted = register(rng), asked(rng)
    found = match_suppliers(wanted, prepare_suppliers(suppliers), 1)
    needed = {n.capability for n in wanted.needs}
    covering = [s for s in suppliers if needed & {o.capability for o in s.offers}]
    assert found.passed + found.filtered <= len(covering)
    assert len(found.matches) == min(found.passed, 5)
    assert all(f.reasons for f in found.filtered_out)
    fits = [match.fit for match in found.matches]
    assert fits == sorted(fits, reverse=True)
    for match in found.matches:
        assert match.supplier.capacity
        assert not match.supplier.conflicts
        assert match.supplier.price_from <= wanted.budget
        assert 0 < match.cover <= 1
        assert {o.capability for o in match.covered} | set(match.missing) == needed


@SMALL
@given(seeds, st.sampled_from(WORDS))
def test_another_offer_or_a_better_grade_never_lowers_a_cover(seed: int, added: CapabilityId) -> None:
    rng = np.random.default_rng(seed)
    suppliers, wanted = register(rng), asked(rng)
    for place, old in enumerate(suppliers):
        offers = {o.capability: o for o in old.offers}
        better = {c: replace(o, grade=OfferGrade.VERIFIED) for c, o in offers.items()}
        improved = replace(old, offers=tuple({**better, added: offers.get(added) or offer(added)}.values()))
        after = [*suppliers[:place], improved, *suppliers[place + 1 :]]
        before_cover = compare(prepare_suppliers(suppliers), [wanted]).cover[0, place]
        assert compare(prepare_suppliers(after), [wanted]).cover[0, place] >= before_cover - 1e-9


# --- lists ---


@SMALL
@given(seeds)
def test_lists_keep_every_limit_and_miss_a_floor_only_where_no_place_is_left(seed: int) -> None:
    rng = np.random.default_rng(seed)
    index = prepare_suppliers(register(rng))
    demands = {f"c-{n:02d}": asked(rng) for n in range(int(rng.integers(0, 20)))}
    found = plan_lists(demands, index, 5)
    fits = compare(index, [demands[name] for name in sorted(demands)])
    place = {s.id: n for n, s in enumerate(index.suppliers)}
    shown = Counter(name for entry in found.lists for name, _ in entry.listed)
    for row, listed in enumerate(found.lists):
        names = [name for name, _ in listed.listed]
        assert len(set(names)) == len(names) <= PLACES
        assert all(fits.passes[row, place[name]] for name in names)
        full = len(names) == PLACES
        for exposure in found.exposures:
            column = place[exposure.supplier]
            suits = fits.passes[row, column] and fits.cover[row, column] >= NEARLY_THE_BEST * fits.best[row]
            if suits and shown[exposure.supplier] < exposure.floor and exposure.supplier not in names:
                assert full
    for exposure in found.exposures:
        assert exposure.shown == shown[exposure.supplier] <= exposure.ceiling == LEADS_A_PROJECT * exposure.capacity
        assert exposure.floor <= min(3, exposure.suits, exposure.ceiling)
    assert found.overloaded == ()
    assert found.worth <= found.worth_of_plain + 1e-6


@FEW
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_companies_and_of_the_register_changes_no_list(seed: int, order: Random) -> None:
    rng = np.random.default_rng(seed)
    suppliers = register(rng)
    demands = {f"c-{n:02d}": asked(rng) for n in range(12)}
    names, others = list(demands), list(suppliers)
    order.shuffle(names)
    order.shuffle(others)
    again = plan_lists({name: demands[name] for name in names}, prepare_suppliers(others), 5)
    assert again == plan_lists(demands, prepare_suppliers(suppliers), 5)


# --- seats ---


@FEW
@given(seeds)
def test_every_subcommittee_that_is_formed_keeps_its_rules(seed: int) -> None:
    rng = np.random.default_rng(seed)
    applicants = [Applicant(m.id, m.industry, bool(rng.random() < 0.4), m.needs, m.offers) for m in pool(rng, 40)]
    agendas = {name: {c: float(rng.random()) for c in WORDS if rng.random() < 0.5} for name in ("x", "y", "z")}
    rules = SeatRules(smallest=4, largest=12)
    plan = fill_subcommittees(applicants, agendas, rules)
    by_id = {a.id: a for a in applicants}
    assert all(count <= rules.seats_each for count in Counter(s.applicant for s in plan.seats).values())
    for name in agendas:
        members = [by_id[s.applicant] for s in plan.seats if s.subcommittee == name]
        assert (not members) == (name in {n for n, _ in plan.not_formed})
        if members:
            industries = Counter(m.industry for m in members)
            suppliers = sum(m.is_supplier for m in members)
            assert rules.smallest <= len(members) <= rules.largest
            assert len(industries) >= rules.industries
            assert max(industries.values()) <= rules.most_of_one_industry * len(members) + 1e-9
            assert suppliers >= rules.least_suppliers * len(members) - 1e-9
            assert len(members) - suppliers >= rules.least_companies * len(members) - 1e-9
    assert plan.worth <= min(plan.bound, plan.worth_of_plain) + 1e-6
    assert {s.applicant for s in plan.seats} | set(plan.without_seat) == set(by_id)


# --- partners and tasks ---

EDITION = alliance(subcommittee("plastics", industries={"22": 1.0}))
USES = catalogue(
    use_cases=tuple(use_case(f"uc-{n}", cell=f"cell-{n % 2 + 1}-D", capabilities=(WORDS[n],)) for n in range(3))
)


@FEW
@given(seeds, st.randoms(use_true_random=False))
def test_partners_agreed_stand_in_one_pair_and_their_order_does_not_matter(seed: int, order: Random) -> None:
    members = pool(np.random.default_rng(seed))
    plan = find_partners(members, USES, EDITION, ON)
    agreed = {m.id for m in members if m.agreed_until >= ON}
    paired = [name for p in plan.proposals for name in (p.first, p.second)]
    assert len(paired) == len(set(paired))
    assert set(paired) | {name for name, _ in plan.alone} == agreed
    assert plan.proof.greedy_worth <= plan.proof.worth + 1e-6
    assert plan.proof.worth <= plan.proof.bound + 1e-6
    shuffled = list(members)
    order.shuffle(shuffled)
    assert find_partners(shuffled, USES, EDITION, ON) == plan


@FEW
@given(seeds)
def test_tasks_join_different_industries_and_overload_nobody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    members, suppliers = pool(rng), register(rng)
    tasks = find_tasks(members, prepare_suppliers(suppliers), USES, EDITION, ON, 1)
    capacity = {s.id: s.capacity for s in suppliers} | {m.id: TASKS_EACH for m in members}
    load = Counter(m.id for t in tasks for m in t.members)
    assert all(count <= capacity[name] for name, count in load.items())
    assert len({t.id for t in tasks}) == len(tasks)
    agreed = {m.id: m for m in members if m.agreed_until >= ON}
    cells = {u.id: u.cell for u in USES.use_cases}
    for task in tasks:
        firms = [agreed[m.id] for m in task.members if m.id in agreed]
        assert len(firms) == len({f.industry for f in firms}) >= 2
        assert all(task.cell in {cells[u] for u in f.use_cases} for f in firms)
        assert firms[0].workers == max(f.workers for f in firms)


# --- portfolios ---


@settings(deadline=None, max_examples=1000)
@given(seeds)
def test_the_worth_of_a_choice_is_monotone_and_submodular(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tasks = random_tasks(seed % 40, 14)
    ids = [t.id for t in tasks]
    large = [str(n) for n in rng.choice(ids, int(rng.integers(0, 10)), replace=False)]
    small = large[: int(rng.integers(0, len(large) + 1))]
    other = str(rng.choice([n for n in ids if n not in large]))
    gains = [score_tasks(tasks, [*chosen, other], 5) - score_tasks(tasks, chosen, 5) for chosen in (small, large)]
    assert gains[1] >= -1e-12
    assert gains[0] >= gains[1] - 1e-12


@FEW
@given(seeds, st.integers(1, 6), st.integers(0, 6))
def test_a_choice_keeps_its_quota_and_needs_every_pick(seed: int, count: int, small: int) -> None:
    tasks = random_tasks(seed % 1000, 24)
    for found in (pick_greedily(tasks, count, small), pick_exactly(tasks, count, small)):
        chosen = [pick.task.id for pick in found.picks]
        assert len(set(chosen)) == count
        available = int(TaskField.of(tasks, count).is_small.sum())
        assert found.with_small_supplier >= min(small, count, available)
        whole = score_tasks(tasks, chosen, count)
        assert all(score_tasks(tasks, [c for c in chosen if c != left], count) < whole for left in chosen)


@FEW
@given(seeds, st.integers(1, 5))
def test_greedy_has_its_guaranteed_share_of_the_exact_choice(seed: int, count: int) -> None:
    tasks = random_tasks(seed % 1000, 20)
    exact, greedy = pick_exactly(tasks, count), pick_greedily(tasks, count)
    assert greedy.proof.worth >= (1 - 1 / e) * exact.proof.worth - 1e-9
    assert greedy.proof.worth <= exact.proof.worth + 1e-9 <= exact.proof.bound + 2e-9
    assert exact.proof.worth <= greedy.proof.bound + 1e-9
