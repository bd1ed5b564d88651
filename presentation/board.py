"""A release as a page: who took part, where they stand, what is missing; nothing but published figures goes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assessment.disclosure.publication import Publication
from assessment.disclosure.values import (
    TOTAL,
    Audit,
    Beside,
    Code,
    Ledger,
    Measure,
    Mode,
    Other,
    Place,
    Release,
    cohort,
)
from assessment.instrument.values import ItemVerdict
from assessment.terms import Language
from presentation import numbers
from presentation.board_parts import (
    BarRow,
    Bars,
    Board,
    Heat,
    HeatCell,
    Share,
    ShareRow,
    Shares,
    SupplyRow,
    TableLink,
    TrendRow,
)
from presentation.board_quality import quality_page
from presentation.charts import text_width
from presentation.wording import say

OVERALL = "overall"
POINTS_A_LEVEL = 20
SHADES = 5
MOST_ROWS = 8
BAR = 640.0
"""Length of a whole bar in user units."""
ANY_AI = (("ai_use", "any"),)
BELOW_3 = (("level", "below-3"),)
Pairs = tuple[tuple[str, str], ...]


def release_board(
    publication: Publication, ledger: Ledger, verdicts: Iterable[ItemVerdict], language: Language
) -> Board:
    """The page of a release; `ledger` holds every release of the installation, for the course over time."""
    reader = _Reader(publication.release, language)
    companies = reader.count()
    return Board(
        id=publication.release.id,
        title=reader.say("board.title", companies=companies or reader.withheld, period=publication.release.id),
        lead=reader.say("board.lead"),
        invented=publication.invented,
        coverage=tuple(_coverage(reader, publication.beside)),
        maturity=tuple(
            _maturity(reader, name, codes)
            for name, codes in (
                ("size", reader.leaves("size")),
                ("industry", reader.groups("industry")),
                ("region", reader.groups("region")),
            )
        ),
        heat=_heat(reader),
        gaps=_gaps(reader),
        ai=_ai(reader),
        wanted=_wanted(reader),
        supply=tuple(_supply(reader, publication.beside)),
        trend=tuple(_trend(release, language) for release in ledger),
        coarser=tuple(dict.fromkeys(reader.table_name(c.table) for c in publication.release.coarsened)),
        tables=tuple(reader.links()),
        rule=_rule(reader),
        notes=publication.notes.in_(language),
        audit=_audit(reader, publication.audit),
        quality=quality_page(publication, verdicts, language),
        licence=publication.licence.name.in_(language),
        licence_url=publication.licence.url,
        others=tuple(release.id for release in reversed(ledger) if release.id != publication.release.id),
    )


@dataclass(frozen=True)
class _Reader:
    """A release and the names in it."""

    release: Release
    language: Language

    def say(self, key: str, **params: object) -> str:
        return say(self.language, key, **params)

    @property
    def withheld(self) -> str:
        return self.say("board.withheld")

    @cached_property
    def shown(self) -> dict[Place, tuple[float, ...]]:
        return {
            table.place(cell): cell.figures for table in self.release.tables for cell in table.cells if cell.figures
        }

    def number(self, of: Pairs = (), subject: str = "") -> float | None:
        figures = self.shown.get((subject, cohort(of)))
        return figures[0] if figures else None

    @cached_property
    def means(self) -> dict[Place, float]:
        tables = [table for table in self.release.tables if table.measure is Measure.MEAN]
        return {table.place(cell): cell.figures[1] for table in tables for cell in table.cells if cell.figures}

    def mean(self, of: Pairs = (), subject: str = OVERALL) -> float | None:
        return self.means.get((subject, cohort(of)))

    def count(self, of: Pairs = ()) -> str:
        found = self.number(of)
        return "" if found is None else numbers.plain(found)

    def names(self, dimension: str) -> dict[str, str]:
        """The names of all codes of a dimension; none where the release does not have it."""
        found = next((d for d in self.release.dimensions if d.id == dimension), None)
        return {code.id: code.name.in_(self.language) for code in found.codes} if found else {}

    def groups(self, name: str) -> list[Code]:
        """The coarse codes of a dimension."""
        return [code for d in self.release.dimensions if d.id == name for code in d.codes if code.parent == TOTAL]

    def leaves(self, name: str) -> list[Code]:
        """The finest codes of a dimension."""
        return [c for d in self.release.dimensions if d.id == name for c in d.codes if not d.children(c.id)]

    def table_name(self, table: str) -> str:
        return next((t.name.in_(self.language) for t in self.release.tables if t.id == table), table)

    def items(self) -> list[Code]:
        return [code for code in self.release.subjects if code.id[:1].isupper()]

    def share(self, part: float, whole: float) -> str:
        """A share with the range that rounding leaves."""
        slack = self.release.policy.base / 2 if self.release.policy.mode is Mode.ROUNDED else 0.0
        low = max(0.0, part - slack) / (whole + slack)
        high = min(1.0, (part + slack) / max(whole - slack, 1.0))
        text = numbers.percent(part / whole)
        return (
            text
            if not slack
            else self.say("board.between", share=text, low=numbers.percent(low), high=numbers.percent(high))
        )

    def links(self) -> Iterable[TableLink]:
        for table in self.release.tables:
            cells = sum(bool(cell.figures) for cell in table.cells)
            shown = self.say("board.cells", shown=numbers.plain(cells), all=numbers.plain(len(table.cells)))
            yield TableLink(table.id, table.name.in_(self.language), shown)


# --- charts ----------------------------------------------------------------------------------------------------------


def _maturity(reader: _Reader, dimension: str, codes: Sequence[Code]) -> Shares:
    """The distribution of maturity among everybody and among companies of each code."""
    bands = reader.leaves("band")
    if all(reader.number((("band", band.id),), OVERALL) is None for band in bands):
        bands = reader.groups("band")
    cohorts: list[tuple[str, Pairs]] = [(reader.say("board.everybody"), ())]
    cohorts += [(code.name.in_(reader.language), ((dimension, code.id),)) for code in codes]
    steps = [round(i * (SHADES - 1) / max(len(bands) - 1, 1)) for i in range(len(bands))]
    return Shares(
        title=reader.say(f"board.maturity_{dimension}"),
        legend=tuple((band.name.in_(reader.language), shade) for band, shade in zip(bands, steps, strict=True)),
        rows=tuple(_share_row(reader, name, of, bands, steps) for name, of in cohorts),
        table=f"maturity-{dimension}",
    )


def _share_row(reader: _Reader, name: str, of: Pairs, bands: Sequence[Code], steps: Sequence[int]) -> ShareRow:
    whole = reader.number(of, OVERALL)
    if whole is None:
        return ShareRow(name, reader.withheld, (), "")
    counts = [reader.number((*of, ("band", band.id)), OVERALL) for band in bands]
    known = sum(count or 0.0 for count in counts)
    scale = BAR / max(known, whole)
    shares, words, start = [], [], 0.0
    for band, count, shade in zip(bands, counts, steps, strict=True):
        label = band.name.in_(reader.language)
        words.append(f"{label} {reader.withheld if count is None else reader.share(count, whole)}")
        if count:
            text = numbers.percent(count / max(known, whole))
            shares.append(_share(start, count * scale, shade, text))
            start += count * scale
    if None in counts and start < BAR:
        shares.append(_share(start, BAR - start, -1, reader.withheld))
    return ShareRow(name, reader.say("board.companies", count=numbers.plain(whole)), tuple(shares), " · ".join(words))


def _share(start: float, width: float, shade: int, text: str) -> Share:
    fits = text_width(text) < width
    return Share(round(start, 1), round(width, 1), round(start + width / 2, 1), shade, text if fits else "")


def _heat(reader: _Reader) -> Heat:
    columns: list[tuple[str, Pairs]] = [(reader.say("board.everybody"), ())]
    columns += [(code.name.in_(reader.language), (("size", code.id),)) for code in reader.leaves("size")]
    rows = []
    for item in reader.items():
        means = [reader.mean(of, item.id) for _, of in columns]
        cells = tuple(
            HeatCell(reader.withheld, -1)
            if mean is None
            else HeatCell(f"{mean / POINTS_A_LEVEL:.1f}", min(int(mean // POINTS_A_LEVEL), SHADES - 1))
            for mean in means
        )
        rows.append((item.name.in_(reader.language), cells))
    note = reader.say("board.heat_note")
    return Heat(reader.say("board.heat"), tuple(name for name, _ in columns), tuple(rows), note, "items-size")


def _bars(reader: _Reader, found: Sequence[tuple[str, float | None, float | None]]) -> tuple[BarRow, ...]:
    """Bars of shares from a name, a count and the count it is a part of."""
    shares = [part / whole if part is not None and whole else None for _, part, whole in found]
    longest = max((share for share in shares if share), default=1.0)
    return tuple(
        BarRow(name, reader.withheld, 0.0, withheld=True)
        if share is None or part is None or not whole
        else BarRow(name, reader.share(part, whole), round(100 * share / longest, 1))
        for (name, part, whole), share in zip(found, shares, strict=True)
    )


def _gaps(reader: _Reader) -> Bars:
    found = [
        (i.name.in_(reader.language), reader.number(BELOW_3, i.id), reader.number((), i.id)) for i in reader.items()
    ]
    known = [row for row in found if row[1] is not None and row[2]]
    most = sorted(known, key=lambda row: (-(row[1] or 0) / (row[2] or 1), row[0]))[:MOST_ROWS]
    return Bars(reader.say("board.gaps"), _bars(reader, most), reader.say("board.gaps_note"), "gaps-industry")


def _ai(reader: _Reader) -> Bars:
    sizes: list[tuple[str, Pairs]] = [(reader.say("board.everybody"), ())]
    sizes += [(code.name.in_(reader.language), (("size", code.id),)) for code in reader.leaves("size")]
    found = [(name, reader.number((*ANY_AI, *of)), reader.number(of)) for name, of in sizes]
    return Bars(reader.say("board.ai"), _bars(reader, found), reader.say("board.ai_note"), "ai-size")


def _wanted(reader: _Reader) -> Bars:
    everybody = reader.number()
    codes = reader.leaves("wanted")
    found = [(code.name.in_(reader.language), reader.number((("wanted", code.id),)), everybody) for code in codes]
    most = sorted((row for row in found if row[1]), key=lambda row: (-(row[1] or 0), row[0]))[:MOST_ROWS]
    return Bars(reader.say("board.wanted"), _bars(reader, most), reader.say("board.wanted_note"), "wanted-industry")


def _supply(reader: _Reader, beside: Iterable[Beside]) -> Iterable[SupplyRow]:
    rows = [entry for entry in beside if entry.what is Other.SUPPLIERS]
    names = reader.names("capability")
    most_needed = max((row.companies or 0.0 for row in rows), default=0.0) or 1.0
    most_offered = max((row.others for row in rows), default=0) or 1
    for row in sorted(rows, key=lambda r: (-(r.companies or 0) / (r.others + 1), names.get(r.code, r.code))):
        remark = ""
        if row.others == 0:
            remark = reader.say("board.nobody_offers")
        elif row.companies is not None:
            remark = reader.say("board.each_supplier", companies=numbers.plain(round(row.companies / row.others)))
        yield SupplyRow(
            name=names.get(row.code, row.code),
            needed=reader.withheld if row.companies is None else numbers.plain(row.companies),
            offered=numbers.plain(row.others),
            needed_width=round(100 * (row.companies or 0.0) / most_needed, 1),
            offered_width=round(100 * row.others / most_offered, 1),
            remark=remark,
        )


# --- sentences -------------------------------------------------------------------------------------------------------


def _coverage(reader: _Reader, beside: Iterable[Beside]) -> Iterable[str]:
    for row in beside:
        if row.what is not Other.PLANTS:
            continue
        names = reader.names(row.dimension)
        yield reader.say(
            "board.coverage",
            group=names.get(row.code, reader.say("board.everybody")),
            companies=reader.withheld if row.companies is None else numbers.plain(row.companies),
            plants=numbers.plain(row.others),
            note=row.note.in_(reader.language),
        )


def _trend(release: Release, language: Language) -> TrendRow:
    reader = _Reader(release, language)
    whole, ai, mean = reader.number(), reader.number(ANY_AI), reader.mean()
    return TrendRow(
        period=release.id,
        companies=reader.withheld if whole is None else numbers.plain(whole),
        score=reader.withheld if mean is None else numbers.plain(mean),
        ai=reader.withheld if ai is None or not whole else reader.share(ai, whole),
    )


def _audit(reader: _Reader, found: Audit | None) -> str:
    if found is None:
        return ""
    return reader.say("board.audit", groups=numbers.plain(found.groups), programs=numbers.plain(found.programs))


def _rule(reader: _Reader) -> str:
    policy = reader.release.policy
    key = "board.rule_rounded" if policy.mode is Mode.ROUNDED else "board.rule_exact"
    return reader.say(key, threshold=policy.threshold, base=policy.base)
