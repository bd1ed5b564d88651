"""Where the company stands: the four dimensions beside each other, a page for each, and the enablers with their gates."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.instrument.edition import DIMENSIONS, TOP_LEVEL, Group, Wording
from assessment.scoring.values import Column, DimensionScore, GateResult, ItemLevels, NotScored, Score, Verdict
from assessment.terms import Absence
from presentation import numbers
from presentation.charts import Beads, Radar, radar
from presentation.sections.parts import (
    Line,
    Reader,
    between,
    interval_text,
    level_beads,
    points_text,
    score_beads,
)

USES_NAMED = 6


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension in one line."""

    key: str
    name: str
    beads: Beads
    points: str
    interval: str
    band: str
    where: str
    one_line: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The four dimensions side by side: a sentence, a radar, the same as a table, the official ladder."""

    sentence: str
    radar: Radar
    rows: tuple[DimensionRow, ...]
    overall: Line
    ladder: Line
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item: how full its thread is, what was said, what is confirmed, and what the next level looks like."""

    name: str
    beads: Beads
    effective: str
    confirmed: str
    now: str
    next: str
    look_for: str
    note: str


@dataclass(frozen=True, slots=True)
class DimensionPage:
    """A page for one dimension, or for the enablers."""

    key: str
    name: str
    sentence: str
    row: DimensionRow | None
    rows: tuple[ItemRow, ...]
    remarks: tuple[str, ...]
    plan: tuple[Line, ...]
    uses: tuple[Line, ...]
    strengths: str
    weaknesses: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate with its verdict in words and what is missing."""

    name: str
    verdict: str
    state: str
    missing: str


def overview(reader: Reader) -> Overview:
    """The four dimensions beside each other."""
    scorecard = reader.diagnosis.scorecard
    rows = tuple(dimension_row(reader, d) for d in scorecard.dimensions)
    sentence = _overview_sentence(reader)
    axes = [
        (d.dimension.value, row.name, d.score.points if isinstance(d.score, Score) else None, row.points)
        for d, row in zip(scorecard.dimensions, rows, strict=True)
    ]
    return Overview(
        sentence=sentence,
        radar=radar(axes, sentence),
        rows=rows,
        overall=reader.line("overall", _overall_text(reader)),
        ladder=reader.line("ladder", ladder_text(reader)),
        remarks=(reader.say("overview.interval"), *_open_remarks(reader)),
    )


def dimension_row(reader: Reader, dimension: DimensionScore) -> DimensionRow:
    """One dimension in one line."""
    score = dimension.score
    name = reader.names.of(dimension.dimension.value)
    where = between(reader, score) if isinstance(score, Score) else reader.names.reason(score.reason)
    return DimensionRow(
        key=dimension.dimension.value,
        name=name,
        beads=score_beads(score, f"{name}: {where}"),
        points=points_text(score),
        interval=interval_text(score),
        band=score.band.in_(reader.language) if isinstance(score, Score) else "",
        where=where,
        one_line=_one_line(reader, dimension),
    )


def dimension_pages(reader: Reader) -> tuple[DimensionPage, ...]:
    """A page for each dimension, in their fixed order."""
    return tuple(_page(reader, group) for group in DIMENSIONS)


def enablers_page(reader: Reader) -> DimensionPage:
    """The page of the enablers: levels, no score."""
    return _page(reader, Group.ENABLERS)


def gate_rows(reader: Reader) -> tuple[GateRow, ...]:
    """The gates in the order in which they matter to a small company: office, pilot, scale."""
    readiness, gates = reader.diagnosis.readiness, reader.diagnosis.scorecard.questionnaire.gates
    rules = {rule.id: rule.text.in_(reader.language) for rule in gates.office}
    office = ", ".join(rules[rule] for rule in readiness.office_rules_missing)
    rows = [GateRow(reader.say("gate.office"), *_verdict(reader, readiness.office), office)]
    for result, gate in ((readiness.pilot, gates.pilot), (readiness.scale, gates.scale)):
        missing = ", ".join(missing_text(reader, m.item, m.have, m.need) for m in result.missing)
        rows.append(GateRow(gate.name.in_(reader.language), *_verdict(reader, result), missing))
    return tuple(rows)


def missing_text(reader: Reader, item: str, have: int | Absence, need: int) -> str:
    """What is missing of one item: ``데이터 기반 1 → 2``."""
    found = str(have) if isinstance(have, int) else reader.say(f"absence.{have.value}")
    return reader.say("missing", item=reader.names.of(item), have=found, need=need)


def ladder_text(reader: Reader) -> str:
    """The official step: the certificate's where there is one, else our range with its caveat."""
    scorecard, certificate = reader.diagnosis.scorecard, reader.diagnosis.case.profile.certificate
    names = scorecard.questionnaire.scales.ladder
    if certificate is not None:
        name = names[certificate.level].in_(reader.language)
        return reader.say("ladder.certified", level=name, day=numbers.day(certificate.issued_on))
    low, high = scorecard.ladder.low, scorecard.ladder.high
    if isinstance(low, Absence) or isinstance(high, Absence):
        return reader.say("ladder.unknown")
    if low is high:
        return reader.say("ladder.one", level=names[low].in_(reader.language))
    return reader.say("ladder.range", low=names[low].in_(reader.language), high=names[high].in_(reader.language))


def _verdict(reader: Reader, result: GateResult) -> tuple[str, str]:
    if result.verdict is Verdict.OPEN:
        how = "confirmed" if result.confirmed is Verdict.OPEN else "stated"
        return reader.say(f"gate.open_{how}"), "good"
    return reader.say(f"gate.{result.verdict.value}"), "care" if result.verdict is Verdict.UNKNOWN else "stop"


def _overview_sentence(reader: Reader) -> str:
    overall = reader.diagnosis.scorecard.overall
    if len(overall.missing) >= len(DIMENSIONS) - 1:
        return reader.say("overview.too_little")
    if not overall.apart:
        return reader.say("overview.even")
    return reader.say(
        "overview.ahead",
        best=reader.names.all_of(group.value for group in overall.strongest),
        worst=reader.names.all_of(group.value for group in overall.weakest),
    )


def _overall_text(reader: Reader) -> str:
    overall = reader.diagnosis.scorecard.overall
    if isinstance(overall.score, NotScored):
        return reader.names.reason(overall.score.reason)
    text = reader.say(
        "overall.text",
        points=points_text(overall.score),
        interval=interval_text(overall.score),
        band=overall.score.band.in_(reader.language),
        weakest=reader.names.all_of(group.value for group in overall.weakest),
        spread=numbers.points(overall.spread),
    )
    if overall.missing:
        missing = reader.names.all_of(group.value for group in overall.missing)
        text = f"{text} {reader.say('overall.missing', missing=missing)}"
    return text


def _open_remarks(reader: Reader) -> tuple[str, ...]:
    done = reader.diagnosis.completeness
    remarks = []
    if done.open:
        remarks.append(reader.say("overview.open", items=reader.names.all_of(done.open)))
    if done.dont_know:
        remarks.append(reader.say("overview.dont_know", items=reader.names.all_of(done.dont_know)))
    return tuple(remarks)


def _one_line(reader: Reader, dimension: DimensionScore) -> str:
    mine = [x for x in reader.diagnosis.scorecard.items if x.item.group is dimension.dimension]
    rated = [(x.effective, x.item) for x in mine if isinstance(x.effective, int)]
    if not rated:
        return reader.say("dimension.nothing")
    low, weakest = min(rated, key=lambda entry: entry[0])
    high, strongest = max(rated, key=lambda entry: entry[0])
    if low == high:
        return reader.say("dimension.all_at", level=reader.level_name(low))
    return reader.say(
        "dimension.from_to",
        strongest=strongest.name.in_(reader.language),
        high=reader.level_name(high),
        weakest=weakest.name.in_(reader.language),
        low=reader.level_name(low),
    )


def _page(reader: Reader, group: Group) -> DimensionPage:
    mine = [x for x in reader.diagnosis.scorecard.items if x.item.group is group]
    opinion = reader.diagnosis.case.opinion
    row = None
    remarks: tuple[str, ...] = ()
    name = reader.names.of(group.value)
    sentence = reader.say("enablers.sentence")
    if group is not Group.ENABLERS:
        dimension = reader.diagnosis.scorecard.dimension(group)
        row = dimension_row(reader, dimension)
        sentence = reader.say("dimension.sentence", name=name, where=row.where) if row.points != "–" else row.where
        remarks = _dimension_remarks(reader, dimension)
    return DimensionPage(
        key=group.value,
        name=name,
        sentence=sentence,
        row=row,
        rows=tuple(_item_row(reader, x) for x in mine),
        remarks=remarks,
        plan=_plan(reader, group),
        uses=_uses(reader, group),
        strengths=dict(opinion.strengths).get(group, "") if opinion else "",
        weaknesses=dict(opinion.weaknesses).get(group, "") if opinion else "",
    )


def _plan(reader: Reader, group: Group) -> tuple[Line, ...]:
    """What the roadmap does for these items: when, and which step."""
    start = reader.diagnosis.instance.start
    lines = []
    for entry in reader.diagnosis.roadmap.scheduled:
        gains = [gain for gain in entry.gains if reader.group_of(gain[0]) is group]
        if gains:
            climbs = ", ".join(
                reader.say("gain", item=reader.names.of(item), before=before, after=after)
                for item, before, after in gains
            )
            when = numbers.quarter(start, entry.start, reader.language)
            lines.append(Line(when, f"{reader.names.of(entry.initiative)} ({climbs})"))
    return tuple(lines)


def _uses(reader: Reader, group: Group) -> tuple[Line, ...]:
    """The AI uses that stand on these items, by column."""
    lines = []
    for column in Column:
        entries = [
            entry.use_case.name.in_(reader.language)
            for entry in reader.diagnosis.readiness.column(column)
            if any(reader.group_of(item) is group for item, _ in entry.use_case.needs)
        ]
        if entries:
            names = ", ".join(entries[:USES_NAMED])
            left = len(entries) - USES_NAMED
            more = reader.say("owner.and_more", names=names, count=left) if left > 0 else names
            lines.append(Line(reader.say(f"ai.{column.value}"), more))
    return tuple(lines)


def _dimension_remarks(reader: Reader, dimension: DimensionScore) -> tuple[str, ...]:
    remarks = []
    if isinstance(dimension.held_level, int) and dimension.held_down_by:
        remarks.append(
            reader.say(
                "dimension.held",
                level=reader.level_name(dimension.held_level),
                items=reader.names.all_of(dimension.held_down_by),
            )
        )
    span = dimension.score.span
    if span.low != span.high:
        low, high = numbers.points(span.low), numbers.points(span.high)
        remarks.append(reader.say("dimension.span", low=low, high=high))
    return tuple(remarks)


def _item_row(reader: Reader, levels: ItemLevels) -> ItemRow:
    wording = reader.diagnosis.wordings[levels.item.id]
    level = levels.effective
    answer = reader.diagnosis.scorecard.sheet.answer(levels.item.id)
    effective = reader.level(level)
    spread = reader.say("item.spread", spread=levels.spread) if levels.spread else ""
    return ItemRow(
        name=levels.item.name.in_(reader.language),
        beads=level_beads(level, f"{levels.item.name.in_(reader.language)}: {effective}"),
        effective=effective,
        confirmed=_confirmed(reader, levels),
        now=wording.anchors[level].text.in_(reader.language) if isinstance(level, int) else _absent(reader, levels),
        next=_next(reader, wording, level),
        look_for=_look_for(reader, wording, levels),
        note=" ".join(part for part in (answer.note if answer else "", spread) if part),
    )


def _confirmed(reader: Reader, levels: ItemLevels) -> str:
    if not isinstance(levels.effective, int):
        return ""
    if isinstance(levels.confirmed, int):
        return reader.say("item.confirmed", level=levels.confirmed)
    return reader.say("absence.not_confirmed")


def _absent(reader: Reader, levels: ItemLevels) -> str:
    answer = reader.diagnosis.scorecard.sheet.answer(levels.item.id)
    return answer.reason if answer and answer.reason else ""


def _next(reader: Reader, wording: Wording, level: int | Absence) -> str:
    if not isinstance(level, int) or level >= TOP_LEVEL:
        return ""
    return wording.anchors[level + 1].text.in_(reader.language)


def _look_for(reader: Reader, wording: Wording, levels: ItemLevels) -> str:
    """What an assessor would ask to see for the stated level; nothing where it is confirmed."""
    level = levels.effective
    if not isinstance(level, int) or levels.confirmed == level:
        return ""
    wanted = wording.anchors[level].look_for
    return wanted.in_(reader.language) if wanted else ""
