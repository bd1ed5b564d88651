"""Build, publish and attack releases; what is published, and where a company stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from assessment.catalogue import Catalogue
from assessment.disclosure.audit import audit
from assessment.disclosure.plan import make_plan
from assessment.disclosure.publication import Publication
from assessment.disclosure.quality import judge_published, measure_quality
from assessment.disclosure.release import compare_with, make_release
from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import AnonymousScore, Audit, Ledger, Release, Snapshot
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import ItemVerdict
from assessment.terms import Problem
from services.content import newest_edition
from services.demo import invent_companies
from services.demo_pool import DEMO_ALLIANCE, DEMO_SEED, invent_scores
from services.errors import ReleaseRefused
from services.ports import Tools


def build_release(tools: Tools, as_of: date, out: Path | None) -> Publication:
    """Publish the release of the period that a date lies in, from the pool, with every earlier release in hand.

    It is kept, and written to a folder as well where one is named. Where the register holds invented suppliers the companies
    are taken for invented too.

    Raises InputRejected where there is a release of that period or nobody in the pool, ReleaseRefused with the findings where
    an attack breaks it; then nothing is left behind.
    """
    shelf, rules = tools.published, tools.published.rules()
    ledger, period = shelf.ledger(), rules.snapshot.period(as_of)
    if any(release.id == period for release in ledger):
        raise InputRejected((Problem.of("release_exists", period),))
    companies = _counted(tools.pool.snapshot(period), rules, as_of)
    if not companies:
        raise InputRejected((Problem.of("pool_empty", period),))
    catalogue = tools.content.load_catalogue()
    invented = any(supplier.invented for supplier in catalogue.suppliers)
    publication = _publication(tools, companies, catalogue, ledger, as_of, invented=invented)
    shelf.publish(publication, ledger, out, _refuse_broken, keep=True)
    return publication


def build_demo_release(tools: Tools, as_of: date, out: Path) -> Publication:
    """The same from the invented association, marked as such; the pool and the ledger of the installation rest."""
    content = tools.content
    catalogue = replace(content.load_catalogue(), suppliers=content.sample_suppliers())
    questionnaire = newest_edition(content)
    alliance = next((a for a in catalogue.alliances if a.id == DEMO_ALLIANCE), catalogue.alliances[0])
    companies = invent_companies(questionnaire, catalogue, alliance, DEMO_SEED)
    found = invent_scores(companies, questionnaire, catalogue, as_of.year)
    scores = _counted(tuple(found.values()), tools.published.rules(), as_of)
    if not scores:
        raise InputRejected((Problem.of("pool_empty", str(as_of.year)),))
    publication = _publication(tools, scores, catalogue, (), as_of, invented=True)
    tools.published.publish(publication, (), out, _refuse_broken, keep=False)
    return publication


def audit_folder(tools: Tools, folder: Path) -> tuple[Publication, Ledger, Audit]:
    """Attack the release in a folder, whoever made it, with the earlier ones that lie in it."""
    publication, ledger = tools.published.read(folder)
    return publication, ledger, audit(publication.release, ledger)


def find_releases(tools: Tools) -> tuple[Release, ...]:
    """Everything that this installation published, newest first."""
    return tools.published.ledger()[::-1]


def find_release(tools: Tools, release_id: str) -> Publication | None:
    """One published release."""
    return tools.published.get(release_id)


def judge_questionnaire(publication: Publication) -> tuple[ItemVerdict, ...]:
    """What a release says about each item of the questionnaire."""
    return judge_published(publication)


def _counted(companies: Sequence[AnonymousScore], rules: PublishingRules, as_of: date) -> tuple[AnonymousScore, ...]:
    """Those who count: everybody, or where answers must be renewed those who gave theirs in the year."""
    return tuple(c for c in companies if not rules.policy.renewed or c.period == Snapshot.YEAR.period(as_of))


def _publication(
    tools: Tools,
    companies: Sequence[AnonymousScore],
    catalogue: Catalogue,
    ledger: Ledger,
    as_of: date,
    *,
    invented: bool,
) -> Publication:
    rules = tools.published.rules()
    questionnaire = newest_edition(tools.content)
    plan = make_plan(rules, questionnaire, catalogue)
    release, found = make_release(companies, plan, ledger, edition=_edition(questionnaire), as_of=as_of)
    if not found.passed:
        raise ReleaseRefused(release, ledger, found)
    offers = Counter(str(offer.capability) for supplier in catalogue.suppliers for offer in supplier.offers)
    beside = compare_with(release, rules, offers)
    quality = measure_quality(companies, questionnaire, rules.policy, _edition(questionnaire))
    return Publication(release, rules.licence, rules.notes, beside, invented, found, quality)


def _refuse_broken(written: Publication, ledger: Ledger) -> None:
    """What was written is attacked as anybody reads it, so that no error of writing lets a figure out."""
    found = audit(written.release, ledger)
    if not found.passed:
        raise ReleaseRefused(written.release, ledger, found)


def _edition(questionnaire: Questionnaire) -> str:
    return f"{questionnaire.slug}/{questionnaire.edition}"
