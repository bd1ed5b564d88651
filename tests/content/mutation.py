"""Breaking content one key at a time: every key that is deleted or mistyped must be found by the checks."""

from __future__ import annotations

import copy
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assessment.instrument.edition import Group
from services.content import find_content_problems
from storage.content.catalogue import CATALOGUE, FOLDERS
from storage.content.catalogue import SINGLE_FILES as CATALOGUE_FILES
from storage.content.instrument import QUESTIONNAIRES, SINGLE_FILES
from storage.content.store import ContentFolder
from storage.shapes import find_shape_problems
from storage.yaml_text import read_yaml

EDITION = QUESTIONNAIRES / "readiness" / "2026.1"
MAY_GO = ("relevance", "mapping", "needs", "industries", "concerns", "items", "baselines")
"""Maps whose entries are each a choice of the author: an entry fewer is another content, not a mistake."""


@dataclass(frozen=True)
class Mutation:
    """A key of a file that is deleted, or written with a letter too many."""

    file: Path
    kind: str
    path: tuple[str | int, ...]
    how: str


def content_files() -> Iterator[tuple[Path, str]]:
    """Every content file with the kind of its schema."""
    for name, kind in SINGLE_FILES.items():
        yield EDITION / f"{name}.yaml", kind
    for group in Group:
        for path in sorted((EDITION / group.value).glob("*.yaml")):
            yield path, "sub-dimension"
    for name, kind in CATALOGUE_FILES.items():
        yield CATALOGUE / f"{name}.yaml", kind
    for folder, kind in FOLDERS.items():
        for path in sorted((CATALOGUE / folder).glob("*.yaml")):
            yield path, kind


def all_mutations() -> Iterator[Mutation]:
    """Every single mutation of every content file."""
    for file, kind in content_files():
        document, problems = read_yaml(file, file.name)
        assert not problems, problems
        for path in _keys(document):
            yield Mutation(file, kind, path, "mistyped")
            if len(path) < 2 or path[-2] not in MAY_GO:
                yield Mutation(file, kind, path, "deleted")


def survivors(count: int | None, seed: int) -> list[Mutation]:
    """The mutations of a sample, or of all, that no check finds."""
    mutations = list(all_mutations())
    if count is not None:
        mutations = random.Random(seed).sample(mutations, count)
    return [mutation for mutation in mutations if not _is_found(mutation)]


def _keys(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from _keys(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _keys(inner, (*path, position))


def _is_found(mutation: Mutation) -> bool:
    document = copy.deepcopy(read_yaml(mutation.file, mutation.file.name)[0])
    holder: Any = document
    for step in mutation.path[:-1]:
        holder = holder[step]
    value = holder.pop(mutation.path[-1])
    if mutation.how == "mistyped":
        holder[f"{mutation.path[-1]}x"] = value
    return bool(find_shape_problems(document, mutation.kind, mutation.file.name)) or _breaks_meaning(mutation, document)


def _breaks_meaning(mutation: Mutation, document: Any) -> bool:
    with tempfile.TemporaryDirectory() as name:
        for room in (QUESTIONNAIRES, CATALOGUE):
            shutil.copytree(room, Path(name) / room.name)
        root = QUESTIONNAIRES.parent
        broken = Path(name) / mutation.file.relative_to(root)
        broken.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return bool(find_content_problems(ContentFolder(Path(name) / "questionnaires", Path(name) / "catalogue")))


def main() -> int:
    """Run from ``script/mutate COUNT|all SEED``."""
    count, seed = sys.argv[1], int(sys.argv[2])
    alive = survivors(None if count == "all" else int(count), seed)
    for mutation in alive:
        place = ".".join(map(str, mutation.path))
        print(f"not found: {mutation.file.relative_to(QUESTIONNAIRES.parent)} · {place} {mutation.how}")  # noqa: T201
    print(f"mutate: {len(alive)} mutations were not found")  # noqa: T201
    return bool(alive)


if __name__ == "__main__":
    sys.exit(main())
