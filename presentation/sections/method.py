"""How it was computed, from what, and how to compute it again."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.instrument.edition import EvidenceClass
from assessment.scoring.values import Gap
from presentation import numbers
from presentation.sections.parts import Line, Reader

SHORT_HASH = 16


@dataclass(frozen=True, slots=True)
class GapRow:
    """A target with its source and its place in the order."""

    name: str
    climb: str
    share: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The appendix: provenance, rules in plain words, the starred numbers, the targets."""

    provenance: tuple[Line, ...]
    rules: tuple[str, ...]
    figures: tuple[Line, ...]
    gaps: tuple[GapRow, ...]


def method_page(reader: Reader) -> MethodPage:
    """The appendix of one report."""
    rules = ("levels", "score", "interval", "absence", "gates", "ladder", "targets", "roadmap", "no_ai")
    return MethodPage(
        provenance=_provenance(reader),
        rules=tuple(reader.say(f"method.{rule}") for rule in rules),
        figures=_figures(reader),
        gaps=tuple(_gap(reader, gap) for gap in reader.diagnosis.gaps),
    )


def _provenance(reader: Reader) -> tuple[Line, ...]:
    p = reader.diagnosis.provenance
    draft = reader.say("edition.draft") if reader.diagnosis.scorecard.questionnaire.status == "draft" else ""
    return (
        reader.line("edition", f"{p.slug}/{p.edition}{draft}"),
        reader.line("edition_hash", p.edition_hash[:SHORT_HASH]),
        reader.line("catalogue_hash", p.catalogue_hash[:SHORT_HASH]),
        reader.line("answers_hash", p.answers_hash[:SHORT_HASH]),
        reader.line("engine", p.engine),
        reader.line("on", numbers.day(p.on)),
        reader.line("seed", str(p.seed)),
    )


def _figures(reader: Reader) -> tuple[Line, ...]:
    method = reader.diagnosis.scorecard.questionnaire.method
    sd = ", ".join(f"{reader.say(f'evidence.{e.value}')} {method.error_sd[e]}" for e in EvidenceClass)
    weights = method.priority_weights
    return (
        reader.line("error_sd", sd),
        reader.line("respondent_sd", f"{method.respondent_sd}"),
        reader.line("weight_variation", f"±{numbers.percent(method.weight_variation)}"),
        reader.line("draws", reader.say("method.draws", count=method.draws, share=numbers.percent(method.interval))),
        reader.line(
            "priority", ", ".join(f"{reader.say(f'factor.{k}')} {numbers.percent(w)}" for k, w in weights.items())
        ),
        reader.line("default_target", reader.say("method.default_target", level=method.default_target)),
        reader.line(
            "small_company",
            reader.say(
                "method.small_company", workers=method.small_company_workers, targets=method.small_company_targets
            ),
        ),
    )


def _gap(reader: Reader, gap: Gap) -> GapRow:
    return GapRow(
        name=reader.names.of(gap.item),
        climb=f"{gap.level} → {gap.target}",
        share=numbers.percent(gap.priority),
        why=reader.names.reasons(gap.reasons),
    )
