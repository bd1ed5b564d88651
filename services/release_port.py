"""What publishing needs from the world: the rules of it, and the shelf of releases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from assessment.disclosure.publication import Publication
from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import Ledger

Check = Callable[[Publication, Ledger], None]


class ReleaseShelf(Protocol):
    """Keeps what this installation published, and reads and writes folders of releases."""

    def rules(self) -> PublishingRules:
        """The rules of publishing; raises InputRejected with every problem of shape."""
        ...

    def ledger(self) -> Ledger:
        """Every release so far, oldest first."""
        ...

    def get(self, release_id: str) -> Publication | None:
        """One release."""
        ...

    def table(self, release_id: str, table_id: str, kind: str) -> bytes | None:
        """One table of a release as a file of a kind (csv or json); None if there is none."""
        ...

    def packed(self, release_id: str) -> bytes | None:
        """The whole folder of a release as a zip; None if there is none."""
        ...

    def read(self, folder: Path) -> tuple[Publication, Ledger]:
        """Any folder of a release with the earlier ones in it; raises InputRejected with everything that is wrong with it."""
        ...

    def publish(self, publication: Publication, ledger: Ledger, out: Path | None, check: Check, *, keep: bool) -> None:
        """Write a release to a folder that is not there yet, if one is named, and onto the shelf if it is to be kept.

        `check` gets what was written as anybody reads it, before it appears; if it raises, nothing is left behind.
        """
        ...
