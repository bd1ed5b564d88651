"""Hand-written fakes of every port, in memory: they keep the same contract as the real adapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from assessment.catalogue import Catalogue, Supplier
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import AnswerEvent
from assessment.terms import Language, Problem
from assessment.values import Diagnosis
from services.link_port import LinkRecord
from services.ports import (
    AssessmentRecord,
    ContentStore,
    Documents,
    PrintedReport,
    PrintingFailed,
    ReportRecord,
    ReportStatus,
    SheetInput,
    Tools,
)
from tests import builders as make
from tests.fake_register import FakeRegister, FakeRegisterFiles
from tests.fakes_campaigns import campaign_tools
from tests.fakes_cooperation import cooperation_tools
from tests.fakes_pool import FakePool
from tests.fakes_shelf import FakeShelf

ATTEMPTS_KEPT = timedelta(days=1)


@dataclass
class Memory:
    """What the stores of one installation share; several stores on one memory are several processes."""

    assessments: dict[str, AssessmentRecord] = field(default_factory=dict)
    events: list[tuple[str, AnswerEvent]] = field(default_factory=list)
    documents: list[tuple[str, Documents]] = field(default_factory=list)
    links: dict[str, LinkRecord] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    attempts: list[tuple[str, datetime]] = field(default_factory=list)
    reports: dict[str, ReportRecord] = field(default_factory=dict)
    files: dict[str, PrintedReport] = field(default_factory=dict)
    register: FakeRegister = field(default_factory=FakeRegister)


class FakeContent:
    """A ContentStore with the editions and the catalogue it is given."""

    def __init__(
        self,
        *editions: Questionnaire,
        catalogue: Catalogue | None = None,
        samples: tuple[Supplier, ...] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        self._editions = {(q.slug, q.edition): q for q in editions}
        self._catalogue = catalogue or make.catalogue()
        self._samples = samples
        self._problems = problems

    def load_questionnaire(self, slug: str, edition: str) -> Questionnaire:
        if (slug, edition) not in self._editions:
            known = tuple(f"{s}/{e}" for s, e in self._editions)
            raise InputRejected((Problem.of("unknown_edition", f"{slug}/{edition}", known=known),))
        return self._editions[slug, edition]

    def load_catalogue(self) -> Catalogue:
        return self._catalogue

    def editions(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._editions)

    def shape_problems(self) -> list[Problem]:
        return list(self._problems)

    def sample_suppliers(self) -> tuple[Supplier, ...]:
        return self._samples


class FakeAssessments:
    """An AssessmentStore; `meanwhile` is what another process does just before the next event arrives, once."""

    def __init__(self, memory: Memory, meanwhile: Callable[[], object] | None = None) -> None:
        self._memory = memory
        self.meanwhile = meanwhile

    def add(self, record: AssessmentRecord) -> None:
        self._memory.assessments[record.id] = record

    def get(self, assessment_id: str) -> AssessmentRecord | None:
        return self._memory.assessments.get(assessment_id)

    def find(self, locator: str) -> AssessmentRecord | None:
        return next((r for r in self._memory.assessments.values() if r.locator == locator), None)

    def renew_code(self, assessment_id: str, locator: str, code_hash: str) -> None:
        record = self._memory.assessments[assessment_id]
        self._memory.assessments[assessment_id] = replace(record, locator=locator, code_hash=code_hash)

    def append(self, assessment_id: str, event: AnswerEvent) -> bool:
        interruption, self.meanwhile = self.meanwhile, None
        if interruption is not None:
            interruption()
        taken = any(_place(e) == _place(event) or _version(e) == _version(event) for e in self.events(assessment_id))
        if taken or assessment_id not in self._memory.assessments:
            return False
        self._memory.events.append((assessment_id, event))
        return True

    def next_sequence(self, assessment_id: str, device: str) -> int:
        return max((e.sequence + 1 for e in self.events(assessment_id) if e.device == device), default=0)

    def events(self, assessment_id: str, target: str | None = None) -> tuple[AnswerEvent, ...]:
        mine = (e for owner, e in self._memory.events if owner == assessment_id)
        return tuple(e for e in mine if target in (None, e.target))

    def put(self, assessment_id: str, documents: Documents, at: datetime) -> None:
        self._memory.documents.append((assessment_id, documents))

    def documents(self, assessment_id: str) -> Documents:
        states = [d for owner, d in self._memory.documents if owner == assessment_id]
        return states[-1] if states else Documents()

    def count(self) -> int:
        return len(self._memory.assessments)

    def delete(self, assessment_id: str) -> None:
        memory = self._memory
        memory.assessments.pop(assessment_id, None)
        memory.events = [entry for entry in memory.events if entry[0] != assessment_id]
        memory.documents = [entry for entry in memory.documents if entry[0] != assessment_id]
        memory.pairs = [pair for pair in memory.pairs if pair[1] != assessment_id]
        gone = {r.id for r in memory.reports.values() if r.assessment_id == assessment_id}
        memory.reports = {key: r for key, r in memory.reports.items() if key not in gone}
        memory.files = {key: f for key, f in memory.files.items() if key not in gone}


class FakeLinks:
    """A LinkStore."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, record: LinkRecord) -> None:
        self._memory.links[record.id] = record

    def get(self, link_id: str) -> LinkRecord | None:
        return self._memory.links.get(link_id)

    def find(self, locator: str) -> LinkRecord | None:
        return next((r for r in self._memory.links.values() if r.locator == locator), None)

    def holders(self, role: str) -> tuple[LinkRecord, ...]:
        found = (record for record in self._memory.links.values() if record.role == role)
        return tuple(sorted(found, key=lambda record: (record.name, record.id)))

    def remove(self, link_id: str) -> None:
        self._memory.links.pop(link_id, None)
        self._memory.pairs = [pair for pair in self._memory.pairs if pair[0] != link_id]

    def join(self, link_id: str, assessment_id: str) -> None:
        known = link_id in self._memory.links and assessment_id in self._memory.assessments
        if known and (link_id, assessment_id) not in self._memory.pairs:
            self._memory.pairs.append((link_id, assessment_id))

    def part(self, link_id: str, assessment_id: str) -> None:
        self._memory.pairs = [pair for pair in self._memory.pairs if pair != (link_id, assessment_id)]

    def assessments(self, link_id: str) -> tuple[str, ...]:
        return tuple(assessment for link, assessment in reversed(self._memory.pairs) if link == link_id)

    def consultants(self, assessment_id: str) -> tuple[LinkRecord, ...]:
        links = [self._memory.links[link] for link, assessment in self._memory.pairs if assessment == assessment_id]
        return tuple(sorted(links, key=lambda record: record.name))


class FakeAttempts:
    """An AttemptLog."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def note(self, key: str, at: datetime) -> None:
        kept = [entry for entry in self._memory.attempts if entry[1] >= at - ATTEMPTS_KEPT]
        self._memory.attempts = [*kept, (key, at)]

    def count(self, key: str, since: datetime) -> int:
        return sum(noted == key and at >= since for noted, at in self._memory.attempts)


class FakeReports:
    """A ReportStore."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, record: ReportRecord) -> None:
        self._memory.reports[record.id] = record

    def get(self, report_id: str) -> ReportRecord | None:
        return self._memory.reports.get(report_id)

    def of(self, assessment_id: str) -> tuple[ReportRecord, ...]:
        mine = sorted((r for r in self._memory.reports.values() if r.assessment_id == assessment_id), key=_report_id)
        return tuple(sorted(mine, key=_asked_at, reverse=True))

    def lease(self, report_id: str, now: datetime, until: datetime) -> ReportRecord | None:
        record = self.get(report_id)
        if record is None or not (record.status is ReportStatus.QUEUED or _lease_ran_out(record, now)):
            return None
        self._change(report_id, status=ReportStatus.RUNNING, lease_until=until, attempts=record.attempts + 1)
        return self.get(report_id)

    def finish(self, report_id: str, printed: PrintedReport) -> None:
        if report_id in self._memory.reports:
            editable = printed.hwpx is not None and printed.xlsx is not None
            self._change(report_id, status=ReportStatus.DONE, lease_until=None, editable=editable)
            self._memory.files[report_id] = printed

    def fail(self, report_id: str, error: str) -> None:
        if report_id in self._memory.reports:
            self._change(report_id, status=ReportStatus.FAILED, lease_until=None, error=error)

    def files(self, report_id: str) -> PrintedReport | None:
        return self._memory.files.get(report_id)

    def stranded(self, now: datetime, asked_before: datetime) -> Sequence[str]:
        lost = [r for r in self._memory.reports.values() if _lease_ran_out(r, now) or _waits_since(r, asked_before)]
        return tuple(r.id for r in sorted(lost, key=_asked_at))

    def _change(self, report_id: str, **changes: object) -> None:
        self._memory.reports[report_id] = replace(self._memory.reports[report_id], **changes)  # type: ignore[arg-type]


class FakeJobs:
    """A JobQueue that keeps what was asked for until a worker runs; a dropping one loses it, like a killed worker."""

    def __init__(self, *, drops: bool = False) -> None:
        self.asked: list[str] = []
        self.drops = drops
        self._build: Callable[[str], object] = lambda _: None

    def serve(self, build_report: Callable[[str], object]) -> None:
        self._build = build_report

    def ask_for_report(self, report_id: str) -> None:
        if not self.drops:
            self.asked.append(report_id)

    def run_worker(self) -> None:
        while self.asked:
            self._build(self.asked.pop(0))


class FakePrinter:
    """A Printer that keeps what it printed, or fails with a problem."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.printed: list[tuple[Diagnosis, Language, datetime]] = []
        self.problem = problem

    def __call__(self, diagnosis: Diagnosis, language: Language, issued_at: datetime) -> PrintedReport:
        if self.problem is not None:
            raise PrintingFailed(self.problem)
        self.printed.append((diagnosis, language, issued_at))
        return PrintedReport(b"%PDF", b"PNG", diagnosis.provenance.answers_hash, b"HWPX", b"XLSX")


class FakeSheets:
    """A SheetReader with the sheets it is given by path; a rejection among them is raised."""

    def __init__(self, sheets: Mapping[Path, SheetInput | InputRejected] | None = None) -> None:
        self._sheets = sheets or {}

    def __call__(self, path: Path) -> SheetInput:
        if path not in self._sheets:
            raise InputRejected((Problem.of("file_missing", path.name),))
        found = self._sheets[path]
        if isinstance(found, InputRejected):
            raise found
        return found


class FakeTrial:
    """An edited edition that has no file."""

    def __init__(self, content: ContentStore) -> None:
        self.content = content
        self.accepted = False
        self.unreadable: tuple[Problem, ...] = ()

    def in_workbook(self, problem: Problem) -> Problem:
        return replace(problem, where=f"book · {problem.where}")

    def accept(self) -> tuple[str, ...]:
        self.accepted = True
        return ("process/P1.yaml",)


class FakeDesk:
    """Hands out one trial, whatever the workbook."""

    def __init__(self, trial: FakeTrial | None = None) -> None:
        self.given = trial
        self.published: tuple[str, str] | None = None

    def export(self, slug: str, edition: str) -> bytes:
        return f"{slug}/{edition}".encode()

    def publish(self, slug: str, edition: str) -> str:
        self.published = (slug, edition)
        return "f" * 64

    @contextmanager
    def trial(self, workbook: Path) -> Iterator[FakeTrial]:
        assert self.given is not None, workbook
        yield self.given


class FakeBlankForms:
    """A BlankForms whose pages only say what they are of."""

    def pdf(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> bytes:
        return f"%PDF {questionnaire.edition} {language}".encode()

    def workbook(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> bytes:
        return f"PK {questionnaire.edition} {language}".encode()


def tools(memory: Memory | None = None, **changes: object) -> Tools:
    """The tools of one installation without a world around it; `changes` replace single adapters."""
    memory = memory or Memory()
    made = Tools(
        content=FakeContent(make.questionnaire()),
        assessments=FakeAssessments(memory),
        links=FakeLinks(memory),
        attempts=FakeAttempts(memory),
        reports=FakeReports(memory),
        jobs=FakeJobs(),
        printer=FakePrinter(),
        sheets=FakeSheets(),
        blank=FakeBlankForms(),
        desk=FakeDesk(),
        cooperation=cooperation_tools(),
        register=memory.register,
        register_files=FakeRegisterFiles(),
        pool=FakePool(),
        campaigns=campaign_tools(memory),
        published=FakeShelf(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _place(event: AnswerEvent) -> tuple[str, int]:
    return event.device, event.sequence


def _version(event: AnswerEvent) -> tuple[str, str, str, int]:
    return event.target, event.role.value, event.author, event.base_version


def _report_id(record: ReportRecord) -> str:
    return record.id


def _asked_at(record: ReportRecord) -> datetime:
    return record.asked_at


def _lease_ran_out(record: ReportRecord, now: datetime) -> bool:
    return record.status is ReportStatus.RUNNING and record.lease_until is not None and record.lease_until < now


def _waits_since(record: ReportRecord, asked_before: datetime) -> bool:
    return record.status is ReportStatus.QUEUED and record.asked_at < asked_before
