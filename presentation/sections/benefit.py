"""What the plan brings in a year: a range in money, a payback, the formula, and what the owner's numbers are today."""

from __future__ import annotations

from dataclasses import dataclass, fields

from assessment.catalogue import InitiativeId, Lever
from assessment.roadmap.values import InitiativeBenefit, Loss, MoneyRange, OwnerNumbers, Payback, PlanBenefit, Saving
from presentation import numbers
from presentation.sections.parts import Line, Reader

A_LONG_TIME = 120
"""Months beyond which a payback is only called long: the machines are older then than the estimate."""
MONTHS_A_YEAR = 12
NONE = "–"


@dataclass(frozen=True, slots=True)
class LeverRow:
    """What all initiatives save together on one loss, and how that loss was reckoned."""

    name: str
    part: str
    yearly: str
    formula: str


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """What one initiative brings by itself."""

    key: str
    name: str
    yearly: str
    payback: str
    formula: str
    basis: str


@dataclass(frozen=True, slots=True)
class BenefitSection:
    """The plan's yearly saving as a sentence, its parts, its initiatives, and what is missing."""

    sentence: str
    total: tuple[Line, ...]
    levers: tuple[LeverRow, ...]
    rows: tuple[BenefitRow, ...]
    notes: tuple[str, ...]
    missing: tuple[Line, ...]
    today: tuple[Line, ...]
    today_note: str


def benefit_section(reader: Reader) -> BenefitSection:
    """What the plan of one company brings."""
    benefit = reader.diagnosis.benefit
    today = _today(reader)
    return BenefitSection(
        sentence=_sentence(reader, benefit),
        total=_total(reader, benefit),
        levers=tuple(
            _lever(reader, saving, loss) for saving, loss in zip(benefit.savings, benefit.losses, strict=True)
        ),
        rows=tuple(_row(reader, entry) for entry in benefit.initiatives),
        notes=_notes(reader, benefit),
        missing=tuple(
            Line(", ".join(_name(reader, number) for number in m.numbers), reader.names.all_of(m.initiatives))
            for m in benefit.missing
        ),
        today=today,
        today_note=reader.say("benefit.today_note", on=numbers.day(reader.diagnosis.provenance.on)) if today else "",
    )


def benefit_lines(reader: Reader, initiative: InitiativeId) -> tuple[Line, ...]:
    """What an initiative brings, for its card; nothing where that is not known."""
    for entry in reader.diagnosis.benefit.initiatives:
        if entry.initiative == initiative:
            return (
                reader.line("yearly", _money(reader, entry.yearly)),
                reader.line("payback", _months(reader, entry.cost, entry.payback)),
            )
    return ()


def _sentence(reader: Reader, benefit: PlanBenefit) -> str:
    if benefit.yearly is not None:
        return reader.say("benefit.sentence", money=_money(reader, benefit.yearly))
    return reader.say("benefit.no_numbers" if benefit.missing else "benefit.none_counted")


def _total(reader: Reader, benefit: PlanBenefit) -> tuple[Line, ...]:
    if benefit.yearly is None:
        return ()
    return (
        reader.line("plan_cost", numbers.money(benefit.cost, reader.language)),
        reader.line("plan_payback", _months(reader, benefit.cost, benefit.payback)),
    )


def _lever(reader: Reader, saving: Saving, loss: Loss) -> LeverRow:
    return LeverRow(
        name=reader.say(f"lever.{saving.lever.value}"),
        part=_part(reader, saving),
        yearly=_money(reader, saving.yearly),
        formula=reader.names.reason(loss.formula),
    )


def _row(reader: Reader, entry: InitiativeBenefit) -> BenefitRow:
    initiative = reader.diagnosis.catalogue.initiative(entry.initiative)
    return BenefitRow(
        key=reader.group_of(initiative.effects[0].item).value,
        name=initiative.name.in_(reader.language),
        yearly=_money(reader, entry.yearly),
        payback=_months(reader, entry.cost, entry.payback),
        formula=" + ".join(_formula(reader, saving) for saving in entry.savings),
        basis=" ".join(benefit.because.in_(reader.language) for benefit in initiative.brings),
    )


def _formula(reader: Reader, saving: Saving) -> str:
    loss = next(loss for loss in reader.diagnosis.benefit.losses if loss.lever is saving.lever)
    part, language = _part(reader, saving), reader.language
    if saving.lever is Lever.LABOUR_HOURS:
        return reader.say("benefit.of_hours", part=part, wage=numbers.wage(loss.amount / MONTHS_A_YEAR, language))
    amount = numbers.money(loss.amount, language)
    return reader.say("benefit.of_loss", loss=reader.say(f"lever.{saving.lever.value}"), amount=amount, part=part)


def _part(reader: Reader, saving: Saving) -> str:
    part = numbers.plain_range(saving.low, saving.high)
    return reader.say("benefit.hours", hours=part) if saving.lever is Lever.LABOUR_HOURS else f"{part}%"


def _money(reader: Reader, yearly: MoneyRange) -> str:
    low, high = numbers.about(yearly.low), numbers.about(yearly.high)
    return numbers.money_range(low, high, reader.language)


def _months(reader: Reader, cost: int, payback: Payback | None) -> str:
    """A payback in whole months, never less than one."""
    if cost == 0:
        return reader.say("payback.no_cost")
    if payback is None:
        return NONE
    soonest = max(round(payback.soonest), 1)
    if soonest > A_LONG_TIME:
        return reader.say("payback.long")
    if payback.latest is None:
        return reader.say("payback.at_best", months=soonest)
    latest = max(round(payback.latest), 1)
    if latest > A_LONG_TIME:
        return reader.say("payback.to_long", months=soonest)
    return reader.say("payback.months", months=numbers.plain_range(soonest, latest))


def _notes(reader: Reader, benefit: PlanBenefit) -> tuple[str, ...]:
    if benefit.yearly is None:
        return ()
    notes = [reader.say("benefit.after")]
    counted, planned = len(benefit.initiatives), len(reader.diagnosis.roadmap.scheduled)
    if counted < planned:
        notes.append(reader.say("benefit.counted", count=counted, planned=planned))
    if counted > 1:
        notes.append(reader.say("benefit.together"))
    if any(s.lever is Lever.LABOUR_HOURS and s.high >= benefit.most_hours for s in benefit.savings):
        notes.append(reader.say("benefit.most_hours", hours=numbers.plain(round(benefit.most_hours))))
    return tuple(notes)


def _today(reader: Reader) -> tuple[Line, ...]:
    """The numbers that were given: what the plan is measured against later."""
    limits = reader.diagnosis.case.limits
    given = limits.numbers if limits is not None else OwnerNumbers()
    return tuple(
        Line(_name(reader, f.name), numbers.owner_number(f.name, value, reader.language))
        for f in fields(given)
        if (value := getattr(given, f.name)) is not None
    )


def _name(reader: Reader, number: str) -> str:
    return reader.say(f"number.{number}")
