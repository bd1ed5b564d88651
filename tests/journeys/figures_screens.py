"""The screens of what is published, for everybody and for the association, and those of campaigns."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

from flask import Flask
from werkzeug.test import TestResponse

from assessment.disclosure.plan import make_plan
from assessment.disclosure.publication import Publication
from assessment.disclosure.quality import measure_quality
from assessment.disclosure.release import compare_with, make_release
from assessment.terms import Language
from services.demo import invent_companies
from services.demo_pool import DEMO_ALLIANCE, DEMO_SEED, invent_scores
from services.ports import Tools
from tests.webclient import Browser, association, manager, tools_of

CAMPAIGNS = "/association/campaigns"
COMPANIES = 150
TABLES = (
    "scores-industry-size",
    "companies-industry-size",
    "maturity-size",
    "items-size",
    "gaps-region",
    "ai-size",
    "wanted-size",
    "demand-region",
)
NAMES = (
    *("figures", "figures, association", "results, beside others"),
    *("campaigns", "campaigns, all wrong", "campaign", "campaign, all wrong"),
)


def figures_screens(app: Flask, language: Language) -> dict[str, TestResponse]:
    """All of them by name. The release is taken away at the end, so that other screens have none."""
    _publish(tools_of(app))
    keeper = association(app, language.value, name="박협회" * 20)
    screens = {
        "figures": Browser(app, language.value).get("/figures"),
        "figures, association": keeper.get("/figures"),
        "campaigns": keeper.get(CAMPAIGNS),
        "campaigns, all wrong": keeper.post(CAMPAIGNS, {"name": "", "begins": "2026-12-31", "ends": "2026-01-01"}),
    }
    begun = keeper.post(CAMPAIGNS, {"name": "2026년 하반기 " * 6, "begins": "2026-09-01", "ends": "2026-12-31"})
    screens["campaign"] = begun
    address = begun.request.path
    screens["campaign, all wrong"] = keeper.post(f"{address}/codes", {"count": "many", "segment": "W" * 200})
    company = manager(app, language.value, division="25", workers="30")
    company.answer_all(2)
    screens["results, beside others"] = company.get("/results")
    shutil.rmtree(app.config["KKWEDA_INSTANCE"] / "releases")
    return screens


def _publish(tools: Tools) -> None:
    """A release of a few tables of the invented association, made as every release is."""
    catalogue, questionnaire = tools.content.load_catalogue(), tools.content.load_questionnaire("readiness", "2026.1")
    rules = tools.published.rules()
    rules = replace(rules, tables=tuple(table for table in rules.tables if table.id in TABLES))
    alliance = next(a for a in catalogue.alliances if a.id == DEMO_ALLIANCE)
    invented = invent_companies(questionnaire, catalogue, alliance, DEMO_SEED, COMPANIES)
    scores = tuple(invent_scores(invented, questionnaire, catalogue, 2026).values())
    plan, edition = make_plan(rules, questionnaire, catalogue), f"{questionnaire.slug}/{questionnaire.edition}"
    release, found = make_release(scores, plan, (), edition=edition, as_of=date(2026, 12, 31))
    assert found.passed
    beside = compare_with(release, rules, {"cap-mes": 3, "cap-vision": 0})
    quality = measure_quality(scores, questionnaire, rules.policy, edition)
    publication = Publication(release, rules.licence, rules.notes, beside, invented=True, audit=found, quality=quality)
    tools.published.publish(publication, (), None, lambda *_: None, keep=True)
