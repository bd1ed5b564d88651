"""The content of an installation, read once and kept: editions never change while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assessment.catalogue import Catalogue, Supplier
from assessment.instrument.edition import Questionnaire
from assessment.terms import Problem
from storage.content.catalogue import CATALOGUE, load_catalogue, read_catalogue
from storage.content.instrument import QUESTIONNAIRES, find_editions, load_questionnaire, read_questionnaire
from storage.content.publishing import read_rules
from storage.content.suppliers import read_suppliers

SAMPLE_SUPPLIERS = "suppliers.sample.csv"
NO_SUPPLIERS: tuple[Supplier, ...] = ()


class ContentFolder:
    """The ContentStore of an installation."""

    def __init__(
        self,
        questionnaires: Path = QUESTIONNAIRES,
        catalogue: Path = CATALOGUE,
    ) -> None:
        self._questionnaires = questionnaires
        self._catalogue = catalogue
        self._register: Callable[[], tuple[Supplier, ...]] = lambda: NO_SUPPLIERS
        self._stocked: Catalogue | None = None
        self._editions: dict[tuple[str, str], Questionnaire] = {}

    def stocked_by(self, register: Callable[[], tuple[Supplier, ...]]) -> ContentFolder:
        """The same content, read once for both, with the suppliers of a register."""
        stocked = copy(self)
        stocked._register, stocked._stocked = register, None
        return stocked

    def load_questionnaire(self, slug: str, edition: str) -> Questionnaire:
        """One edition."""
        if (slug, edition) not in self._editions:
            self._editions[slug, edition] = load_questionnaire(slug, edition, self._questionnaires)
        return self._editions[slug, edition]

    def load_catalogue(self) -> Catalogue:
        """The catalogue, with the register of suppliers of this installation; the same value until that changes."""
        suppliers = self._register()
        if self._stocked is None or self._stocked.suppliers is not suppliers:
            self._stocked = replace(self._bare, suppliers=suppliers)
        return self._stocked

    def editions(self) -> tuple[tuple[str, str], ...]:
        """All editions, newest last."""
        return find_editions(self._questionnaires)

    def shape_problems(self) -> list[Problem]:
        """Every problem of shape in every content file."""
        problems = read_catalogue(self._catalogue)[1] + read_rules(self._catalogue)[1]
        if not self.editions():
            problems.append(Problem.of("no_content_files", "questionnaires"))
        for slug, edition in self.editions():
            problems.extend(read_questionnaire(slug, edition, self._questionnaires)[1])
        problems.extend(read_suppliers(self._catalogue / SAMPLE_SUPPLIERS)[1])
        return problems

    def sample_suppliers(self) -> tuple[Supplier, ...]:
        """The invented suppliers."""
        return read_suppliers(self._catalogue / SAMPLE_SUPPLIERS)[0]

    @cached_property
    def _bare(self) -> Catalogue:
        return load_catalogue(self._catalogue)
