"""The catalogue: folders of YAML and a register of suppliers → Catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from assessment.catalogue import (
    Alliance,
    AllianceId,
    Basis,
    Benefit,
    Capability,
    CapabilityId,
    Catalogue,
    Cost,
    Effect,
    FirstHour,
    GateKind,
    Industry,
    Initiative,
    InitiativeId,
    Kpi,
    KpiId,
    LegalNote,
    Lever,
    QualifiedClause,
    QualifiedDefinition,
    QualifiedRule,
    Region,
    Subcommittee,
    Supplier,
    UseCase,
    UseCaseId,
)
from assessment.errors import InputRejected
from assessment.instrument.edition import ConcernId, ItemId
from assessment.terms import Problem
from storage.content import programmes
from storage.content.reading import (
    Checked,
    condition,
    content_hash,
    day,
    day_or_none,
    list_or_none,
    read_document,
    text,
    text_or_none,
)
from storage.shapes import ROOT

CATALOGUE = ROOT / "catalogue"
SINGLE_FILES = {
    "kpis": "kpis",
    "industries": "industries",
    "regions": "regions",
    "pools": "pools",
    "questions": "questions",
    "reference_lines": "reference-lines",
    "money": "money",
    "qualified_supplier": "qualified-supplier",
}
FOLDERS = {
    "capabilities": "capabilities",
    "initiatives": "initiative",
    "use_cases": "use-case",
    "alliances": "alliance",
    "programmes": "programme",
}
NAMED_AFTER_ID = ("initiatives", "use_cases", "programmes")
MATRIX_DIVISIONS = "all"

T = TypeVar("T")


def load_catalogue(root: Path = CATALOGUE, suppliers: tuple[Supplier, ...] = ()) -> Catalogue:
    """The catalogue as a value, with a register of suppliers if there is one; raises InputRejected with all problems."""
    catalogue, problems = read_catalogue(root, suppliers)
    if catalogue is None or problems:
        raise InputRejected(tuple(problems))
    return catalogue


def read_catalogue(root: Path, suppliers: tuple[Supplier, ...] = ()) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue, or None and every problem of shape."""
    files = _read_files(root)
    if files.problems:
        return None, files.problems
    return _catalogue(files, suppliers), []


@dataclass
class _Files:
    """The documents of the catalogue by path, with the problems of their shape."""

    documents: dict[str, Checked] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def single(self, name: str) -> list[Any]:
        entries: list[Any] = self.documents[f"{name}.yaml"][name]
        return entries

    def folder(self, name: str) -> list[Checked]:
        return [document for path, document in self.documents.items() if path.startswith(f"{name}/")]


def _read_files(root: Path) -> _Files:
    files = _Files()
    paths = [(root / f"{name}.yaml", kind) for name, kind in SINGLE_FILES.items()]
    for folder, kind in FOLDERS.items():
        found = sorted((root / folder).glob("*.yaml"))
        if not found:
            files.problems.append(Problem.of("no_content_files", f"catalogue/{folder}"))
        paths.extend((path, kind) for path in found)
    for path, kind in paths:
        relative = path.relative_to(root).as_posix()
        document, problems = read_document(path, kind, f"catalogue/{relative}")
        files.problems.extend(problems)
        files.documents[relative] = document
        if document and path.parent.name in NAMED_AFTER_ID and document["id"] != path.stem:
            where = f"catalogue/{relative}"
            files.problems.append(Problem.of("id_is_not_file_name", where, found=document["id"], wanted=path.stem))
    return files


def _catalogue(files: _Files, suppliers: tuple[Supplier, ...]) -> Catalogue:
    alliances = sorted(files.folder("alliances"), key=lambda d: (not d["leads"], d["valid_from"]))
    return Catalogue(
        content_hash=content_hash(files.documents),
        kpis=_each(files.single("kpis"), _kpi),
        capabilities=_each([c for d in files.folder("capabilities") for c in d["capabilities"]], _capability),
        initiatives=_each(files.folder("initiatives"), _initiative),
        use_cases=_each(files.folder("use_cases"), _use_case),
        industries=_each(files.single("industries"), _industry),
        regions=_each(files.single("regions"), _region),
        alliances=_each(alliances, _alliance),
        suppliers=suppliers,
        pools=_each(files.single("pools"), text),
        programmes=_each(files.folder("programmes"), programmes.programme),
        questions=_each(files.single("questions"), programmes.question),
        reference_lines=_each(files.documents["reference_lines.yaml"]["lines"], programmes.reference_line),
        money=programmes.money_rules(files.documents["money.yaml"]["money"]),
        qualified=_each(files.documents["qualified_supplier.yaml"]["definitions"], _qualified),
    )


def _each(documents: list[Any], build: Callable[[Checked], T]) -> tuple[T, ...]:
    return tuple(build(document) for document in documents)


def _kpi(d: Checked) -> Kpi:
    return Kpi(
        id=KpiId(d["id"]),
        name=text(d["name"]),
        area=d["area"],
        unit=text(d["unit"]),
        better=d["better"],
        core=d["core"],
        baseline=text(d["baseline"]),
    )


def _capability(d: Checked) -> Capability:
    return Capability(CapabilityId(d["id"]), text(d["name"]), text(d["ask_for"]), text(d["first_question"]))


def _cost(d: Checked) -> Cost:
    return Cost(d["low"], d["likely"], d["high"], Basis(d["basis"]), text(d["because"]))


def _industries(entry: list[str] | str) -> tuple[str, ...]:
    return () if entry == MATRIX_DIVISIONS else tuple(entry)


def _initiative(d: Checked) -> Initiative:
    return Initiative(
        id=InitiativeId(d["id"]),
        name=text(d["name"]),
        short_name=text(d["short_name"]),
        summary=text(d["summary"]),
        effects=tuple(Effect(ItemId(e["sub_dimension"]), e["from"], e["to"]) for e in d["effects"]),
        prerequisites=tuple(map(InitiativeId, d["prerequisites"])),
        cost=_cost(d["cost"]),
        staff_months=float(d["staff_months"]),
        quarters=d["quarters"],
        kpis=tuple(map(KpiId, d["kpis"])),
        capabilities=tuple(map(CapabilityId, d["capabilities"])),
        deliverable=text(d["deliverable"]),
        acceptance=text(d["acceptance"]),
        first_hour=FirstHour(text(d["first_hour"]["do"]), text(d["first_hour"]["who"])),
        brings=_each(list_or_none(d["brings"]), _benefit),
        industries=_industries(d["industries"]),
        when=None if d["when"] == "none" else condition(d["when"]),
        joint_pilot=d["joint_pilot"],
    )


def _benefit(d: Checked) -> Benefit:
    return Benefit(Lever(d["lever"]), float(d["low"]), float(d["high"]), Basis(d["basis"]), text(d["because"]))


def _use_case(d: Checked) -> UseCase:
    return UseCase(
        id=UseCaseId(d["id"]),
        name=text(d["name"]),
        summary=text(d["summary"]),
        cell=d["cell"],
        gate=GateKind(d["gate"]),
        needs=tuple((ItemId(item), level) for item, level in sorted(d["needs"].items())),
        data=text(d["data"]),
        kpis=tuple(map(KpiId, d["kpis"])),
        capabilities=tuple(map(CapabilityId, d["capabilities"])),
        cost=_cost(d["cost"]),
        quarters=d["quarters"],
        industries=_industries(d["industries"]),
        subcommittees=tuple(d["subcommittees"]),
        legal=_each(list_or_none(d["legal"]), _legal),
    )


def _legal(d: Checked) -> LegalNote:
    return LegalNote(text(d["text"]), d["source"], day(d["checked_on"]))


def _industry(d: Checked) -> Industry:
    return Industry(d["division"], text(d["name"]), text(d["plant_words"]))


def _region(d: Checked) -> Region:
    return Region(
        code=d["code"],
        name=text(d["name"]),
        capital_area=d["capital_area"],
        valid_from=day_or_none(d["valid_from"]),
        valid_to=day_or_none(d["valid_to"]),
    )


def _alliance(d: Checked) -> Alliance:
    return Alliance(
        id=AllianceId(d["id"]),
        name=text(d["name"]),
        valid_from=day(d["valid_from"]),
        valid_to=day_or_none(d["valid_to"]),
        status=text(d["status"]),
        successor=text_or_none(d["successor"]),
        how_to_join=text_or_none(d["how_to_join"]),
        source=d["source"],
        checked_on=day(d["checked_on"]),
        subcommittees=_each(d["subcommittees"], _subcommittee),
    )


def _subcommittee(d: Checked) -> Subcommittee:
    return Subcommittee(
        id=d["id"],
        name=text(d["name"]),
        side=text(d["side"]),
        works_on=text(d["works_on"]),
        industries=d["industries"],
        concerns={ConcernId(key): weight for key, weight in d["concerns"].items()},
        items={ItemId(key): weight for key, weight in d["items"].items()},
    )


def _qualified(d: Checked) -> QualifiedDefinition:
    return QualifiedDefinition(
        id=d["id"],
        name=text(d["name"]),
        valid_from=day(d["valid_from"]),
        valid_to=day_or_none(d["valid_to"]),
        source=text(d["source"]),
        checked_on=day(d["checked_on"]),
        clauses=_each(d["clauses"], _qualified_clause),
    )


def _qualified_clause(d: Checked) -> QualifiedClause:
    limit = None if d["limit"] == "none" else int(d["limit"])
    return QualifiedClause(QualifiedRule(d["rule"]), limit, text(d["text"]))
