"""The form of limits and wishes: shape only; bounds and ids are checked by the services."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import FloatField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import NumberInput, TextInput

from assessment.catalogue import InitiativeId, KpiId, UseCaseId
from assessment.instrument.edition import ItemId
from assessment.instrument.values import Profile
from assessment.roadmap.values import Limits, OwnerNumbers
from assessment.scoring.values import COST_SHARES, Wishes
from assessment.terms import Language
from presentation.numbers import plain_number
from presentation.sections.limits import IS, NOT_OURS
from presentation.wording import say

NUMBERS = ("sales", "defect_rate", "downtime_hours", "hourly_labour_cost", "energy_bill", "late_deliveries")
MANWON_IN_A_MILLION = 100


class Number(FloatField):  # type: ignore[misc]  # WTForms carries no types
    """A number as people write it: with commas between thousands and without decimals that say nothing."""

    data: Any
    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else plain_number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        super().process_formdata([text.replace(",", "").strip() for text in valuelist])


class Whole(Number):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a part of one is no whole number."""
        super().process_formdata(valuelist)
        if self.data is not None:
            if not float(self.data).is_integer():
                raise ValueError("not whole")
            self.data = int(self.data)


class LimitsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What the company can spend, what it wants, what it does not want."""

    budget_a_year = Whole(validators=[InputRequired()])
    staff_months_a_quarter = Number(validators=[InputRequired()], widget=NumberInput(step="0.25", min=0))
    horizon = SelectField(coerce=int, validate_choice=False, validators=[InputRequired()])
    kpis = SelectMultipleField(validate_choice=False)
    use_cases = SelectMultipleField(validate_choice=False)
    will_not_do = SelectMultipleField(validate_choice=False)
    items = SelectMultipleField(validate_choice=False)
    sales = Number(validators=[Optional()])
    defect_rate = Number(validators=[Optional()])
    downtime_hours = Number(validators=[Optional()])
    hourly_labour_cost = Number(validators=[Optional()])
    energy_bill = Number(validators=[Optional()])
    late_deliveries = Number(validators=[Optional()])
    materials = Number(validators=[Optional()])
    labour = Number(validators=[Optional()])
    energy = Number(validators=[Optional()])
    quality = Number(validators=[Optional()])
    other = Number(validators=[Optional()])

    def limits(self) -> Limits:
        """The limits that were filled in."""
        return Limits(
            budget_a_year=self.budget_a_year.data,
            staff_months_a_quarter=self.staff_months_a_quarter.data,
            horizon=self.horizon.data,
            will_not_do=tuple(map(InitiativeId, self.will_not_do.data)),
            numbers=OwnerNumbers(**{name: self[name].data for name in NUMBERS}),
        )

    def wishes(self) -> Wishes:
        """The wishes that were filled in."""
        said = dict(entry.split(IS, 1) for entry in self.items.data if IS in entry)
        return Wishes(
            targets={ItemId(item): int(word) for item, word in said.items() if word in set("012345")},
            use_cases=tuple(map(UseCaseId, self.use_cases.data)),
            kpis=tuple(map(KpiId, self.kpis.data)),
            not_our_business=tuple(ItemId(item) for item, word in said.items() if word == NOT_OURS),
            cost_shares={kind: self[kind].data for kind in COST_SHARES if self[kind].data is not None},
        )

    def problems(self, language: Language) -> dict[str, str]:
        """One sentence for each field that cannot be read."""
        return {name: say(language, "form.not_a_number") for name in self.errors}

    def filled(self, *names: str) -> bool:
        """Whether any of these fields holds something, as stored or as typed."""
        held = (self[name].data if self[name].raw_data is None else self[name].raw_data for name in names)
        return any(any(value) if isinstance(value, list) else value is not None for value in held)


def limits_form(limits: Limits, wishes: Wishes, profile: Profile) -> LimitsForm:
    """The form, filled with what is known; sales come from the description of the company where only that has them."""
    numbers = {name: getattr(limits.numbers, name) for name in NUMBERS}
    if numbers["sales"] is None and profile.sales:
        numbers["sales"] = float(profile.sales[0] * MANWON_IN_A_MILLION)
    items = [f"{item}{IS}{level}" for item, level in wishes.targets.items()]
    stored = {
        "budget_a_year": limits.budget_a_year,
        "staff_months_a_quarter": limits.staff_months_a_quarter,
        "horizon": limits.horizon,
        "kpis": list(wishes.kpis),
        "use_cases": list(wishes.use_cases),
        "will_not_do": list(limits.will_not_do),
        "items": [*items, *(f"{item}{IS}{NOT_OURS}" for item in wishes.not_our_business)],
        **numbers,
        **wishes.cost_shares,
    }
    return LimitsForm(data=stored)
