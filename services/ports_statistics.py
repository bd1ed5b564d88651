"""What statistics need from the world: the pool, the shelf of releases and the rules of publishing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import AnonymousScore, Ledger, Publication


class Pool(Protocol):
    """Keeps one anonymous score of each company that gave the first consent, found again by its code alone."""

    def put(self, code: str, score: AnonymousScore) -> None:
        """Keep the score of the company that holds a code, in place of an earlier one."""
        ...

    def take_out(self, code: str) -> bool:
        """Delete the score of a code for good; False if there is none."""
        ...

    def holds(self, code: str) -> bool:
        """Whether there is a score of a code."""
        ...

    def snapshot(self, period: str) -> tuple[AnonymousScore, ...]:
        """All scores up to a period, in an order that tells nothing."""
        ...


Check = Callable[[Publication, Ledger], None]


class ReleaseShelf(Protocol):
    """Keeps what this installation published, and reads and writes folders of releases."""

    def ledger(self) -> Ledger:
        """Every release so far, oldest first."""
        ...

    def get(self, release_id: str) -> Publication | None:
        """One release."""
        ...

    def read(self, folder: Path) -> tuple[Publication, Ledger]:
        """Any folder of a release with the earlier ones in it; raises InputRejected with everything that is wrong with it."""
        ...

    def publish(self, publication: Publication, ledger: Ledger, out: Path, check: Check, *, keep: bool) -> None:
        """Write a release to a folder that is not there yet, and onto the shelf if it is to be kept.

        `check` gets what was written as anybody reads it, before it appears; if it raises, nothing is left behind.
        """
        ...


@dataclass(frozen=True, slots=True)
class Statistics:
    """The adapters for statistics of one installation."""

    pool: Pool
    shelf: ReleaseShelf
    rules: Callable[[], PublishingRules]
