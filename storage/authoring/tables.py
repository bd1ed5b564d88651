"""What stands in which sheet: lists of records as tables with a column a value, everything else path by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.yaml_text import Document, Value

NONE = "none"
REST = "rest"
REST_COLUMNS = ("file", "path", "value")
PathInDocument = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the path to its value inside a record, and whether it holds whole numbers."""

    name: str
    path: tuple[str, ...]
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: the lists of records that it holds, in every file that has one at `place`.

    `both` are the keys of a bilingual value that may be absent as a whole (written ``none`` in the file).
    """

    sheet: str
    files: str
    place: tuple[str, ...]
    columns: tuple[Column, ...]
    both: tuple[tuple[str, ...], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The headings: the file, then the columns."""
        return ("file", *(column.name for column in self.columns))


def _text(name: str, *path: str) -> tuple[Column, Column]:
    return Column(f"{name}_ko", (*path, "ko")), Column(f"{name}_en", (*path, "en"))


ANCHOR = (Column("level", ("level",), number=True), *_text("text", "text"), *_text("look_for", "look_for"))
FACT = (
    Column("id", ("id",)),
    Column("level", ("level",), number=True),
    Column("threshold", ("threshold",), number=True),
    *_text("text", "text"),
)
ITEM_FILES = "item"
TABLES = (
    Table("anchors", ITEM_FILES, ("anchors",), ANCHOR, (("look_for",),)),
    Table("anchors_variant", ITEM_FILES, ("variant", "anchors"), ANCHOR, (("look_for",),)),
    Table("facts", ITEM_FILES, ("facts",), FACT),
    Table("facts_variant", ITEM_FILES, ("variant", "facts"), FACT),
    Table(
        "concerns",
        "concerns.yaml",
        ("concerns",),
        (Column("id", ("id",)), *_text("text", "text")),
    ),
    Table(
        "ai_examples",
        "ai_register.yaml",
        ("examples",),
        (Column("id", ("id",)), *_text("text", "text"), Column("use_case", ("use_case",))),
    ),
)
"""Lists whose records have more keys than columns keep those in `rest`."""


def tables_of(file: str) -> tuple[Table, ...]:
    """The tables that a file of an edition has lists for."""
    kind = ITEM_FILES if "/" in file else file
    return tuple(table for table in TABLES if table.files == kind)


def at(document: Value, path: PathInDocument) -> Value:
    """The value at a path; None where there is none."""
    for step in path:
        if isinstance(document, dict) and isinstance(step, str):
            document = document.get(step)
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
        else:
            return None
    return document


def leaves(value: Value, path: PathInDocument = ()) -> Iterator[tuple[PathInDocument, Value]]:
    """Every value that is no container, with its path; an empty container is a leaf."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value:
        for position, inner in enumerate(value):
            yield from leaves(inner, (*path, position))
    else:
        yield path, value


def rebuild(entries: Mapping[PathInDocument, Value]) -> Document:
    """A document from its leaves: a step that is a number makes a list, in the order of the numbers."""
    root: Document = {}
    for path, value in entries.items():
        here: dict[str | int, object] = root  # type: ignore[assignment]  # lists are dictionaries until they are closed
        for step in path[:-1]:
            here = here.setdefault(step, {})  # type: ignore[assignment]
        here[path[-1]] = value
    closed = _close(root)
    return closed if isinstance(closed, dict) else {}


def _close(value: object) -> Value:
    if not isinstance(value, dict) or not value:
        return value  # type: ignore[return-value]
    if all(isinstance(key, int) for key in value):
        return [_close(value[key]) for key in sorted(value)]
    return {key: _close(inner) for key, inner in value.items()}
