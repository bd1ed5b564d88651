"""An answer sheet (YAML) becomes the input of a case; every problem at once, nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assessment.errors import InputRejected
from assessment.instrument.edition import ConcernId, EvidenceClass, Group, OfficialLevel
from assessment.instrument.values import AiUse, AnswerEvent, Certificate, OwnProducts, Profile, Role, UseState
from assessment.roadmap.values import Adjustments, Limits, OwnerNumbers, PreviousPlan
from assessment.scoring.values import Wishes
from assessment.terms import Absence, Problem
from assessment.values import Opinion
from services.ports import SheetBroken, SheetInput
from storage.shapes import find_shape_problems
from storage.yaml_text import Document, Value, read_yaml

Checked = Mapping[str, Any]
KIND, FORMAT = "answer-sheet", "kkweda/answer-sheet/1"
STAND_INS: Document = {"division": "10", "workers": 1, "region": "11", "own_products": "0"}
FILE_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Answers of a file carry no time; the order of events never depends on it."""
SHORT_FORMS = {"na": Absence.NOT_APPLICABLE, "dk": Absence.DONT_KNOW}
YES, NO = 100, 0


def read_sheet(path: Path) -> SheetInput:
    """The sheet in a YAML file; raises InputRejected with every problem."""
    document, problems = read_yaml(path, path.name)
    if problems:
        raise InputRejected(tuple(problems))
    return sheet_from_document(document, path.name)


def sheet_from_document(document: Value, where: str) -> SheetInput:
    """The sheet in a document that was read from anywhere; raises SheetBroken with every problem of shape."""
    problems = find_shape_problems(document, KIND, where)
    if problems or not isinstance(document, dict):
        rest = _without(document, problems, where) if isinstance(document, dict) else None
        raise SheetBroken(tuple(problems), _sheet(rest) if rest else None)
    return _sheet(document)


def _without(document: Document, problems: list[Problem], where: str) -> Document | None:
    """The document without the entries that problems name; None where what is left cannot be checked.

    What every company must say gets a stand-in that raises no problem of its own.
    """
    rest: Document = {name: dict(value) if isinstance(value, dict) else value for name, value in document.items()}
    for problem in problems:
        _drop(rest, problem, where)
    company, answers = rest.get("company"), rest.get("answers")
    company = company if isinstance(company, dict) else {}
    if "division" not in company:
        company.pop("industry_code", None)
    rest |= {"format": FORMAT, "company": STAND_INS | company, "answers": answers if isinstance(answers, dict) else {}}
    for problem in find_shape_problems(rest, KIND, where):
        rest.pop(_place(problem, where).partition(".")[0], None)
    return None if find_shape_problems(rest, KIND, where) else rest


def _drop(rest: Document, problem: Problem, where: str) -> None:
    """Take away the entry of a part that a problem names, or the keys that are unknown there."""
    first, _, tail = _place(problem, where).partition(".")
    part = rest.get(first) if first else rest
    if not isinstance(part, dict):
        return
    keys = [key for key in part if key == tail or tail.startswith(f"{key}.")]
    if problem.code == "unknown_key" and not tail:
        keys = [key for key in part if key in dict(problem.params)["keys"]]  # type: ignore[operator]  # always a tuple
    for key in keys:
        del part[key]


def _place(problem: Problem, where: str) -> str:
    return problem.where.removeprefix(where).removeprefix(" · ")


def _sheet(sheet: Checked) -> SheetInput:
    slug, edition = sheet["questionnaire"].split("/")
    visit = sheet.get("visit", {})
    events = [
        *_events(sheet["answers"], Role.MANAGER),
        *_events(visit.get("answers", {}), Role.CONSULTANT),
        *_facts(sheet.get("facts", {}), Role.MANAGER),
    ]
    return SheetInput(
        slug=slug,
        edition=edition,
        content_hash=sheet.get("content_hash"),
        events=tuple(events),
        profile=profile_from(sheet["company"]),
        office_rules=sheet.get("office_rules", {}),
        ai_uses=tuple(_ai_use(example, entry) for example, entry in sheet.get("ai_uses", {}).items()),
        limits=limits_from(sheet["limits"]) if "limits" in sheet else None,
        wishes=wishes_from(sheet.get("wishes", {})),
        opinion=_opinion(visit) if visit else None,
        adjustments=adjustments_from(sheet.get("adjustments", {})),
        previous=previous_from(sheet["previous_plan"]) if "previous_plan" in sheet else None,
    )


def profile_from(company: Checked) -> Profile:
    """The profile in a checked document."""
    certificate = company.get("certificate")
    return Profile(
        division=company["division"],
        workers=company["workers"],
        region=company["region"],
        own_products=OwnProducts(company["own_products"]),
        concerns=tuple(map(ConcernId, company.get("concerns", []))),
        certificate=(
            Certificate(OfficialLevel(certificate["level"]), date.fromisoformat(certificate["issued_on"]))
            if certificate
            else None
        ),
        name=company.get("name"),
        business_number=company.get("business_number"),
        industry_code=company.get("industry_code"),
        district=company.get("district"),
        sales=tuple(company.get("sales", [])),
        certificates=tuple(company.get("certificates", [])),
        past_programmes=tuple(company.get("past_programmes", [])),
        legal_class=company.get("legal_class"),
        support_answers=company.get("support_answers", {}),
    )


def limits_from(limits: Checked) -> Limits:
    """Limits in a checked document."""
    return Limits(
        budget_a_year=limits["budget_a_year"],
        staff_months_a_quarter=float(limits["staff_months_a_quarter"]),
        horizon=limits["horizon"],
        assumed=limits.get("assumed", False),
        will_not_do=tuple(limits.get("will_not_do", [])),
        numbers=OwnerNumbers(**limits.get("numbers", {})),
    )


def adjustments_from(adjustments: Checked) -> Adjustments:
    """What the adviser decided, in a checked document."""
    pinned = adjustments.get("pinned", {})
    return Adjustments(
        pinned={initiative: date.fromisoformat(day) for initiative, day in pinned.items()},
        added=tuple(adjustments.get("added", [])),
        removed=tuple(adjustments.get("removed", [])),
        quotations=adjustments.get("quotations", {}),
    )


def previous_from(plan: Checked) -> PreviousPlan:
    """An earlier plan in a checked document."""
    return PreviousPlan(date.fromisoformat(plan["start"]), plan["starts"])


def wishes_from(wishes: Checked) -> Wishes:
    """Wishes in a checked document."""
    return Wishes(
        targets=wishes.get("targets", {}),
        use_cases=tuple(wishes.get("use_cases", [])),
        kpis=tuple(wishes.get("kpis", [])),
        not_our_business=tuple(wishes.get("not_our_business", [])),
        cost_shares=wishes.get("cost_shares", {}),
    )


def _events(answers: Checked, role: Role) -> Iterator[AnswerEvent]:
    for sequence, (item, given) in enumerate(answers.items()):
        entry = given if isinstance(given, Mapping) else {}
        yield AnswerEvent(
            target=item,
            author="sheet",
            role=role,
            device="file",
            sequence=sequence,
            base_version=0,
            at=FILE_TIME,
            value=_value(given),
            reason=entry.get("not_applicable", ""),
            evidence=EvidenceClass(entry.get("evidence", "claimed")),
            note=entry.get("note", ""),
        )


def _value(given: Any) -> int | Absence:
    if isinstance(given, Mapping):
        if "not_applicable" in given:
            return Absence.NOT_APPLICABLE
        return Absence.DONT_KNOW if "dont_know" in given else int(given["level"])
    return SHORT_FORMS[given] if isinstance(given, str) else int(given)


def _facts(facts: Checked, role: Role) -> Iterator[AnswerEvent]:
    for sequence, (fact, given) in enumerate(facts.items()):
        yield AnswerEvent(fact, "sheet", role, "file", sequence, 0, FILE_TIME, _fact_value(given))


def _fact_value(given: Any) -> int | Absence:
    if isinstance(given, bool):
        return YES if given else NO
    return SHORT_FORMS[given] if isinstance(given, str) else int(given)


def _ai_use(example: str, entry: Checked | str) -> AiUse:
    if isinstance(entry, str):
        return AiUse(example, UseState(entry))
    return AiUse(
        example, UseState(entry["state"]), entry.get("where", ""), entry.get("how_often", ""), entry.get("who", "")
    )


def _opinion(visit: Checked) -> Opinion:
    return Opinion(
        consultant=visit["consultant"],
        visited_on=date.fromisoformat(visit["visited_on"]),
        strengths=tuple((Group(group), text) for group, text in visit.get("strengths", {}).items()),
        weaknesses=tuple((Group(group), text) for group, text in visit.get("weaknesses", {}).items()),
        overall=visit.get("opinion", ""),
    )
