"""Matching: lists under limits beside the plain best five, one company against many suppliers, representative tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from statistics import fmean, quantiles
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from assessment.catalogue import Catalogue, SupplierId
from assessment.matching.lists import LEADS_A_PROJECT, PLACES, plan_lists
from assessment.matching.partners import find_partners
from assessment.matching.portfolio import pick_exactly, pick_greedily
from assessment.matching.supplier_index import SupplierIndex, compare, prepare_suppliers
from assessment.matching.suppliers import match_suppliers
from assessment.matching.values import Demand, Need, PoolMember
from bench.clock import calibrate, cpu_seconds, figure
from services.demo import invent_companies
from services.demo_cooperation import find_pool, invent_tasks
from services.demo_register import invent_suppliers
from services.korean_search import find_query
from services.register import PAGE
from services.register_port import EntryAct, EntryChange, RegisterFilter
from services.register_terms import terms_for
from storage.content.store import ContentFolder
from storage.database import migrate, open_database
from storage.register import SqlRegister

SEED = 7
ON = date(2026, 11, 22)
INDUSTRIES = "all-2020-dx"
BUDGETS = ((10, 3_000), (50, 8_000), (300, 30_000))
"""What companies below a size can spend on a plan, in 만원; larger ones `LARGE_BUDGET`."""
LARGE_BUDGET = 100_000
ROOM = 4
"""A market with room: the invented suppliers with so many times their capacity; as they are, they are scarce."""
TYPED = (
    "비전검사",
    "검사를",
    "MES",
    "데이터수집",
    "경남 사출",
    "예지보전",
    "공급기업",
    "설비에서 데이터",
    "비전검사시스템을",
    "AI",
)
"""What people type: compounds, particles, other letters, a word that every entry has."""
Lists = Mapping[str, Sequence[SupplierId]]
Result = TypeVar("Result")


def main() -> None:
    """All figures of the claim."""
    calibrate("matching")
    content = ContentFolder()
    catalogue = content.load_catalogue()
    members = _members(content, catalogue, 2_000)
    demands = {member.id: _demand(member) for member in members}
    register = invent_suppliers(catalogue, SEED, ON, 500)
    _one_company(catalogue, demands)
    _search(catalogue)
    _lists("roomy", demands, prepare_suppliers([replace(s, capacity=ROOM * s.capacity) for s in register]))
    _lists("scarce", demands, prepare_suppliers(register))
    plan, seconds = _timed(lambda: find_partners(members[:470], catalogue, catalogue.alliances[0], ON))
    figure("matching.partners_470", seconds, "s")
    figure("matching.partners_gap", 100 * plan.proof.gap, "%")
    figure("matching.partners_greedy_share", 100 * plan.proof.greedy_share, "%")
    _tasks(members[:250], catalogue)


def _members(content: ContentFolder, catalogue: Catalogue, count: int) -> tuple[PoolMember, ...]:
    alliance = next(a for a in catalogue.alliances if a.id == INDUSTRIES)
    questionnaire = content.load_questionnaire("readiness", "2026.1")
    companies = invent_companies(questionnaire, catalogue, alliance, SEED, count)
    return find_pool([replace(company, named_until=ON) for company in companies], questionnaire, catalogue, ON)


def _demand(member: PoolMember) -> Demand:
    needs = tuple(Need(capability, weight, ()) for capability, weight in member.needs.items())
    budget = next((money for workers, money in BUDGETS if member.workers < workers), LARGE_BUDGET)
    return Demand(needs, member.division, member.region, budget)


def _one_company(catalogue: Catalogue, demands: Mapping[str, Demand]) -> None:
    suppliers = invent_suppliers(catalogue, SEED, ON, 5_000)
    figure("matching.prepare_5000", 1e3 * cpu_seconds(lambda: prepare_suppliers(suppliers)), "ms")
    index = prepare_suppliers(suppliers)
    first = next(iter(demands.values()))
    figure("matching.one_of_5000", 1e3 * cpu_seconds(lambda: match_suppliers(first, index, SEED)), "ms")


def _search(catalogue: Catalogue) -> None:
    """What people type into the register, five times over; the store is a file as in an installation."""
    find_terms = terms_for(catalogue)
    suppliers = invent_suppliers(catalogue, SEED, ON, 5_000)
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/register.sqlite")
        migrate(engine)
        register = SqlRegister(engine)
        moment = datetime.combine(ON, time(12), UTC)
        register.put([(EntryChange(moment, "bench", EntryAct.IMPORTED, "", s), find_terms(s)) for s in suppliers])
        seconds = [
            cpu_seconds(lambda words=words: register.find(RegisterFilter(find_query(words)), PAGE), runs=1)  # type: ignore[misc]
            for words in TYPED * 5
        ]
        engine.dispose()
    figure("matching.search_of_5000_p95", 1e3 * quantiles(seconds, n=20)[-1], "ms")


def _lists(name: str, demands: Mapping[str, Demand], index: SupplierIndex) -> None:
    """A matching day; how far plain lists lose nothing and cannot be served depends on the room that suppliers have."""
    found, seconds = _timed(lambda: plan_lists(demands, index, SEED))
    figure(f"matching.{name}_lists_2000x500", seconds, "s")
    served = sum(exposure.ceiling for exposure in found.exposures)
    figure(f"matching.{name}_leads_a_place", served / (PLACES * len(demands)), "leads/place")
    planned = {entry.company: [supplier for supplier, _ in entry.listed] for entry in found.lists}
    _exposure(f"{name}_lists", demands, index, planned)
    plain = {c: [m.supplier.id for m in match_suppliers(d, index, SEED).matches] for c, d in demands.items()}
    _exposure(f"{name}_plain_top5", demands, index, plain)


def _exposure(name: str, demands: Mapping[str, Demand], index: SupplierIndex, lists: Lists) -> None:
    """Loss of nDCG@5 on merit, and shares of the suppliers that suit somebody."""
    companies = sorted(demands)
    fits = compare(index, [demands[company] for company in companies])
    place = {supplier.id: n for n, supplier in enumerate(index.suppliers)}
    discount = 1 / np.log2(np.arange(2, PLACES + 2))
    shown = np.zeros(len(index.suppliers), dtype=int)
    kept = []
    for row, company in enumerate(companies):
        columns = [place[supplier] for supplier in lists[company]]
        shown[columns] += 1
        best = np.sort(np.where(fits.passes[row], fits.fit[row], 0))[::-1][:PLACES]
        if best.any():
            kept.append(float(fits.fit[row, columns] @ discount[: len(columns)] / (best @ discount[: len(best)])))
    suits = (fits.passes & (fits.cover >= 0.35 * fits.best[:, None])).any(axis=0)
    figure(f"matching.{name}_ndcg_loss", 100 * (1 - fmean(kept)), "%")
    figure(f"matching.{name}_never_shown", 100 * float((shown[suits] == 0).mean()), "%")
    over = shown[suits] > LEADS_A_PROJECT * index.capacity[suits]
    figure(f"matching.{name}_over_6x_capacity", 100 * float(over.mean()), "%")
    figure(f"matching.{name}_worst_load", float((shown[suits] / index.capacity[suits]).max()), "leads/project")


def _tasks(members: Sequence[PoolMember], catalogue: Catalogue) -> None:
    suppliers = invent_suppliers(catalogue, SEED, ON)
    tasks = invent_tasks(members, suppliers, catalogue, ON, SEED)
    figure("matching.greedy_16_of_360", 1e3 * cpu_seconds(lambda: pick_greedily(tasks, 16, 8)), "ms")
    exact, seconds = _timed(lambda: pick_exactly(tasks, 16, 8))
    figure("matching.exact_16_of_360", seconds, "s")
    figure("matching.exact_gap", 100 * exact.proof.gap, "%")
    figure("matching.greedy_share_of_exact", 100 * exact.proof.greedy_share, "%")
    by_worth = sorted(tasks, key=lambda t: (-sum(map(bool, (t.owner, t.deliverable, t.acceptance, t.due))), t.id))[:16]
    plain = {pair for t in by_worth for pair in ((a, b) for a in t.industries for b in t.industries if a < b)}
    figure("matching.exact_industry_pairs", exact.industry_pairs, "pairs")
    figure("matching.top16_by_worth_industry_pairs", len(plain), "pairs")


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result of the last run, and the median CPU time."""
    results: list[Result] = []
    seconds = cpu_seconds(lambda: results.append(work()), runs=1)
    return results[-1], seconds


if __name__ == "__main__":
    main()
