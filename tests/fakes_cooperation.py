"""Fakes of the ports of co-operation, in memory: they keep the same contract as the real adapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessment.matching.agreements import Sharing
from assessment.matching.meeting import MatchingDay, Meeting
from assessment.matching.records import CollaborationTask
from assessment.terms import Language, Problem
from services.cooperation_port import CooperationTools, Kept, Kind


@dataclass
class CooperationMemory:
    """What the stores of one installation share."""

    shared: dict[str, tuple[str | None, Sharing]] = field(default_factory=dict)
    kept: list[Kept[Any]] = field(default_factory=list)


def record_id(record: object) -> str:
    """The id of a record of any kind; a lead is known by its two sides."""
    return str(record.id) if hasattr(record, "id") else f"{record.supplier} {record.company}"  # type: ignore[attr-defined]


class FakeCooperation:
    """A CooperationStore in memory."""

    def __init__(self, memory: CooperationMemory | None = None) -> None:
        self.memory = memory or CooperationMemory()

    def share(self, assessment_id: str | None, sharing: Sharing) -> None:
        self.memory.shared[sharing.member] = (assessment_id, sharing)

    def withdraw(self, assessment_id: str) -> None:
        self.memory.shared = {m: entry for m, entry in self.memory.shared.items() if entry[0] != assessment_id}

    def sharing(self, assessment_id: str) -> Sharing | None:
        return next((sharing for owner, sharing in self.memory.shared.values() if owner == assessment_id), None)

    def shared(self) -> tuple[Sharing, ...]:
        return tuple(self.memory.shared[member][1] for member in sorted(self.memory.shared))

    def append(self, kept: Sequence[Kept[Kind]]) -> bool:
        taken = {(type(k.record), record_id(k.record), k.version) for k in self.memory.kept}
        if any((type(k.record), record_id(k.record), k.version) in taken for k in kept):
            return False
        self.memory.kept.extend(kept)  # type: ignore[arg-type]
        return True

    def newest(self, kind: type[Kind]) -> tuple[Kept[Kind], ...]:
        found: dict[str, Kept[Kind]] = {}
        for entry in self.memory.kept:
            if isinstance(entry.record, kind):
                found[record_id(entry.record)] = entry  # type: ignore[assignment]
        return tuple(found[name] for name in sorted(found))

    def history(self, kind: type[Kind], record: str) -> tuple[Kept[Kind], ...]:
        mine = (k for k in self.memory.kept if isinstance(k.record, kind) and record_id(k.record) == record)
        return tuple(mine)  # type: ignore[arg-type]


class FakeTaskSheets:
    """TaskSheets with the tasks of one table."""

    def __init__(self, tasks: Sequence[CollaborationTask] = (), problems: Sequence[Problem] = ()) -> None:
        self.tasks, self.problems = tuple(tasks), list(problems)

    def read(self, path: Path) -> tuple[tuple[CollaborationTask, ...], list[Problem]]:
        return self.tasks, self.problems

    def csv(self, tasks: Sequence[CollaborationTask]) -> bytes:
        return ",".join(task.id for task in tasks).encode()

    def workbook(self, tasks: Sequence[CollaborationTask]) -> bytes:
        return self.csv(tasks)


class FakePapers:
    """AssociationPapers that only say what they are of."""

    def meeting_pdf(self, meeting: Meeting, language: Language) -> bytes:
        return meeting.subcommittee.id.encode()

    def meeting_workbook(self, meeting: Meeting, language: Language) -> bytes:
        return meeting.subcommittee.id.encode()

    def day_workbook(self, day: MatchingDay, language: Language) -> bytes:
        return day.on.isoformat().encode()


def cooperation_tools(memory: CooperationMemory | None = None) -> CooperationTools:
    return CooperationTools(FakeCooperation(memory), FakeTaskSheets(), FakePapers())
