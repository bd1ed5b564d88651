"""What can be wrong with an edition or with a sheet, all of it at once, as a list of problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from assessment.catalogue import Catalogue
from assessment.instrument.completeness import may_be_not_applicable
from assessment.instrument.edition import DIMENSIONS, TOP_LEVEL, WHOLE, EvidenceClass, Group, Questionnaire, Wording
from assessment.instrument.values import LEGAL_CLASSES, Answer, AnswerSheet, Profile, Role
from assessment.terms import Absence, Problem, Text

ITEMS_A_DIMENSION, ENABLERS = 5, 4
DEFAULT_PATH_LIMIT = 4500
"""Characters (Korean) on the default path of the quick scan: names, questions, whys and anchors 0–3."""
SHOWN_FIRST = range(4)
CONCERNS_AT_MOST = 3
BUSINESS_NUMBER_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
OWN_EVIDENCE = (EvidenceClass.CLAIMED, EvidenceClass.DOCUMENTED)
PREFIX = {
    Group.PROCESS: "P",
    Group.PRODUCT: "D",
    Group.SERVICE: "S",
    Group.BUSINESS_MODEL: "B",
    Group.ENABLERS: "E",
}


# --- the edition -----------------------------------------------------------------------------------------------------


def find_questionnaire_problems(questionnaire: Questionnaire) -> list[Problem]:
    """Problems of meaning of an edition; shape was checked when it was read."""
    where = f"{questionnaire.slug}/{questionnaire.edition}"
    return [
        *_item_set_problems(questionnaire, where),
        *_walk_problems(questionnaire, where),
        *(p for item in questionnaire.items for p in _anchor_problems(item.wording, f"{where}/{item.id}")),
        *(
            p
            for item in questionnaire.items
            if item.variant
            for p in _anchor_problems(item.variant.wording, f"{where}/{item.id}/variant")
        ),
        *_fact_problems(questionnaire, where),
        *_reference_problems(questionnaire, where),
        *_length_problems(questionnaire, where),
        *_publication_problems(questionnaire, where),
    ]


def _publication_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    if questionnaire.is_published and questionnaire.published_hash != questionnaire.content_hash:
        yield Problem.of("published_edition_changed", where, edition=questionnaire.edition)


def default_path_length(questionnaire: Questionnaire) -> int:
    """Korean characters that a company reads on the default path of the quick scan."""
    return sum(len(text) for item in questionnaire.items for text in _default_path(item.name, item.wording))


def _default_path(name: Text, wording: Wording) -> Iterator[str]:
    yield from (name.ko, wording.question.ko, wording.why.ko)
    yield from (anchor.text.ko for anchor in wording.anchors if anchor.level in SHOWN_FIRST)


def _item_set_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    for item_id, count in Counter(item.id for item in questionnaire.items).items():
        if count > 1:
            yield Problem.of("repeated_id", where, id=item_id)
    for group in Group:
        wanted = ITEMS_A_DIMENSION if group in DIMENSIONS else ENABLERS
        expected = {f"{PREFIX[group]}{number}" for number in range(1, wanted + 1)}
        found = {str(item.id) for item in questionnaire.of(group)}
        if missing := sorted(expected - found):
            yield Problem.of("items_missing", f"{where}/{group.value}", items=tuple(missing))
        if strange := sorted(found - expected):
            yield Problem.of("items_in_wrong_folder", f"{where}/{group.value}", items=tuple(strange))


def _walk_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    walked = Counter(item_id for station in questionnaire.walk for item_id in station.items)
    known = {item.id for item in questionnaire.items}
    if forgotten := sorted(known - walked.keys()):
        yield Problem.of("not_on_the_walk", f"{where}/manifest.yaml", items=tuple(forgotten))
    if unknown := sorted(walked.keys() - known):
        yield Problem.of("unknown_item", f"{where}/manifest.yaml", items=tuple(unknown))
    if twice := sorted(item_id for item_id, count in walked.items() if count > 1):
        yield Problem.of("walked_twice", f"{where}/manifest.yaml", items=tuple(twice))


def _anchor_problems(wording: Wording, where: str) -> Iterator[Problem]:
    for position, anchor in enumerate(wording.anchors):
        if anchor.level != position:
            yield Problem.of("levels_out_of_order", where, found=anchor.level, wanted=position)
        if (anchor.look_for is None) != (anchor.level == 0):
            yield Problem.of("evidence_missing", where, level=anchor.level)
    for text, count in Counter(anchor.text.ko for anchor in wording.anchors).items():
        if count > 1:
            yield Problem.of("same_anchor_twice", where, text=text)


def _fact_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    facts = [(item, fact) for item in questionnaire.items for fact in item.facts]
    for fact_id, count in Counter(fact.id for _, fact in facts).items():
        if count > 1:
            yield Problem.of("repeated_id", where, id=fact_id)
    for item, fact in facts:
        if not fact.id.startswith(f"{item.id}.{fact.level}."):
            yield Problem.of("fact_id_does_not_fit", f"{where}/{item.id}", id=fact.id)


def _reference_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    known = {item.id for item in questionnaire.items}
    enablers = {item.id for item in questionnaire.of(Group.ENABLERS)}
    for gate in (questionnaire.gates.pilot, questionnaire.gates.scale):
        if {item_id for item_id, _ in gate.needs} != enablers:
            yield Problem.of("gate_needs_every_enabler", f"{where}/gates.yaml", gate=gate.id)
    for concern in questionnaire.concerns:
        if unknown := sorted(set(concern.items) - known):
            yield Problem.of("unknown_item", f"{where}/concerns.yaml", items=tuple(unknown))
    if unknown := sorted(set(questionnaire.method.ladder_items) - known):
        yield Problem.of("unknown_item", f"{where}/method.yaml", items=tuple(unknown))
    floors = [band.floor for band in questionnaire.scales.bands]
    if floors != sorted(set(floors)) or floors[0] != 0:
        yield Problem.of("bands_not_rising", f"{where}/scales.yaml")


def _length_problems(questionnaire: Questionnaire, where: str) -> Iterator[Problem]:
    length = default_path_length(questionnaire)
    if length > DEFAULT_PATH_LIMIT:
        yield Problem.of("default_path_too_long", where, found=length, limit=DEFAULT_PATH_LIMIT)


# --- the sheet -------------------------------------------------------------------------------------------------------


def find_sheet_problems(
    questionnaire: Questionnaire, sheet: AnswerSheet, profile: Profile, catalogue: Catalogue
) -> list[Problem]:
    """Problems of meaning of one company's sheet and profile, all at once; nothing is changed or guessed."""
    return [
        *_answer_problems(questionnaire, sheet, profile),
        *_sheet_reference_problems(questionnaire, sheet),
        *find_profile_problems(questionnaire, profile, catalogue),
    ]


def find_answer_problems(questionnaire: Questionnaire, answer: Answer, profile: Profile | None) -> list[Problem]:
    """Problems of one answer: unknown item, level off the scale, forbidden *not applicable*, evidence beyond the role."""
    where = f"answers.{answer.item}"
    items = {item.id: item for item in questionnaire.items}
    if answer.item not in items:
        return [Problem.of("unknown_item", where, items=(answer.item,))]
    problems = []
    if isinstance(answer.value, int):
        if not 0 <= answer.value <= TOP_LEVEL:
            problems.append(Problem.of("level_out_of_range", where, found=answer.value))
    elif answer.value is Absence.NOT_APPLICABLE:
        if not may_be_not_applicable(items[answer.item], profile):
            problems.append(Problem.of("not_applicable_not_allowed", where, item=answer.item))
        elif not answer.reason.strip():
            problems.append(Problem.of("reason_missing", where, item=answer.item))
    if answer.role is not Role.CONSULTANT and answer.evidence not in OWN_EVIDENCE:
        problems.append(Problem.of("evidence_beyond_role", where, evidence=answer.evidence.value))
    return problems


def find_profile_problems(questionnaire: Questionnaire, profile: Profile, catalogue: Catalogue) -> list[Problem]:
    """Problems of a profile: unknown division, region or concern, wrong check digit, impossible numbers."""
    problems = []
    divisions = {industry.division for industry in catalogue.industries}
    if profile.division not in divisions:
        problems.append(Problem.of("unknown_division", "profile.division", found=profile.division))
    if profile.region not in {region.code for region in catalogue.regions}:
        problems.append(Problem.of("unknown_region", "profile.region", found=profile.region))
    if profile.workers < 1:
        problems.append(Problem.of("workers_impossible", "profile.workers", found=profile.workers))
    if profile.industry_code is not None and not profile.industry_code.startswith(profile.division):
        problems.append(Problem.of("industry_code_does_not_fit", "profile.industry_code", found=profile.industry_code))
    unknown = _strangers(profile.concerns, (c.id for c in questionnaire.concerns))
    if unknown:
        problems.append(Problem.of("unknown_concern", "profile.concerns", found=unknown))
    if len(profile.concerns) > CONCERNS_AT_MOST:
        problems.append(Problem.of("too_many_concerns", "profile.concerns", found=len(profile.concerns)))
    if profile.business_number is not None and not is_business_number(profile.business_number):
        problems.append(Problem.of("business_number_wrong", "profile.business_number", found=profile.business_number))
    return [*problems, *_support_problems(profile, catalogue)]


def _support_problems(profile: Profile, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of what only support programmes ask."""
    if profile.legal_class not in (None, *LEGAL_CLASSES):
        found = str(profile.legal_class)
        yield Problem.of("not_in_list", "profile.legal_class", found=found, allowed=LEGAL_CLASSES)
    if unknown := _strangers(profile.support_answers, (question.id for question in catalogue.questions)):
        yield Problem.of("unknown_id", "profile.support_answers", ids=unknown)


def is_business_number(number: str) -> bool:
    """Whether a 사업자등록번호 has ten digits and the right check digit; that does not prove that the firm exists.

    >>> is_business_number("123-45-67891"), is_business_number("123-45-67890")
    (True, False)
    """
    plain = number.replace("-", "")
    if len(plain) != 10 or not plain.isascii() or not plain.isdecimal():
        return False
    digits = [int(digit) for digit in plain]
    total = sum(d * w for d, w in zip(digits, BUSINESS_NUMBER_WEIGHTS, strict=False)) + digits[8] * 5 // 10
    return digits[9] == (10 - total % 10) % 10


def _answer_problems(questionnaire: Questionnaire, sheet: AnswerSheet, profile: Profile) -> Iterator[Problem]:
    for answer in sheet.ratings or sheet.answers:
        yield from find_answer_problems(questionnaire, answer, profile)
    for fact_id, value in sheet.facts.items():
        yield from find_fact_problems(questionnaire, fact_id, value)


def find_fact_problems(questionnaire: Questionnaire, fact_id: str, value: int | Absence) -> list[Problem]:
    """What is wrong with one answer to a fact: 0 to 100 percent, or *don't know*."""
    where = f"facts.{fact_id}"
    if not any(fact.id == fact_id for item in questionnaire.items for fact in item.facts):
        return [Problem.of("unknown_fact", where)]
    if isinstance(value, int) and not 0 <= value <= WHOLE:
        return [Problem.of("percent_out_of_range", where, found=value)]
    if value in (Absence.NOT_APPLICABLE, Absence.NOT_ANSWERED):
        return [Problem.of("fact_needs_answer", where)]
    return []


def _sheet_reference_problems(questionnaire: Questionnaire, sheet: AnswerSheet) -> Iterator[Problem]:
    if unknown := _strangers(sheet.office_rules, (rule.id for rule in questionnaire.gates.office)):
        yield Problem.of("unknown_office_rule", "office_rules", found=unknown)
    if unknown := _strangers((use.example for use in sheet.ai_uses), (e.id for e in questionnaire.ai_examples)):
        yield Problem.of("unknown_ai_example", "ai_uses", found=unknown)


def _strangers(found: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    wanted: Collection[str] = set(known)
    return tuple(sorted(str(entry) for entry in found if entry not in wanted))
