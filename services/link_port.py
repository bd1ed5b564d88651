"""What links need from the world: a store of secrets with a role, and of which assessments a consultant's link opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A secret with a role: a consultant's, a supplier's (its name is the id of the entry) or the association's."""

    id: str
    role: str
    name: str
    locator: str
    code_hash: str
    made_at: datetime


class LinkStore(Protocol):
    """Keeps links, and which assessments a consultant's link opens."""

    def add(self, record: LinkRecord) -> None:
        """Store a new link."""
        ...

    def get(self, link_id: str) -> LinkRecord | None:
        """A link by id, None if it was revoked."""
        ...

    def find(self, locator: str) -> LinkRecord | None:
        """A link by the public part of its code."""
        ...

    def holders(self, role: str) -> tuple[LinkRecord, ...]:
        """Every link of a role, by name."""
        ...

    def remove(self, link_id: str) -> None:
        """Revoke a link with everything that it opened."""
        ...

    def join(self, link_id: str, assessment_id: str) -> None:
        """Let a consultant's link open an assessment."""
        ...

    def part(self, link_id: str, assessment_id: str) -> None:
        """Stop that."""
        ...

    def assessments(self, link_id: str) -> tuple[str, ...]:
        """The assessments a link opens, newest first."""
        ...

    def consultants(self, assessment_id: str) -> tuple[LinkRecord, ...]:
        """The consultants who can open an assessment."""
        ...
