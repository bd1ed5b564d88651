"""A shelf of releases in memory."""

from __future__ import annotations

from pathlib import Path

from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import Ledger, Publication
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.release_port import Check
from storage.content.publishing import load_rules


class FakeShelf:
    """The ReleaseShelf of a test; `written` holds what stands in each folder."""

    def __init__(self, rules: PublishingRules | None = None, *published: Publication) -> None:
        self._rules = rules
        self.published = list(published)
        self.written: dict[Path, tuple[Publication, Ledger]] = {}

    def rules(self) -> PublishingRules:
        return self._rules or load_rules()

    def ledger(self) -> Ledger:
        found = [publication.release for publication in self.published]
        return tuple(sorted(found, key=lambda release: (release.as_of, release.id)))

    def get(self, release_id: str) -> Publication | None:
        return next((p for p in self.published if p.release.id == release_id), None)

    def read(self, folder: Path) -> tuple[Publication, Ledger]:
        return self.written[folder]

    def publish(self, publication: Publication, ledger: Ledger, out: Path, check: Check, *, keep: bool) -> None:
        if out in self.written:
            raise InputRejected((Problem.of("release_in_the_way", str(out)),))
        check(publication, ledger)
        self.written[out] = publication, ledger
        if keep:
            self.published.append(publication)
