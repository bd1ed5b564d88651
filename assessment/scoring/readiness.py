"""Which gates hold and which AI uses open: now, after one step, not yet (method 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.catalogue import GateKind, UseCase
from assessment.instrument.edition import Gate, ItemId, Questionnaire
from assessment.instrument.values import Profile
from assessment.scoring.values import GateResult, Missing, Readiness, Scorecard, UseCaseReadiness, Verdict, Wishes
from assessment.terms import Absence

Needs = Iterable[tuple[ItemId, int]]
NAMED_ITEM_COUNTS = 2


def assess_readiness(scorecard: Scorecard, use_cases: Sequence[UseCase]) -> Readiness:
    """Gates and use cases of one scorecard, on effective levels and on confirmed ones.

    A use case is open for a pilot when its own needs and its gate hold (pilot gate for machines, light gate for office
    AI), and for roll-out when its needs and the scale gate hold. The list is ordered by the steps that are missing; among
    equals the order given is kept.
    """
    gates = scorecard.questionnaire.gates
    rules = scorecard.sheet.office_rules
    rules_missing = tuple(rule.id for rule in gates.office if not rules.get(rule.id, False))
    rules_refused = any(rules.get(rule.id) is False for rule in gates.office)
    office = Verdict.OPEN if not rules_missing else Verdict.CLOSED if rules_refused else Verdict.UNKNOWN
    readiness = [_use_case(scorecard, use_case, rules_missing, office) for use_case in use_cases]
    return Readiness(
        pilot=_gate(scorecard, gates.pilot),
        scale=_gate(scorecard, gates.scale),
        office=GateResult("office", office, office, ()),
        office_rules_missing=rules_missing,
        use_cases=tuple(sorted(readiness, key=lambda entry: entry.steps)),
    )


def relevant_use_cases(
    questionnaire: Questionnaire, use_cases: Sequence[UseCase], profile: Profile, wishes: Wishes
) -> tuple[UseCase, ...]:
    """The use cases of a company's industry: wanted ones first, then those nearest to its concerns.

    Near is a use case that stands on items that a concern names (each counts 2) or moves its KPIs (each counts 1).
    """
    concerns = [c for c in questionnaire.concerns if c.id in profile.concerns]
    items = {item for concern in concerns for item in concern.items}
    kpis = {kpi for concern in concerns for kpi in concern.kpis} | set(wishes.kpis)

    def rank(use_case: UseCase) -> tuple[bool, int, str]:
        near = NAMED_ITEM_COUNTS * sum(item in items for item, _ in use_case.needs) + len(kpis & set(use_case.kpis))
        return use_case.id not in wishes.use_cases, -near, use_case.id

    mine = [u for u in use_cases if not u.industries or profile.division in u.industries]
    return tuple(sorted(mine, key=rank))


def verdict_of(missing: Sequence[Missing]) -> Verdict:
    """Closed if a known level is too low or an item does not apply, unknown if only unknown ones are missing, else open."""
    if any(isinstance(m.have, int) or m.have is Absence.NOT_APPLICABLE for m in missing):
        return Verdict.CLOSED
    return Verdict.UNKNOWN if missing else Verdict.OPEN


def find_missing(scorecard: Scorecard, needs: Needs, *, confirmed: bool = False) -> tuple[Missing, ...]:
    """What the needs lack, each item once at its highest need. Where nothing is confirmed, the level is unknown."""
    highest: dict[ItemId, int] = {}
    for item_id, level in needs:
        highest[item_id] = max(level, highest.get(item_id, 0))
    found = []
    for item_id, need in sorted(highest.items()):
        levels = scorecard.of(item_id)
        have = levels.confirmed if confirmed else levels.effective
        if not isinstance(have, int) or have < need:
            found.append(Missing(item_id, have, need))
    return tuple(found)


def _gate(scorecard: Scorecard, gate: Gate) -> GateResult:
    missing = find_missing(scorecard, gate.needs)
    confirmed = find_missing(scorecard, gate.needs, confirmed=True)
    return GateResult(gate.id, verdict_of(missing), verdict_of(confirmed), missing)


def _use_case(
    scorecard: Scorecard, use_case: UseCase, rules_missing: tuple[str, ...], office: Verdict
) -> UseCaseReadiness:
    gates = scorecard.questionnaire.gates
    is_office = use_case.gate is GateKind.OFFICE
    pilot_needs = use_case.needs if is_office else (*use_case.needs, *gates.pilot.needs)
    missing = find_missing(scorecard, pilot_needs)
    rules_verdict = office if is_office else Verdict.OPEN
    return UseCaseReadiness(
        use_case=use_case,
        verdict=_both(verdict_of(missing), rules_verdict),
        confirmed=_both(verdict_of(find_missing(scorecard, pilot_needs, confirmed=True)), rules_verdict),
        roll_out=verdict_of(find_missing(scorecard, (*use_case.needs, *gates.scale.needs))),
        missing=missing,
        office_rules_missing=rules_missing if is_office else (),
    )


def _both(first: Verdict, second: Verdict) -> Verdict:
    for verdict in (Verdict.CLOSED, Verdict.UNKNOWN):
        if verdict in (first, second):
            return verdict
    return Verdict.OPEN
