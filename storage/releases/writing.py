"""A release becomes a folder: a Frictionless data package with tables as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from assessment.disclosure.publication import Publication, QualityFigure
from assessment.disclosure.values import (
    Attack,
    Audit,
    Beside,
    Code,
    Dimension,
    Ledger,
    Release,
    Status,
    Table,
)
from assessment.terms import Text
from storage.releases import layout
from storage.releases.layout import Row

Plain = dict[str, object]


def write_folder(folder: Path, publication: Publication, ledger: Ledger) -> None:
    """A release with its earlier ones under ledger/; they stand there without comparisons of their own."""
    _write(folder, publication)
    for earlier in ledger:
        _write(
            folder / layout.LEDGER / earlier.id,
            replace(publication, release=earlier, beside=(), quality=(), audit=None),
        )


def _write(folder: Path, publication: Publication) -> None:
    release = publication.release
    for part in (layout.TABLES, layout.HIERARCHIES):
        (folder / part).mkdir(parents=True)
    resources = [_table(folder, table) for table in release.tables]
    resources += [_dimension(folder, dimension) for dimension in release.dimensions]
    resources.append(_codes(folder, layout.SUBJECTS, release.subjects))
    if publication.beside:
        rows = [_beside_row(beside) for beside in publication.beside]
        resources.append(_csv(folder, f"{layout.BESIDE}.csv", layout.BESIDE_COLUMNS, rows))
    if publication.quality:
        resources.append(
            _csv(folder, f"{layout.QUALITY}.csv", layout.QUALITY_COLUMNS, map(_quality_row, publication.quality))
        )
    package = {**_head(publication), "release": _rule(release), "resources": resources}
    _json(folder / layout.PACKAGE, package)


def _head(publication: Publication) -> Plain:
    licence = publication.licence
    return {
        "format": layout.FORMAT,
        "name": f"kkweda-{publication.release.id.lower()}",
        "version": publication.release.id,
        "title": f"Kkweda {publication.release.id}",
        "description": publication.notes.en,
        "description_ko": publication.notes.ko,
        "invented": publication.invented,
        "audit": _audit(publication.audit),
        "licenses": [{"name": licence.id, "path": licence.url, "title": licence.name.en, "title_ko": licence.name.ko}],
    }


def _audit(audit: Audit | None) -> Plain | str:
    """What attacked a release that is written; what anything is found in is never written."""
    if audit is None:
        return "none"
    attacks = [attack.value for attack in Attack]
    return {"attacks": attacks, "groups": audit.groups, "programs": audit.programs, "found": 0}


def _rule(release: Release) -> Plain:
    policy = release.policy
    return {
        "id": release.id,
        "as_of": release.as_of.isoformat(),
        "mode": policy.mode.value,
        "threshold": policy.threshold,
        "base": policy.base,
        "mean_steps": [{"from": least, "points": points} for least, points in policy.mean_steps],
        "width": policy.width,
        "score_width": policy.score_width,
        "scale": list(policy.scale),
        "answers": layout.RENEWED if policy.renewed else layout.KEPT,
        "coarsened": [
            {"table": c.table, "dimension": c.dimension, "from": c.depth_from, "to": c.depth_to}
            for c in release.coarsened
        ],
    }


def _table(folder: Path, table: Table) -> Plain:
    columns = layout.table_columns(table.dimensions, table.measure)
    figures = layout.FIGURES[table.measure]
    rows = []
    for cell in table.cells:
        shown = [number(f) for f in cell.figures] or [""] * len(figures)
        rows.append(dict(zip(columns, (cell.subject, *cell.codes, *shown, cell.status.value), strict=True)))
    resource = _csv(folder, f"{layout.TABLES}/{table.id}.csv", columns, rows)
    _json(folder / layout.TABLES / f"{table.id}.json", rows)
    return {
        **resource,
        "title": table.name.ko,
        "table": {
            "measure": table.measure.value,
            "dimensions": list(table.dimensions),
            "name": _text(table.name),
            "json": f"{layout.TABLES}/{table.id}.json",
        },
    }


def _dimension(folder: Path, dimension: Dimension) -> Plain:
    about = {"id": dimension.id, "kind": dimension.kind.value, "name": _text(dimension.name)}
    return {**_codes(folder, dimension.id, dimension.codes), "dimension": about}


def _codes(folder: Path, name: str, codes: Iterable[Code]) -> Plain:
    rows = [
        {
            "code": code.id,
            "parent": code.parent,
            "name_ko": code.name.ko,
            "name_en": code.name.en,
            "from": number(code.points[0]) if code.points else "",
            "to": number(code.points[1]) if code.points else "",
            "also": " ".join(code.also),
        }
        for code in codes
    ]
    return _csv(folder, f"{layout.HIERARCHIES}/{name}.csv", layout.CODE_COLUMNS, rows)


def _beside_row(beside: Beside) -> Row:
    shown = beside.companies is not None
    return {
        "what": beside.what.value,
        "dimension": beside.dimension,
        "code": beside.code,
        layout.COMPANIES: number(beside.companies) if beside.companies is not None else "",
        layout.STATUS: (Status.PUBLISHED if shown else Status.WITHHELD).value,
        "others": str(beside.others),
        "note_ko": beside.note.ko,
        "note_en": beside.note.en,
    }


def _quality_row(found: QualityFigure) -> Row:
    shown = found.figure is not None
    return {
        "measure": found.measure.value,
        "of": found.of,
        "answers": str(found.answers),
        "needed": str(found.needed),
        "figure": number(found.figure) if found.figure is not None else "",
        layout.STATUS: (Status.PUBLISHED if shown else Status.WITHHELD).value,
    }


def _csv(folder: Path, path: str, columns: Sequence[str], rows: Iterable[Row]) -> Plain:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / path).write_bytes(text.getvalue().encode(layout.ENCODING))
    return {
        "name": path.removesuffix(".csv").replace("/", "-").replace("_", "-"),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in columns]},
    }


def _field(column: str) -> Plain:
    if column == layout.STATUS:
        return {"name": column, "type": "string", "constraints": {"enum": [status.value for status in Status]}}
    return {"name": column, "type": "number" if column in layout.NUMBERS else "string"}


def _json(path: Path, content: object) -> None:
    path.write_bytes(f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())


def _text(text: Text) -> Plain:
    return {"ko": text.ko, "en": text.en}


def number(figure: float) -> str:
    """A figure with as many digits as it needs to be read back as it was.

    >>> number(15.0), number(52.5)
    ('15', '52.5')
    """
    return str(int(figure)) if figure == int(figure) else repr(float(figure))
