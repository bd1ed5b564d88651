"""What firms, cells and tasks are called in co-operation: only those are named whose consent stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.catalogue import Catalogue
from assessment.matching.meeting import Words
from assessment.matching.records import CollaborationTask, TaskMember, TaskRole
from assessment.terms import Language, Reason
from presentation import numbers
from presentation.sections.parts import Line
from presentation.wording import Names, cell_name, say

GROUP = " 분과"
"""What an industry is called as a group of an edition; as an industry it goes without."""
COMPANY = "company:"
"""Stands before the opaque id of a company that stored something itself."""


@dataclass(frozen=True, slots=True)
class DeskReader:
    """Who reads, in which language, with the names that may be said."""

    names: Names
    words: Words
    language: Language

    @classmethod
    def of(cls, words: Words, language: Language) -> DeskReader:
        """A reader with the names of one installation."""
        return cls(Names(words.questionnaire, words.catalogue, language), words, language)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that names come from."""
        return self.words.catalogue

    def say(self, key: str, **params: object) -> str:
        """The text of a key."""
        return say(self.language, key, **params)

    def line(self, key: str, text: str) -> Line:
        """A labelled line; the label is the text of ``label.<key>``."""
        return Line(self.say(f"label.{key}"), text)

    def firm(self, firm: str) -> str:
        """The name of a firm, or that it may not be named."""
        return self.words.people.get(firm) or self.say("desk.not_named")

    def author(self, who: str) -> str:
        """Who stored something: a company by its name, anybody else as they signed."""
        return self.firm(who.removeprefix(COMPANY)) if who.startswith(COMPANY) else who

    def member(self, member: TaskMember) -> Line:
        """A member of a task: who, in which role, from which industry."""
        role = self.say(f"task_role.{member.role.value}")
        if member.role is not TaskRole.SUPPLIER:
            role = f"{role} · {self.industry(member.industry)}"
        return Line(self.firm(member.id), role)

    def industry(self, industry: str) -> str:
        """The name of an industry: a subcommittee of an edition, or a KSIC division."""
        named = self.names.of(industry)
        return named.removesuffix(GROUP) if named != industry else self.names.division(industry)

    def task(self, task: CollaborationTask) -> str:
        """What a task is about: its use of AI, else its cell."""
        return self.names.of(task.use_case) if task.use_case else self.cell(task.cell)

    def cell(self, cell: str) -> str:
        """The name of a cell of the matrix."""
        return cell_name(cell, self.language)

    def reasons(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        """Reasons as sentences."""
        return self.names.reasons(reasons)

    def named(self, ids: Iterable[str]) -> str:
        """Several firms as one list."""
        return numbers.listed([self.firm(firm) for firm in ids], self.language)
