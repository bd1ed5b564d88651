"""Check the content as a whole: shape, meaning, and how the parts fit together."""

from __future__ import annotations

from dataclasses import replace

from assessment.catalogue import Catalogue
from assessment.checks import find_catalogue_problems, find_supplier_problems
from assessment.errors import InputRejected
from assessment.instrument.checks import default_path_length, find_questionnaire_problems
from assessment.instrument.edition import Questionnaire
from assessment.terms import Problem
from services.ports import ContentStore


def find_content_problems(content: ContentStore) -> list[Problem]:
    """Every problem of every edition and of the catalogue; meaning is checked once the shape is right."""
    problems = list(content.shape_problems())
    if problems:
        return problems
    catalogue = content.load_catalogue()
    for slug, edition in content.editions():
        questionnaire = content.load_questionnaire(slug, edition)
        problems.extend(find_questionnaire_problems(questionnaire))
    problems.extend(find_catalogue_problems(newest_edition(content), catalogue))
    problems.extend(find_supplier_problems(catalogue, content.sample_suppliers()))
    return problems


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
        "initiatives": len(catalogue.initiatives),
        "use_cases": len(catalogue.use_cases),
        "capabilities": len(catalogue.capabilities),
        "kpis": len(catalogue.kpis),
        "suppliers": len(content.sample_suppliers()),
    }


def catalogue_for(content: ContentStore, *, with_samples: bool) -> Catalogue:
    """The catalogue of this installation, or the same with the invented suppliers in place of its register."""
    catalogue = content.load_catalogue()
    return replace(catalogue, suppliers=content.sample_suppliers()) if with_samples else catalogue
