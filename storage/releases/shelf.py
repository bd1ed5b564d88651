"""What this installation published, one folder a release; a folder appears whole or not at all."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessment.disclosure.publication import Publication
from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import Ledger
from assessment.errors import InputRejected
from assessment.terms import Problem
from services.release_port import Check
from storage.content.publishing import load_rules
from storage.releases import layout
from storage.releases.reading import read_folder, read_release
from storage.releases.writing import write_folder

PART, WHOLE = ".part", ".whole"


class ReleaseFolders:
    """The ReleaseShelf of an installation."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, Publication] = {}

    def rules(self) -> PublishingRules:
        """The rules of publishing as the content says them."""
        return load_rules()

    def ledger(self) -> Ledger:
        """Every release so far, oldest first."""
        found = [self._read(path).release for path in self._kept()]
        return tuple(sorted(found, key=lambda release: (release.as_of, release.id)))

    def get(self, release_id: str) -> Publication | None:
        """One release."""
        return next((self._read(path) for path in self._kept() if path.name == release_id), None)

    def table(self, release_id: str, table_id: str, kind: str) -> bytes | None:
        """One table of a release as a file of a kind (csv or json); None if there is none."""
        found = self.get(release_id)
        if found is None or all(table.id != table_id for table in found.release.tables):
            return None
        path = self._root / release_id / layout.TABLES / f"{table_id}.{kind}"
        return path.read_bytes() if path.is_file() else None

    def packed(self, release_id: str) -> bytes | None:
        """The whole folder of a release as a zip, with the earlier ones under ledger/, so that anybody can attack it.

        None if there is no such release.
        """
        if self.get(release_id) is None:
            return None
        ids = [release.id for release in self.ledger()]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in ids[: ids.index(release_id) + 1]:
                inside = "" if name == release_id else f"{layout.LEDGER}/{name}/"
                folder = self._root / name
                for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                    target = f"kkweda-{release_id}/{inside}{path.relative_to(folder).as_posix()}"
                    archive.writestr(target, path.read_bytes())
        return out.getvalue()

    def read(self, folder: Path) -> tuple[Publication, Ledger]:
        """Any folder of a release, with the earlier ones in it."""
        return read_folder(folder)

    def publish(self, publication: Publication, ledger: Ledger, out: Path | None, check: Check, *, keep: bool) -> None:
        """Write a release whole, once what was written passes the check."""
        kept = self._root / publication.release.id
        for target in ([out] if out else []) + ([kept] if keep else []):
            if target.exists():
                raise InputRejected((Problem.of("release_in_the_way", str(target)),))
        with _part_of(out or kept.with_suffix(WHOLE)) as part:
            write_folder(part, publication, ledger)
            check(*read_folder(part))
            if keep:
                with _part_of(kept) as own:
                    write_folder(own, publication, ())
                    own.replace(kept)
            if out:
                part.replace(out)

    def _read(self, path: Path) -> Publication:
        """A published release never changes, so each is read once."""
        if path.name not in self._known:
            self._known[path.name] = read_release(path)
        return self._known[path.name]

    def _kept(self) -> list[Path]:
        return [p for p in sorted(self._root.iterdir()) if not p.name.endswith(PART)] if self._root.is_dir() else []


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A folder beside the target that is gone at the end, unless it took the target's place."""
    part = target.with_name(f"{target.name}{PART}")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)
