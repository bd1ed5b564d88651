"""Small parts that several sections show: labelled lines, level names, bead rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.instrument.edition import Group
from assessment.scoring.values import NotScored, Score
from assessment.terms import Absence, Language, is_stale
from assessment.values import Diagnosis
from presentation import numbers
from presentation.charts import POINTS_A_LEVEL, Beads, beads
from presentation.wording import Names, say


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which language, about which diagnosis; what every section needs to find its words."""

    diagnosis: Diagnosis
    names: Names
    language: Language

    @classmethod
    def of(cls, diagnosis: Diagnosis, language: Language) -> Reader:
        """A reader of one diagnosis."""
        return cls(diagnosis, Names(diagnosis.scorecard.questionnaire, diagnosis.catalogue, language), language)

    def say(self, key: str, **params: object) -> str:
        """The text of a key."""
        return say(self.language, key, **params)

    def line(self, key: str, text: str) -> Line:
        """A labelled line; the label is the text of ``label.<key>``."""
        return Line(self.say(f"label.{key}"), text)

    def level(self, level: int | Absence) -> str:
        """A level as number and name, or the words for its absence."""
        if isinstance(level, int):
            name = self.diagnosis.scorecard.questionnaire.scales.levels[level].in_(self.language)
            return self.say("level.named", number=level, name=name)
        return self.say(f"absence.{level.value}")

    def level_name(self, level: int) -> str:
        """The name of a level alone."""
        return self.diagnosis.scorecard.questionnaire.scales.levels[level].in_(self.language)

    def dated(self, sentence: str, checked_on: date) -> str:
        """A dated fact, with a remark where it was checked long before the day of the diagnosis."""
        if not is_stale(checked_on, self.diagnosis.provenance.on):
            return sentence
        return self.say("fact.stale", sentence=sentence, checked=numbers.day(checked_on))

    def group_of(self, item_id: str) -> Group:
        """The dimension of an item, or the enablers."""
        return self.diagnosis.scorecard.of(item_id).item.group


def score_beads(score: Score | NotScored, label: str) -> Beads:
    """The beads of a score; empty, with the whole span as interval, where there is none."""
    if isinstance(score, Score):
        low, high = score.interval.low / POINTS_A_LEVEL, score.interval.high / POINTS_A_LEVEL
        return beads(score.points / POINTS_A_LEVEL, low, high, label)
    return beads(0.0, score.span.low / POINTS_A_LEVEL, score.span.high / POINTS_A_LEVEL, label)


def level_beads(level: int | Absence, label: str) -> Beads:
    """The beads of a whole level."""
    value = float(level) if isinstance(level, int) else 0.0
    return beads(value, value, value, label)


def between(reader: Reader, score: Score) -> str:
    """Where a score lies, in level names: from the rounded low end of its interval to the rounded high end."""
    low = int(score.interval.low / POINTS_A_LEVEL + 0.5)
    high = int(score.interval.high / POINTS_A_LEVEL + 0.5)
    if low == high:
        return reader.say("score.at", level=reader.level_name(low))
    return reader.say("score.between", low=reader.level_name(low), high=reader.level_name(high))


def points_text(score: Score | NotScored) -> str:
    """The points, or a dash."""
    return numbers.points(score.points) if isinstance(score, Score) else "–"


def interval_text(score: Score | NotScored) -> str:
    """The interval as ``33–51``, or nothing."""
    if isinstance(score, NotScored):
        return ""
    return f"{numbers.points(score.interval.low)}–{numbers.points(score.interval.high)}"
