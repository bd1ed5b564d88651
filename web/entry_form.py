"""The form by which a supplier keeps its own entry: shape only; meaning is checked by the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from assessment.catalogue import CapabilityId, Catalogue, Offer, OfferGrade, Supplier
from assessment.terms import Language
from presentation.wording import say
from web.forms import LONG, SHORT, clean
from web.limits_form import Whole

MOST_PROJECTS, MOST_MONEY = 1_000, 10_000_000
PARTS_A_LIST = ";"
"""Parts the entries of a list in files; a text of a supplier has a comma instead."""


class EntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Everything that a supplier says about itself, but its capabilities: these are read by `offers_from`."""

    capacity = Whole(validators=[InputRequired(), NumberRange(0, MOST_PROJECTS)])
    price_from = Whole(validators=[InputRequired(), NumberRange(0, MOST_MONEY)])
    price_to = Whole(validators=[InputRequired(), NumberRange(0, MOST_MONEY)])
    divisions = SelectMultipleField(validate_choice=False)
    regions = SelectMultipleField(validate_choice=False)
    cells = SelectMultipleField(validate_choice=False)
    works_only_there = BooleanField()
    conflicts = TextAreaField(validators=[Length(max=LONG)])
    declared = BooleanField()

    def problems(self, language: Language) -> dict[str, str]:
        """A sentence for each wrong field."""
        return {name: say(language, f"supplier.wrong.{name}") for name in self.errors}

    def entry(self, standing: Supplier, offers: tuple[Offer, ...], today: date) -> Supplier:
        """The entry as the form has it; interests declared today where the box is ticked."""
        lines = (plain_line(line) for line in (self.conflicts.data or "").splitlines())
        return replace(
            standing,
            offers=offers,
            cells=tuple(self.cells.data),
            divisions=tuple(self.divisions.data),
            regions=tuple(self.regions.data),
            works_only_there=self.works_only_there.data,
            capacity=self.capacity.data,
            price_from=self.price_from.data,
            price_to=self.price_to.data,
            conflicts=tuple(filter(None, lines)),
            declared_on=today if self.declared.data else standing.declared_on,
        )


def entry_form(supplier: Supplier) -> EntryForm:
    """The form filled with an entry, or with what was sent."""
    return EntryForm(
        data={
            "capacity": supplier.capacity,
            "price_from": supplier.price_from,
            "price_to": supplier.price_to,
            "divisions": list(supplier.divisions),
            "regions": list(supplier.regions),
            "cells": list(supplier.cells),
            "works_only_there": supplier.works_only_there,
            "conflicts": "\n".join(supplier.conflicts),
        }
    )


def offers_from(sent: Mapping[str, str], offered: list[str], catalogue: Catalogue) -> tuple[tuple[Offer, ...], str]:
    """The ticked capabilities with what was typed beside them, and the first whose day cannot be read."""
    found, wrong = [], ""
    for capability in (c.id for c in catalogue.capabilities if c.id in offered):
        typed = sent.get(f"dated-{capability}", "").strip()
        day = _day(typed)
        wrong = wrong or (capability if typed and day is None else "")
        shown_by = plain_line(sent.get(f"shown-{capability}", ""))[:SHORT]
        found.append(Offer(CapabilityId(capability), OfferGrade.CLAIMED, shown_by, day))
    return tuple(found), wrong


def plain_line(text: str) -> str:
    """A text as one line that can stand in a list of a file."""
    return " ".join(clean(text).replace(PARTS_A_LIST, ",").split()).lstrip("=+-@' ")


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
