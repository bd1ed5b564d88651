"""Forms of the web: shape only; what an answer means is checked by the services."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from assessment.catalogue import Catalogue
from assessment.instrument.edition import ConcernId, OfficialLevel, Questionnaire
from assessment.instrument.values import Certificate, OwnProducts, Profile
from assessment.terms import Language
from presentation.wording import say
from services.ports import Documents

MOST_WORKERS = 100_000
SHORT, LONG = 200, 4000
CONCERNS_AT_MOST = 3
NO_CERTIFICATE = "none"


def at_most_three(_form: FlaskForm, field: Field) -> None:
    """Validator: no more than three boxes."""
    if len(field.data or ()) > CONCERNS_AT_MOST:
        raise ValidationError(str(field.gettext("")) or "three")


def dated_with_certificate(form: FlaskForm, field: Field) -> None:
    """Validator: a certificate has a day; without one the day may stay empty."""
    if not field.raw_data or not field.raw_data[0].strip():
        field.errors[:] = []
        raise StopValidation("" if form.certificate_level.data in (NO_CERTIFICATE, None) else "no day")


def no_gap_in_sales(form: FlaskForm, field: Field) -> None:
    """Validator: a year may stay empty only when the years before it do, because the figures are kept in order."""
    years = [form.sales_last, form.sales_before, form.sales_earlier]
    if not field.raw_data or not field.raw_data[0].strip():
        later_filled = any(year.raw_data and year.raw_data[0].strip() for year in years[years.index(field) + 1 :])
        field.errors[:] = []
        raise StopValidation("a gap" if later_filled else "")


def clean(text: str) -> str:
    """A text as typed, without blanks around it and without control characters, which no page and no print can show."""
    return "".join(c for c in text if c in "\r\n\t" or unicodedata.category(c) != "Cc").strip()


class PapersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What programmes look up in a company's papers: the certificate of its level and the sales of three years."""

    certificate_level = RadioField(validators=[InputRequired()])
    certificate_day = DateField(validators=[dated_with_certificate])
    sales_last = IntegerField(validators=[no_gap_in_sales, NumberRange(0)])
    sales_before = IntegerField(validators=[no_gap_in_sales, NumberRange(0)])
    sales_earlier = IntegerField(validators=[Optional(), NumberRange(0)])

    def certificate(self) -> Certificate | None:
        """The certificate, if there is one."""
        level, day = self.certificate_level.data, self.certificate_day.data
        return Certificate(OfficialLevel(level), day) if level != NO_CERTIFICATE and day else None

    def sales(self) -> tuple[int, ...]:
        """Sales in million won, the last year first."""
        years = (self.sales_last, self.sales_before, self.sales_earlier)
        return tuple(year.data for year in years if year.data is not None)


class ProfileForm(PapersForm):
    """The company: what the method needs first, everything else optional."""

    division = SelectField(validators=[InputRequired()])
    workers = IntegerField(validators=[InputRequired(), NumberRange(1, MOST_WORKERS)])
    region = SelectField(validators=[InputRequired()])
    own_products = RadioField(validators=[InputRequired()])
    concerns = SelectMultipleField(
        validators=[at_most_three], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    name = StringField(validators=[Optional(), Length(max=SHORT)])
    business_number = StringField(validators=[Optional(), Length(max=20)])
    industry_code = StringField(validators=[Optional(), Regexp(r"\s*[0-9]{5}\s*$")])
    district = StringField(validators=[Optional(), Length(max=SHORT)])
    certificates = StringField(validators=[Optional(), Length(max=SHORT)])
    past_programmes = StringField(validators=[Optional(), Length(max=SHORT)])

    def profile(self) -> Profile:
        """The profile that was filled in."""
        return Profile(
            division=self.division.data,
            workers=self.workers.data,
            region=self.region.data,
            own_products=OwnProducts(self.own_products.data),
            concerns=tuple(map(ConcernId, self.concerns.data or ())),
            certificate=self.certificate(),
            name=_filled(self.name),
            business_number=_filled(self.business_number),
            industry_code=_filled(self.industry_code),
            district=_filled(self.district),
            sales=self.sales(),
            certificates=_several(self.certificates),
            past_programmes=_several(self.past_programmes),
        )


class OpinionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The consultant's opinion; the fields of the groups are added by `opinion_form`."""

    visited_on = DateField(validators=[InputRequired()])
    overall = TextAreaField(validators=[Optional(), Length(max=LONG)])


def profile_form(
    questionnaire: Questionnaire, catalogue: Catalogue, documents: Documents, language: Language, on: date
) -> ProfileForm:
    """The form with its choices, filled with what is known."""
    form = ProfileForm(data=_known(documents.profile))
    form.certificate_level.choices = _levels(questionnaire, language)
    form.division.choices = [
        SelectChoice("", say(language, "profile.choose")),
        *(
            SelectChoice(i.division, f"{i.name.in_(language)} ({i.plant_words.in_(language)})")
            for i in catalogue.industries
        ),
    ]
    form.region.choices = [
        SelectChoice("", say(language, "profile.choose")),
        *(SelectChoice(r.code, r.name.in_(language)) for r in catalogue.regions if r.stands_on(on)),
    ]
    form.own_products.choices = [
        SelectChoice(share.value, say(language, f"profile.own_products.{share.name.lower()}")) for share in OwnProducts
    ]
    form.concerns.choices = [SelectChoice(c.id, c.text.in_(language)) for c in questionnaire.concerns]
    return form


def papers_form(questionnaire: Questionnaire, profile: Profile, language: Language) -> PapersForm:
    """The same fields alone, filled with what is known."""
    form = PapersForm(data=_known(profile))
    form.certificate_level.choices = _levels(questionnaire, language)
    return form


def _levels(questionnaire: Questionnaire, language: Language) -> list[SelectChoice]:
    return [
        SelectChoice(NO_CERTIFICATE, say(language, "profile.no_certificate")),
        *(SelectChoice(key.value, name.in_(language)) for key, name in questionnaire.scales.ladder.items()),
    ]


def find_form_errors(form: FlaskForm, language: Language) -> dict[str, str]:
    """One sentence for each field that is wrong, by the name of the field."""
    return {name: say(language, f"form.{name}") for name in form.errors if name}


def _known(profile: Profile | None) -> dict[str, object]:
    if profile is None:
        return {"certificate_level": NO_CERTIFICATE}
    certificate = profile.certificate
    sales: Sequence[int | None] = [*profile.sales, None, None, None]
    return {
        "certificate_level": certificate.level.value if certificate else NO_CERTIFICATE,
        "certificate_day": certificate.issued_on if certificate else None,
        "division": profile.division,
        "workers": profile.workers,
        "region": profile.region,
        "own_products": profile.own_products.value,
        "concerns": list(profile.concerns),
        "name": profile.name or "",
        "business_number": profile.business_number or "",
        "industry_code": profile.industry_code or "",
        "district": profile.district or "",
        "sales_last": sales[0],
        "sales_before": sales[1],
        "sales_earlier": sales[2],
        "certificates": ", ".join(profile.certificates),
        "past_programmes": ", ".join(profile.past_programmes),
    }


def _filled(field: Field) -> str | None:
    return clean(field.data or "") or None


def _several(field: Field) -> tuple[str, ...]:
    return tuple(clean(part) for part in (field.data or "").split(",") if clean(part))
