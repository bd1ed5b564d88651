"""An edition of the instrument: folder of YAML → Questionnaire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assessment.errors import InputRejected
from assessment.instrument.edition import (
    AiExample,
    Anchor,
    Band,
    Concern,
    ConcernId,
    EvidenceClass,
    Example,
    Fact,
    FactId,
    Gate,
    Gates,
    Group,
    Item,
    ItemId,
    Method,
    NotApplicableRule,
    OfficeRule,
    OfficialLevel,
    PlantFamily,
    Questionnaire,
    Scales,
    SizeClass,
    Station,
    Variant,
    Vignette,
    Wording,
)
from assessment.terms import Problem
from storage.content.reading import (
    Checked,
    condition,
    content_hash,
    day,
    list_or_none,
    read_document,
    text,
    text_or_none,
)
from storage.shapes import ROOT

QUESTIONNAIRES = ROOT / "questionnaires"
PUBLISHED_FILE = "PUBLISHED"
"""Beside the files of a published edition: the hash of their meaning."""
LONGEST_NUMBER = 4
"""Numbers are compared padded, so that the tenth edition of a year is newer than the ninth."""
SINGLE_FILES = {
    "manifest": "edition",
    "scales": "scales",
    "gates": "gates",
    "method": "method",
    "concerns": "concerns",
    "ai_register": "ai-register",
    "families": "families",
    "vignettes": "vignettes",
}


def load_questionnaire(slug: str, edition: str, root: Path = QUESTIONNAIRES) -> Questionnaire:
    """The edition as a value; raises InputRejected with every problem if there is any."""
    questionnaire, problems = read_questionnaire(slug, edition, root)
    if questionnaire is None or problems:
        raise InputRejected(tuple(problems))
    return questionnaire


def find_editions(root: Path = QUESTIONNAIRES) -> tuple[tuple[str, str], ...]:
    """All editions there are, as (slug, edition), newest last."""
    found = ((p.parent.parent.name, p.parent.name) for p in root.glob("*/*/manifest.yaml"))
    return tuple(sorted(found, key=lambda name: (name[0], [part.zfill(LONGEST_NUMBER) for part in name[1].split(".")])))


def read_questionnaire(slug: str, edition: str, root: Path) -> tuple[Questionnaire | None, list[Problem]]:
    """The edition, or None and every problem of shape; what it means is checked by `assessment.instrument.checks`."""
    folder = root / slug / edition
    if (slug, edition) not in find_editions(root):
        known = tuple(f"{s}/{e}" for s, e in find_editions(root))
        return None, [Problem.of("unknown_edition", f"{slug}/{edition}", found=f"{slug}/{edition}", known=known)]
    files = _read_files(folder)
    if files.problems:
        return None, files.problems
    return replace(_questionnaire(files), published_hash=read_published_hash(folder)), []


def read_published_hash(folder: Path) -> str:
    """The hash that an edition was published with; empty for a draft."""
    path = folder / PUBLISHED_FILE
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


@dataclass
class _Files:
    """The documents of an edition by name, with the problems of their shape."""

    documents: dict[str, Checked] = field(default_factory=dict)
    items: dict[str, tuple[Group, Checked]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _read_files(folder: Path) -> _Files:
    files = _Files()
    for name, kind in SINGLE_FILES.items():
        where = f"{folder.parent.name}/{folder.name}/{name}.yaml"
        files.documents[name], problems = read_document(folder / f"{name}.yaml", kind, where)
        files.problems.extend(problems)
    for group in Group:
        for path in sorted((folder / group.value).glob("*.yaml")):
            where = f"{folder.parent.name}/{folder.name}/{group.value}/{path.name}"
            document, problems = read_document(path, "sub-dimension", where)
            files.problems.extend(problems)
            if document and document["id"] != path.stem:
                files.problems.append(Problem.of("id_is_not_file_name", where, found=document["id"], wanted=path.stem))
            files.items[f"{group.value}/{path.name}"] = (group, document)
    if not files.items:
        files.problems.append(Problem.of("no_content_files", str(folder.name)))
    return files


def _questionnaire(files: _Files) -> Questionnaire:
    manifest, scales = files.documents["manifest"], files.documents["scales"]
    everything = files.documents | {name: document for name, (_, document) in files.items.items()}
    meaning = {name: document for name, document in everything.items() if name != "manifest"}
    meaning["manifest"] = {key: value for key, value in manifest.items() if key != "status"}
    return Questionnaire(
        slug=manifest["slug"],
        edition=manifest["edition"],
        status=manifest["status"],
        content_hash=content_hash(meaning),
        title=text(manifest["title"]),
        dated=day(manifest["dated"]),
        items=tuple(_item(group, document) for group, document in files.items.values()),
        walk=tuple(Station(s["id"], text(s["name"]), tuple(map(ItemId, s["items"]))) for s in manifest["walk"]),
        scales=Scales(
            levels=tuple(map(text, scales["levels"])),
            bands=tuple(Band(band["floor"], text(band["name"])) for band in scales["bands"]),
            ladder={OfficialLevel(key): text(name) for key, name in scales["ladder"].items()},
        ),
        gates=_gates(files.documents["gates"]),
        method=_method(files.documents["method"]),
        concerns=tuple(_concern(entry) for entry in files.documents["concerns"]["concerns"]),
        ai_examples=tuple(
            AiExample(e["id"], text(e["text"]), e["manufacturing"], e["use_case"])
            for e in files.documents["ai_register"]["examples"]
        ),
        dimension_names={Group(key): text(name) for key, name in manifest["dimensions"].items()},
        families=tuple(
            PlantFamily(f["id"], text(f["name"]), tuple(f["divisions"]), _examples(f["examples"], "text"))
            for f in files.documents["families"]["families"]
        ),
        vignettes=tuple(
            Vignette(v["id"], Group(v["dimension"]), text(v["text"]), _examples(v["levels"], "reason"))
            for v in files.documents["vignettes"]["vignettes"]
        ),
    )


def _item(group: Group, document: Checked) -> Item:
    variant, rule = document["variant"], document["not_applicable"]
    return Item(
        id=ItemId(document["id"]),
        group=group,
        name=text(document["name"]),
        weight=float(document["weight"]),
        wording=_wording(document),
        variant=None if variant == "none" else Variant(condition(variant["when"]), _wording(variant)),
        not_applicable=None if rule == "none" else NotApplicableRule(condition(rule["when"]), text(rule["text"])),
        relevance=document["relevance"],
        mapping={name: tuple(entries) for name, entries in document["mapping"].items()},
    )


def _wording(document: Checked) -> Wording:
    return Wording(
        question=text(document["question"]),
        why=text(document["why"]),
        anchors=tuple(Anchor(a["level"], text(a["text"]), text_or_none(a["look_for"])) for a in document["anchors"]),
        facts=tuple(
            Fact(FactId(f["id"]), f["level"], f["threshold"], text(f["text"])) for f in list_or_none(document["facts"])
        ),
    )


def _examples(entries: Sequence[Checked], key: str) -> tuple[Example, ...]:
    return tuple(Example(ItemId(e["item"]), e["level"], text(e[key])) for e in entries)


def _gates(document: Checked) -> Gates:
    def gate(name: str) -> Gate:
        entry = document[name]
        return Gate(name, text(entry["name"]), tuple((ItemId(i), level) for i, level in sorted(entry["needs"].items())))

    office = tuple(OfficeRule(rule["id"], text(rule["text"])) for rule in document["office"])
    return Gates(pilot=gate("pilot"), scale=gate("scale"), office=office)


def _concern(entry: Checked) -> Concern:
    return Concern(
        ConcernId(entry["id"]), text(entry["text"]), tuple(map(ItemId, entry["items"])), tuple(entry["kpis"])
    )


def _method(document: Checked) -> Method:
    ladder, targets, value = document["ladder"], document["targets"], document["value"]
    return Method(
        error_sd={EvidenceClass(key): float(sd) for key, sd in document["error_sd"].items()},
        respondent_sd=float(document["respondent_sd"]),
        weight_variation=float(document["weight_variation"]),
        draws=document["draws"],
        interval=float(document["interval"]),
        minimum_answered=document["minimum_answered"],
        leapfrog_share=float(document["leapfrog_share"]),
        ladder_steps=tuple((OfficialLevel(key), level) for key, level in ladder["steps"].items()),
        ladder_items=tuple(map(ItemId, ladder["items"])),
        ladder_share=(ladder["share"][0], ladder["share"][1]),
        default_target=targets["highest_default"],
        small_company_workers=targets["small_company_workers"],
        small_company_targets=targets["small_company_targets"],
        priority_weights={key: float(weight) for key, weight in document["priority_weights"].items()},
        discount=float(value["discount"]),
        wanted_factor=float(value["wanted_factor"]),
        horizon=document["horizon"],
        size_classes=tuple(
            SizeClass(
                id=size["id"],
                name=text(size["name"]),
                workers_from=size["workers_from"],
                budget_a_year=size["budget_a_year"],
                staff_months_a_quarter=float(size["staff_months_a_quarter"]),
            )
            for size in document["size_classes"]
        ),
    )
