"""The report as ready texts and coordinates: what the results page and every document are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.instrument.edition import Group
from assessment.instrument.values import Mode, Profile
from assessment.matching.values import SupplierMatches
from assessment.terms import Language
from assessment.values import Diagnosis
from presentation import numbers
from presentation.sections.ai_uses import AiUses, ai_uses
from presentation.sections.benefit import BenefitSection, benefit_section
from presentation.sections.course import CourseSection, course_section
from presentation.sections.dimensions import DimensionPage, Overview, dimension_pages, enablers_page, overview
from presentation.sections.explanation import ExplanationPage, explanation_page
from presentation.sections.figures import Figures, figures
from presentation.sections.method import MethodPage, method_page
from presentation.sections.owner import OwnerPage, owner_page
from presentation.sections.parts import Line, Reader
from presentation.sections.plans import PlansPage, plans_page
from presentation.sections.roadmap import RoadmapPage, roadmap_page
from presentation.sections.support import Support, support_section
from presentation.sections.who_helps import WhoHelps, who_helps


@dataclass(frozen=True, slots=True)
class Cover:
    """Who, when, on which edition, how; `issued_on` is the ISO date that a file's own properties need."""

    title: str
    company: str
    issued_on: str
    meta: str
    lines: tuple[Line, ...]
    watermark: str


@dataclass(frozen=True, slots=True)
class WrittenDimension:
    """What the consultant wrote about one dimension."""

    name: str
    strengths: str
    weaknesses: str


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """What the consultant wrote."""

    title: str
    byline: str
    paragraphs: tuple[str, ...]
    dimensions: tuple[WrittenDimension, ...]


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Everything that is printed, shown or calculated with, in one language; primitives only below the sections."""

    language: str
    cover: Cover
    owner: OwnerPage
    overview: Overview
    dimensions: tuple[DimensionPage, ...]
    enablers: DimensionPage
    ai_uses: AiUses
    roadmap: RoadmapPage
    plans: PlansPage
    explanation: ExplanationPage | None
    benefit: BenefitSection
    course: CourseSection
    who_helps: WhoHelps
    support: Support
    opinion: OpinionPage | None
    method: MethodPage
    figures: Figures


def report_context(diagnosis: Diagnosis, company: str | None, issued_on: date, language: Language) -> ReportContext:
    """Describe a diagnosis for a company; `company` is the name for the cover, None where it gave none."""
    reader = Reader.of(diagnosis, language)
    helps = who_helps(reader)
    return ReportContext(
        language=language.value,
        cover=_cover(reader, company, issued_on),
        owner=owner_page(reader, helps),
        overview=overview(reader),
        dimensions=dimension_pages(reader),
        enablers=enablers_page(reader),
        ai_uses=ai_uses(reader),
        roadmap=roadmap_page(reader),
        plans=plans_page(reader),
        explanation=explanation_page(reader),
        benefit=benefit_section(reader),
        course=course_section(reader),
        who_helps=helps,
        support=support_section(reader),
        opinion=_opinion(reader),
        method=method_page(reader),
        figures=figures(reader),
    )


def _cover(reader: Reader, company: str | None, issued_on: date) -> Cover:
    diagnosis = reader.diagnosis
    questionnaire = diagnosis.scorecard.questionnaire
    mode = reader.say("mode.visit" if diagnosis.scorecard.sheet.mode is Mode.VISIT else "mode.self")
    edition = reader.say("edition.name", edition=questionnaire.edition)
    lines = [
        reader.line("issued_on", numbers.day(issued_on)),
        reader.line("edition", f"{questionnaire.title.in_(reader.language)} {edition}"),
        reader.line("mode", mode),
        reader.line("answered", _answered(reader)),
    ]
    opinion = diagnosis.case.opinion
    if opinion is not None:
        lines.append(reader.line("consultant", f"{opinion.consultant} · {numbers.day(opinion.visited_on)}"))
    meta = (_about(reader, diagnosis.case.profile), numbers.day(issued_on), edition, mode)
    return Cover(
        title=reader.say("report.title"),
        company=company or reader.say("report.no_name"),
        issued_on=issued_on.isoformat(),
        meta=" · ".join(meta),
        lines=tuple(lines),
        watermark=reader.say("report.watermark") if _has_invented(diagnosis) else "",
    )


def _about(reader: Reader, profile: Profile) -> str:
    workers = reader.say("report.workers", count=profile.workers)
    return f"{reader.names.division(profile.division)} · {workers} · {reader.names.region(profile.region)}"


def _answered(reader: Reader) -> str:
    done = reader.diagnosis.completeness
    return reader.say("report.answered", answered=done.answered, total=done.total)


def _has_invented(diagnosis: Diagnosis) -> bool:
    """Invented suppliers never reach a report without a watermark (method 13)."""
    return isinstance(diagnosis.suppliers, SupplierMatches) and any(s.invented for s in diagnosis.catalogue.suppliers)


def _opinion(reader: Reader) -> OpinionPage | None:
    opinion = reader.diagnosis.case.opinion
    if opinion is None:
        return None
    strengths, weaknesses = dict(opinion.strengths), dict(opinion.weaknesses)
    written = [group for group in Group if group in strengths or group in weaknesses]
    if not written and not opinion.overall.strip():
        return None
    return OpinionPage(
        title=reader.say("opinion.title"),
        byline=f"{opinion.consultant} · {numbers.day(opinion.visited_on)}",
        paragraphs=tuple(line.strip() for line in opinion.overall.splitlines() if line.strip()),
        dimensions=tuple(
            WrittenDimension(reader.names.of(group.value), strengths.get(group, ""), weaknesses.get(group, ""))
            for group in written
        ),
    )
