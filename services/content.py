"""Check the content as a whole: shape, meaning, and how the parts fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assessment.catalogue import Catalogue
from assessment.checks import find_catalogue_problems, find_supplier_problems
from assessment.errors import InputRejected
from assessment.instrument.checks import default_path_length, find_questionnaire_problems
from assessment.instrument.edition import Questionnaire
from assessment.language_checks import find_language_problems
from assessment.path_checks import find_path_problems, full_scan_facts
from assessment.staleness import Stale, find_stale
from assessment.terms import Problem
from services.ports import ContentStore

SMALL_COST = 1000
"""만원: the lane of work that needs no subsidy."""


def find_content_problems(content: ContentStore) -> list[Problem]:
    """Every problem of every edition and of the catalogue; meaning is checked once the shape is right."""
    problems = list(content.shape_problems())
    if problems:
        return problems
    catalogue = content.load_catalogue()
    for slug, edition in content.editions():
        questionnaire = content.load_questionnaire(slug, edition)
        problems.extend(find_questionnaire_problems(questionnaire))
    newest = newest_edition(content)
    for find in (find_catalogue_problems, find_language_problems, find_path_problems):
        problems.extend(find(newest, catalogue))
    problems.extend(find_supplier_problems(catalogue, content.sample_suppliers()))
    return problems


def find_stale_content(content: ContentStore, on: date) -> tuple[Stale, ...]:
    """Dated facts of the catalogue that nobody has checked for half a year."""
    return find_stale(content.load_catalogue(), on)


def newest_edition(content: ContentStore) -> Questionnaire:
    """The edition that a new assessment answers; raises InputRejected where there is none."""
    editions = content.editions()
    if not editions:
        raise InputRejected((Problem.of("no_content_files", "questionnaires"),))
    return content.load_questionnaire(*editions[-1])


def count_content(content: ContentStore) -> dict[str, int]:
    """How much content there is, by kind."""
    questionnaire, catalogue = newest_edition(content), content.load_catalogue()
    return {
        "items": len(questionnaire.items),
        "characters": default_path_length(questionnaire),
        "facts": sum(len(item.facts) for item in questionnaire.items),
        "full_scan_facts": round(full_scan_facts(questionnaire)),
        "initiatives": len(catalogue.initiatives),
        "use_cases": len(catalogue.use_cases),
        "programmes": len(catalogue.programmes),
        "capabilities": len(catalogue.capabilities),
        "kpis": len(catalogue.kpis),
        "suppliers": len(content.sample_suppliers()),
    }


def content_statistics(content: ContentStore) -> dict[str, dict[str, int]]:
    """Everything counted: by kind, facts and initiatives by level step, use cases by matrix cell, programmes by kind."""
    questionnaire, catalogue = newest_edition(content), content.load_catalogue()
    steps = Counter(
        f"{effect.item} {level}-{level + 1}"
        for initiative in catalogue.initiatives
        for effect in initiative.effects
        for level in range(effect.from_level, effect.to_level)
    )
    return {
        "kinds": count_content(content)
        | {
            "variants": sum(item.variant is not None for item in questionnaire.items),
            "examples": sum(len(family.examples) for family in questionnaire.families),
            "vignettes": len(questionnaire.vignettes),
            "calls": sum(len(programme.calls) for programme in catalogue.programmes),
            "questions": len(catalogue.questions),
            "alliances": len(catalogue.alliances),
            "subcommittees": sum(len(alliance.subcommittees) for alliance in catalogue.alliances),
            "industries": len(catalogue.industries),
            "regions": len(catalogue.regions),
            "reference_lines": len(catalogue.reference_lines),
        },
        "facts_by_level": _counted(f"{fact.id[:-2]}" for item in questionnaire.items for fact in item.facts),
        "initiatives_by_step": dict(sorted(steps.items())),
        "use_cases_by_cell": _counted(use_case.cell for use_case in catalogue.use_cases),
        "programmes_by_kind": _counted(programme.kind.value for programme in catalogue.programmes),
        "lanes": {
            "up_to_1000": sum(i.cost.likely <= SMALL_COST for i in catalogue.initiatives),
            "no_money": sum(i.cost.low == 0 for i in catalogue.initiatives),
        },
    }


def _counted(entries: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(entries).items()))


def catalogue_for(content: ContentStore, *, with_samples: bool) -> Catalogue:
    """The catalogue of this installation, or the same with the invented suppliers in place of its register."""
    catalogue = content.load_catalogue()
    return replace(catalogue, suppliers=content.sample_suppliers()) if with_samples else catalogue
