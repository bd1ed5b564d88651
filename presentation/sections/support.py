"""Support programmes that may fit: where each call stands, what it may pay, and what would settle it. Never a promise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assessment.programmes import Call, Rate
from assessment.roadmap.standings import Standing, SupportMatch, TrackStanding, Window
from assessment.terms import Language
from presentation import numbers
from presentation.sections.parts import Line, Reader

PRINTED = 6
MOST_RATES = 3
"""More than these are told as a range."""
ANSWER = "answer."


@dataclass(frozen=True, slots=True)
class SupportCard:
    """One programme for this plan, in words."""

    name: str
    agency: str
    state: str
    standing: str
    window: str
    summary: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Programmes nearest first; `more` says how many are only on the screen."""

    sentence: str
    cards: tuple[SupportCard, ...]
    rest: tuple[SupportCard, ...]
    more: str
    show_more: str
    questions: tuple[Line, ...]
    warning: str


def support_section(reader: Reader) -> Support:
    """The programmes of one plan."""
    found = reader.diagnosis.support
    cards = tuple(_card(reader, match) for match in found)
    open_now = sum(m.call.window is Window.OPEN and m.call.standing is not Standing.NOT_ELIGIBLE for m in found)
    return Support(
        sentence=reader.say("support.sentence", count=open_now) if open_now else reader.say("support.none_open"),
        cards=cards[:PRINTED],
        rest=cards[PRINTED:],
        more=reader.say("support.more", count=len(cards) - PRINTED) if len(cards) > PRINTED else "",
        show_more=reader.say("support.show_more", count=len(cards) - PRINTED) if len(cards) > PRINTED else "",
        questions=_questions(reader, found),
        warning=reader.say("support.warning"),
    )


def _card(reader: Reader, match: SupportMatch) -> SupportCard:
    programme, call, language = match.programme, match.call, reader.language
    best = next(track for track in call.tracks if track.standing is call.standing)
    lines = [Line(reader.say("support.pays"), _pays(reader, best))]
    if match.pays_for:
        lines.append(Line(reader.say("support.pays_for"), reader.names.all_of(match.pays_for)))
    if best.failed:
        failed = " · ".join(clause.text.in_(language) for clause in best.failed)
        lines.append(Line(reader.say("support.failed"), failed))
    elif best.open:
        lines.append(Line(reader.say("support.open"), " · ".join(clause.text.in_(language) for clause in best.open)))
    if programme.after_duties:
        duties = " · ".join(duty.in_(language) for duty in programme.after_duties)
        lines.append(Line(reader.say("support.duties"), duties))
    if programme.unknowns:
        lines.append(
            Line(reader.say("support.unknowns"), " · ".join(text.in_(language) for text in programme.unknowns))
        )
    title = call.call.source.title if language is Language.KO else reader.say("support.korean_source")
    source = ", ".join(filter(None, (title, _day(call.call))))
    lines.append(Line(reader.say("support.source"), reader.dated(source, call.call.checked_on)))
    return SupportCard(
        name=programme.name.in_(language),
        agency=programme.agency.in_(language),
        state={Standing.ELIGIBLE: "good", Standing.UNKNOWN: "care", Standing.NOT_ELIGIBLE: "stop"}[call.standing],
        standing=reader.say(f"support.{call.standing.value}"),
        window=_window(reader, call.window, call.call),
        summary=programme.summary.in_(language),
        lines=tuple(lines),
    )


def _window(reader: Reader, window: Window, call: Call) -> str:
    confidence = reader.say(f"confidence.{call.confidence.value}")
    opens = numbers.day(call.opens) if call.opens else ""
    closes = numbers.day(call.closes) if call.closes else ""
    if window is Window.OPEN:
        return reader.say("support.open_until", closes=closes) if closes else reader.say("support.open_always")
    if window is Window.ANNOUNCED:
        return reader.say("support.opens_on", opens=opens)
    if window is Window.EXPECTED:
        if opens and closes:
            return reader.say("support.expected", opens=opens, closes=closes, confidence=confidence)
        return reader.say("support.expected_sometime", confidence=confidence)
    return reader.say("support.closed", closes=closes) if closes else reader.say("support.closed_sometime")


def _pays(reader: Reader, track: TrackStanding) -> str:
    words = list(dict.fromkeys(_rate(reader, rate) for rate in track.rates))
    name = track.track.name.in_(reader.language)
    rate = _range(reader, track.rates) if len(words) > MOST_RATES else f" {reader.say('support.or')} ".join(words)
    return reader.say("support.rate", track=name, rate=rate)


def _range(reader: Reader, rates: tuple[Rate, ...]) -> str:
    """Many rates that may hold, as a range."""
    percents = [rate.percent for rate in rates if rate.percent is not None]
    caps = [rate.cap for rate in rates if rate.cap is not None]
    return reader.say(
        "support.rate_range",
        low=numbers.percent(min(percents) / 100),
        high=numbers.percent(max(percents) / 100),
        cap=numbers.money(max(caps), reader.language),
    )


def _rate(reader: Reader, rate: Rate) -> str:
    percent = "" if rate.percent is None else numbers.percent(rate.percent / 100)
    cap = "" if rate.cap is None else numbers.money(rate.cap, reader.language)
    if percent and cap:
        return reader.say("support.rate_both", percent=percent, cap=cap)
    if percent:
        return reader.say("support.rate_percent", percent=percent)
    return reader.say("support.rate_cap", cap=cap) if cap else reader.say("support.rate_unknown")


def _day(call: Call) -> str:
    return numbers.day(call.source.dated) if call.source.dated else ""


def _questions(reader: Reader, found: tuple[SupportMatch, ...]) -> tuple[Line, ...]:
    """The questions that would settle the most calls that are still in reach, most settling first."""
    questions = {f"{ANSWER}{q.id}": q.text.in_(reader.language) for q in reader.diagnosis.catalogue.questions}
    return tuple(Line(field, questions[field]) for field in open_fields(found) if field in questions)


def open_fields(found: tuple[SupportMatch, ...]) -> dict[str, int]:
    """What is not known of the applicant, with the number of calls in reach that wait for it, most first."""
    asked: Counter[str] = Counter()
    for match in found:
        if match.call.window is not Window.CLOSED and match.call.standing is Standing.UNKNOWN:
            in_reach = [track for track in match.call.tracks if track.standing is Standing.UNKNOWN]
            asked.update({field for track in in_reach for field in track.fields_missing})
    return dict(sorted(asked.items(), key=lambda entry: (-entry[1], entry[0])))
