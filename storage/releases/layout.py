"""Where things stand in the folder of a release, and what the columns of its files are called."""

from __future__ import annotations

from assessment.disclosure.values import Measure

FORMAT, KIND = "kkweda/release/1", "release"
PACKAGE, TABLES, HIERARCHIES, LEDGER = "datapackage.json", "tables", "hierarchies", "ledger"
SUBJECTS, BESIDE, QUALITY = "subjects", "beside", "quality"
SUBJECT, COMPANIES, MEAN, STATUS = "subject", "companies", "mean", "status"
FIGURES = {Measure.COUNT: (COMPANIES,), Measure.MEAN: (COMPANIES, MEAN)}
CODE_COLUMNS = ("code", "parent", "name_ko", "name_en", "from", "to", "also")
BESIDE_COLUMNS = ("what", "dimension", "code", COMPANIES, STATUS, "others", "note_ko", "note_en")
QUALITY_COLUMNS = ("measure", "of", "answers", "needed", "figure", STATUS)
NUMBERS = {COMPANIES, MEAN, "from", "to", "others", "answers", "needed", "figure"}
KEPT, RENEWED = "kept", "renewed"
"""Whether answers of earlier periods count, as long as nobody answered again."""
ENCODING = "utf-8-sig"
"""UTF-8 with a byte order mark, which a Korean spreadsheet needs to show Hangul."""
Row = dict[str, str]
"""One line of a file, by column; empty where a figure is withheld."""


def table_columns(dimensions: tuple[str, ...], measure: Measure) -> tuple[str, ...]:
    """The columns of a table."""
    return (SUBJECT, *dimensions, *FIGURES[measure], STATUS)
