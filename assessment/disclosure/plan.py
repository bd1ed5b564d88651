"""The rules of publishing filled in with what an edition and a catalogue hold: every code that figures are broken down by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assessment.catalogue import Catalogue
from assessment.disclosure.rules import DimensionRule, PublishingRules
from assessment.disclosure.tables import OVERALL, POINTS_A_LEVEL, TOP_POINTS
from assessment.disclosure.values import TOTAL, Code, Dimension, ReleasePlan, TableSpec
from assessment.errors import InputRejected
from assessment.instrument.edition import DIMENSIONS, Questionnaire
from assessment.terms import Problem, Text

WHERE = "catalogue/tables.yaml"


def make_plan(rules: PublishingRules, questionnaire: Questionnaire, catalogue: Catalogue) -> ReleasePlan:
    """The plan of releases for an edition. Regions are those of today in every period; former ones count as what they became.

    Raises InputRejected where a group or a table names what does not exist.
    """
    known = {
        "industry": tuple(Code(i.division, TOTAL, i.name) for i in catalogue.industries),
        "size": tuple(Code(s.id, TOTAL, s.name) for s in questionnaire.method.size_classes),
        "region": tuple(Code(r.code, TOTAL, r.name) for r in catalogue.regions if r.valid_to is None),
        "level": tuple(_levels(questionnaire)),
        "band": tuple(_bands(questionnaire)),
        "ai_use": tuple(Code(e.id, TOTAL, e.text) for e in questionnaire.ai_examples),
        "wanted": tuple(_cells(catalogue)),
        "capability": tuple(Code(c.id, TOTAL, c.name) for c in catalogue.capabilities),
    }
    problems = [*_group_problems(rules, known), *_table_problems(rules)]
    if problems:
        raise InputRejected(tuple(problems))
    subjects = {
        "companies": (),
        "scores": (OVERALL, *(group.value for group in DIMENSIONS)),
        "items": tuple(str(item.id) for item in questionnaire.items),
    }
    return ReleasePlan(
        snapshot=rules.snapshot,
        policy=rules.policy,
        too_fine=rules.too_fine,
        dimensions=tuple(_dimension(rule, known[rule.id]) for rule in rules.dimensions),
        subjects=tuple(_subjects(questionnaire)),
        tables=tuple(_filled(table, subjects) for table in rules.tables),
    )


def _subjects(questionnaire: Questionnaire) -> Iterator[Code]:
    yield Code(OVERALL, TOTAL, Text("전체", "Overall"))
    for group in DIMENSIONS:
        yield Code(group.value, TOTAL, questionnaire.dimension_names[group])
    for item in questionnaire.items:
        yield Code(str(item.id), TOTAL, item.name)


def _filled(table: TableSpec, subjects: dict[str, tuple[str, ...]]) -> TableSpec:
    return replace(table, subjects=tuple(s for word in table.subjects for s in subjects[word]))


def _dimension(rule: DimensionRule, leaves: tuple[Code, ...]) -> Dimension:
    """Groups first, each under the group that holds it; then the finest codes."""
    parents = {member: group.id for group in rule.groups for member in group.members}
    groups = tuple(Code(group.id, parents.get(group.id, TOTAL), group.name) for group in rule.groups)
    also = {leaf.id: tuple(old for old, now in rule.former.items() if now == leaf.id) for leaf in leaves}
    finest = tuple(replace(leaf, parent=parents.get(leaf.id, TOTAL), also=also[leaf.id]) for leaf in leaves)
    return Dimension(rule.id, rule.kind, rule.name, (*groups, *finest))


def _levels(questionnaire: Questionnaire) -> Iterator[Code]:
    for level, name in enumerate(questionnaire.scales.levels):
        points = level * POINTS_A_LEVEL
        yield Code(str(level), TOTAL, name, (points, points))


def _bands(questionnaire: Questionnaire) -> Iterator[Code]:
    bands = questionnaire.scales.bands
    ends = [*(band.floor for band in bands[1:]), TOP_POINTS]
    for band, end in zip(bands, ends, strict=True):
        yield Code(str(band.floor), TOTAL, band.name, (float(band.floor), float(end)))


def _cells(catalogue: Catalogue) -> Iterator[Code]:
    """The cells of the matrix, called by the use cases in them."""
    named: dict[str, list[Text]] = {}
    for use_case in catalogue.use_cases:
        named.setdefault(use_case.cell, []).append(use_case.name)
    for cell, names in sorted(named.items()):
        yield Code(cell, TOTAL, Text(" · ".join(n.ko for n in names), " · ".join(n.en for n in names)))


def _group_problems(rules: PublishingRules, known: dict[str, tuple[Code, ...]]) -> Iterator[Problem]:
    for rule in rules.dimensions:
        if rule.id not in known:
            yield Problem.of("unknown_id", WHERE, ids=(rule.id,))
            continue
        leaves = {code.id for code in known[rule.id]}
        named = [member for group in rule.groups for member in group.members]
        if unknown := (set(named) | set(rule.former.values())) - leaves - {group.id for group in rule.groups}:
            yield Problem.of("unknown_id", f"{WHERE} · {rule.id}", ids=tuple(sorted(unknown)))
        left = leaves - set(named) if rule.groups else set()
        if left or len(named) > len(set(named)):
            twice = {member for member in named if named.count(member) > 1}
            yield Problem.of("not_in_one_group", f"{WHERE} · {rule.id}", ids=tuple(sorted(left | twice)))


def _table_problems(rules: PublishingRules) -> Iterator[Problem]:
    known = {rule.id for rule in rules.dimensions}
    for table in rules.tables:
        if unknown := {name for name, _ in table.dimensions} - known:
            yield Problem.of("unknown_id", f"{WHERE} · {table.id}", ids=tuple(sorted(unknown)))
