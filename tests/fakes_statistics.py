"""Fakes of the ports of statistics, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import AnonymousScore, Ledger, Publication
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.ports_statistics import Check, Statistics
from tests import builders_disclosure as given


@dataclass
class FakePool:
    """A Pool."""

    scores: dict[str, AnonymousScore] = field(default_factory=dict)

    def put(self, code: str, score: AnonymousScore) -> None:
        self.scores[code] = score

    def take_out(self, code: str) -> bool:
        return self.scores.pop(code, None) is not None

    def holds(self, code: str) -> bool:
        return code in self.scores

    def snapshot(self, period: str) -> tuple[AnonymousScore, ...]:
        return tuple(score for _, score in sorted(self.scores.items()) if score.period <= period)


@dataclass
class FakeShelf:
    """A ReleaseShelf; `folders` are those of the world, `kept` those of the installation."""

    kept: dict[str, Publication] = field(default_factory=dict)
    folders: dict[Path, tuple[Publication, Ledger]] = field(default_factory=dict)

    def ledger(self) -> Ledger:
        return tuple(sorted((p.release for p in self.kept.values()), key=lambda r: (r.as_of, r.id)))

    def get(self, release_id: str) -> Publication | None:
        return self.kept.get(release_id)

    def read(self, folder: Path) -> tuple[Publication, Ledger]:
        if folder not in self.folders:
            raise InputRejected((Problem.of("release_file_missing", str(folder)),))
        return self.folders[folder]

    def publish(self, publication: Publication, ledger: Ledger, out: Path, check: Check, *, keep: bool) -> None:
        if out in self.folders:
            raise InputRejected((Problem.of("release_in_the_way", str(out)),))
        check(publication, ledger)
        self.folders[out] = publication, ledger
        if keep:
            self.kept[publication.release.id] = publication


def statistics(rules: PublishingRules | None = None) -> Statistics:
    """Statistics of an empty installation with a small plan."""
    return Statistics(FakePool(), FakeShelf(), lambda: rules or given.rules())
