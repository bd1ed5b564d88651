"""By which words an entry of the register is found: its name, and what it does, for whom, where, and shown by what."""

from __future__ import annotations

from collections.abc import Callable

from assessment.catalogue import Catalogue, Supplier
from assessment.terms import Text
from services.korean_search import find_terms
from services.register_port import SearchTerms


def terms_for(catalogue: Catalogue) -> Callable[[Supplier], SearchTerms]:
    """The function that cuts an entry into terms, with the names of a catalogue in both languages."""
    named: dict[str, tuple[str, ...]] = {}

    def name(entry_id: str, *texts: Text) -> None:
        known = named.get(entry_id, ())
        named[entry_id] = known + tuple(t for text in texts for said in (text.ko, text.en) for t in find_terms(said))

    for capability in catalogue.capabilities:
        name(capability.id, capability.name)
    for use_case in catalogue.use_cases:
        name(use_case.cell, use_case.name)
    for industry in catalogue.industries:
        name(f"division {industry.division}", industry.name, industry.plant_words)
    for region in catalogue.regions:
        name(f"region {region.code}", region.name)

    def find(supplier: Supplier) -> SearchTerms:
        ids = (
            *(offer.capability for offer in supplier.offers),
            *supplier.cells,
            *(f"division {division}" for division in supplier.divisions),
            *(f"region {region}" for region in supplier.regions),
        )
        shown = (term for offer in supplier.offers for term in find_terms(offer.shown_by))
        rest = (*(term for entry_id in ids for term in named.get(entry_id, ())), *shown)
        return SearchTerms(find_terms(f"{supplier.name} {supplier.id}"), rest)

    return find
