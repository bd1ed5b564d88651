"""The arguments for the order of work: what moving costs, how sure each piece is, why not the others, another budget."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.roadmap.explanation import Explanation, Move, Stability, WhyNot
from presentation import numbers
from presentation.curve import Curve, budget_curve
from presentation.sections.parts import Line, Reader

ROBUST, SHAKY = 0.9, 0.5
ALMOST_AS_GOOD = 0.02
FREE = 0.0005
"""Below this share of worth a move costs nothing."""


@dataclass(frozen=True, slots=True)
class ArgumentRow:
    """One initiative: how often it stays, and what starting it earlier or later costs."""

    name: str
    stays: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One budget a year and the plan under it."""

    budget: str
    initiatives: str
    worth: str


@dataclass(frozen=True, slots=True)
class ExplanationPage:
    """All arguments."""

    sentence: str
    rows: tuple[ArgumentRow, ...]
    why_not: tuple[Line, ...]
    regret: str
    curve: Curve
    budgets: tuple[BudgetRow, ...]
    note: str


def explanation_page(reader: Reader) -> ExplanationPage | None:
    """The arguments for one plan; None where nobody asked for them or there is no plan."""
    found = reader.diagnosis.explanation
    if found is None or not found.moves:
        return None
    stays = {entry.initiative: entry for entry in found.stability}
    robust = sum(entry.share >= ROBUST for entry in found.stability)
    return ExplanationPage(
        sentence=reader.say("why.sentence", count=len(found.stability), robust=robust, draws=found.draws),
        rows=tuple(_row(reader, move, stays[move.initiative]) for move in found.moves),
        why_not=tuple(Line(reader.names.of(entry.initiative), _why_not(reader, entry)) for entry in found.why_not),
        regret=_regret(reader, found),
        curve=_curve(reader, found),
        budgets=_budgets(reader, found),
        note=reader.say("why.note", draws=found.draws, gap=numbers.percent(found.gap)),
    )


def _row(reader: Reader, move: Move, stability: Stability) -> ArgumentRow:
    share = stability.share
    word = "robust" if share >= ROBUST else "often" if share >= SHAKY else "seldom"
    return ArgumentRow(
        name=reader.names.of(move.initiative),
        stays=reader.say(f"why.{word}", percent=numbers.percent(share)),
        earlier=reader.say("why.no_earlier") if move.earlier is None else _costs(reader, move.earlier),
        later=reader.say("why.no_later") if move.later is None else _costs(reader, move.later),
    )


def _costs(reader: Reader, lost: float) -> str:
    if lost < FREE:
        return reader.say("why.free")
    percent = numbers.percent(lost) if lost >= 0.005 else reader.say("why.under_one")
    return reader.say("why.costs", percent=percent)


def _why_not(reader: Reader, entry: WhyNot) -> str:
    if entry.needed is not None:
        return reader.names.reason(entry.needed)
    cost = _costs(reader, entry.lost or 0.0)
    if not entry.pushed_out:
        return reader.say("why.forced", cost=cost)
    return reader.say("why.pushes", cost=cost, initiatives=reader.names.all_of(entry.pushed_out))


def _regret(reader: Reader, found: Explanation) -> str:
    if found.regret.simple - found.regret.plan <= ALMOST_AS_GOOD:
        return reader.say("why.simple_as_good", plan=numbers.percent(found.regret.plan))
    return reader.say(
        "why.regret", plan=numbers.percent(found.regret.plan), simple=numbers.percent(found.regret.simple)
    )


def _curve(reader: Reader, found: Explanation) -> Curve:
    present = reader.diagnosis.instance.budget_a_year[0]
    names = [numbers.money(point.budget_a_year, reader.language) for point in found.curve]
    budgets, worths = [p.budget_a_year for p in found.curve], [p.worth for p in found.curve]
    return budget_curve(budgets, worths, names, present, reader.say("why.curve"))


def _budgets(reader: Reader, found: Explanation) -> tuple[BudgetRow, ...]:
    now = next((p.worth for p in found.curve if p.budget_a_year == reader.diagnosis.instance.budget_a_year[0]), 0.0)
    return tuple(
        BudgetRow(
            budget=numbers.money(point.budget_a_year, reader.language),
            initiatives=reader.say("plans.count", count=point.initiatives),
            worth=numbers.percent(point.worth / now) if now else "–",
        )
        for point in found.curve
    )
