"""State money in the model: projects under offers, the share of each piece of work, and what offers do to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assessment.catalogue import InitiativeId
from assessment.roadmap.cash import income_quarter
from assessment.roadmap.model import Model
from assessment.roadmap.values import Candidate, Grant, Offer, PlanningInstance

CHOSEN = 0.5
DECIMALS = 6
SMALLEST_SHARE = 0.5
"""State money of less than this (만원) is none."""
TROUBLE = 1.0
"""An application has to bring more than this (만원)."""


@dataclass
class SupportColumns:
    """The columns and rows of all offers of an instance, added to a model of starts."""

    instance: PlanningInstance
    model: Model
    candidates: Mapping[InitiativeId, Candidate]
    start: Mapping[InitiativeId, Mapping[int, int]]
    project: dict[str, dict[int, int]] = field(default_factory=dict)
    share: dict[tuple[str, InitiativeId, int], int] = field(default_factory=dict)
    most: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for offer in self.instance.offers:
            self._offer(offer)
        self._offer_rules()
        self._one_share_each()

    def _offer(self, offer: Offer) -> None:
        """One column for each first quarter of its project, and one for each share and the start that it helps."""
        projects = {s: self.model.column(whole=True) for s in range(offer.first, offer.last + 1)}
        self.project[offer.id] = projects
        helped = [self.candidates[i] for i in offer.initiatives if i in self.candidates]
        for candidate in helped:
            self._shares(offer, candidate, projects)
        if offer.cap is not None:
            mine = self._weighted({offer.id})
            self.model.at_most(mine | dict.fromkeys(projects.values(), -float(offer.cap)), 0.0)

    def _shares(self, offer: Offer, candidate: Candidate, projects: Mapping[int, int]) -> None:
        """A share (1 is all that the rate gives) needs the start that it helps, and a project around the whole work."""
        most = candidate.cost * offer.percent / 100
        for t, start in self.start[candidate.initiative].items():
            around = [c for s, c in projects.items() if _inside(candidate, t, offer, s)]
            if around and most:
                column = self.model.column()
                self.share[offer.id, candidate.initiative, t] = column
                self.most[column] = most
                self.model.at_most({column: 1.0, start: -1.0}, 0.0)
                self.model.at_most({column: 1.0} | dict.fromkeys(around, -1.0), 0.0)

    def _weighted(self, offers: Collection[str]) -> dict[int, float]:
        return {column: self.most[column] for (offer, _, _), column in self.share.items() if offer in offers}

    def _offer_rules(self) -> None:
        """One project an offer, exclusions, common ceilings, and never more than the best rate for one piece of work."""
        rules = self.instance.offer_rules
        for group in (*((offer.id,) for offer in self.instance.offers), *rules.at_most_one):
            row = {c: 1.0 for offer in group for c in self.project.get(offer, {}).values()}
            self.model.at_most(row, 1.0)
        for amount, group in rules.ceilings:
            self.model.at_most(self._weighted(group), float(amount))

    def _one_share_each(self) -> None:
        """The same work is never paid for twice: of all offers only one counts for an initiative."""
        offers: dict[InitiativeId, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for (offer, initiative, _), column in self.share.items():
            offers[initiative][offer].append(column)
        for by_offer in offers.values():
            if len(by_offer) == 1:
                continue
            chosen = {offer: self.model.column(whole=True) for offer in by_offer}
            self.model.at_most(dict.fromkeys(chosen.values(), 1.0), 1.0)
            for offer, columns in by_offer.items():
                self.model.at_most(dict.fromkeys(columns, 1.0) | {chosen[offer]: -1.0}, 0.0)

    def movements(self) -> Iterator[tuple[int, int, float]]:
        """Column, quarter and the money that leaves the account then for each unit of the column."""
        offers = {offer.id: offer for offer in self.instance.offers}
        for offer_id, projects in self.project.items():
            for quarter, column in projects.items():
                yield column, quarter, offers[offer_id].fee
        for (offer_id, initiative, start), column in self.share.items():
            yield column, income_quarter(offers[offer_id], self.candidates[initiative], start), -self.most[column]

    def savings(self) -> Iterator[tuple[int, float]]:
        """What each column saves the firm, in 만원; a project for nothing is no project."""
        fees = {offer.id: offer.fee for offer in self.instance.offers}
        for offer_id, projects in self.project.items():
            for column in projects.values():
                yield column, -fees[offer_id] - TROUBLE
        yield from self.most.items()

    def grants(self, values: Sequence[float]) -> tuple[Grant, ...]:
        """The state money in a solution, as amounts in 만원."""
        grants = []
        for offer in self.instance.offers:
            shares = tuple(
                (initiative, round(values[column] * self.most[column], DECIMALS))
                for (offer_id, initiative, _), column in self.share.items()
                if offer_id == offer.id and values[column] * self.most[column] > SMALLEST_SHARE
            )
            if shares:
                begun = next(s for s, column in self.project[offer.id].items() if values[column] > CHOSEN)
                grants.append(Grant(offer, begun, shares))
        return tuple(grants)


def _inside(candidate: Candidate, start: int, offer: Offer, begun: int) -> bool:
    return begun <= start and start + candidate.quarters <= begun + offer.quarters
