"""A diagnosis for other programs: ``kkweda/diagnosis/1``, described in docs/formats.md."""

from __future__ import annotations

import json

from assessment.canonical import Plain, plain
from assessment.catalogue import Initiative, Offer
from assessment.matching.values import Match, RequirementSheet, SupplierMatches
from assessment.roadmap.explanation import Explanation
from assessment.roadmap.values import LeftOut, PlanBenefit, PlanningInstance, Proof, Roadmap
from assessment.scoring.values import DimensionScore, Gap, GateResult, ItemLevels, NotScored, Score, UseCaseReadiness
from assessment.terms import Reason
from assessment.values import Diagnosis

FORMAT = "kkweda/diagnosis/1"
INSTANCE_FORMAT = "kkweda/planning-instance/1"


def diagnosis_document(diagnosis: Diagnosis) -> dict[str, Plain]:
    """The whole result with ids, numbers and reasons as codes; rounding and words are left to the reader.

    Seeds are text, because most programs cannot hold 63 bits in a number.
    """
    card, readiness = diagnosis.scorecard, diagnosis.readiness
    overall = card.overall
    return {
        "format": FORMAT,
        "provenance": {**_mapping(plain(diagnosis.provenance)), "seed": str(diagnosis.provenance.seed)},
        "completeness": plain(diagnosis.completeness),
        "items": {levels.item.id: _item(levels) for levels in card.items},
        "dimensions": {d.dimension.value: _dimension(d) for d in card.dimensions},
        "overall": {
            **_score(overall.score),
            "missing": plain(overall.missing),
            "weakest": plain(overall.weakest),
            "spread": overall.spread,
            "spread_beyond_noise": overall.apart,
        },
        "ladder": plain(card.ladder),
        "gates": {gate.gate: _gate(gate) for gate in (readiness.office, readiness.pilot, readiness.scale)},
        "office_rules_missing": plain(readiness.office_rules_missing),
        "use_cases": [_use_case(entry) for entry in readiness.use_cases],
        "gaps": [_gap(gap) for gap in diagnosis.gaps],
        "limits": plain(diagnosis.case.limits),
        "instance": instance_document(diagnosis.instance),
        "roadmap": _roadmap(diagnosis.roadmap),
        "supported": [
            {
                "kind": plan.kind.value,
                "instance": instance_document(plan.instance),
                "roadmap": _roadmap(plan.roadmap),
                "fallback": _roadmap(plan.fallback),
            }
            for plan in diagnosis.supported
        ],
        "benefit": _benefit(diagnosis.benefit),
        "course": plain(diagnosis.course),
        "explanation": _explanation(diagnosis.explanation),
        "suppliers": _suppliers(diagnosis.suppliers),
        "subcommittees": [
            {
                "alliance": match.alliance.id,
                "subcommittee": match.subcommittee.id,
                "score": match.score,
                "reasons": _reasons(match.reasons),
                "brings": _reasons(match.brings),
            }
            for match in diagnosis.subcommittees
        ],
    }


def diagnosis_text(diagnosis: Diagnosis) -> str:
    """The document as it is written to a file."""
    return json.dumps(diagnosis_document(diagnosis), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def instance_document(instance: PlanningInstance) -> dict[str, Plain]:
    """A planning problem for other programs: ``kkweda/planning-instance/1``; of open clauses the ids."""
    offers: list[Plain] = [
        {**_mapping(plain(offer)), "open": [clause.id for clause in offer.open]} for offer in instance.offers
    ]
    return {"format": INSTANCE_FORMAT, **_mapping(plain(instance)), "offers": offers}


def _mapping(value: Plain) -> dict[str, Plain]:
    assert isinstance(value, dict)  # noqa: S101  a dataclass is always a mapping
    return value


def _reasons(reasons: tuple[Reason, ...]) -> list[Plain]:
    return [{"code": reason.code, "params": {name: plain(value) for name, value in reason}} for reason in reasons]


def _item(levels: ItemLevels) -> Plain:
    return {
        "claimed": plain(levels.claimed),
        "supported": plain(levels.supported),
        "confirmed": plain(levels.confirmed),
        "effective": plain(levels.effective),
        "rated_by": plain(levels.rated_by),
        "spread_between_roles": levels.spread,
    }


def _dimension(dimension: DimensionScore) -> Plain:
    return {
        **_score(dimension.score),
        "held_level": plain(dimension.held_level),
        "held_down_by": plain(dimension.held_down_by),
    }


def _score(score: Score | NotScored) -> dict[str, Plain]:
    span: list[Plain] = [score.span.low, score.span.high]
    if isinstance(score, NotScored):
        return {"points": "not_scored", "reason": _reasons((score.reason,))[0], "span": span}
    return {
        "points": score.points,
        "interval": [score.interval.low, score.interval.high],
        "variance": score.interval.variance,
        "span": span,
        "band": score.band.ko,
        "made_of": plain(score.made_of),
    }


def _gate(result: GateResult) -> Plain:
    return {
        "verdict": result.verdict.value,
        "confirmed": result.confirmed.value,
        "missing": plain(result.missing),
    }


def _use_case(entry: UseCaseReadiness) -> Plain:
    return {
        "id": entry.use_case.id,
        "column": entry.column.value,
        "verdict": entry.verdict.value,
        "confirmed": entry.confirmed.value,
        "roll_out": entry.roll_out.value,
        "steps": entry.steps,
        "missing": plain(entry.missing),
        "office_rules_missing": plain(entry.office_rules_missing),
    }


def _gap(gap: Gap) -> Plain:
    return {
        "item": gap.item,
        "level": gap.level,
        "target": gap.target,
        "source": gap.source.value,
        "priority": gap.priority,
        "factors": dict(gap.factors),
        "reasons": _reasons(gap.reasons),
    }


def _proof(proof: Proof | None) -> Plain:
    if proof is None:
        return "none"
    return {"worth": proof.worth, "bound": proof.bound, "gap": proof.gap, "worth_of_simple_order": proof.greedy_worth}


def _roadmap(roadmap: Roadmap) -> Plain:
    return {
        **_mapping(plain(roadmap)),
        "proof": _proof(roadmap.proof),
        "scheduled": [{**_mapping(plain(entry)), "reasons": _reasons(entry.reasons)} for entry in roadmap.scheduled],
        "left_out": _left_out(roadmap.left_out),
        "unmet": _left_out(roadmap.unmet),
        "grants": [
            {"offer": grant.offer.id, "quarter": grant.quarter, "shares": plain(grant.shares)}
            for grant in roadmap.grants
        ],
    }


def _explanation(found: Explanation | None) -> Plain:
    if found is None:
        return "not_asked"
    why_not: list[Plain] = [
        {**_mapping(plain(entry)), "needed": _reasons((entry.needed,))[0] if entry.needed else None}
        for entry in found.why_not
    ]
    return {**_mapping(plain(found)), "why_not": why_not}


def _left_out(entries: tuple[LeftOut, ...]) -> list[Plain]:
    return [{"initiative": entry.initiative, "reason": _reasons((entry.reason,))[0]} for entry in entries]


def _benefit(benefit: PlanBenefit) -> Plain:
    return {
        **_mapping(plain(benefit)),
        "losses": [{**_mapping(plain(loss)), "formula": _reasons((loss.formula,))[0]} for loss in benefit.losses],
    }


def _suppliers(found: SupplierMatches | RequirementSheet) -> Plain:
    if isinstance(found, RequirementSheet):
        lines: list[Plain] = [
            {"capability": line.capability.id, "wanted_by": _ids(line.wanted_by)} for line in found.lines
        ]
        return {"kind": "requirement_sheet", "lines": lines}
    return {
        "kind": "list",
        "seed": str(found.seed),
        "matches": [_match(match) for match in found.matches],
        "passed": found.passed,
        "filtered": found.filtered,
        "unmet": plain(found.unmet),
        "filtered_out": [
            {
                "supplier": entry.supplier.id,
                "cover": entry.cover,
                "missing": plain(entry.missing),
                "reasons": _reasons(entry.reasons),
            }
            for entry in found.filtered_out
        ],
    }


def _match(match: Match) -> Plain:
    return {
        "supplier": match.supplier.id,
        "invented": match.supplier.invented,
        "cover": match.cover,
        "fit": match.fit,
        "parts": dict(match.parts),
        "covered": [_offer(offer) for offer in match.covered],
        "missing": plain(match.missing),
        "reasons": _reasons(match.reasons),
    }


def _offer(offer: Offer) -> Plain:
    return {
        **_mapping(plain(offer)),
        "shown_by": offer.shown_by or "none",
        "dated": offer.dated.isoformat() if offer.dated else "none",
    }


def _ids(initiatives: tuple[Initiative, ...]) -> list[Plain]:
    return [initiative.id for initiative in initiatives]
