"""Values of the core from the plain data that `assessment.canonical.plain` made of them, by their own annotations."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def revive(kind: type[Value], body: Any) -> Value:
    """The value of a type that was made plain; a field that is not in the body keeps its default."""
    return cast("Value", _revived(kind, body))


def _revived(kind: Any, body: Any) -> Any:
    if isinstance(kind, NewType):
        return _revived(kind.__supertype__, body)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), body)
    if origin is tuple:
        return _tuple(get_args(kind), body)
    if origin is frozenset:
        return frozenset(_revived(get_args(kind)[0], entry) for entry in body)
    if origin is Mapping:
        key, value = get_args(kind)
        return {_revived(key, k): _revived(value, v) for k, v in body.items()}
    if is_dataclass(kind):
        return _dataclass(kind, body)
    if issubclass(kind, Enum):
        return kind(body)
    return date.fromisoformat(body) if kind is date else body


def _dataclass(kind: Any, body: Mapping[str, Any]) -> Any:
    known = _hints(kind)
    return kind(**{name: _revived(known[name], entry) for name, entry in body.items()})


def _one_of(kinds: tuple[Any, ...], body: Any) -> Any:
    """Optional values, and the parameters of a reason, which are scalars or tuples of texts."""
    if isinstance(body, list):
        return tuple(body)
    filled = [kind for kind in kinds if kind is not types.NoneType]
    return body if body is None or len(filled) > 1 else _revived(filled[0], body)


def _tuple(kinds: tuple[Any, ...], body: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_revived(kinds[0], entry) for entry in body)
    return tuple(_revived(kind, entry) for kind, entry in zip(kinds, body, strict=True))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    found = get_type_hints(kind)
    return {field.name: found[field.name] for field in fields(kind)}
