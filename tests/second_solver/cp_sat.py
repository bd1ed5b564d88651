"""A second solver for a planning problem: reads ``kkweda/planning-instance/1`` from stdin, prints the worth of the best plan.

Written from docs/formats.md alone, in its own process: OR-Tools and HiGHS cannot share one. CP-SAT counts in whole
numbers, so worth is scaled by a million and money is reckoned in tenths of 만원.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from typing import Any

from ortools.sat.python import cp_model

WORTH, MONEY, PEOPLE, YEAR = 1_000_000, 1_000, 1_000, 4
Json = dict[str, Any]
Step = tuple[str, int]


def best_worth(problem: Json) -> float:
    """The worth of the best plan."""
    plan = Plan(problem)
    plan.order()
    plan.people()
    plan.money()
    plan.model.maximize(sum(plan.worths()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(plan.model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return solver.objective_value / WORTH


class Plan:
    """The variables of a plan, and the rules of the page over them."""

    def __init__(self, problem: Json) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.horizon, self.levels = problem["horizon"], problem["levels"]
        self.works = {c["initiative"]: c for c in problem["candidates"]}
        self.x = {
            (i, t): self.model.new_bool_var(f"{i}@{t}")
            for i, work in self.works.items()
            for t in range(self.horizon - work["quarters"] + 1)
        }
        self.made: dict[tuple[Step, int], Any] = {}
        for name in self.works:
            self.model.add_at_most_one([var for (i, _), var in self.x.items() if i == name])

    def steps(self, work: Json) -> list[Step]:
        """The steps above today's levels that a piece of work makes."""
        return [
            (e["item"], n)
            for e in work["effects"]
            if e["item"] in self.levels
            for n in range(max(e["from_level"], self.levels[e["item"]]) + 1, e["to_level"] + 1)
        ]

    def is_made(self, step: Step, by: int) -> Any:
        """A variable that is true where a step is made by the beginning of a quarter."""
        if (step, by) not in self.made:
            var = self.model.new_bool_var(f"{step}<={by}")
            makers = [
                x
                for (i, t), x in self.x.items()
                if step in self.steps(self.works[i]) and t + self.works[i]["quarters"] <= by
            ]
            self.model.add_bool_or(makers).only_enforce_if(var) if makers else self.model.add(var == 0)
            self.made[step, by] = var
        return self.made[step, by]

    def order(self) -> None:
        """Levels to start from, and prerequisites."""
        for (i, t), var in self.x.items():
            for e in self.works[i]["effects"]:
                if self.levels.get(e["item"], e["from_level"]) < e["from_level"]:
                    self.model.add_implication(var, self.is_made((e["item"], e["from_level"]), t))
            for first in self.works[i]["prerequisites"]:
                self._after(var, t, first)

    def _after(self, var: Any, t: int, first: str) -> None:
        if first not in self.works:
            self.model.add(var == 0)
            return
        ended = [self.x[first, s] for s in range(t - self.works[first]["quarters"] + 1) if (first, s) in self.x]
        otherwise = self.model.new_bool_var(f"{first} otherwise <= {t}")
        for step in self.steps(self.works[first]):
            self.model.add_implication(otherwise, self.is_made(step, t))
        self.model.add_bool_or([*ended, otherwise]).only_enforce_if(var)

    def people(self) -> None:
        """Own person-months in each quarter."""
        for quarter, limit in enumerate(self.problem["staff_months"]):
            used = [
                round(PEOPLE * self.works[i]["staff_months"] / self.works[i]["quarters"]) * var
                for (i, t), var in self.x.items()
                if t <= quarter < t + self.works[i]["quarters"]
            ]
            self.model.add(sum(used) <= round(PEOPLE * limit))

    def money(self) -> None:
        """What has left the account by the end of each quarter."""
        out: list[list[Any]] = [[] for _ in range(self.horizon + 1)]
        for (i, t), var in self.x.items():
            tax = round(MONEY * self.works[i]["cost"] * self.problem["vat"])
            out[t].append((MONEY * self.works[i]["cost"] + tax) * var)
            out[t + 1].append(-tax * var)
        _offers(self.model, self.problem, self.works, self.x, out)
        for quarter in range(self.horizon):
            budget = MONEY * sum(self.problem["budget_a_year"][: quarter // YEAR + 1])
            self.model.add(sum(term for terms in out[: quarter + 1] for term in terms) <= budget)

    def worths(self) -> list[Any]:
        """The terms of the worth of a plan."""
        targets, priorities = self.problem["targets"], self.problem["priorities"]
        terms: list[Any] = []
        for step in sorted({s for work in self.works.values() for s in self.steps(work)}):
            if step[1] <= targets.get(step[0], 0):
                terms += self._gain([step], priorities.get(step[0], 0.0))
        below = [priorities.get(i, 0.0) for i, aim in targets.items() for _ in range(self.levels.get(i, aim), aim)]
        for opening in self.problem["openings"]:
            needed = [(i, n) for i, n in opening["needs"] if self.levels.get(i, -1) < n]
            if needed and below:
                factor = self.problem["wanted_factor"] if opening["wanted"] else 1.0
                terms += self._gain(needed, median(below) * factor)
        return terms or [0]

    def _gain(self, needed: list[Step], worth: float) -> list[Any]:
        """Worth falls with the quarter in which the last of some steps is made; told by what is made by each quarter."""
        terms = []
        for quarter in range(1, self.horizon + 1):
            there = self.model.new_bool_var(f"{needed}<={quarter}")
            for step in needed:
                self.model.add_implication(there, self.is_made(step, quarter))
            later = self._early(quarter + 1) if quarter < self.horizon else 0.0
            terms.append(round(WORTH * worth * (self._early(quarter) - later)) * there)
        return terms

    def _early(self, quarter: int) -> float:
        return float((self.horizon - quarter + 1) * self.problem["discount"] ** quarter)


def _offers(model: Any, problem: Json, works: Json, x: dict[tuple[str, int], Any], out: list[list[Any]]) -> None:
    """Projects under offers, and the share of each start that lies inside one."""
    shares: dict[str, list[Any]] = {}
    projects: dict[str, list[Any]] = {}
    payers: dict[tuple[str, str], Any] = {}
    for offer in problem["offers"]:
        begins = {s: model.new_bool_var(f"{offer['id']}@{s}") for s in range(offer["first"], offer["last"] + 1)}
        projects[offer["id"]], shares[offer["id"]] = list(begins.values()), []
        for s, var in begins.items():
            out[s].append(round(MONEY * offer["fee"]) * var)
        for (i, t), var in x.items():
            work = works[i]
            around = [p for s, p in begins.items() if s <= t and t + work["quarters"] <= s + offer["quarters"]]
            most = round(MONEY * work["cost"] * offer["percent"] / 100)
            if i not in offer["initiatives"] or not around or not most:
                continue
            share = model.new_int_var(0, most, f"{offer['id']} {i}@{t}")
            payer = payers.setdefault((i, offer["id"]), model.new_bool_var(f"{offer['id']} pays {i}"))
            model.add(share <= most * var)
            model.add(share <= most * sum(around))
            model.add(share <= most * payer)
            shares[offer["id"]].append(share)
            out[t + work["quarters"] if offer["after_the_work"] else t].append(-share)
        model.add_at_most_one(projects[offer["id"]])
        if offer["cap"] is not None:
            model.add(sum(shares[offer["id"]]) <= MONEY * offer["cap"])
    for i in works:
        model.add_at_most_one([payer for (paid, _), payer in payers.items() if paid == i])
    for group in problem["offer_rules"]["at_most_one"]:
        model.add_at_most_one([p for offer in group for p in projects[offer]])
    for amount, group in problem["offer_rules"]["ceilings"]:
        model.add(sum(share for offer in group for share in shares[offer]) <= MONEY * amount)


if __name__ == "__main__":
    print(json.dumps([best_worth(problem) for problem in json.load(sys.stdin)]))  # noqa: T201
