"""Rules of the questionnaire, from a closed list of eight operators; content never contains an expression to evaluate."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.instrument.edition import Condition
from assessment.instrument.values import Profile

FieldValue = str | int | tuple[str, ...]

COMPARISONS: Mapping[str, Callable[[FieldValue, FieldValue], bool]] = {
    "equals": lambda found, wanted: found == wanted,
    "one_of": lambda found, wanted: isinstance(wanted, tuple) and found in wanted,
    "contains": lambda found, wanted: isinstance(found, tuple) and wanted in found,
    "at_least": lambda found, wanted: isinstance(found, int) and isinstance(wanted, int) and found >= wanted,
    "below": lambda found, wanted: isinstance(found, int) and isinstance(wanted, int) and found < wanted,
}
COMBINATIONS = ("all", "any", "not")
OPERATORS = (*COMPARISONS, *COMBINATIONS)

FIELDS: Mapping[str, Callable[[Profile], FieldValue]] = {
    "own_products": lambda profile: profile.own_products.at_least_percent,
    "workers": lambda profile: profile.workers,
    "division": lambda profile: profile.division,
    "region": lambda profile: profile.region,
    "concerns": lambda profile: profile.concerns,
}


def holds(condition: Condition, profile: Profile) -> bool:
    """Whether a condition holds for a company.

    The operators are ``equals``, ``one_of``, ``contains``, ``at_least``, ``below``, ``all``, ``any`` and ``not``; the
    fields are those of `FIELDS`. Unknown words raise KeyError: content checks refuse them before.
    """
    if condition.op == "all":
        return all(holds(inner, profile) for inner in condition.inner)
    if condition.op == "any":
        return any(holds(inner, profile) for inner in condition.inner)
    if condition.op == "not":
        return not holds(condition.inner[0], profile)
    return COMPARISONS[condition.op](FIELDS[condition.field](profile), condition.value)
