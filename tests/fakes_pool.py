"""A pool in memory: it keeps the same contract as the real one."""

from __future__ import annotations

from assessment.disclosure.values import AnonymousScore


class FakePool:
    """A PoolStore in memory."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], AnonymousScore] = {}

    def replace(self, owner: str, score: AnonymousScore) -> None:
        self.rows[owner, score.period] = score

    def withdraw(self, owner: str) -> None:
        self.rows = {place: score for place, score in self.rows.items() if place[0] != owner}

    def periods(self, owner: str) -> tuple[str, ...]:
        return tuple(sorted(period for mine, period in self.rows if mine == owner))

    def snapshot(self, period: str) -> tuple[AnonymousScore, ...]:
        upto = sorted((when, owner) for owner, when in self.rows if when <= period)
        last = {owner: when for when, owner in upto}
        return tuple(self.rows[owner, last[owner]] for owner in sorted(last))
