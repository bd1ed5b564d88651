"""The whole line in one function: answers → scores → readiness → gaps → roadmap → matches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.canonical import fingerprint, seed_from
from assessment.catalogue import Alliance, Catalogue
from assessment.instrument.completeness import completeness, may_be_not_applicable, wording_for
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import Answer, AnswerSheet, Profile
from assessment.matching.subcommittees import route_subcommittees
from assessment.matching.supplier_index import prepare_suppliers
from assessment.matching.suppliers import find_demand, find_needs, match_suppliers, requirement_sheet
from assessment.roadmap.benefit import find_benefits
from assessment.roadmap.course import maturity_course
from assessment.roadmap.instance import default_limits, planning_instance
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.support import applicant_facts, find_support
from assessment.roadmap.supported import plan_with_support
from assessment.scoring.gaps import find_gaps
from assessment.scoring.readiness import assess_readiness, relevant_use_cases
from assessment.scoring.scores import score_answers
from assessment.terms import Absence
from assessment.values import ENGINE_VERSION, Case, Diagnosis, Provenance, Reference


def diagnose(
    questionnaire: Questionnaire, case: Case, catalogue: Catalogue, reference: Reference, on: date, seed: int
) -> Diagnosis:
    """Diagnose one company on a date. The same arguments always give the same value.

    A *not applicable* that the profile does not allow (because it was changed afterwards) counts as not answered, here
    and therefore on every screen, in every file and in every report.
    """
    case = replace(case, sheet=only_what_was_asked(questionnaire, case.sheet, case.profile))
    limits = case.limits or default_limits(questionnaire.method, case.profile)
    scorecard = score_answers(questionnaire, case.sheet, seed)
    use_cases = relevant_use_cases(questionnaire, catalogue.use_cases, case.profile, case.wishes)
    readiness = assess_readiness(scorecard, use_cases)
    gaps = find_gaps(scorecard, readiness, case.profile, case.wishes, reference)
    relevant = replace(catalogue, use_cases=use_cases)
    instance = planning_instance(scorecard, gaps, relevant, case, limits, on)
    roadmap = plan_roadmap(instance)
    facts = applicant_facts(case.profile, scorecard, catalogue)
    needs = find_needs(roadmap, catalogue)
    effective = {i.item.id: i.effective for i in scorecard.items if isinstance(i.effective, int)}
    return Diagnosis(
        case=replace(case, limits=limits),
        catalogue=catalogue,
        wordings={item.id: wording_for(item, case.profile) for item in questionnaire.items},
        completeness=completeness(questionnaire, case.sheet),
        scorecard=scorecard,
        readiness=readiness,
        gaps=gaps,
        instance=instance,
        roadmap=roadmap,
        supported=plan_with_support(instance, roadmap, catalogue, facts, on),
        benefit=find_benefits(roadmap, catalogue, limits.numbers, case.profile.workers, case.wishes.cost_shares),
        course=maturity_course(scorecard, instance, roadmap),
        needs=needs,
        suppliers=(
            match_suppliers(
                find_demand(needs, instance, case.profile, case.wishes, catalogue),
                prepare_suppliers(catalogue.suppliers),
                seed,
            )
            if catalogue.suppliers
            else requirement_sheet(needs, catalogue)
        ),
        support=find_support(roadmap, catalogue, facts, on),
        subcommittees=route_subcommittees(case.profile, gaps, effective, leading_alliance(catalogue)),
        provenance=Provenance(
            slug=questionnaire.slug,
            edition=questionnaire.edition,
            edition_hash=questionnaire.content_hash,
            catalogue_hash=catalogue.content_hash,
            answers_hash=answers_hash(case),
            engine=ENGINE_VERSION,
            on=on,
            seed=seed,
        ),
    )


def answers_hash(case: Case) -> str:
    """Fingerprint of everything the company said."""
    return fingerprint(case)


def seed_for(case: Case) -> int:
    """The seed that belongs to a sheet: from its answers, so that the interval of a result can be computed again."""
    return seed_from(fingerprint(case.sheet))


def only_what_was_asked(questionnaire: Questionnaire, sheet: AnswerSheet, profile: Profile) -> AnswerSheet:
    """The sheet without what this company is not asked: *not applicable* where it may not, facts of the other wording."""
    asked = {fact.id for item in questionnaire.items for fact in wording_for(item, profile).facts}

    def allowed(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(
            answer
            for answer in answers
            if answer.value is not Absence.NOT_APPLICABLE
            or may_be_not_applicable(questionnaire.item(answer.item), profile)
        )

    return replace(
        sheet,
        answers=allowed(sheet.answers),
        ratings=allowed(sheet.ratings),
        facts={fact: value for fact, value in sheet.facts.items() if fact in asked},
    )


def leading_alliance(catalogue: Catalogue) -> Alliance:
    """The alliance edition that leads; the association chooses it by its place in the catalogue."""
    return catalogue.alliances[0]
