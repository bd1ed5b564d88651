"""Settle what a company said into a case, and diagnose it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock

from assessment.canonical import fingerprint
from assessment.catalogue import Catalogue
from assessment.checks import find_wish_problems
from assessment.diagnosis import diagnose, seed_for
from assessment.errors import InputRejected, WrongEdition
from assessment.instrument.checks import find_sheet_problems
from assessment.instrument.edition import Questionnaire
from assessment.instrument.effective import effective_answers
from assessment.instrument.values import EventLog
from assessment.roadmap.explain import explain_roadmap
from assessment.terms import Problem
from assessment.values import Case, Diagnosis, Reference
from services.content import newest_edition
from services.ports import ContentStore, SheetBroken, SheetInput, SheetReader

RECENT_KEPT = 16
_RECENT: dict[tuple[str, str, date, Reference], Diagnosis] = {}
_RECENT_LOCK = Lock()
NOTHING_PUBLISHED = Reference()


def diagnose_sheet(content: ContentStore, sheet: SheetInput, on: date, catalogue: Catalogue | None = None) -> Diagnosis:
    """The diagnosis of one sheet on a date; raises InputRejected with every problem of the sheet."""
    catalogue = catalogue or content.load_catalogue()
    questionnaire, case = _checked(content, sheet, catalogue)
    return diagnose_case(questionnaire, case, catalogue, on)


def read_sheet(content: ContentStore, reader: SheetReader, path: Path, catalogue: Catalogue) -> SheetInput:
    """The sheet in a file; raises InputRejected with every problem of its shape and, where it has any, of its meaning."""
    try:
        return reader(path)
    except SheetBroken as broken:
        problems = broken.problems
        if broken.rest is not None:
            problems += _problems_of_meaning(content, broken.rest, catalogue)
        raise InputRejected(problems) from broken


def _problems_of_meaning(content: ContentStore, sheet: SheetInput, catalogue: Catalogue) -> tuple[Problem, ...]:
    try:
        _checked(content, sheet, catalogue)
    except InputRejected as rejected:
        return rejected.problems
    return ()


def _checked(content: ContentStore, sheet: SheetInput, catalogue: Catalogue) -> tuple[Questionnaire, Case]:
    questionnaire = find_edition(content, sheet.slug, sheet.edition)
    case = settle_case(questionnaire, sheet)
    problems = (
        *find_sheet_problems(questionnaire, case.sheet, case.profile, catalogue),
        *find_wish_problems(questionnaire, catalogue, case),
    )
    if problems:
        raise InputRejected(problems)
    return questionnaire, case


def diagnose_case(
    questionnaire: Questionnaire, case: Case, catalogue: Catalogue, on: date, reference: Reference = NOTHING_PUBLISHED
) -> Diagnosis:
    """The diagnosis of a settled case, with the seed that belongs to its answers.

    `reference` is what was published of companies like it. The last few diagnoses are kept: every page of one visit asks for
    the same one, and it takes up to some seconds.
    """
    key = (questionnaire.content_hash, fingerprint(case), on, reference)
    with _RECENT_LOCK:
        known = _RECENT.get(key)
    if known is not None and known.catalogue is catalogue and known.scorecard.questionnaire is questionnaire:
        return known
    made = diagnose(questionnaire, case, catalogue, reference, on, seed_for(case))
    with _RECENT_LOCK:
        _RECENT[key] = made
        while len(_RECENT) > RECENT_KEPT:
            del _RECENT[next(iter(_RECENT))]
    return made


def explain(diagnosis: Diagnosis) -> Diagnosis:
    """The diagnosis with the arguments for its roadmap; takes up to two minutes, so only a worker or a command asks."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = explain_roadmap(diagnosis.instance, diagnosis.roadmap, diagnosis.provenance.seed, each=threads.map)
    return replace(diagnosis, explanation=found)


def find_edition(content: ContentStore, slug: str, edition: str) -> Questionnaire:
    """An edition by name; raises InputRejected naming the known ones."""
    if (slug, edition) not in content.editions():
        found, known = f"{slug}/{edition}".strip("/"), tuple(f"{s}/{e}" for s, e in content.editions())
        raise InputRejected((Problem.of("unknown_edition", "questionnaire", found=found, known=known),))
    return content.load_questionnaire(slug, edition)


def settle_case(questionnaire: Questionnaire, sheet: SheetInput) -> Case:
    """The answers that count, as a case; raises WrongEdition if the sheet names other content."""
    if sheet.content_hash not in (None, questionnaire.content_hash):
        raise WrongEdition(questionnaire.content_hash, str(sheet.content_hash))
    log = EventLog(sheet.slug, sheet.edition, questionnaire.content_hash, sheet.events)
    answers = replace(effective_answers(log), office_rules=sheet.office_rules, ai_uses=sheet.ai_uses)
    return Case(
        sheet=answers,
        profile=sheet.profile,
        limits=sheet.limits,
        wishes=sheet.wishes,
        opinion=sheet.opinion,
        adjustments=sheet.adjustments,
        previous=sheet.previous,
    )


def edition_or_newest(content: ContentStore, name: str | None) -> Questionnaire:
    """The edition called ``slug/edition``, or the newest where no name is given."""
    if name is None:
        return newest_edition(content)
    slug, _, edition = name.rpartition("/")
    return find_edition(content, slug, edition)
