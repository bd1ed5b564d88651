"""The folder of a release becomes values, whoever wrote it; a broken or foreign folder is named as such."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from assessment.disclosure.publication import Publication, Quality, QualityFigure
from assessment.disclosure.values import (
    TOTAL,
    Audit,
    Beside,
    Cell,
    Coarsening,
    Code,
    Dimension,
    Kind,
    Ledger,
    Licence,
    Measure,
    Mode,
    Other,
    Policy,
    Release,
    Status,
    Table,
)
from assessment.terms import Text
from storage.releases import layout
from storage.releases.files import Files
from storage.releases.layout import Row


def read_folder(folder: Path) -> tuple[Publication, Ledger]:
    """A release, and the earlier ones under ledger/ by date; raises InputRejected with all problems of a folder."""
    under = folder / layout.LEDGER
    earlier = [read_release(path).release for path in sorted(under.iterdir())] if under.is_dir() else []
    return read_release(folder), tuple(sorted(earlier, key=lambda release: (release.as_of, release.id)))


def read_release(folder: Path) -> Publication:
    """One release without its ledger."""
    files = Files(folder)
    package = files.package()
    resources = package["resources"]
    dimensions = tuple(_dimension(files, r) for r in resources if "dimension" in r)
    subjects = _codes(files, f"{layout.HIERARCHIES}/{layout.SUBJECTS}.csv")
    beside = f"{layout.BESIDE}.csv"
    besides = tuple(_besides(files, beside)) if any(r["path"] == beside for r in resources) else ()
    quality = f"{layout.QUALITY}.csv"
    qualities = tuple(_qualities(files, quality)) if any(r["path"] == quality for r in resources) else ()
    files.stop_on_problems()
    reader = _TableReader(files, {d.id: d for d in dimensions}, {"", *(code.id for code in subjects)})
    tables = tuple(reader.table(resource) for resource in resources if "table" in resource)
    files.check_nothing_else()
    files.stop_on_problems()
    about, licence = package["release"], package["licenses"][0]
    release = Release(
        id=about["id"],
        as_of=date.fromisoformat(about["as_of"]),
        policy=_policy(about),
        dimensions=dimensions,
        subjects=subjects,
        tables=tables,
        coarsened=tuple(Coarsening(c["table"], c["dimension"], c["from"], c["to"]) for c in about["coarsened"]),
    )
    terms = Licence(licence["name"], Text(licence.get("title_ko", licence["title"]), licence["title"]), licence["path"])
    notes = package.get("description", "")
    return Publication(
        release=release,
        licence=terms,
        notes=Text(package.get("description_ko", notes), notes),
        beside=besides,
        invented=package["invented"],
        audit=_audit(release.id, package.get("audit", "none")),
        quality=qualities,
    )


def _audit(release: str, about: Any) -> Audit | None:
    return None if about == "none" else Audit(release, (), about["groups"], about["programs"])


def _policy(about: Mapping[str, Any]) -> Policy:
    return Policy(
        mode=Mode(about["mode"]),
        threshold=about["threshold"],
        base=about["base"],
        mean_steps=tuple((step["from"], float(step["points"])) for step in about["mean_steps"]),
        width=about["width"],
        score_width=float(about["score_width"]),
        scale=(float(about["scale"][0]), float(about["scale"][1])),
        renewed=about.get("answers") == layout.RENEWED,
    )


def _dimension(files: Files, resource: Mapping[str, Any]) -> Dimension:
    about = resource["dimension"]
    codes = _codes(files, resource["path"])
    return Dimension(about["id"], Kind(about["kind"]), _text(about["name"]), codes)


def _codes(files: Files, path: str) -> tuple[Code, ...]:
    """Codes whose parents stand before them, so that there is no circle."""
    found: dict[str, Code] = {}
    for row in files.rows(path, layout.CODE_COLUMNS):
        name, parent = row["code"], row["parent"]
        if name in {"", TOTAL, *found}:
            files.note("release_code_twice", path, found=name)
        elif parent != TOTAL and parent not in found:
            files.note("release_parent", path, found=name, parent=parent)
        else:
            found[name] = _code(files, path, row)
    return tuple(found.values())


def _code(files: Files, path: str, row: Row) -> Code:
    points = (files.figure(path, row["from"]), files.figure(path, row["to"])) if row["from"] or row["to"] else None
    return Code(row["code"], row["parent"], Text(row["name_ko"], row["name_en"]), points, tuple(row["also"].split()))


def _besides(files: Files, path: str) -> Iterator[Beside]:
    for row in files.rows(path, layout.BESIDE_COLUMNS):
        if row["what"] not in set(Other):
            files.note("release_word", path, found=row["what"])
            continue
        companies = files.figure(path, row[layout.COMPANIES]) if row[layout.COMPANIES] else None
        others = int(files.figure(path, row["others"]))
        note = Text(row["note_ko"], row["note_en"])
        yield Beside(Other(row["what"]), row["dimension"], row["code"], companies, others, note)


def _qualities(files: Files, path: str) -> Iterator[QualityFigure]:
    for row in files.rows(path, layout.QUALITY_COLUMNS):
        if row["measure"] not in set(Quality):
            files.note("release_word", path, found=row["measure"])
            continue
        figure = files.figure(path, row["figure"], least=-math.inf) if row["figure"] else None
        answers, needed = (int(files.figure(path, row[name])) for name in ("answers", "needed"))
        yield QualityFigure(Quality(row["measure"]), row["of"], answers, needed, figure)


class _TableReader:
    """Tables of one folder, against its hierarchies."""

    def __init__(self, files: Files, dimensions: Mapping[str, Dimension], subjects: set[str]) -> None:
        self._files, self._dimensions, self._subjects = files, dimensions, subjects

    def table(self, resource: Mapping[str, Any]) -> Table:
        about, path = resource["table"], resource["path"]
        measure, dimensions = Measure(about["measure"]), tuple(about["dimensions"])
        name = path.removeprefix(f"{layout.TABLES}/").removesuffix(".csv")
        table = Table(name, _text(about["name"]), measure, dimensions, ())
        if unknown := sorted(set(dimensions) - self._dimensions.keys()):
            self._files.note("unknown_id", path, ids=tuple(unknown))
            return table
        wrong_before = len(self._files.problems)
        rows = self._files.rows(path, layout.table_columns(dimensions, measure))
        is_whole = len(self._files.problems) == wrong_before
        other = self._files.json(about["json"]) if "json" in about else None
        if other is not None and is_whole and other != rows:
            # Else figures could leave by the second form unseen.
            self._files.note("release_json_differs", about["json"])
        cells = tuple(cell for row in rows if (cell := self._cell(path, dimensions, measure, row)))
        self._check_shape(path, dimensions, cells)
        return replace(table, cells=cells)

    def _cell(self, path: str, dimensions: tuple[str, ...], measure: Measure, row: Row) -> Cell | None:
        codes = tuple(row[name] for name in dimensions)
        unknown = [
            code
            for name, code in zip(dimensions, codes, strict=True)
            if code != TOTAL and code not in self._dimensions[name].parents
        ]
        unknown += [subject for subject in [row[layout.SUBJECT]] if subject not in self._subjects]
        shown = [row[column] for column in layout.FIGURES[measure]]
        if unknown:
            self._files.note("unknown_id", path, ids=tuple(unknown))
        elif row[layout.STATUS] not in set(Status):
            self._files.note("release_word", path, found=row[layout.STATUS])
        elif (row[layout.STATUS] == Status.WITHHELD and any(shown)) or (
            row[layout.STATUS] == Status.PUBLISHED and not all(shown)
        ):
            self._files.note("release_status", path, cell=" · ".join((row[layout.SUBJECT], *codes)))
        else:
            figures = tuple(self._files.figure(path, text) for text in shown if text)
            return Cell(row[layout.SUBJECT], codes, figures)
        return None

    def _check_shape(self, path: str, dimensions: tuple[str, ...], cells: tuple[Cell, ...]) -> None:
        """A table lists every combination once, and all codes under a code or none; what it leaves out can be computed."""
        places = [(cell.subject, *cell.codes) for cell in cells]
        axes = [list(dict.fromkeys(axis)) for axis in zip(*places, strict=True)]
        if len(set(places)) < len(places):
            self._files.note("release_row_twice", path)
        elif missing := set(product(*axes)) - set(places):
            self._files.note("release_rows_missing", path, count=len(missing), first=" · ".join(min(missing)))
        for name, codes in zip(dimensions, axes[1:], strict=bool(axes)):
            dimension = self._dimensions[name]
            siblings = {c for code in codes if code != TOTAL for c in dimension.children(dimension.parents[code])}
            if left := sorted((siblings | {TOTAL}) - set(codes)):
                self._files.note("release_codes_left_out", path, dimension=name, codes=tuple(left))


def _text(about: Mapping[str, str]) -> Text:
    return Text(about["ko"], about["en"])
