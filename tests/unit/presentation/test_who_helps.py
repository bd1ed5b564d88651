"""Who helps, in words: by what evidence, what nobody covers, who was left out and why, who comes nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.catalogue import OfferGrade, Supplier
from assessment.diagnosis import diagnose
from assessment.matching.values import SupplierMatches
from assessment.terms import Language
from assessment.values import Case, Diagnosis, Reference
from presentation.sections.parts import Reader
from presentation.sections.who_helps import Suppliers, who_helps
from presentation.wording import say
from services.content import newest_edition
from tests import builders as base
from tests import builders_register as make
from tests.builders_matching import ON, offer
from tests.webclient import CONTENT


@pytest.fixture(scope="module")
def plain() -> Diagnosis:
    """A company at the second level, with the real content and no register."""
    edition = newest_edition(CONTENT)
    names = {"slug": edition.slug, "edition": edition.edition, "content_hash": edition.content_hash}
    case = Case(base.sheet({str(item.id): 1 for item in edition.items}, **names), base.profile())
    return diagnose(edition, case, CONTENT.load_catalogue(), Reference(), ON, 1)


def seen(plain: Diagnosis, *suppliers: Supplier, language: Language = Language.KO) -> Suppliers:
    catalogue = replace(plain.catalogue, suppliers=suppliers)
    case, edition = plain.case, plain.scorecard.questionnaire
    found = diagnose(edition, case, catalogue, Reference(), ON, 1)
    assert isinstance(found.suppliers, SupplierMatches)
    return who_helps(Reader.of(found, language)).suppliers


def able(plain: Diagnosis, count: int = 1, **changes: object) -> Supplier:
    """A supplier of the heaviest needs, shown by a reference with known outcomes."""
    shown = {"shown_by": "사출 공장", "dated": ON, "delivered": 3, "accepted": 2}
    offers = tuple(offer(n.capability, OfferGrade.REFERENCE, **shown) for n in plain.needs[:count])
    return make.register_entry("sup-able", name="여울", offers=offers, price_from=0, **changes)


def test_a_listed_supplier_shows_its_evidence_and_what_ordered_it(plain: Diagnosis) -> None:
    found = seen(plain, able(plain))
    (card,) = found.cards
    outcome = say(Language.KO, "entry.outcomes", accepted=2, delivered=3)
    assert card.covered[0].text == f"{say(Language.KO, 'grade.reference')} (사출 공장 · 2026.11.22 · {outcome})"
    assert card.parts == say(Language.KO, "suppliers.parts", cover="65", industry="0", region="0")
    assert found.near == ()


def test_needs_that_nobody_covers_are_named(plain: Diagnosis) -> None:
    names = {c.id: c.name.ko for c in plain.catalogue.capabilities}
    assert all(names[need.capability] in seen(plain, able(plain)).unmet for need in plain.needs[1:])
    assert seen(plain, able(plain, len(plain.needs))).unmet == ""


def test_where_nobody_fits_the_nearest_stand_with_what_is_in_the_way_and_missing(plain: Diagnosis) -> None:
    found = seen(plain, able(plain, capacity=0))
    (near,) = found.near
    assert (near.name, near.why) == ("여울", say(Language.KO, "reason.no_capacity"))
    assert near.missing
    assert (found.cards, found.filtered_out, found.filtered_more) == ((), (), "")


def test_who_was_left_out_is_named_with_every_reason_and_the_rest_counted(plain: Diagnosis) -> None:
    closed = [replace(able(plain, capacity=0), id=f"sup-{n}", conflicts=("지분",)) for n in range(9)]
    found = seen(plain, able(plain), *closed)
    assert len(found.filtered_out) == 6
    assert say(Language.KO, "reason.no_capacity") in found.filtered_out[0].text
    assert "지분" in found.filtered_out[0].text
    assert found.filtered_more == say(Language.KO, "suppliers.filtered_more", count=3)
