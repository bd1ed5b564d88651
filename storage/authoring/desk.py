"""The desk of an author: an edition goes out as a workbook and comes back; nothing changes unless all of it is right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from assessment.errors import InputRejected
from assessment.instrument.edition import PUBLISHED
from assessment.terms import Problem
from services.ports import ContentStore
from storage.authoring.export import edition_workbook
from storage.authoring.read import Authored, read_edition_workbook
from storage.authoring.tables import at
from storage.content.catalogue import CATALOGUE
from storage.content.instrument import PUBLISHED_FILE, QUESTIONNAIRES, find_editions, load_questionnaire
from storage.content.store import ContentFolder
from storage.yaml_text import Document, Value, read_yaml

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Trial:
    """A workbook that was read, as content to check before it is accepted."""

    content: ContentStore
    authored: Authored
    target: Path
    name: str

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """Cells that could not be read."""
        return self.authored.problems

    def in_workbook(self, problem: Problem) -> Problem:
        """The problem with the cell that it came from, where one is known."""
        file, place = _file_and_place(problem.where, self.authored)
        cell = self.authored.cell_of(file, place) if file else ""
        return replace(problem, where=f"{self.name} · {cell} · {problem.where}") if cell else problem

    def accept(self) -> tuple[str, ...]:
        """Write the files whose meaning changed; their names. Comments of a file that is rewritten are lost."""
        before = read_documents(self.target)
        changed = {file: d for file, d in self.authored.documents.items() if before.get(file) != d}
        for file, document in changed.items():
            path = self.target / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_yaml(in_order_of(document, before.get(file))), encoding="utf-8")
        for file in before.keys() - self.authored.documents.keys():
            (self.target / file).unlink()
        return tuple(sorted({*changed, *(before.keys() - self.authored.documents.keys())}))


class AuthoringDesk:
    """Exports and imports editions of a folder of questionnaires."""

    def __init__(self, questionnaires: Path = QUESTIONNAIRES, catalogue: Path = CATALOGUE) -> None:
        self._root, self._catalogue = questionnaires, catalogue

    def export(self, slug: str, edition: str) -> bytes:
        """The workbook of an edition; raises InputRejected for an edition that does not exist."""
        if (slug, edition) not in find_editions(self._root):
            known = tuple(f"{s}/{e}" for s, e in find_editions(self._root))
            found = f"{slug}/{edition}"
            raise InputRejected((Problem.of("unknown_edition", found, found=found, known=known),))
        return edition_workbook(slug, edition, read_documents(self._root / slug / edition))

    @contextmanager
    def trial(self, workbook: Path) -> Iterator[Trial]:
        """A workbook as content beside everything else, in a folder of its own that goes away again."""
        authored = read_edition_workbook(workbook)
        target = self._root / authored.slug / authored.edition
        before = read_documents(target)
        status = at(before.get("manifest.yaml", {}), ("status",))
        if status not in (None, DRAFT) and before != authored.documents:
            where = f"{workbook.name} · edition!B2"
            raise InputRejected((Problem.of("published_never_changes", where, edition=authored.edition),))
        with TemporaryDirectory() as folder:
            root = Path(folder) / "questionnaires"
            shutil.copytree(self._root, root)
            shutil.rmtree(root / authored.slug / authored.edition, ignore_errors=True)
            for file, document in authored.documents.items():
                path = root / authored.slug / authored.edition / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_yaml(document), encoding="utf-8")
            yield Trial(ContentFolder(root, self._catalogue), authored, target, workbook.name)

    def publish(self, slug: str, edition: str) -> str:
        """Close an edition for good: status, and the hash of its meaning beside its files; the hash."""
        folder = self._root / slug / edition
        manifest = folder / "manifest.yaml"
        written = manifest.read_text(encoding="utf-8").replace(f"status: {DRAFT}", f"status: {PUBLISHED}", 1)
        manifest.write_text(written, encoding="utf-8")
        content_hash = load_questionnaire(slug, edition, self._root).content_hash
        (folder / PUBLISHED_FILE).write_text(f"{content_hash}\n", encoding="utf-8")
        return content_hash


def read_documents(folder: Path) -> dict[str, Document]:
    """The documents of an edition by file name; empty for a folder that is not there."""
    found = {
        path.relative_to(folder).as_posix(): read_yaml(path, path.name)[0] for path in sorted(folder.rglob("*.yaml"))
    }
    return {file: document for file, document in found.items() if isinstance(document, dict)}


def in_order_of(value: Value, model: Value) -> Value:
    """The same value with its keys in the order of an earlier one, new keys last."""
    if isinstance(value, dict):
        known = model if isinstance(model, Mapping) else {}
        keys = [key for key in known if key in value] + [key for key in value if key not in known]
        return {key: in_order_of(value[key], known.get(key)) for key in keys}
    if isinstance(value, list):
        models = model if isinstance(model, list) else []
        default = models[0] if models else None
        return [in_order_of(inner, models[i] if i < len(models) else default) for i, inner in enumerate(value)]
    return value


def _yaml(document: Value) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000)


def _file_and_place(where: str, authored: Authored) -> tuple[str, str]:
    """The file and the dotted place that a problem speaks of; empty texts where it speaks of neither."""
    prefix = f"{authored.slug}/{authored.edition}/"
    if not where.startswith(prefix):
        return "", ""
    path, _, place = where.removeprefix(prefix).partition(" · ")
    if path in authored.documents:
        return path, place
    steps = path.split("/")
    by_item = {file.rpartition("/")[2].removesuffix(".yaml"): file for file in authored.documents if "/" in file}
    item = next((step for step in steps if step in by_item), "")
    if not item:
        return "", ""
    file = by_item[item]
    inside = [step for step in steps[steps.index(item) + 1 :] if step != "wording"]
    return file, ".".join(_positions(inside, authored.documents[file])) or "anchors"


def _positions(steps: list[str], document: Value) -> Iterator[str]:
    """Steps with the position of a record in place of its id."""
    here: Value = document
    for step in steps:
        if isinstance(here, list) and not step.isdigit():
            ids = [record.get("id") if isinstance(record, dict) else None for record in here]
            step = str(ids.index(step)) if step in ids else step  # noqa: PLW2901  the same step, said otherwise
        yield step
        here = at(here, (int(step) if step.isdigit() and isinstance(here, list) else step,))
