"""One canonical text for any value of the core, so that hashes and seeds depend on content and on nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

SEED_BITS = 63


def plain(value: object) -> Plain:
    """A value of the core as JSON-able data: dataclasses by field name, mappings with text keys, dates in ISO form.

    >>> plain((1, date(2026, 3, 25)))
    [1, '2026-03-25']
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Set):
        return sorted((plain(entry) for entry in value), key=repr)
    if isinstance(value, Sequence):
        return [plain(entry) for entry in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical text of a value, 64 hexadecimal digits."""
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seed_from(hexadecimal: str) -> int:
    """A seed of 63 bits from a fingerprint: the same answers always draw the same errors."""
    return int(hexadecimal, 16) % (1 << SEED_BITS)
