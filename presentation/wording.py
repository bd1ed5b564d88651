"""Codes become sentences: interface texts, reasons and problems, in Korean and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from babel.support import Translations

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Questionnaire
from assessment.terms import Language, Param, Problem, Reason
from presentation.numbers import day, listed, money, months, owner_number, plain_number
from presentation.particles import attach_particles

OWNER_NUMBERS = {"sales", "defect_rate", "downtime_hours", "hourly_labour_cost", "energy_bill", "materials"}
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


@cache
def _catalogue(language: Language) -> Translations:
    loaded = Translations.load(TRANSLATIONS, [language.value])
    if not isinstance(loaded, Translations):
        raise FileNotFoundError(f"translations/{language.value}/LC_MESSAGES/messages.mo: run script/setup")
    return loaded


def say(language: Language, key: str, /, **params: object) -> str:
    """The text of a key with its parameters filled in and its particles chosen; KeyError if there is no such text."""
    found = _catalogue(language).gettext(key)
    if found == key:
        raise KeyError(f"no text for {key!r} in {language.value}")
    return attach_particles(found % params if params else found)


class Names:
    """What ids are called in one language: items, initiatives, use cases, cells, capabilities, subcommittees and others."""

    def __init__(self, questionnaire: Questionnaire, catalogue: Catalogue, language: Language) -> None:
        self.language = language
        named = (questionnaire.items, catalogue.initiatives, catalogue.use_cases, catalogue.capabilities)
        self._names: dict[str, str] = {entry.id: entry.name.in_(language) for kind in named for entry in kind}
        self._names |= {concern.id: concern.text.in_(language) for concern in questionnaire.concerns}
        self._names |= {group.value: name.in_(language) for group, name in questionnaire.dimension_names.items()}
        self._names |= {kpi.id: kpi.name.in_(language) for kpi in catalogue.kpis}
        self._names |= {s.id: s.name.in_(language) for alliance in catalogue.alliances for s in alliance.subcommittees}
        self._names |= {use_case.cell: cell_name(use_case.cell, language) for use_case in catalogue.use_cases}
        self._divisions = {entry.division: entry.name.in_(language) for entry in catalogue.industries}
        self._regions = {entry.code: entry.name.in_(language) for entry in catalogue.regions}

    def of(self, entry_id: str) -> str:
        """The name of an id; the id itself where nothing is known, so that a sentence never breaks."""
        return self._names.get(entry_id, entry_id)

    def all_of(self, ids: Iterable[str]) -> str:
        """Several names as one list."""
        return listed([self.of(entry_id) for entry_id in ids], self.language)

    def division(self, division: str) -> str:
        """The name of a KSIC division."""
        return self._divisions.get(division, division)

    def region(self, code: str) -> str:
        """The name of a region."""
        return self._regions.get(code, code)

    def reason(self, reason: Reason) -> str:
        """A reason as a sentence."""
        return say(self.language, f"reason.{reason.code}", **self._spelled(reason))

    def reasons(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        """Several reasons as sentences."""
        return tuple(self.reason(reason) for reason in reasons)

    def _spelled(self, reason: Reason) -> dict[str, str]:
        return {name: self._spell(name, value) for name, value in reason}

    def _spell(self, name: str, value: Param) -> str:
        match name, value:
            case "division" | "region", str():
                return self.division(value) if name == "division" else self.region(value)
            case "regions", tuple():
                return listed([self.region(code) for code in value], self.language)
            case "cost" | "left" | "usual" | "loss" | "price" | "budget", int() | float():
                return money(value, self.language)
            case "on", str():
                return day(date.fromisoformat(value))
            case "months", int() | float():
                return months(value, self.language)
            case _, int() | float() if name in OWNER_NUMBERS:
                return owner_number(name, value, self.language)
            case _, tuple():
                return self.all_of(value)
        return self.of(str(value))


def cell_name(cell: str, language: Language) -> str:
    """A cell of the manufacturing-AI matrix such as ``cell-2-D``, as function and process."""
    _, function, process = cell.split("-")
    return say(
        language,
        "cell.name",
        function=say(language, f"cell_function.{function}"),
        process=say(language, f"cell_process.{process}"),
    )


def problem_sentence(problem: Problem, language: Language) -> str:
    """A problem as a sentence: where, what, why, and what to do."""
    return f"{problem.where}: {problem_text(problem, language)}"


def problem_text(problem: Problem, language: Language, **instead: object) -> str:
    """A problem as a sentence without its place, for a screen that shows the place; `instead` replaces parameters."""
    return say(language, f"problem.{problem.code}", **{**dict(_problem_params(problem, language)), **instead})


def _problem_params(problem: Problem, language: Language) -> Iterator[tuple[str, object]]:
    """Lists joined, numbers with their thousands parted, and the types of values as a person calls them."""
    for name, value in problem.params:
        if isinstance(value, tuple):
            words = [say(language, f"type.{word}") for word in value] if problem.code == "wrong_type" else value
            yield name, ", ".join(words)
        elif isinstance(value, float):
            yield name, plain_number(value)
        else:
            yield name, value


def stored_problem_sentence(stored: str, language: Language) -> str:
    """A problem that was kept as ``code|name=value|…``, as a sentence."""
    code, *pairs = stored.split("|")
    params = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return say(language, f"problem.{code}", **params)
