"""The attacker: everything that published figures give away together, found by linear programs before anybody else does.

Written apart from `protect`, which it checks: nothing is shared but values. Source: methods 5.3, 5.4.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from dataclasses import replace
from hashlib import sha256

import numpy as np

from assessment.disclosure.knowledge import Knowledge, same_sum
from assessment.disclosure.program import Ends, Solver, Target
from assessment.disclosure.reading import Block, Reading, Spot
from assessment.disclosure.values import Attack, Audit, Cohort, Finding, Kind, Ledger, Measure, Mode, Place, Release
from assessment.errors import InputRejected
from assessment.terms import Problem

ALONE = 1.0
NEARLY, PARTS = 1e-6, 1e4
Memory = dict[str, tuple[Finding, ...]]
"""What was found in blocks of figures, by fingerprint of everything that is known of them."""
Asked = tuple[Attack, Measure, Spot]
"""What a target is about: a withheld figure, who joined since the release before, or who answered otherwise."""


def audit(release: Release, ledger: Ledger, alone: Set[Place] = frozenset(), memory: Memory | None = None) -> Audit:
    """Attack a release with everything released before in hand, and report every small group that is found out.

    A withheld count must stay open to a range of `policy.width` companies and the scores of a withheld group together to
    `policy.score_width` points. So must those who joined between two releases, supposed that as few as possible left. A
    company that is alone in its cell must not find out another small group: tried are cells that hang together by one number,
    and the places `alone` where who knows the companies says that one is alone. At least `policy.width` companies must have
    answered otherwise than a shown answer. `memory` keeps what was found in blocks of figures, for another try with the same
    ledger and `alone` in which a block looks the same. Raises InputRejected where no companies at all can give these figures.
    """
    reading = Reading((*ledger, release))
    findings = [found for found in reading.findings if found.release == release.id]
    memory = {} if memory is None else memory
    plainer = _Plainer(reading)
    groups = programs = 0
    for block in sorted(reading.blocks):
        attack = _Attack(reading, block)
        if (known := attack.fingerprint()) not in memory:
            found = (*attack.outsiders(), *attack.insiders(alone))
            memory[known] = tuple(plainer.named(finding, block) for finding in found)
        findings += memory[known]
        groups, programs = groups + len(attack.solver.targets), programs + attack.solver.solved
    return Audit(release.id, tuple(findings), groups, programs)


class _Plainer:
    """The attacks that need less than all releases, each made once when it is asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._seen: dict[tuple[Block, str], Set[tuple[Place, Measure]]] = {}

    def named(self, found: Finding, block: Block) -> Finding:
        """A finding under the name of the plainest attack that makes it: with one table, one release, or all of them."""
        if found.attack is not Attack.NARROW:
            return found
        what = found.place, found.measure
        if found.release == self._reading.releases[-1].id:
            if what in self._seen_in(block, found.table):
                plain = Attack.EXACT if found.high - found.low < NEARLY else Attack.NARROW
                return replace(found, attack=plain)
            if what in self._seen_in(block, ""):
                return replace(found, attack=Attack.LINKED)
        return replace(found, attack=Attack.TIME)

    def _seen_in(self, block: Block, table: str) -> Set[tuple[Place, Measure]]:
        """What is found out with one table of the last release, or with all of them."""
        if (block, table) not in self._seen:
            release = self._reading.releases[-1]
            tables = tuple(t for t in release.tables if not table or t.id == table)
            lesser = Reading((replace(release, tables=tables),))
            found = _Attack(lesser, block).outsiders() if block in lesser.blocks else []
            self._seen[block, table] = {(f.place, f.measure) for f in found}
        return self._seen[block, table]


class _Attack:
    """All attacks on one block of figures."""

    def __init__(self, reading: Reading, block: Block) -> None:
        self._reading = reading
        self._last = len(reading.releases) - 1
        self._known = Knowledge(reading, block)
        targets = dict(self._targets())
        self._asked = list(targets)
        self._at = {asked: number for number, asked in enumerate(self._asked)}
        self.solver = Solver(self._known.program, list(targets.values()))

    def fingerprint(self) -> str:
        """The same for blocks of which the same is known and asked."""
        program = self._known.program
        return sha256(repr((self._asked, self.solver.targets, program.ends, program.rows)).encode()).hexdigest()

    def outsiders(self) -> list[Finding]:
        """The targets that are known too well."""
        if not self.solver.is_possible():
            raise InputRejected((Problem.of("tables_contradict", self._reading.releases[-1].id),))
        self.solver.search()
        unsafe = [(asked, self.solver.range_of(t)) for t, asked in enumerate(self._asked) if not self.solver.is_safe(t)]
        return [self._finding(asked, ends) for asked, ends in unsafe if self._matters(asked, ends)]

    def insiders(self, alone: Set[Place]) -> list[Finding]:
        """What a company finds that is alone in a withheld cell, once outsiders have looked around."""
        return [*self._insiders_by_counts(alone), *self._insiders_by_scores()]

    # --- targets ---

    def _targets(self) -> Iterator[tuple[Asked, Target]]:
        known = self._known
        for spot, column in known.counts.items():
            if spot in self._reading.hidden:
                yield (Attack.NARROW, Measure.COUNT, spot), Target(column, None, self._width(spot), whole=True)
        for spot, column in known.scores.items():
            if spot in self._reading.hidden_means:
                need = self._reading.releases[spot[0]].policy.score_width
                yield (Attack.NARROW, Measure.MEAN, spot), Target(column, None, need, whole=False)
        for spot, before in known.pairs:
            target = Target(known.counts[spot], known.counts[before], self._width(spot), whole=True, nothing=ALONE)
            yield (Attack.TIME, Measure.COUNT, spot), target
            if spot in known.scores and before in known.scores:
                need = self._reading.releases[spot[0]].policy.score_width
                yield (
                    (Attack.TIME, Measure.MEAN, spot),
                    Target(known.scores[spot], known.scores[before], need, whole=False),
                )
        for spot, rest in self._answers():
            target = Target(known.counts[rest], known.counts[spot], self._width(spot), whole=True)
            yield (Attack.GROUP, Measure.COUNT, spot), target

    def _answers(self) -> Iterator[tuple[Spot, Spot]]:
        """Shown answers and choices of the last release, each with everybody who was asked."""
        dimensions = self._reading.dimensions(self._last)
        for spot in list(self._known.counts):
            number, (subject, named) = spot
            shown = self._reading.counts.get(spot, (0.0, 0.0))
            for pair in named:
                rest = (number, (subject, tuple(other for other in named if other != pair)))
                secret = dimensions[pair[0]].kind is not Kind.CLASS if number == self._last else False
                if secret and shown[0] >= ALONE and rest in self._known.counts:
                    yield spot, rest

    def _width(self, spot: Spot) -> float:
        return float(self._reading.releases[spot[0]].policy.width)

    # --- what matters ---

    def _matters(self, asked: Asked, ends: Ends) -> bool:
        """Whether a target that is known too well is a small group that is there."""
        attack, measure, spot = asked
        threshold = self._reading.releases[spot[0]].policy.threshold
        if attack is Attack.GROUP:
            return ends[1] < self._width(spot)
        if measure is Measure.MEAN:
            return self._is_there((attack, Measure.COUNT, spot), threshold)
        if attack is Attack.TIME:
            return ALONE <= ends[0] < threshold
        return ends[0] < threshold and (ends[1] > 0 or not self._may_be_known_empty(spot))

    def _is_there(self, asked: Asked, threshold: float) -> bool:
        """Whether summed scores are those of a small group: of anybody for a withheld mean, of somebody for sure in time."""
        low, high = self.solver.ranges_given({}, [self._at[asked]], math.inf)[self._at[asked]]
        return high > 0 if asked[0] is Attack.NARROW else ALONE <= low < threshold

    def _may_be_known_empty(self, spot: Spot) -> bool:
        """In exact mode zeros of classes are shown, so nobody learns anything from one."""
        dimensions = self._reading.dimensions(spot[0])
        exact = self._reading.releases[spot[0]].policy.mode is Mode.EXACT
        return exact and all(dimensions[name].kind is Kind.CLASS for name, _ in spot[1][1])

    def _finding(self, asked: Asked, ends: Ends) -> Finding:
        attack, measure, spot = asked
        release = self._reading.releases[spot[0]]
        table = self._reading.hidden.get(spot, "") or next(
            (t.id for t in release.tables if any(t.place(cell) == spot[1] for cell in t.cells)), ""
        )
        return Finding(attack, release.id, table, spot[1], measure, ends[0], ends[1])

    # --- insiders ---

    def _insiders_by_counts(self, alone: Set[Place]) -> Iterator[Finding]:
        """A company alone in a withheld cell knows its count; with that another cell must not become one number.

        Where outsiders know that a cell is not empty, its being 1 is an end of what is possible and may settle anything.
        """
        mine = [t for t, asked in enumerate(self._asked) if self._is_withheld_now(asked)]
        if len(mine) < 2:
            return
        bound = self._bound_together(mine)
        for own in mine:
            others = [other for other in bound.get(own, ()) if other != own]
            if self._asked[own][2][1] in alone and self.solver.least_of(own) >= ALONE:
                others = [other for other in mine if other != own]
            known = {self.solver.targets[own].plus: ALONE}
            for other, ends in self.solver.ranges_given(known, others, ALONE).items() if others else ():
                if self._somebody_else(own, other, ends[0]):
                    yield self._finding((Attack.INSIDER, Measure.COUNT, self._asked[other][2]), ends)

    def _is_withheld_now(self, asked: Asked) -> bool:
        attack, measure, (number, _) = asked
        return attack is Attack.NARROW and measure is Measure.COUNT and number == self._last

    def _bound_together(self, mine: list[int]) -> dict[int, list[int]]:
        """Cells that moved in proportion in every world seen: whoever knows one of them knows the others.

        Cells that were equal in every world are one group under two names.
        """
        seen = np.array(self.solver.worlds)[:, mine]
        moved = seen - seen[0]
        largest = moved[np.argmax(np.abs(moved), axis=0), range(len(mine))]
        alike: dict[bytes, list[int]] = {}
        for place in np.flatnonzero(np.abs(largest) > NEARLY):
            key = np.rint(moved[:, place] / largest[place] * PARTS).astype(np.int64).tobytes()
            twins = alike.setdefault(key, [])
            if not any(np.abs(seen[:, place] - seen[:, twin]).max() < NEARLY for twin in twins):
                twins.append(int(place))
        return {mine[cell]: [mine[c] for c in cells] for cells in alike.values() for cell in cells}

    def _somebody_else(self, own: int, other: int, count: float) -> bool:
        """Whether a small group is found out that is not the insider alone."""
        mine, theirs = self._asked[own][2][1][1], self._asked[other][2][1][1]
        threshold = self._reading.releases[-1].policy.threshold
        return ALONE + self._may_overlap(mine, theirs) <= count < threshold

    def _may_overlap(self, mine: Cohort, theirs: Cohort) -> bool:
        """Whether a company can be in both: in each common dimension one code lies under the other."""
        dimensions, other = self._reading.dimensions(self._last), dict(theirs)
        return all(
            name not in other
            or code in dimensions[name].ancestry(other[name])
            or other[name] in dimensions[name].ancestry(code)
            for name, code in mine
        )

    def _insiders_by_scores(self) -> Iterator[Finding]:
        """Where two means are withheld from one sum, a company alone in one must not learn the scores of the other."""
        known, policy = self._known, self._reading.releases[-1].policy
        subject = known.block[0]
        hidden = {
            asked[2][1][1]
            for asked in self._asked
            if asked[:2] == (Attack.NARROW, Measure.MEAN) and asked[2][0] == self._last
        }
        own_score = sum(policy.scale) / 2
        for mine, theirs in sorted(set(same_sum(known.sums.get(self._last, ()), hidden))):
            own, other = (self._last, (subject, mine)), (self._last, (subject, theirs))
            asked = (Attack.NARROW, Measure.MEAN, other)
            mine_known = {known.counts[own]: ALONE, known.scores[own]: own_score}
            for ends in self.solver.ranges_given(mine_known, [self._at[asked]], policy.score_width).values():
                if ends[1] > 0:
                    yield self._finding((Attack.INSIDER, Measure.MEAN, other), ends)
