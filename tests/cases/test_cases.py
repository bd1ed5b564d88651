"""Whole diagnoses: three invented companies with scores worked out by hand, and what must and must never be recommended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessment.matching.values import RequirementSheet
from assessment.scoring.values import Column, Score
from assessment.terms import Absence
from assessment.values import Diagnosis
from services.diagnoses import diagnose_sheet
from storage.content.store import ContentFolder
from storage.sheets import sheet_from_document
from storage.yaml_text import read_yaml

CASES = sorted(Path(__file__).parent.glob("*.yaml"))
ON = date(2026, 11, 22)


def test_that_there_are_some_cases() -> None:
    assert len(CASES) == 3


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest, content: ContentFolder) -> tuple[dict[str, Any], Diagnosis]:
    document, problems = read_yaml(request.param, request.param.name)
    assert isinstance(document, dict)
    assert problems == []
    sheet = sheet_from_document(document["sheet"], request.param.name)
    return document, diagnose_sheet(content, sheet, ON)


def test_scores_are_those_worked_out_by_hand(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    expected = document["expected"]["points"]
    card = diagnosis.scorecard
    found = {d.dimension.value: d.score for d in card.dimensions} | {"overall": card.overall.score}
    for name, points in expected.items():
        score = found[name]
        assert isinstance(score, Score)
        assert score.points == pytest.approx(points)
        assert score.interval.low <= points <= score.interval.high


def test_levels_held_and_confirmed(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    expected = document["expected"]
    held = {d.dimension.value: d.held_level for d in diagnosis.scorecard.dimensions}
    assert held == expected["held_levels"]
    for item, level in expected["confirmed"].items():
        wanted = Absence.NOT_CONFIRMED if level == "not_confirmed" else level
        assert diagnosis.scorecard.of(item).confirmed == wanted, item


def test_gates(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    readiness = diagnosis.readiness
    gates = {"pilot": readiness.pilot, "scale": readiness.scale, "office": readiness.office}
    for name, verdict in document["expected"]["gates"].items():
        assert gates[name].verdict.value == verdict, name
    for name, verdict in document["expected"].get("gates_confirmed", {}).items():
        assert gates[name].confirmed.value == verdict, name


def test_the_official_ladder(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    expected = document["expected"]
    certificate = diagnosis.case.profile.certificate
    if "ladder_certificate" in expected:
        assert certificate is not None
        assert certificate.level.value == expected["ladder_certificate"]
    else:
        assert diagnosis.scorecard.ladder.low.value == expected["ladder_low"]


def test_what_must_be_recommended(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    must = document["must"]
    scheduled = {s.initiative for s in diagnosis.roadmap.scheduled}
    for alternatives in must["scheduled_any_of"]:
        assert scheduled & set(alternatives), alternatives
    now = {u.use_case.id for u in diagnosis.readiness.column(Column.NOW)}
    assert set(must.get("use_cases_now", [])) <= now
    everywhere = {u.use_case.id for u in diagnosis.readiness.use_cases}
    assert set(must.get("use_cases_some_column", [])) <= everywhere
    wanted = must["subcommittee_first"]
    first = diagnosis.subcommittees[0].subcommittee.id
    assert first in (wanted if isinstance(wanted, list) else [wanted])
    assert isinstance(diagnosis.suppliers, RequirementSheet)


def test_what_must_never_be_recommended(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    never = document["must_never"]
    scheduled = {s.initiative for s in diagnosis.roadmap.scheduled}
    assert scheduled & set(never["scheduled"]) == set()
    now = {u.use_case.id for u in diagnosis.readiness.column(Column.NOW)}
    assert now & set(never.get("use_cases_now", [])) == set()
    everywhere = {u.use_case.id for u in diagnosis.readiness.use_cases}
    assert everywhere & set(never.get("use_cases_at_all", [])) == set()
    assert diagnosis.roadmap.cost_by_year[0] <= never["first_year_above"]


def test_targets_stay_within_the_limit_of_small_companies(case: tuple[dict[str, Any], Diagnosis]) -> None:
    document, diagnosis = case
    limit = document["expected"].get("targets_at_most")
    if limit is not None:
        assert len(diagnosis.gaps) <= limit
        assert all(gap.steps == 1 for gap in diagnosis.gaps)


def test_every_initiative_says_why_and_comes_after_what_it_waits_for(case: tuple[dict[str, Any], Diagnosis]) -> None:
    _, diagnosis = case
    ends = {s.initiative: s.end for s in diagnosis.roadmap.scheduled}
    for entry in diagnosis.roadmap.scheduled:
        assert entry.reasons, entry.initiative
        assert all(ends[first] <= entry.start for first in entry.waits_for), entry.initiative


def test_the_sample_in_the_documentation_is_the_first_case() -> None:
    sample = yaml.safe_load((Path(__file__).parents[2] / "docs/samples/injection-moulder.yaml").read_text("utf-8"))
    case = yaml.safe_load((Path(__file__).parent / "injection-moulder-12.yaml").read_text("utf-8"))
    assert sample == case["sheet"]
