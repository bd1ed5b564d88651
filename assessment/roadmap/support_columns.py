"""State money in the model: projects under offers, the share of each piece of work, and what offers do to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assessment.catalogue import InitiativeId
from assessment.roadmap.cash import income_quarter
from assessment.roadmap.model import Model
from assessment.roadmap.values import Candidate, Grant, Offer, PlanningInstance

TIE = 1e-9
"""Weight of 1 만원 where plans are of equal worth: less money first, then earlier starts, then the order of ids."""
CHOSEN = 0.5
DECIMALS = 6
SMALLEST_SHARE = 0.5
"""State money of less than this (만원) is none."""


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
        projects = {
            s: self.model.column(-TIE * (offer.fee + 1), whole=True) for s in range(offer.first, offer.last + 1)
        }
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
                column = self.model.column(TIE * most)
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

    def grants(self, values: Sequence[float]) -> tuple[Grant, ...]:
        """The state money in a solution, each share raised to what the rate and the ceilings allow."""
        paid_by = {
            initiative: offer
            for (offer, initiative, _), column in self.share.items()
            if values[column] * self.most[column] > SMALLEST_SHARE
        }
        room = [float(amount) for amount, _ in self.instance.offer_rules.ceilings]
        grants = []
        for offer in self.instance.offers:
            begun = [s for s, column in self.project[offer.id].items() if values[column] > CHOSEN]
            if begun and (shares := self._raised(offer, begun[0], values, paid_by, room)):
                grants.append(Grant(offer, begun[0], shares))
        return tuple(grants)

    def _raised(
        self, offer: Offer, begun: int, values: Sequence[float], paid_by: dict[InitiativeId, str], room: list[float]
    ) -> tuple[tuple[InitiativeId, float], ...]:
        """The shares of an offer: first what the solution gives, which keeps it affordable, then what is still allowed."""
        mine = {
            initiative: column
            for (offer_id, initiative, t), column in self.share.items()
            if offer_id == offer.id
            and values[self.start[initiative][t]] > CHOSEN
            and _inside(self.candidates[initiative], t, offer, begun)
            and paid_by.setdefault(initiative, offer.id) == offer.id
        }
        given = {initiative: values[column] * self.most[column] for initiative, column in mine.items()}
        common = [n for n, (_, group) in enumerate(self.instance.offer_rules.ceilings) if offer.id in group]
        left = min([float("inf") if offer.cap is None else float(offer.cap), *(room[n] for n in common)])
        left -= sum(given.values())
        for initiative, column in mine.items():
            more = max(0.0, min(self.most[column] - given[initiative], left))
            given[initiative] += more
            left -= more
        for n in common:
            room[n] -= sum(given.values())
        return tuple((i, round(share, DECIMALS)) for i, share in given.items() if share > SMALLEST_SHARE)


def _inside(candidate: Candidate, start: int, offer: Offer, begun: int) -> bool:
    return begun <= start and start + candidate.quarters <= begun + offer.quarters
