"""Support programmes, the questions that settle their clauses, and reference figures: YAML → values."""

from __future__ import annotations

from assessment.programmes import (
    Call,
    CallId,
    CallStatus,
    Clause,
    Confidence,
    FirmCost,
    MoneyRules,
    Programme,
    ProgrammeId,
    Rate,
    ReferenceLine,
    SharedCeiling,
    Source,
    SupportKind,
    Track,
    YesNoQuestion,
)
from storage.content.reading import Checked, condition, day, day_or_none, list_or_none, text, text_or_none


def programme(d: Checked) -> Programme:
    """A programme from its checked document."""
    stacking, pays_for = d["stacking"], d["pays_for"]
    ceiling = stacking["shared_ceiling"]
    return Programme(
        id=ProgrammeId(d["id"]),
        name=text(d["name"]),
        agency=text(d["agency"]),
        kind=SupportKind(d["kind"]),
        unit=d["unit"],
        summary=text(d["summary"]),
        capabilities=tuple(list_or_none(pays_for["capabilities"])),
        initiatives=tuple(list_or_none(pays_for["initiatives"])),
        excludes=tuple(map(ProgrammeId, list_or_none(stacking["excludes"]))),
        shared_ceiling=None if ceiling == "none" else SharedCeiling(ceiling["group"], ceiling["amount"]),
        repeat_ban=text_or_none(stacking["repeat_ban"]),
        repeat_years=_number(stacking["repeat_years"]),
        documents=tuple(map(text, list_or_none(d["documents"]))),
        after_duties=tuple(map(text, list_or_none(d["after_duties"]))),
        unknowns=tuple(map(text, list_or_none(d["unknowns"]))),
        collusion_warning=d["collusion_warning"],
        calls=tuple(map(_call, d["calls"])),
    )


def question(d: Checked) -> YesNoQuestion:
    """A question about the applicant."""
    return YesNoQuestion(d["id"], text(d["text"]))


def money_rules(d: Checked) -> MoneyRules:
    """How money moves."""
    source = d["source"]
    return MoneyRules(
        vat_percent=float(d["vat_percent"]),
        counted=tuple(map(SupportKind, d["counted"])),
        after_the_work=tuple(map(SupportKind, d["after_the_work"])),
        quarters_to_start=d["quarters_to_start"],
        quarters_open=d["quarters_open"],
        because=text(d["because"]),
        source=Source(source["title"], _word(source["url"]), day_or_none(source["dated"])),
        checked_on=day(d["checked_on"]),
    )


def reference_line(d: Checked) -> ReferenceLine:
    """A published figure."""
    published = day_or_none(d["published_on"])
    return ReferenceLine(
        id=d["id"],
        measures=d["measures"],
        label=text(d["label"]),
        value=float(d["value"]),
        unit=d["unit"],
        n=_number(d["n"]),
        population=text(d["population"]),
        question=text(d["question"]),
        fieldwork=text(d["fieldwork"]),
        source=Source(d["source"]["title"], _word(d["source"]["url"]), published),
        checked_on=day(d["checked_on"]),
        confidence=Confidence(d["confidence"]),
    )


def _call(d: Checked) -> Call:
    based_on, source = _word(d["based_on"]), d["source"]
    return Call(
        id=CallId(d["id"]),
        status=CallStatus(d["status"]),
        opens=day_or_none(d["opens"]),
        closes=day_or_none(d["closes"]),
        confidence=Confidence(d["confidence"]),
        based_on=CallId(based_on) if based_on else None,
        budget=_number(d["budget"]),
        firms=_number(d["firms"]),
        source=Source(source["title"], _word(source["url"]), day_or_none(source["dated"])),
        checked_on=day(d["checked_on"]),
        tracks=tuple(map(_track, d["tracks"])),
    )


def _track(d: Checked) -> Track:
    return Track(
        id=d["id"],
        name=text(d["name"]),
        months=_number(d["months"]),
        rates=tuple(
            Rate(None if r["when"] == "none" else condition(r["when"]), _number(r["percent"]), _number(r["cap"]))
            for r in d["rates"]
        ),
        consortium=d["consortium"],
        pool=text_or_none(d["pool"]),
        conditions=tuple(Clause(c["id"], text(c["text"]), condition(c["rule"])) for c in list_or_none(d["conditions"])),
        firm_costs=tuple(
            FirmCost(text(c["text"]), _number(c["low"]), _number(c["high"]), c["per"])
            for c in list_or_none(d["firm_costs"])
        ),
        in_kind_percent=_number(d["in_kind_percent"]),
        scored=text_or_none(d["scored"]),
    )


def _number(entry: int | str) -> int | None:
    return None if isinstance(entry, str) else entry


def _word(entry: str) -> str | None:
    return None if entry == "none" else entry
