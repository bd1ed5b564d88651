"""What a release shows, and what attacks found in it, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.disclosure.values import Cohort, Dimension, Finding, Measure, Release
from assessment.terms import Language
from presentation.numbers import listed, plain
from presentation.wording import say


def table_sentences(release: Release, language: Language) -> tuple[str, ...]:
    """For each table how much of it is shown, and which dimensions are coarser than they were meant to be."""
    dimensions = {dimension.id: dimension.name.in_(language) for dimension in release.dimensions}
    sentences = []
    for table in release.tables:
        shown = sum(bool(cell.figures) for cell in table.cells)
        said = [say(language, "release.table", table=table.name.in_(language), shown=shown, cells=len(table.cells))]
        for change in release.coarsened:
            if change.table == table.id:
                dimension = dimensions[change.dimension]
                said.append(
                    say(language, "release.coarser", dimension=dimension)
                    if change.depth_to
                    else say(language, "release.left_away", dimension=dimension)
                )
        sentences.append(" ".join(said))
    return tuple(sentences)


def finding_sentence(finding: Finding, releases: Iterable[Release], language: Language) -> str:
    """Where a small group is found out, what of it, how far, and by which attack; names come from its own release."""
    release = next(r for r in releases if r.id == finding.release)
    tables = {table.id: table.name.in_(language) for table in release.tables}
    subjects = {code.id: code.name.in_(language) for code in release.subjects}
    subject, named = finding.place
    return say(
        language,
        "finding.sentence",
        release=release.id,
        table=tables.get(finding.table, say(language, "finding.several_tables")),
        cohort=_cohort_name(named, {d.id: d for d in release.dimensions}, language),
        what=say(language, "finding.answers_to", subject=subjects[subject]) if subject in subjects else "",
        range=_range(finding, language),
        how=say(language, f"finding.{finding.attack}"),
    )


def _range(finding: Finding, language: Language) -> str:
    low, high = plain(round(finding.low, 1)), plain(round(finding.high, 1))
    of_companies = finding.measure is Measure.COUNT
    shown = low if low == high else f"{low}–{high}"
    return say(language, "finding.companies" if of_companies else "finding.points", range=shown)


def _cohort_name(named: Cohort, dimensions: Mapping[str, Dimension], language: Language) -> str:
    names = []
    for dimension, code in named:
        codes = {entry.id: entry.name.in_(language) for entry in dimensions[dimension].codes}
        names.append(f"{dimensions[dimension].name.in_(language)} {codes[code]}")
    return listed(names, language) if names else say(language, "finding.everybody")
