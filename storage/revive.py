"""Values of the core from the plain data that `assessment.canonical.plain` made of them, by their own annotations."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Reader = Callable[[Any], Any]


def revive(kind: type[Value], body: Any) -> Value:
    """The value of a type that was made plain; a field that is not in the body keeps its default."""
    read = _reader(cast("Any", kind))
    return cast("Value", read(body))


@cache
def _reader(kind: Any) -> Reader:
    """How values of a type are read, looked up once for each; a dataclass looks up its fields when one is first read."""
    if isinstance(kind, NewType):
        return _reader(kind.__supertype__)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(inside)
    if origin is tuple:
        return _tuple(inside)
    if origin is frozenset:
        entry = _reader(inside[0])
        return lambda body: frozenset(map(entry, body))
    if origin is Mapping:
        key, value = map(_reader, inside)
        return lambda body: {key(k): value(v) for k, v in body.items()}
    if is_dataclass(kind):
        return _dataclass(kind)
    if kind is date:
        return date.fromisoformat
    return cast("Reader", kind) if issubclass(kind, Enum) else _as_it_is


def _dataclass(kind: Any) -> Reader:
    return lambda body: kind(**{name: _fields(kind)[name](entry) for name, entry in body.items()})


def _one_of(kinds: tuple[Any, ...]) -> Reader:
    """Optional values, and the parameters of a reason, which are scalars or tuples of texts."""
    filled = [kind for kind in kinds if kind is not types.NoneType]
    read = _as_it_is if len(filled) > 1 else _reader(filled[0])

    def one(body: Any) -> Any:
        if isinstance(body, list):
            return tuple(body)
        return body if body is None else read(body)

    return one


def _tuple(kinds: tuple[Any, ...]) -> Reader:
    if kinds[-1] is Ellipsis:
        entry = _reader(kinds[0])
        return lambda body: tuple(map(entry, body))
    readers = [_reader(kind) for kind in kinds]
    return lambda body: tuple(read(entry) for read, entry in zip(readers, body, strict=True))


@cache
def _fields(kind: Any) -> dict[str, Reader]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _as_it_is(body: Any) -> Any:
    return body
