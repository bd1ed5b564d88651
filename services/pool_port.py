"""What the pool of pseudonymous scores needs from the world: a store apart from everything that has a name."""

from __future__ import annotations

from typing import Protocol

from assessment.disclosure.values import AnonymousScore


class PoolStore(Protocol):
    """Keeps one row a company and period in a database of its own; `owner` is an assessment, which no row tells.

    Rows of a company are found by a pseudonym that only the key of this installation makes out of its assessment.
    """

    def replace(self, owner: str, score: AnonymousScore) -> None:
        """Store what a company says, in place of its row of the same period."""
        ...

    def withdraw(self, owner: str) -> None:
        """Delete every row of a company."""
        ...

    def periods(self, owner: str) -> tuple[str, ...]:
        """The periods of which a company has a row, oldest first."""
        ...

    def snapshot(self, period: str) -> tuple[AnonymousScore, ...]:
        """The last row of every company up to a period, in an order that says nothing."""
        ...
