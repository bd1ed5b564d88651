"""The shape of every document we read, checked against JSON Schema; all findings at once, as problems."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from assessment.terms import Param, Problem
from storage.yaml_text import Value

ROOT = Path(__file__).resolve().parent.parent
SCHEMA_FOLDERS = (ROOT / "questionnaires" / "schema", ROOT / "catalogue" / "schema", ROOT / "storage" / "formats")
SUFFIX = ".schema.json"


def find_shape_problems(document: Value, kind: str, where: str) -> list[Problem]:
    """Every way in which a document departs from the schema of its kind, in the order of the document."""
    errors = _leaves(_validator(kind).iter_errors(document))
    return [_problem(error, where) for error in sorted(errors, key=lambda error: [str(p) for p in error.absolute_path])]


def schema_kinds() -> tuple[str, ...]:
    """The names of all schemas there are."""
    return tuple(sorted(_schemas()))


@cache
def _schemas() -> dict[str, dict[str, object]]:
    return {
        path.name.removesuffix(SUFFIX): json.loads(path.read_text(encoding="utf-8"))
        for folder in SCHEMA_FOLDERS
        for path in sorted(folder.glob(f"*{SUFFIX}"))
    }


@cache
def _validator(kind: str) -> Draft202012Validator:
    resources = [(f"{name}{SUFFIX}", Resource.from_contents(schema)) for name, schema in _schemas().items()]
    registry: Registry[object] = Registry().with_resources(resources)
    return Draft202012Validator(_schemas()[kind], registry=registry, format_checker=FormatChecker())


def _leaves(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """The errors that name a cause: inside anyOf and oneOf those of the branch that got furthest."""
    found: list[ValidationError] = []
    for error in errors:
        if error.context:
            deepest = max(len(e.absolute_path) for e in error.context)
            found.extend(_leaves(e for e in error.context if len(e.absolute_path) == deepest)[:1])
        else:
            found.append(error)
    return found


def _problem(error: ValidationError, where: str) -> Problem:
    place = ".".join(str(part) for part in error.absolute_path)
    code, params = _code(error)
    return Problem.of(code, f"{where} · {place}" if place else where, **params)


def _code(error: ValidationError) -> tuple[str, dict[str, Param]]:
    """Our code and parameters for a violated keyword of JSON Schema."""
    wanted, found = error.validator_value, _short(error.instance)
    match error.validator:
        case "additionalProperties":
            known = set(error.schema.get("properties", {}))
            return "unknown_key", {"keys": tuple(sorted(str(k) for k in set(error.instance) - known))}
        case "required":
            return "missing_key", {"key": error.message.split("'")[1]}
        case "type":
            kinds = (wanted,) if isinstance(wanted, str) else tuple(wanted)
            return "wrong_type", {"wanted": kinds, "found": found}
        case "enum":
            return "not_in_list", {"found": found, "allowed": tuple(str(v) for v in wanted)}
        case "const":
            return "not_in_list", {"found": found, "allowed": (str(wanted),)}
        case "minimum" | "maximum" | "exclusiveMinimum":
            schema = error.schema
            low, high = schema.get("minimum", schema.get("exclusiveMinimum", "")), schema.get("maximum", "")
            return "out_of_range", {"found": found, "low": str(low), "high": str(high)}
        case "maxLength":
            return "too_long", {"found": len(error.instance), "limit": wanted}
        case "minLength":
            return "empty_text", {}
        case "minItems" | "maxItems":
            return "wrong_count", {"found": len(error.instance), "wanted": wanted}
        case "uniqueItems":
            return "repeated_entry", {"found": found}
        case "pattern" | "format":
            return "wrong_form", {"found": found, "form": str(wanted)}
    return "wrong_shape", {"found": found, "rule": str(error.validator)}


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
