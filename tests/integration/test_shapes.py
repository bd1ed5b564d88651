"""Every keyword of our schemas has a code for people, and all departures are told at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessment.terms import Problem
from storage.shapes import FINDINGS, ROOT, SCHEMA_FOLDERS, find_shape_problems
from storage.yaml_text import read_yaml

Doc = dict[str, Any]
SHEET = "answer-sheet"
STRUCTURE = {"if", "then", "else", "oneOf", "not", "propertyNames", "properties", "items", "$ref", "$defs"}
"""Keywords that only lead to others; what is violated is always one of those."""
WRITTEN = {"diagnosis", "planning-instance"}
"""Formats that we only write; nobody is told what is wrong with them."""
NOTES = {"$schema", "title", "examples"}
BAD_DAY = {"level": "basic", "issued_on": "2026-02-30"}


def sheet(**changes: object) -> Doc:
    made: Doc = {
        "format": "kkweda/answer-sheet/1",
        "questionnaire": "readiness/2026.1",
        "company": company(),
        "answers": {"P1": 3},
    }
    return made | changes


def company(**changes: object) -> Doc:
    return {"division": "22", "workers": 60, "region": "48", "own_products": "100"} | changes


def real(path: str) -> Doc:
    document, problems = read_yaml(ROOT / path, path)
    assert not problems
    assert isinstance(document, dict)
    return document


def initiative(**changes: object) -> Doc:
    return real("catalogue/initiatives/ini-backup.yaml") | changes


def use_case(**changes: object) -> Doc:
    return real("catalogue/use_cases/uc-claim-reply.yaml") | changes


def register(**changes: object) -> Doc:
    return real("questionnaires/readiness/2026.1/ai_register.yaml") | changes


def item(**changes: object) -> Doc:
    return real("questionnaires/readiness/2026.1/process/P1.yaml") | changes


def without(document: Doc, key: str) -> Doc:
    return {name: value for name, value in document.items() if name != key}


CASES: dict[str, tuple[str, Doc, str, str, Doc]] = {
    # keyword: kind, document, where, code, parameters
    "additionalProperties": (
        SHEET,
        sheet(company=company(phone="1", fax="2")),
        "company",
        "unknown_key",
        {"keys": ("fax", "phone")},
    ),
    "required": (SHEET, without(sheet(), "answers"), "", "missing_key", {"key": "answers"}),
    "type": (
        SHEET,
        sheet(company=company(workers="많음")),
        "company.workers",
        "wrong_type",
        {"wanted": ("integer",), "found": "많음"},
    ),
    "enum": (
        SHEET,
        sheet(company=company(own_products="half")),
        "company.own_products",
        "not_in_list",
        {"found": "half", "allowed": ("0", "1-49", "50-99", "100")},
    ),
    "const": (
        SHEET,
        sheet(format="kkweda/answer-sheet/2"),
        "format",
        "not_in_list",
        {"found": "kkweda/answer-sheet/2", "allowed": ("kkweda/answer-sheet/1",)},
    ),
    "minimum": (
        SHEET,
        sheet(company=company(workers=0)),
        "company.workers",
        "out_of_range",
        {"found": "0", "low": "1", "high": "100000"},
    ),
    "maximum": (
        SHEET,
        sheet(company=company(workers=100_001)),
        "company.workers",
        "out_of_range",
        {"found": "100001", "low": "1", "high": "100000"},
    ),
    "exclusiveMinimum": (
        "initiative",
        initiative(staff_months=0),
        "staff_months",
        "out_of_range",
        {"found": "0", "low": "0", "high": "24"},
    ),
    "maxLength": (
        SHEET,
        sheet(company=company(business_number="1" * 21)),
        "company.business_number",
        "too_long",
        {"found": 21, "limit": 20},
    ),
    "minLength": (SHEET, sheet(company=company(name="")), "company.name", "empty_text", {}),
    "minItems": ("ai-register", register(examples=[]), "examples", "wrong_count", {"found": 0, "wanted": 10}),
    "maxItems": (
        SHEET,
        sheet(company=company(sales=[1, 2, 3, 4])),
        "company.sales",
        "wrong_count",
        {"found": 4, "wanted": 3},
    ),
    "uniqueItems": (
        SHEET,
        sheet(company=company(concerns=["con-a", "con-b", "con-b"])),
        "company.concerns",
        "repeated_entry",
        {"found": "con-b"},
    ),
    "pattern": (
        SHEET,
        sheet(company=company(division="2")),
        "company.division",
        "wrong_form",
        {"found": "2", "form": "22"},
    ),
    "format": (
        SHEET,
        sheet(company=company(certificate=BAD_DAY)),
        "company.certificate.issued_on",
        "wrong_form",
        {"found": "2026-02-30"},
    ),
}


def keywords(schema: object, *, names: bool = False) -> Iterator[str]:
    """Every keyword in a schema; the names of properties are none."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if not names:
                yield key
            yield from keywords(value, names=not names and key in ("properties", "$defs"))
    elif isinstance(schema, list):
        for entry in schema:
            yield from keywords(entry)


def _name(path: Path) -> str:
    return path.name.removesuffix(".schema.json")


def problems(kind: str, document: Doc) -> list[Problem]:
    return find_shape_problems(document, kind, "file")


def test_every_keyword_of_our_schemas_has_a_code_of_its_own() -> None:
    files = [path for folder in SCHEMA_FOLDERS for path in folder.glob("*.schema.json") if _name(path) not in WRITTEN]
    assert len(files) > 15
    used = {key for path in files for key in keywords(json.loads(path.read_text(encoding="utf-8")))}
    assert used - STRUCTURE - NOTES <= set(FINDINGS)


def test_every_code_has_a_case_here() -> None:
    assert set(CASES) == set(FINDINGS)


@pytest.mark.parametrize("keyword", CASES)
def test_a_violated_keyword_gives_its_code_its_place_and_its_parameters(keyword: str) -> None:
    kind, document, place, code, params = CASES[keyword]
    (problem,) = problems(kind, document)
    found = dict(problem.params)
    assert (problem.code, problem.where) == (code, f"file · {place}" if place else "file")
    assert {name: found.get(name) for name in params} == params


@pytest.mark.parametrize(
    ("kind", "document"),
    [(SHEET, sheet()), ("initiative", initiative()), ("use-case", use_case()), ("ai-register", register())],
)
def test_a_document_that_fits_has_no_problem(kind: str, document: Doc) -> None:
    assert problems(kind, document) == []


def test_all_problems_come_at_once_in_one_order() -> None:
    broken = sheet(company=company(division="2", workers=0, region=48), answers={"P1": 9, "P2": "x"}, more=1)
    assert [(p.where, p.code) for p in problems(SHEET, broken)] == [
        ("file", "unknown_key"),
        ("file · answers.P1", "not_in_list"),
        ("file · answers.P2", "not_in_list"),
        ("file · company.division", "wrong_form"),
        ("file · company.region", "wrong_type"),
        ("file · company.workers", "out_of_range"),
    ]


@pytest.mark.parametrize("document", [None, [], "text", 3, True])
def test_a_document_that_is_no_mapping_is_one_problem(document: Any) -> None:
    assert [p.code for p in find_shape_problems(document, SHEET, "file")] == ["wrong_type"]


def test_a_number_in_place_of_the_same_word_is_told_as_a_wrong_type() -> None:
    (problem,) = problems(SHEET, sheet(company=company(own_products=100)))
    assert (problem.code, dict(problem.params)["wanted"]) == ("wrong_type", ("string",))


def test_what_was_found_is_cut_so_that_a_sentence_stays_a_sentence() -> None:
    (problem,) = problems(SHEET, sheet(company=company(own_products="x" * 500)))
    assert dict(problem.params)["found"] == "x" * 39 + "…"


def test_an_absent_value_is_called_none() -> None:
    (problem,) = problems(SHEET, sheet(company=company(own_products=None)))
    assert dict(problem.params)["found"] == "none"


def test_a_range_that_is_open_above_says_so() -> None:
    (problem,) = problems(SHEET, sheet(company=company(sales=[-1])))
    assert dict(problem.params)["high"] == "∞"


def test_the_name_of_an_entry_is_checked_too() -> None:
    (problem,) = problems("use-case", use_case(needs={"Q1": 2}))
    assert (problem.code, dict(problem.params)["found"]) == ("wrong_form", "Q1")


@pytest.mark.parametrize("answer", [{"level": 3, "dont_know": True}, {"level": 3, "not_applicable": "x"}])
def test_an_answer_of_two_kinds_at_once_has_a_wrong_shape(answer: Doc) -> None:
    assert [p.code for p in problems(SHEET, sheet(answers={"P1": answer}))] == ["wrong_shape"]


def test_an_answer_of_no_kind_lacks_its_level() -> None:
    (problem,) = problems(SHEET, sheet(answers={"P1": {"note": "x"}}))
    assert (problem.code, problem.where, dict(problem.params)["key"]) == ("missing_key", "file · answers.P1", "level")


@pytest.mark.parametrize(
    ("change", "place"),
    [({"when": "all"}, "when"), ({"brings": "no"}, "brings"), ({"industries": "some"}, "industries")],
)
def test_only_the_word_none_or_all_may_stand_for_an_absent_part(change: Doc, place: str) -> None:
    (problem,) = problems("initiative", initiative(**change))
    assert (problem.code, problem.where) == ("not_in_list", f"file · {place}")


def test_a_rule_needs_what_its_operator_needs() -> None:
    codes = [
        [(p.code, dict(p.params)["key"]) for p in problems("initiative", initiative(when=rule))]
        for rule in ({"op": "all"}, {"op": "equals", "field": "workers"})
    ]
    assert codes == [[("missing_key", "inner")], [("missing_key", "value")]]


def test_a_level_zero_anchor_may_say_none_and_nothing_else() -> None:
    anchors = [dict(anchor) for anchor in item()["anchors"]]
    anchors[0]["look_for"] = "nothing"
    (problem,) = problems("sub-dimension", item(anchors=anchors))
    assert (problem.code, problem.where) == ("not_in_list", "file · anchors.0.look_for")
