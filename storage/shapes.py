"""The shape of every document we read, checked against JSON Schema; all findings at once, as problems."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from assessment.terms import Param, Problem
from storage.yaml_text import Value

ROOT = Path(__file__).resolve().parent.parent
SCHEMA_FOLDERS = (ROOT / "questionnaires" / "schema", ROOT / "catalogue" / "schema", ROOT / "storage" / "formats")
SUFFIX = ".schema.json"
Params = dict[str, Param]
TYPE_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}
EXAMPLES = {"date": "2026-03-25"}
ENDLESS = "∞"


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
    registry: Registry[Any] = Registry().with_resources(resources)
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


def _code(error: ValidationError) -> tuple[str, Params]:
    """Our code and parameters for a violated keyword of JSON Schema."""
    if wanted := _right_word_of_wrong_type(error):
        return "wrong_type", {"wanted": (wanted,), "found": _short(error.instance)}
    code, params = FINDINGS.get(str(error.validator), ("wrong_shape", _rule))
    return code, params(error)


def _right_word_of_wrong_type(error: ValidationError) -> str:
    """The type that is wanted where the word is on the list and only its type differs, as 22 for "22"; else nothing."""
    listed: dict[str, list[Any]] = {"enum": cast("list[Any]", _limit(error)), "const": [_limit(error)]}
    same = [value for value in listed.get(str(error.validator), []) if str(value) == str(error.instance)]
    return TYPE_NAMES.get(type(same[0]), "") if same else ""


def _schema(error: ValidationError) -> Mapping[str, Any]:
    """The schema whose keyword was violated; our schemas are objects, never true or false."""
    return cast("Mapping[str, Any]", error.schema)


def _limit(error: ValidationError) -> Any:
    """What the violated keyword demands."""
    return error.validator_value


def _size(error: ValidationError) -> int:
    return len(cast("Sized", error.instance))


def _unknown_keys(error: ValidationError) -> Params:
    known = set(_schema(error).get("properties", {}))
    return {"keys": tuple(sorted(str(key) for key in set(cast("Mapping[str, Any]", error.instance)) - known))}


def _missing_key(error: ValidationError) -> Params:
    return {"key": error.message.split("'")[1]}


def _wanted_types(error: ValidationError) -> Params:
    wanted = _limit(error)
    return {"wanted": (wanted,) if isinstance(wanted, str) else tuple(wanted), "found": _short(error.instance)}


def _allowed(error: ValidationError) -> Params:
    wanted = _limit(error)
    allowed = wanted if isinstance(wanted, list) else [wanted]
    return {"found": _short(error.instance), "allowed": tuple(str(value) for value in allowed)}


def _range(error: ValidationError) -> Params:
    schema = _schema(error)
    low = schema.get("minimum", schema.get("exclusiveMinimum", f"-{ENDLESS}"))
    return {"found": _short(error.instance), "low": str(low), "high": str(schema.get("maximum", ENDLESS))}


def _length(error: ValidationError) -> Params:
    return {"found": _size(error), "limit": _limit(error)}


def _count(error: ValidationError) -> Params:
    return {"found": _size(error), "wanted": _limit(error)}


def _repeated(error: ValidationError) -> Params:
    entries = cast("list[object]", error.instance)
    return {"found": _short(next(e for n, e in enumerate(entries) if e in entries[:n]))}


def _form(error: ValidationError) -> Params:
    """The form as an example where the schema gives one, else as the pattern itself."""
    examples = _schema(error).get("examples", [error.validator_value])
    return {"found": _short(error.instance), "form": EXAMPLES.get(str(examples[0]), str(examples[0]))}


def _rule(error: ValidationError) -> Params:
    return {"found": _short(error.instance), "rule": str(error.validator)}


FINDINGS: Mapping[str, tuple[str, Callable[[ValidationError], Params]]] = {
    "additionalProperties": ("unknown_key", _unknown_keys),
    "required": ("missing_key", _missing_key),
    "type": ("wrong_type", _wanted_types),
    "enum": ("not_in_list", _allowed),
    "const": ("not_in_list", _allowed),
    "minimum": ("out_of_range", _range),
    "maximum": ("out_of_range", _range),
    "exclusiveMinimum": ("out_of_range", _range),
    "maxLength": ("too_long", _length),
    "minLength": ("empty_text", lambda _: {}),
    "minItems": ("wrong_count", _count),
    "maxItems": ("wrong_count", _count),
    "uniqueItems": ("repeated_entry", _repeated),
    "pattern": ("wrong_form", _form),
    "format": ("wrong_form", _form),
}
"""A keyword of JSON Schema → our code, and the function that finds its parameters."""


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
