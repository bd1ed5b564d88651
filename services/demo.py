"""An invented association with two years of answers, for the demonstration, the tests and the bench."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessment.catalogue import Alliance, Catalogue, Region
from assessment.instrument.completeness import may_be_not_applicable
from assessment.instrument.edition import EvidenceClass, Group, Item, Questionnaire
from assessment.instrument.values import (
    AiUse,
    Answer,
    AnswerSheet,
    Mode,
    OwnProducts,
    Profile,
    Role,
    UseState,
)
from assessment.scoring.readiness import relevant_use_cases
from assessment.scoring.values import Wishes
from assessment.terms import Absence

COMPANIES = 470
YEARS = (2025, 2026)
SNAPSHOT = (11, 22)
"""Month and day on which a year's answers are counted."""
FIRST_WORDS = (
    "솔숲이슬여울달빛돌담갈대모래바람새벽노을들꽃샘물단풍눈꽃안개물결햇살별빛가람보리은하봄비숲길나루언덕호수강가산골"
)
LAST_WORDS = (
    "마루고개나무자락너울기슭마을둔덕그늘둑길뜨락구름두렁가지열매이랑물목우물처마사립오름벼랑섬돌굽이갯벌포구등대돛대"
)
SYLLABLES = 2
"""Every word has two."""
REGION_WEIGHTS = {"41": 0.32, "48": 0.12, "11": 0.07, "28": 0.09, "26": 0.07, "27": 0.06, "44": 0.06, "47": 0.07}
"""Where plants stand, roughly; every other region has `OTHER_REGION`."""
OTHER_REGION = 0.02
TYPICAL_LEVEL = {
    Group.PROCESS: 1.9,
    Group.PRODUCT: 1.6,
    Group.SERVICE: 1.3,
    Group.BUSINESS_MODEL: 1.0,
    Group.ENABLERS: 1.4,
}
OWN_PRODUCTS = {OwnProducts.NONE: 0.42, OwnProducts.SOME: 0.2, OwnProducts.MOST: 0.16, OwnProducts.ALL: 0.22}
LARGE = 0.04
"""Share of large companies: the heavy tail of sizes."""
Levels = NDArray[np.float64]
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class DemoYear:
    """What one company said in one year; `wishes` names at most three use cases that it wants."""

    year: int
    profile: Profile
    sheet: AnswerSheet
    wishes: Wishes

    @property
    def counted_on(self) -> date:
        """The day of the snapshot."""
        return date(self.year, *SNAPSHOT)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """One member: its industry in the alliance, its years, and what it agreed to (method 9).

    `statistics` is the first consent; `named_until` the last day of the second, None where it was not given.
    `withdrawn_on` is the day on which the first was taken back.
    """

    id: str
    industry: str
    years: tuple[DemoYear, ...]
    statistics: bool
    named_until: date | None
    withdrawn_on: date | None

    def in_year(self, year: int) -> DemoYear | None:
        """Its answers of a year, or None where it gave none."""
        return next((entry for entry in self.years if entry.year == year), None)

    @property
    def newest(self) -> DemoYear:
        """Its latest answers."""
        return self.years[-1]


def invent_companies(
    questionnaire: Questionnaire, catalogue: Catalogue, alliance: Alliance, seed: int, count: int = COMPANIES
) -> tuple[DemoCompany, ...]:
    """So many companies in the industries of an alliance edition; a company does not depend on how many there are.

    Levels are correlated within a company and within its dimensions, lower where few people work, and rise a little from
    the first year to the second. Sizes have a heavy tail, and industries are uneven, so that some cells are empty or tiny.
    """
    world = _World(questionnaire, catalogue, alliance, seed)
    return tuple(world.company(number) for number in range(count))


class _World:
    """What all companies of one association share."""

    def __init__(self, questionnaire: Questionnaire, catalogue: Catalogue, alliance: Alliance, seed: int) -> None:
        self.questionnaire, self.catalogue, self.seed = questionnaire, catalogue, seed
        divisions = {industry.division for industry in catalogue.industries}
        self.industries = {
            s.id: {d: w for d, w in s.industries.items() if d in divisions} for s in alliance.subcommittees
        }
        self.industries = {name: weights for name, weights in self.industries.items() if weights}
        rng = np.random.default_rng([seed, 0])
        items = questionnaire.items
        self.typical = np.array([TYPICAL_LEVEL[item.group] for item in items]) + rng.normal(0, 0.25, len(items))
        self.ahead = {name: float(rng.normal(0, 0.25)) for name in self.industries}
        widest_first = sorted(self.industries, key=lambda name: -sum(self.industries[name].values()))
        self.shares = {name: 1 / (2 + place) for place, name in enumerate(widest_first)}

    def company(self, number: int) -> DemoCompany:
        rng = np.random.default_rng([self.seed, 1 + number])
        industry = _drawn(rng, self.shares)
        profile = self._profile(rng, number, industry)
        plant = self._plant(rng, industry, profile.workers)
        years = []
        for year in YEARS:
            years.append(self._year(rng, year, profile, plant))
            plant = plant + rng.normal(0.15, 0.2)
        if (came_late := rng.random() < 0.2) or rng.random() < 0.08:
            years = years[1:] if came_late else years[:1]
        last = YEARS[-1]
        takes_part, withdraws, is_named = rng.random(3) < (0.93, 0.05, 0.55)
        return DemoCompany(
            id=f"co-{self.seed % 1000:03d}-{number + 1:05d}",
            industry=industry,
            years=tuple(years),
            statistics=bool(takes_part),
            named_until=date(last + int(rng.integers(0, 2)), 12, 31) if is_named else None,
            withdrawn_on=_day_of(rng, last) if takes_part and withdraws else None,
        )

    def _plant(self, rng: np.random.Generator, industry: str, workers: int) -> Levels:
        """Where a plant really stands in each item, not rounded."""
        group = {group: rng.normal(0, 0.35) for group in Group}
        items = self.questionnaire.items
        own = np.array([group[item.group] for item in items]) + rng.normal(0, 0.5, len(items))
        advance: float = self.ahead[industry] + 0.28 * np.log(workers / 20) + rng.normal(0, 0.55)
        levels: Levels = self.typical + own + advance
        return levels

    def _profile(self, rng: np.random.Generator, number: int, industry: str) -> Profile:
        on = date(YEARS[-1], *SNAPSHOT)
        regions = [region for region in self.catalogue.regions if region.stands_on(on)]
        size = rng.normal(6.0, 0.9) if rng.random() < LARGE else rng.normal(2.9 + self.ahead[industry], 1.2)
        return Profile(
            division=_drawn(rng, self.industries[industry]),
            workers=int(np.clip(np.exp(size), 1, 4000)),
            region=_drawn(rng, _region_weights(regions)),
            own_products=OwnProducts(_drawn(rng, OWN_PRODUCTS)),
            name=_name(number),
        )

    # --- one year ---

    def _year(self, rng: np.random.Generator, year: int, profile: Profile, plant: Levels) -> DemoYear:
        levels = np.clip(np.rint(plant + rng.normal(0, 0.35, len(plant))), 0, 5).astype(int)
        profile = self._with_concerns(rng, profile, levels)
        answers = self._answers(rng, profile, levels)
        seen = self._seen(rng, answers) if rng.random() < 0.12 else ()
        found = {answer.item: answer for answer in (*answers, *seen)}
        rules = self.questionnaire.gates.office
        sheet = AnswerSheet(
            slug=self.questionnaire.slug,
            edition=self.questionnaire.edition,
            content_hash=self.questionnaire.content_hash,
            mode=Mode.VISIT if seen else Mode.SELF,
            answers=tuple(found.values()),
            ratings=(*answers, *seen),
            office_rules={rule.id: bool(rng.random() < 0.15 + 0.1 * levels.mean()) for rule in rules},
            ai_uses=self._ai_uses(rng, float(plant.mean())) if rng.random() < 0.85 else (),
        )
        return DemoYear(year, profile, sheet, self._wishes(rng, profile))

    def _with_concerns(self, rng: np.random.Generator, profile: Profile, levels: NDArray[np.int_]) -> Profile:
        """Up to three concerns, the likelier the lower the levels of the items that they name."""
        at = {item.id: level for item, level in zip(self.questionnaire.items, levels, strict=True)}
        concerns = self.questionnaire.concerns
        pull = np.exp([-np.mean([at[item] for item in concern.items]) for concern in concerns])
        named = rng.choice(
            len(concerns), min(int(rng.integers(1, 4)), len(concerns)), replace=False, p=pull / pull.sum()
        )
        return replace(profile, concerns=tuple(concerns[n].id for n in sorted(named)))

    def _answers(self, rng: np.random.Generator, profile: Profile, levels: NDArray[np.int_]) -> tuple[Answer, ...]:
        """One rating an item; some say that they do not know, and a few stop half-way through the walk."""
        walk = self.questionnaire.in_walking_order
        reached = {item.id for item in (walk[: len(walk) // 2] if rng.random() < 0.06 else walk)}
        unsure = 0.08 if profile.workers < 10 else 0.03
        answers = []
        for item, level in zip(self.questionnaire.items, levels, strict=True):
            luck, documented = rng.random(), rng.random() < 0.15
            if item.id not in reached or luck < 0.02:
                continue
            evidence = EvidenceClass.DOCUMENTED if documented else EvidenceClass.CLAIMED
            answers.append(_answer(item, profile, int(level), evidence, is_unsure=luck > 1 - unsure))
        return tuple(answers)

    def _seen(self, rng: np.random.Generator, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """What a consultant saw: a third of a level below what was said, give or take."""
        return tuple(
            Answer(
                item=answer.item,
                value=int(np.clip(np.rint(answer.value - 0.35 + rng.normal(0, 0.5)), 0, 5)),
                role=Role.CONSULTANT,
                evidence=EvidenceClass.SEEN,
            )
            for answer in answers
            if isinstance(answer.value, int)
        )

    def _ai_uses(self, rng: np.random.Generator, level: float) -> tuple[AiUse, ...]:
        """Office tools come first; the further a plant is, the more of both."""
        uses = []
        for example in self.questionnaire.ai_examples:
            regular = 1 / (1 + np.exp((6.4 if example.counts_as_manufacturing else 3.8) - 1.1 * level))
            steps = (regular, 2 * regular, 2.3 * regular)
            state = (UseState.REGULAR, UseState.TRIED, UseState.STOPPED, UseState.NONE)[
                int(np.searchsorted(steps, rng.random()))
            ]
            uses.append(AiUse(example.id, state))
        return tuple(uses)

    def _wishes(self, rng: np.random.Generator, profile: Profile) -> Wishes:
        near = relevant_use_cases(self.questionnaire, self.catalogue.use_cases, profile, Wishes())[:8]
        wanted = rng.choice(len(near), min(int(rng.integers(0, 4)), len(near)), replace=False) if near else ()
        return Wishes(use_cases=tuple(near[n].id for n in sorted(wanted)))


def _answer(item: Item, profile: Profile, level: int, evidence: EvidenceClass, *, is_unsure: bool) -> Answer:
    if may_be_not_applicable(item, profile):
        return Answer(item.id, Absence.NOT_APPLICABLE, reason="우리 제품이 없음")
    if is_unsure:
        return Answer(item.id, Absence.DONT_KNOW)
    return Answer(item.id, level, evidence=evidence)


def _region_weights(regions: Sequence[Region]) -> dict[str, float]:
    return {region.code: REGION_WEIGHTS.get(region.code, OTHER_REGION) for region in regions}


def _drawn(rng: np.random.Generator, weights: Mapping[Word, float]) -> Word:
    names = tuple(weights)
    shares = np.array([weights[name] for name in names])
    return names[int(rng.choice(len(names), p=shares / shares.sum()))]


def _day_of(rng: np.random.Generator, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=int(rng.integers(0, 300)))


def _name(number: int) -> str:
    """A made-up name that says so; each number has its own."""
    words = len(FIRST_WORDS) // SYLLABLES
    rounds, first = divmod(number, words)
    again, last = divmod(rounds, words)
    return f"{_word(FIRST_WORDS, first)}{_word(LAST_WORDS, (first + last) % words)}산업{again or ''}(가상)"


def _word(words: str, place: int) -> str:
    return words[SYLLABLES * place : SYLLABLES * (place + 1)]
