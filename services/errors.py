"""What can go wrong in an act of a user; each error names what the web or the command line says about it."""

from __future__ import annotations

from assessment.disclosure.values import Audit, Ledger, Release
from assessment.instrument.values import AnswerEvent


class ServiceError(Exception):
    """Root of the errors of this room."""


class NotFound(ServiceError):
    """There is no such assessment, report or link; or the visitor may not know that there is."""


class Forbidden(ServiceError):
    """The visitor may not do this."""


class WrongCode(ServiceError):
    """A resume code or link that opens nothing."""


class TooManyAttempts(ServiceError):
    """Too many wrong codes; `minutes` until the next try."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(f"try again in {minutes} minutes")


class AnswerConflict(ServiceError):
    """Somebody else answered the same item meanwhile; nothing was overwritten."""

    def __init__(self, theirs: AnswerEvent, mine: AnswerEvent) -> None:
        self.theirs = theirs
        self.mine = mine
        super().__init__(f"{theirs.target} was answered meanwhile")


class Outdated(ServiceError):
    """Somebody else stored a newer version of a record meanwhile; nothing was overwritten."""


class EntryChanged(ServiceError):
    """Somebody else changed the entry of the register meanwhile; nothing was overwritten."""


class ReleaseRefused(ServiceError):
    """An attack breaks a release, so that it is not published; with what was attacked and what was found."""

    def __init__(self, release: Release, ledger: Ledger, audit: Audit) -> None:
        self.release = release
        self.ledger = ledger
        self.audit = audit
        super().__init__(f"{len(audit.findings)} findings in release {release.id}")
