"""Whether every way through the content leads somewhere: facts that are asked, levels, use cases and calls in reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.catalogue import Catalogue, GateKind, InitiativeId, UseCase
from assessment.instrument.edition import LEVELS, TOP_LEVEL, WHOLE, Fact, FactId, ItemId, Questionnaire, Wording
from assessment.instrument.facts import facts_to_ask, supported_level
from assessment.programmes import CallStatus, Programme
from assessment.roadmap.eligibility import can_ever_apply, fields_of
from assessment.terms import Problem

FULL_SCAN_FACTS = 120
"""Facts of a full scan of 40 minutes, at 20 seconds a fact (issue: adaptive full scan of about 40 minutes)."""
FACTS_A_LEVEL = (2, 3)
USUAL_LEVELS = (0, 1, 2, 3)
ANSWER = "answer."
DATA_CONTRACT = "ini-data-contract"


def find_path_problems(questionnaire: Questionnaire, catalogue: Catalogue) -> list[Problem]:
    """Dead ends of an edition and its catalogue."""
    where = f"{questionnaire.slug}/{questionnaire.edition}"
    return [
        *(
            p
            for item in questionnaire.items
            for wording in item.wordings
            for p in find_fact_path_problems(wording, f"{where}/{item.id}", published=questionnaire.is_published)
        ),
        *_length_problems(questionnaire, where),
        *_use_case_problems(questionnaire, catalogue),
        *_joint_pilot_problems(catalogue),
        *(p for programme in catalogue.programmes for p in _programme_problems(programme, catalogue)),
        *_question_problems(catalogue),
    ]


# --- facts -----------------------------------------------------------------------------------------------------------


def find_fact_path_problems(wording: Wording, where: str, *, published: bool) -> Iterator[Problem]:
    """Facts that nobody is asked, levels that no answers reach, better answers that lower the level."""
    facts = wording.facts
    fewest, most = FACTS_A_LEVEL
    for level in LEVELS[1:]:
        count = sum(fact.level == level for fact in facts)
        if (facts or published) and not fewest <= count <= most:
            yield Problem.of("facts_a_level", where, found=count, level=level)
    if not facts:
        return
    asked = {
        fact.id for claimed in LEVELS for answers in _all_alike(facts) for fact in facts_to_ask(facts, claimed, answers)
    }
    if never := tuple(str(fact.id) for fact in facts if fact.id not in asked):
        yield Problem.of("fact_never_asked", where, ids=never)
    for level in LEVELS:
        if supported_level(facts, level, _answers(facts, level)) != level:
            yield Problem.of("level_out_of_reach", where, level=level)
    if lowering := tuple(str(fact.id) for fact in facts if _lowers(facts, fact)):
        yield Problem.of("better_answer_lowers", where, ids=lowering)


def _answers(facts: tuple[Fact, ...], level: int) -> dict[FactId, int]:
    """Yes to everything up to a level, no above."""
    return {fact.id: WHOLE if fact.level <= level else 0 for fact in facts}


def _all_alike(facts: tuple[Fact, ...]) -> Iterator[Mapping[FactId, int]]:
    yield {}
    for answer in (0, WHOLE):
        yield {fact.id: answer for fact in facts}


def _lowers(facts: tuple[Fact, ...], changed: Fact) -> bool:
    """Whether turning one answer from no to yes lowers the level anywhere, among sheets that are otherwise a staircase."""
    for claimed in LEVELS:
        for stair in LEVELS:
            answers = _answers(facts, stair)
            before = supported_level(facts, claimed, answers | {changed.id: 0})
            after = supported_level(facts, claimed, answers | {changed.id: WHOLE})
            if isinstance(before, int) and isinstance(after, int) and after < before:
                return True
    return False


def full_scan_facts(questionnaire: Questionnaire) -> float:
    """How many facts a full scan asks first, as the mean over plants whose items all stand at 0, 1, 2 or 3."""
    asked = [len(facts_to_ask(item.wording.facts, level, {})) for item in questionnaire.items for level in USUAL_LEVELS]
    return sum(asked) / len(USUAL_LEVELS)


def _length_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    found = full_scan_facts(questionnaire)
    if found > FULL_SCAN_FACTS:
        yield Problem.of("full_scan_too_long", where, found=round(found), limit=FULL_SCAN_FACTS)


# --- use cases -------------------------------------------------------------------------------------------------------


def _use_case_problems(questionnaire: Questionnaire, catalogue: Catalogue) -> Iterator[Problem]:
    reached = reach_from_zero(questionnaire, catalogue)
    for use_case in catalogue.use_cases:
        needs = dict(_needs_with_gate(use_case, questionnaire))
        if short := tuple(f"{item} {level}" for item, level in sorted(needs.items()) if reached.get(item, 0) < level):
            yield Problem.of("use_case_out_of_reach", f"catalogue/use_cases/{use_case.id}.yaml", needs=short)


def reach_from_zero(questionnaire: Questionnaire, catalogue: Catalogue) -> dict[ItemId, int]:
    """The highest level of each item that initiatives lead to, one after the other, from a plant at 0 everywhere."""
    levels = {item.id: 0 for item in questionnaire.items}
    done: set[str] = set()
    while ready := [
        i
        for i in catalogue.initiatives
        if i.id not in done
        and done.issuperset(i.prerequisites)
        and all(levels.get(e.item, TOP_LEVEL) >= e.from_level for e in i.effects)
    ]:
        for initiative in ready:
            done.add(initiative.id)
            for effect in initiative.effects:
                levels[effect.item] = max(levels.get(effect.item, 0), effect.to_level)
    return levels


def _needs_with_gate(use_case: UseCase, questionnaire: Questionnaire) -> Iterator[tuple[ItemId, int]]:
    needs: dict[ItemId, int] = dict(use_case.needs)
    if use_case.gate is GateKind.MACHINE:
        for item, level in questionnaire.gates.pilot.needs:
            needs[item] = max(level, needs.get(item, 0))
    yield from needs.items()


def _joint_pilot_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """A data contract stands before every pilot with another company, directly or further back."""
    first = {i.id: set(i.prerequisites) for i in catalogue.initiatives}
    for initiative in catalogue.initiatives:
        behind, waiting = set[InitiativeId](), [initiative.id]
        while waiting:
            more = first.get(waiting.pop(), set()) - behind
            behind |= more
            waiting.extend(more)
        if initiative.joint_pilot and DATA_CONTRACT not in behind:
            yield Problem.of("joint_pilot_without_contract", f"catalogue/initiatives/{initiative.id}.yaml")


# --- programmes ------------------------------------------------------------------------------------------------------


def _programme_problems(programme: Programme, catalogue: Catalogue) -> Iterator[Problem]:
    where = f"catalogue/programmes/{programme.id}.yaml"
    known = {
        *(str(c.id) for c in catalogue.capabilities),
        *(str(i.id) for i in catalogue.initiatives),
        *(str(p.id) for p in catalogue.programmes),
        *(str(call.id) for call in programme.calls),
        *(f"{ANSWER}{question.id}" for question in catalogue.questions),
    }
    named = {
        *programme.capabilities,
        *programme.initiatives,
        *programme.excludes,
        *(call.based_on for call in programme.calls if call.based_on),
        *(field for field in _fields(programme) if field.startswith(ANSWER)),
    }
    if unknown := tuple(sorted(named - known)):
        yield Problem.of("unknown_id", where, ids=unknown)
    for call in programme.calls:
        if call.opens and call.closes and call.closes < call.opens:
            yield Problem.of("call_closes_before_it_opens", where, id=call.id)
        if (call.status is CallStatus.EXPECTED) != (call.based_on is not None):
            yield Problem.of("expected_call_without_base", where, id=call.id)
        for track in call.tracks:
            if not can_ever_apply(track):
                yield Problem.of("can_never_apply", where, id=call.id, track=track.id)


def _fields(programme: Programme) -> Iterator[str]:
    for call in programme.calls:
        for track in call.tracks:
            rules = [clause.rule for clause in track.conditions] + [r.when for r in track.rates if r.when]
            for rule in rules:
                yield from fields_of(rule)


def _question_problems(catalogue: Catalogue) -> Iterator[Problem]:
    asked = {field.removeprefix(ANSWER) for programme in catalogue.programmes for field in _fields(programme)}
    if unused := tuple(question.id for question in catalogue.questions if question.id not in asked):
        yield Problem.of("question_nobody_needs", "catalogue/questions.yaml", ids=unused)
