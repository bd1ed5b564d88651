"""What the services need from the world, as Protocols, and the values that cross the border."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from assessment.catalogue import Catalogue, Supplier
from assessment.errors import InputRejected
from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import AiUse, AnswerEvent, Profile
from assessment.roadmap.values import Adjustments, Limits, PreviousPlan
from assessment.scoring.values import Wishes
from assessment.terms import Language, Problem
from assessment.values import Diagnosis, Opinion
from services.blank_port import BlankForms
from services.campaign_port import CampaignTools
from services.cooperation_port import CooperationTools
from services.link_port import LinkStore
from services.pool_port import PoolStore
from services.register_port import RegisterFiles, RegisterStore
from services.release_port import ReleaseShelf


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What a company said, as it was read; not yet checked against the edition it names."""

    slug: str
    edition: str
    content_hash: str | None
    events: tuple[AnswerEvent, ...]
    profile: Profile
    office_rules: Mapping[str, bool] = field(default_factory=dict)
    ai_uses: tuple[AiUse, ...] = ()
    limits: Limits | None = None
    wishes: Wishes = field(default_factory=Wishes)
    opinion: Opinion | None = None
    adjustments: Adjustments = field(default_factory=Adjustments)
    previous: PreviousPlan | None = None


class SheetBroken(InputRejected):
    """A sheet with problems of shape. `rest` is what is left without them, so that its meaning is checked in the same go."""

    def __init__(self, problems: tuple[Problem, ...], rest: SheetInput | None) -> None:
        self.rest = rest
        super().__init__(problems)


# --- content ---------------------------------------------------------------------------------------------------------


class ContentStore(Protocol):
    """Reads editions and the catalogue; raises InputRejected where content is broken."""

    def load_questionnaire(self, slug: str, edition: str) -> Questionnaire:
        """One edition."""
        ...

    def load_catalogue(self) -> Catalogue:
        """The catalogue, with the register of suppliers of this installation."""
        ...

    def editions(self) -> tuple[tuple[str, str], ...]:
        """All editions, newest last."""
        ...

    def shape_problems(self) -> list[Problem]:
        """Every problem of shape in every content file."""
        ...

    def sample_suppliers(self) -> tuple[Supplier, ...]:
        """The invented suppliers, for demonstrations and tests only."""
        ...


# --- assessments -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment as it is stored: which edition it answers, and how its code is checked."""

    id: str
    slug: str
    edition: str
    content_hash: str
    locator: str
    code_hash: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Documents:
    """The latest of what a company said beside its answers; None where it said nothing yet."""

    profile: Profile | None = None
    office_rules: Mapping[str, bool] = field(default_factory=dict)
    ai_uses: tuple[AiUse, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    limits: Limits | None = None
    opinion: Opinion | None = None
    adjustments: Adjustments = field(default_factory=Adjustments)
    previous: PreviousPlan | None = None


class AssessmentStore(Protocol):
    """Keeps assessments; events and documents are only ever appended."""

    def add(self, record: AssessmentRecord) -> None:
        """Store a new assessment."""
        ...

    def get(self, assessment_id: str) -> AssessmentRecord | None:
        """An assessment by id."""
        ...

    def find(self, locator: str) -> AssessmentRecord | None:
        """An assessment by the public part of its code."""
        ...

    def renew_code(self, assessment_id: str, locator: str, code_hash: str) -> None:
        """Replace the code; the old one opens nothing from then on."""
        ...

    def append(self, assessment_id: str, event: AnswerEvent) -> bool:
        """Append an event; False if its place (device and number, or item and version) is taken already."""
        ...

    def next_sequence(self, assessment_id: str, device: str) -> int:
        """The next number of a device."""
        ...

    def events(self, assessment_id: str, target: str | None = None) -> tuple[AnswerEvent, ...]:
        """All events, or those of one item, oldest first."""
        ...

    def put(self, assessment_id: str, documents: Documents, at: datetime) -> None:
        """Append a new state of the documents."""
        ...

    def documents(self, assessment_id: str) -> Documents:
        """The latest state of the documents."""
        ...

    def count(self) -> int:
        """How many assessments there are."""
        ...

    def delete(self, assessment_id: str) -> None:
        """Delete everything of an assessment, reports included, for good."""
        ...


# --- links and attempts ----------------------------------------------------------------------------------------------


class AttemptLog(Protocol):
    """Counts wrong codes over all processes."""

    def note(self, key: str, at: datetime) -> None:
        """Note a wrong code."""
        ...

    def count(self, key: str, since: datetime) -> int:
        """How many were noted since."""
        ...


# --- reports ---------------------------------------------------------------------------------------------------------


class ReportStatus(StrEnum):
    """Where a report stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report that was asked for; `error` is the sentence for people when it failed.

    `editable` says whether it has the Hangul document and the workbook: one made before they existed has not.
    """

    id: str
    assessment_id: str
    language: Language
    status: ReportStatus
    attempts: int
    asked_at: datetime
    lease_until: datetime | None = None
    error: str = ""
    explained: bool = False
    editable: bool = False


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A finished report: the document, the picture of the owner's page, and the frozen text they were made from.

    The Hangul document and the workbook say the same; None in a report that was made before they existed.
    """

    pdf: bytes
    owner_png: bytes
    frozen: str
    hwpx: bytes | None = None
    xlsx: bytes | None = None


class ReportStore(Protocol):
    """Keeps reports and their files."""

    def add(self, record: ReportRecord) -> None:
        """Store a report that was asked for."""
        ...

    def get(self, report_id: str) -> ReportRecord | None:
        """A report by id."""
        ...

    def of(self, assessment_id: str) -> tuple[ReportRecord, ...]:
        """The reports of an assessment, newest first."""
        ...

    def lease(self, report_id: str, now: datetime, until: datetime) -> ReportRecord | None:
        """Take a report that is queued or whose lease ran out; None if somebody else has it."""
        ...

    def finish(self, report_id: str, printed: PrintedReport) -> None:
        """Store the files and mark the report as done."""
        ...

    def fail(self, report_id: str, error: str) -> None:
        """Mark the report as failed, with the sentence for people."""
        ...

    def files(self, report_id: str) -> PrintedReport | None:
        """The files of a finished report."""
        ...

    def stranded(self, now: datetime, asked_before: datetime) -> Sequence[str]:
        """Reports whose lease ran out, or that wait since long."""
        ...


class EditionTrial(Protocol):
    """An edited edition before it is accepted."""

    @property
    def content(self) -> ContentStore:
        """The content as it would be."""
        ...

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """Cells that could not be read, with their places."""
        ...

    def in_workbook(self, problem: Problem) -> Problem:
        """The problem with the cell it came from."""
        ...

    def accept(self) -> tuple[str, ...]:
        """Write what changed; the names of the files."""
        ...


class EditionDesk(Protocol):
    """Editions as workbooks, out and back."""

    def export(self, slug: str, edition: str) -> bytes:
        """The workbook of an edition."""
        ...

    def trial(self, workbook: Path) -> AbstractContextManager[EditionTrial]:
        """A workbook as content to check."""
        ...

    def publish(self, slug: str, edition: str) -> str:
        """Close an edition for good; the hash of its meaning."""
        ...


class Printer(Protocol):
    """Turns a diagnosis into a printed report."""

    def __call__(self, diagnosis: Diagnosis, language: Language, issued_at: datetime) -> PrintedReport:
        """Print, or raise PrintingFailed with the cause."""
        ...


class JobQueue(Protocol):
    """Hands work to another process."""

    def ask_for_report(self, report_id: str) -> None:
        """Have a report built; it may be lost, which the sweep mends."""
        ...

    def run_worker(self) -> None:
        """Build what was asked for, until stopped."""
        ...


class PrintingFailed(Exception):
    """No report can be made: the cause, as a code and parameters for a sentence."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.code} {problem.params}")


class SheetReader(Protocol):
    """Reads an answer sheet or an answer workbook; raises InputRejected, or SheetBroken with every problem of shape."""

    def __call__(self, path: Path) -> SheetInput:
        """The sheet in a file."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """The adapters of one installation, joined in `app.py`."""

    content: ContentStore
    assessments: AssessmentStore
    links: LinkStore
    attempts: AttemptLog
    reports: ReportStore
    jobs: JobQueue
    printer: Printer
    sheets: SheetReader
    blank: BlankForms
    desk: EditionDesk
    cooperation: CooperationTools
    register: RegisterStore
    register_files: RegisterFiles
    pool: PoolStore
    campaigns: CampaignTools
    published: ReleaseShelf
