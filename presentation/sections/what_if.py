"""A plan under other limits beside the plan that stands."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.values import Diagnosis
from presentation import numbers
from presentation.charts import Gantt
from presentation.sections.parts import Reader
from presentation.sections.plans import changes_between
from presentation.sections.roadmap import roadmap_page


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """One figure of both plans."""

    name: str
    stands: str
    tried: str


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """What differs, figure by figure and piece by piece, and both plans as threads."""

    sentence: str
    rows: tuple[WhatIfRow, ...]
    changes: tuple[str, ...]
    stands: Gantt
    tried: Gantt


def what_if_page(stands: Reader, tried: Reader) -> WhatIfPage:
    """The comparison of two diagnoses of one company."""
    before, after = stands.diagnosis, tried.diagnosis
    worth = _worth(after) / _worth(before) if _worth(before) else 0.0
    sentence = (
        tried.say("what_if.worth", percent=numbers.percent(worth)) if _worth(before) else tried.say("what_if.none")
    )
    rows = zip(_figures(stands), _figures(tried), strict=True)
    return WhatIfPage(
        sentence=sentence if after.roadmap.scheduled else tried.say("roadmap.nothing_fits"),
        rows=tuple(WhatIfRow(name, old, new) for (name, old), (_, new) in rows),
        changes=changes_between(tried, before.roadmap, after.roadmap, "with") or (tried.say("what_if.same"),),
        stands=roadmap_page(stands).gantt,
        tried=roadmap_page(tried).gantt,
    )


def _figures(reader: Reader) -> list[tuple[str, str]]:
    roadmap, instance = reader.diagnosis.roadmap, reader.diagnosis.instance
    gained = sum(after - before for entry in roadmap.scheduled for _, before, after in entry.gains)
    return [
        (reader.say("what_if.money"), numbers.money(instance.budget_a_year[0], reader.language)),
        (reader.say("what_if.people"), numbers.months(instance.staff_months[0], reader.language)),
        (reader.say("what_if.horizon"), reader.say("what_if.quarters", count=instance.horizon)),
        (reader.say("plans.initiatives"), reader.say("plans.count", count=len(roadmap.scheduled))),
        (reader.say("plans.cost"), numbers.money(sum(roadmap.cost_by_year), reader.language)),
        (reader.say("what_if.steps"), reader.say("what_if.steps_count", count=gained)),
        (reader.say("plans.uses"), reader.say("plans.count", count=len(roadmap.opened))),
    ]


def _worth(diagnosis: Diagnosis) -> float:
    return diagnosis.roadmap.proof.worth if diagnosis.roadmap.proof else 0.0
