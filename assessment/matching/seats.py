"""Fill the subcommittees of an alliance edition so that each is of a workable size and none is a silo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.catalogue import CapabilityId
from assessment.matching.linear import Columns, Model
from assessment.matching.values import Applicant, Seat, SeatPlan, SeatRules
from assessment.terms import Reason

NEED_WEIGHT, OFFER_WEIGHT, INTEREST_WEIGHT = 0.5, 0.3, 0.2
NAMED = 3
DECIMALS = 9
NOBODY: Mapping[str, Set[CapabilityId]] = {}
Agenda = Mapping[CapabilityId, float]
Floats = NDArray[np.float64]


def fill_subcommittees(
    applicants: Sequence[Applicant],
    agendas: Mapping[str, Agenda],
    rules: SeatRules,
    offered: Mapping[str, Set[CapabilityId]] = NOBODY,
) -> SeatPlan:
    """Who sits where, by the greatest sum of fits under the rules (methods 4.1).

    fit = .5 need · agenda + .3 share of the gap that the offers fill + .2 interest, each part in 0–1. `agendas` are the
    capabilities (0–1) that each subcommittee works on (see `find_agenda`), `offered` what its members offer already; the
    gap is what is left of the agenda. Nobody sits where the fit is 0. A subcommittee that no filling by the rules can form
    stays empty and says why. With rules that ask for nothing everybody gets the best two. The order of applicants does not
    matter. Raises ValueError if two applicants share an id.
    """
    ordered = sorted(applicants, key=lambda a: a.id)
    if len({a.id for a in ordered}) < len(ordered):
        raise ValueError("applicants must have different ids")
    table = _Table(ordered, agendas, {c: _gap(agenda, offered.get(c, frozenset())) for c, agenda in agendas.items()})
    best = np.sort(-table.fit, axis=1)[:, : rules.seats_each]
    chosen, bound = _seated(table, rules)
    taken, formed = chosen.sum(axis=1), chosen.sum(axis=0)
    return SeatPlan(
        seats=tuple(_seat(table, rules, i, c) for c, i in np.argwhere(chosen.T)),
        not_formed=tuple((name, _hindrance(table, rules, c)) for c, name in enumerate(agendas) if not formed[c]),
        without_seat=tuple(a.id for a, seated in zip(ordered, taken, strict=True) if not seated),
        worth=float(table.fit[chosen].sum()),
        bound=bound,
        worth_of_plain=float(-best.sum()),
    )


@dataclass
class _Table:
    """Applicants (rows) against subcommittees (columns)."""

    applicants: Sequence[Applicant]
    agendas: Mapping[str, Agenda]
    gaps: Mapping[str, Agenda]

    def __post_init__(self) -> None:
        rows = [[self._fit(a, name) for name in self.agendas] for a in self.applicants]
        self.fit: Floats = np.round(np.array(rows).reshape(len(self.applicants), len(self.agendas)), DECIMALS)
        self.is_supplier = np.array([a.is_supplier for a in self.applicants], dtype=bool)
        self.industries = {
            name: np.array([a.industry == name for a in self.applicants])
            for name in sorted({a.industry for a in self.applicants})
        }

    def _fit(self, applicant: Applicant, name: str) -> float:
        need = _dot(applicant.needs, self.agendas[name])
        offer = _dot(applicant.offers, self.gaps[name])
        return NEED_WEIGHT * need + OFFER_WEIGHT * offer + INTEREST_WEIGHT * applicant.interest.get(name, 0.0)


def _dot(left: Agenda, right: Agenda) -> float:
    return sum(weight * right[capability] for capability, weight in left.items() if capability in right)


def _gap(agenda: Agenda, offered: Set[CapabilityId]) -> dict[CapabilityId, float]:
    """The part of an agenda that nobody offers yet, in shares that sum to 1."""
    left = {capability: weight for capability, weight in agenda.items() if capability not in offered}
    total = sum(left.values())
    return {capability: weight / total for capability, weight in left.items()}


def _seated(table: _Table, rules: SeatRules) -> tuple[NDArray[np.bool_], float]:
    model = Model()
    who, where = np.nonzero(table.fit > 0)
    seats = model.add_columns(table.fit[who, where], whole=True)
    formed = model.add_columns(np.zeros(len(table.agendas)), whole=True)
    model.add_rows(who, seats, 1.0, np.zeros(len(table.applicants)), float(rules.seats_each))
    for committee, is_formed in enumerate(formed):
        mine = where == committee
        _limit(model, table, rules, who[mine], seats[mine], int(is_formed))
    solved = model.solve()
    chosen = np.zeros(table.fit.shape, dtype=bool)
    chosen[who, where] = solved.chosen(seats)
    return chosen, solved.bound


def _limit(model: Model, table: _Table, rules: SeatRules, who: Columns, seats: Columns, formed: int) -> None:
    """The rows of one subcommittee: its size, its industries, and the shares of companies and suppliers."""
    size = len(seats)
    everyone = np.append(seats, formed)
    model.add_row(everyone, np.append(np.ones(size), -float(rules.largest)), -np.inf, 0.0)
    model.add_row(everyone, np.append(np.ones(size), -float(rules.smallest)), 0.0, np.inf)
    suppliers = table.is_supplier[who]
    model.add_row(seats, suppliers - rules.least_suppliers, 0.0, np.inf)
    model.add_row(seats, ~suppliers - rules.least_companies, 0.0, np.inf)
    there = [flags[who] for flags in table.industries.values()]
    for flags in there:
        model.add_row(seats, flags - rules.most_of_one_industry, -np.inf, 0.0)
    present = model.add_columns(np.zeros(len(there)))
    for column, flags in zip(present, there, strict=True):
        members = seats[flags]
        model.add_row(np.append(members, column), np.append(np.ones(len(members)), -1.0), 0.0, np.inf)
    row = np.append(present, formed)
    model.add_row(row, np.append(np.ones(len(present)), -float(rules.industries)), 0.0, np.inf)


def _seat(table: _Table, rules: SeatRules, row: int, column: int) -> Seat:
    applicant, name = table.applicants[row], tuple(table.agendas)[column]
    reasons = []
    if needs := _strongest(applicant.needs, table.agendas[name]):
        reasons.append(Reason.of("needs_on_agenda", capabilities=needs))
    if offers := _strongest(applicant.offers, table.gaps[name]):
        reasons.append(Reason.of("offers_what_is_missing", capabilities=offers))
    if applicant.interest.get(name):
        reasons.append(Reason.of("asked_to_join"))
    if int((table.fit[row] > table.fit[row, column]).sum()) >= rules.seats_each:
        reasons.append(Reason.of("seated_for_balance"))
    return Seat(applicant.id, name, float(table.fit[row, column]), tuple(reasons))


def _strongest(mine: Agenda, wanted: Agenda) -> tuple[CapabilityId, ...]:
    worth = {c: weight * wanted[c] for c, weight in mine.items() if weight * wanted.get(c, 0.0) > 0}
    return tuple(sorted(worth, key=lambda c: (-worth[c], c))[:NAMED])


def _hindrance(table: _Table, rules: SeatRules, column: int) -> Reason:
    """Why a subcommittee cannot be formed: what its own applicants lack, else that the rules leave no filling."""
    fits = table.fit[:, column] > 0
    found, suppliers = int(fits.sum()), int((fits & table.is_supplier).sum())
    industries = sum(bool((fits & flags).any()) for flags in table.industries.values())
    if found < rules.smallest:
        return Reason.of("too_few_applicants", found=found, needed=rules.smallest)
    if industries < rules.industries:
        return Reason.of("too_few_industries", found=industries, needed=rules.industries)
    if suppliers < rules.least_suppliers * rules.smallest:
        return Reason.of("too_few_suppliers", found=suppliers)
    if found - suppliers < rules.least_companies * rules.smallest:
        return Reason.of("too_few_companies", found=found - suppliers)
    return Reason.of("rules_leave_no_filling")
