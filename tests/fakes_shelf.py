"""A shelf of releases in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assessment.disclosure.publication import Publication
from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import Ledger
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.release_port import Check
from tests import builders_disclosure as given


@dataclass
class FakeShelf:
    """A ReleaseShelf; `folders` are those of the world, `kept` those of the installation."""

    rule: PublishingRules = field(default_factory=given.rules)
    kept: dict[str, Publication] = field(default_factory=dict)
    folders: dict[Path, tuple[Publication, Ledger]] = field(default_factory=dict)

    def rules(self) -> PublishingRules:
        return self.rule

    def table(self, release_id: str, table_id: str, kind: str) -> bytes | None:
        found = self.kept.get(release_id)
        there = found is not None and any(table.id == table_id for table in found.release.tables)
        return f"{release_id}/{table_id}.{kind}".encode() if there else None

    def packed(self, release_id: str) -> bytes | None:
        return release_id.encode() if release_id in self.kept else None

    def ledger(self) -> Ledger:
        return tuple(sorted((p.release for p in self.kept.values()), key=lambda r: (r.as_of, r.id)))

    def get(self, release_id: str) -> Publication | None:
        return self.kept.get(release_id)

    def read(self, folder: Path) -> tuple[Publication, Ledger]:
        if folder not in self.folders:
            raise InputRejected((Problem.of("release_file_missing", str(folder)),))
        return self.folders[folder]

    def publish(self, publication: Publication, ledger: Ledger, out: Path | None, check: Check, *, keep: bool) -> None:
        if out in self.folders:
            raise InputRejected((Problem.of("release_in_the_way", str(out)),))
        check(publication, ledger)
        if out:
            self.folders[out] = publication, ledger
        if keep:
            self.kept[publication.release.id] = publication
