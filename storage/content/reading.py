"""Small readers that turn checked YAML into values; they trust the schema and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assessment.instrument.edition import Condition
from assessment.terms import Problem, Text
from storage.shapes import find_shape_problems
from storage.yaml_text import Value, read_yaml

Checked = Mapping[str, Any]
"""A document that fits its schema. The one place where values of any type are allowed: the border."""


def read_document(path: Path, kind: str, where: str) -> tuple[Checked, list[Problem]]:
    """A document of a kind, empty if it has problems; all problems of the file."""
    document, problems = read_yaml(path, where)
    if not problems:
        problems = find_shape_problems(document, kind, where)
    if problems or not isinstance(document, dict):
        return {}, problems
    return document, []


def content_hash(documents: Mapping[str, Value | Checked]) -> str:
    """SHA-256 over the meaning of all files of an edition: comments and line ends do not count, every word does."""
    text = json.dumps(dict(documents), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def text(entry: Checked) -> Text:
    """A bilingual text."""
    return Text(entry["ko"], entry["en"])


def text_or_none(entry: Checked | str) -> Text | None:
    """A bilingual text, or None where the content says ``none``."""
    return None if isinstance(entry, str) else text(entry)


def day(entry: str) -> date:
    """A date in ISO form."""
    return date.fromisoformat(entry)


def day_or_none(entry: str) -> date | None:
    """A date, or None where the content says ``none``."""
    return None if entry == "none" else day(entry)


def list_or_none(entry: list[Any] | str) -> list[Any]:
    """A list, empty where the content says ``none``."""
    return [] if isinstance(entry, str) else entry


def condition(entry: Checked) -> Condition:
    """A rule of the closed word list."""
    value: Any = entry.get("value", "")
    return Condition(
        op=entry["op"],
        field=entry.get("field", ""),
        value=tuple(value) if isinstance(value, list) else value,
        inner=tuple(condition(inner) for inner in entry.get("inner", [])),
    )
