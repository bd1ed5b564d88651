"""Things to choose from on a form; initiatives by area, with what was looked for and what matters now first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assessment.catalogue import Initiative
from assessment.instrument.edition import Group
from presentation.sections.parts import Reader
from presentation.sections.roadmap import money_of


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Things under one title; `key` is the colour of an area, empty where there is none."""

    title: str
    key: str
    choices: tuple[Choice, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class InitiativeChoices:
    """Groups of initiatives, each initiative once; and the sentence for words that find nothing."""

    groups: tuple[ChoiceGroup, ...]
    nothing_found: str


def initiative_choices(
    reader: Reader, first: Collection[str], first_title: str, words: str, left_away: Collection[str] = ()
) -> InitiativeChoices:
    """What `words` find, then those of `first`, then all others of the company's industry by area."""
    mine = [i for i in reader.diagnosis.catalogue.initiatives if i.id in first or _may_matter(reader, i, left_away)]
    found = [i for i in mine if _is_found(reader, i, words)]
    foremost = [i for i in mine if i.id in first and i not in found]
    rest = [i for i in mine if i not in found and i not in foremost]
    groups = (
        _group(reader, reader.say("choices.found", words=words), found),
        _group(reader, first_title, foremost),
        *(
            _group(reader, reader.names.of(area.value), [i for i in rest if area_of(reader, i) is area], area)
            for area in Group
        ),
    )
    return InitiativeChoices(
        groups=tuple(group for group in groups if group.choices),
        nothing_found=reader.say("choices.nothing", words=words) if words and not found else "",
    )


def area_of(reader: Reader, initiative: Initiative) -> Group:
    """The dimension of what an initiative moves first, or the enablers."""
    return reader.group_of(initiative.effects[0].item)


def _may_matter(reader: Reader, initiative: Initiative, left_away: Collection[str]) -> bool:
    division = reader.diagnosis.case.profile.division
    return initiative.id not in left_away and (not initiative.industries or division in initiative.industries)


def _is_found(reader: Reader, initiative: Initiative, words: str) -> bool:
    """Whether every word stands in the name or the summary."""
    text = f"{initiative.name.in_(reader.language)} {initiative.summary.in_(reader.language)}".casefold()
    return bool(words) and all(word in text for word in words.casefold().split())


def _group(reader: Reader, title: str, initiatives: list[Initiative], area: Group | None = None) -> ChoiceGroup:
    choices = tuple(
        Choice(
            initiative.id,
            initiative.name.in_(reader.language),
            reader.say("choices.hint", money=money_of(reader, initiative), quarters=initiative.quarters),
        )
        for initiative in initiatives
    )
    return ChoiceGroup(title, area.value if area else "", choices, is_open=area is None)
