"""What the services need from the world, as Protocols, and the values that cross the border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from assessment.catalogue import Catalogue
from assessment.instrument.values import AiUse, AnswerEvent, Profile, Questionnaire
from assessment.roadmap.values import Limits
from assessment.scoring.values import Wishes
from assessment.values import Opinion


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
