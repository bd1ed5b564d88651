"""An assessment as it stands: what was said, what is hidden, what is open; and that all who look see the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.disclosure.values import TOTAL
from assessment.errors import InputRejected
from assessment.instrument.edition import Condition, ItemId, NotApplicableRule, Station, Variant
from assessment.instrument.values import AiUse, OwnProducts, Profile, Role, UseState
from assessment.scoring.levels import settle_levels
from assessment.scoring.values import TargetSource
from assessment.terms import Absence, Language
from services.assessments import Given, answer, describe, open_passage
from services.diagnoses import diagnose_case
from services.errors import NotFound
from services.permissions import Actor, Visitor
from services.planning import diagnose_passage
from services.ports import Documents, Tools
from services.reports import ask_for_report, build_report
from services.visits import WrittenOpinion, my_firms, write_opinion
from tests import builders as make
from tests import builders_disclosure as given
from tests import fakes
from tests.builders_pool import release
from tests.fakes_shelf import FakeShelf

MANAGER = Actor(Visitor.MANAGER, "manager", frozenset({"a", "gone"}))
CONSULTANT = Actor(Visitor.CONSULTANT, "l", frozenset({"a"}), "김상담")
OWN, NONE = make.profile(own_products=OwnProducts.ALL), make.profile(own_products=OwnProducts.NONE)
SUBCONTRACTOR = Condition("below", "own_products", 1)
EDITION = make.questionnaire(
    {
        "D3": make.item("D3", not_applicable=NotApplicableRule(SUBCONTRACTOR, make.text())),
        "D5": make.item("D5", variant=Variant(SUBCONTRACTOR, make.wording("variant"))),
    }
)


def stocked(**documents: object) -> Tools:
    tools = fakes.tools(content=fakes.FakeContent(EDITION))
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", replace(Documents(), **documents), make.NOON)  # type: ignore[arg-type]
    return tools


def say(tools: Tools, item: str, value: int | Absence, actor: Actor = MANAGER, **changes: object) -> None:
    version = open_passage(tools, actor, "a").version(
        item, Role.CONSULTANT if actor.visitor is Visitor.CONSULTANT else Role.MANAGER
    )
    answer(tools, actor, "a", replace(Given(item, value, "laptop", version), **changes), make.NOON)  # type: ignore[arg-type]


def become(tools: Tools, **documents: object) -> None:
    """Describe the company anew, everything else as it was."""
    describe(tools, MANAGER, "a", replace(tools.assessments.documents("a"), **documents), make.NOON)  # type: ignore[arg-type]


def seen_by_all(tools: Tools, item: str) -> set[int | Absence | None]:
    """What the live sheet, the case, the consultant's list, the result page and the printed report say of an item."""
    tools.links.add(make.link_record("l"))
    tools.links.join("l", "a")
    passage = open_passage(tools, MANAGER, "a")
    (firm,) = my_firms(tools, CONSULTANT)
    screen = diagnose_case(passage.questionnaire, passage.case, tools.content.load_catalogue(), make.NOON.date())
    report_id = ask_for_report(tools, MANAGER, "a", Language.KO, make.NOON)
    assert build_report(tools, report_id, make.NOON)
    assert isinstance(tools.printer, fakes.FakePrinter)
    printed, _, _ = tools.printer.printed[-1]
    sheets = (passage.sheet, passage.case.sheet, firm.passage.sheet, screen.case.sheet, printed.case.sheet)
    said = [sheet.answer(item) for sheet in sheets]
    return {found.value if found else None for found in said}


# --- what a passage says ---------------------------------------------------------------------------------------------


def test_a_passage_names_the_edition_and_holds_all_events() -> None:
    tools = stocked()
    say(tools, "P1", 3)
    passage = open_passage(tools, MANAGER, "a")
    assert (passage.log.slug, passage.log.edition, passage.log.content_hash) == ("test", "2026.1", make.HASH)
    assert [event.target for event in passage.log.events] == ["P1"]


def test_a_passage_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        open_passage(fakes.tools(), MANAGER, "gone")


def test_the_sheet_carries_office_rules_and_ai_uses() -> None:
    uses = (AiUse("ai-vision", UseState.TRIED),)
    sheet = open_passage(stocked(office_rules={"usage-rule": True}, ai_uses=uses), MANAGER, "a").sheet
    assert (sheet.office_rules, sheet.ai_uses) == ({"usage-rule": True}, uses)


def test_a_company_that_has_not_described_itself_has_no_case() -> None:
    passage = open_passage(stocked(), MANAGER, "a")
    with pytest.raises(NotFound, match="profile"):
        passage.case  # noqa: B018


def test_the_case_is_everything_the_company_said() -> None:
    documents = make.full_documents()
    tools = fakes.tools(content=fakes.FakeContent(EDITION))
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", documents, make.NOON)
    case = open_passage(tools, MANAGER, "a").case
    assert (case.profile, case.limits, case.wishes, case.opinion) == (
        documents.profile,
        documents.limits,
        documents.wishes,
        documents.opinion,
    )


def test_a_subcontractor_is_asked_in_its_own_words() -> None:
    item = EDITION.item("D5")
    assert open_passage(stocked(profile=NONE), MANAGER, "a").wording(item).question.ko == "variant?"
    assert open_passage(stocked(profile=OWN), MANAGER, "a").wording(item).question.ko == "D5?"


@pytest.mark.parametrize(("profile", "may"), [(NONE, True), (OWN, False), (None, False)])
def test_who_may_set_an_item_aside(profile: object, may: bool) -> None:
    assert open_passage(stocked(profile=profile), MANAGER, "a").may_be_not_applicable(EDITION.item("D3")) is may


def test_the_version_of_an_item_counts_the_answers_of_one_role() -> None:
    tools = stocked()
    say(tools, "P1", 1)
    say(tools, "P1", 2)
    say(tools, "P1", 3, CONSULTANT)
    passage = open_passage(tools, MANAGER, "a")
    assert (passage.version("P1", Role.MANAGER), passage.version("P1", Role.CONSULTANT)) == (2, 1)


# --- describing the company ------------------------------------------------------------------------------------------


def test_what_a_company_says_of_itself_is_kept() -> None:
    tools = stocked()
    describe(tools, MANAGER, "a", Documents(profile=OWN), make.NOON)
    assert tools.assessments.documents("a").profile == OWN


def test_documents_without_a_profile_are_kept_too() -> None:
    tools = stocked()
    describe(tools, MANAGER, "a", Documents(office_rules={"usage-rule": True}), make.NOON)
    assert tools.assessments.documents("a").office_rules == {"usage-rule": True}


def test_all_problems_of_a_profile_come_at_once_and_nothing_is_kept() -> None:
    tools = stocked(profile=OWN)
    with pytest.raises(InputRejected) as rejected:
        become(tools, profile=make.profile(division="99", workers=0))
    assert {p.code for p in rejected.value.problems} == {"unknown_division", "workers_impossible"}
    assert tools.assessments.documents("a").profile == OWN


def test_an_assessment_that_is_gone_cannot_be_described() -> None:
    with pytest.raises(NotFound):
        describe(fakes.tools(), MANAGER, "gone", Documents(profile=OWN), make.NOON)


# --- peers, regression 1 and 2: hidden, and shown again --------------------------------------------------------------


def test_an_answer_that_a_new_profile_hides_is_gone_everywhere_at_once() -> None:
    # peers 1: live score, stored score, report and export agree
    tools = stocked(profile=NONE)
    say(tools, "D3", Absence.NOT_APPLICABLE, reason="제품 없음")
    assert seen_by_all(tools, "D3") == {Absence.NOT_APPLICABLE}
    become(tools, profile=OWN)
    assert seen_by_all(tools, "D3") == {None}


def test_a_hidden_answer_counts_as_open() -> None:
    # peers 1
    tools = stocked(profile=NONE)
    say(tools, "D3", Absence.NOT_APPLICABLE, reason="제품 없음")
    become(tools, profile=OWN)
    assert ItemId("D3") in open_passage(tools, MANAGER, "a").completeness.open


def test_a_hidden_answer_returns_when_the_profile_returns() -> None:
    # peers 2: the stated rule is that answers are events, and none is ever lost (method 2)
    tools = stocked(profile=NONE)
    say(tools, "D3", Absence.NOT_APPLICABLE, reason="제품 없음")
    become(tools, profile=OWN)
    become(tools, profile=NONE)
    assert seen_by_all(tools, "D3") == {Absence.NOT_APPLICABLE}


def test_a_level_that_was_given_stays_whatever_the_profile_becomes() -> None:
    tools = stocked(profile=OWN)
    say(tools, "D3", 2)
    become(tools, profile=NONE)
    assert seen_by_all(tools, "D3") == {2}


# --- peers, regression 4: the lowest answer is an answer only if it was chosen ---------------------------------------


def test_level_zero_counts_as_answered_only_if_it_was_chosen() -> None:
    # peers 4
    tools = stocked(profile=OWN)
    say(tools, "P1", 0)
    done = open_passage(tools, MANAGER, "a").completeness
    assert (done.rated, done.answered, len(done.open)) == ((ItemId("P1"),), 1, 23)


# --- peers, regression 25: what is hidden or not on the page is never erased by a save -------------------------------


def test_describing_the_company_again_touches_no_answer() -> None:
    # peers 25
    tools = stocked(profile=NONE)
    say(tools, "D3", Absence.NOT_APPLICABLE, reason="제품 없음")
    say(tools, "P1", 4, note="MES")
    before = tools.assessments.events("a")
    become(tools, profile=OWN)
    assert tools.assessments.events("a") == before


def test_a_written_opinion_erases_nothing_that_the_company_said() -> None:
    # peers 25
    documents = replace(make.full_documents(), opinion=None)
    tools = fakes.tools(content=fakes.FakeContent(EDITION))
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", documents, make.NOON)
    written = WrittenOpinion(make.NOON.date(), (), (), "좋습니다")
    write_opinion(tools, CONSULTANT, "a", written, make.NOON)
    assert replace(tools.assessments.documents("a"), opinion=None) == documents


def test_the_managers_answer_does_not_erase_what_the_consultant_saw() -> None:
    # peers 25
    tools = stocked(profile=OWN)
    say(tools, "P1", 2, CONSULTANT)
    say(tools, "P1", 5, MANAGER)
    sheet = open_passage(tools, MANAGER, "a").sheet
    assert {(r.role, r.value) for r in sheet.ratings} == {(Role.CONSULTANT, 2), (Role.MANAGER, 5)}
    assert sheet.answers[0].value == 2


# --- facts of the full scan ------------------------------------------------------------------------------------------


MAIN = tuple(make.fact(f"P1.{level}.a") for level in range(1, 6))
OF_VARIANT = tuple(make.fact(f"P2.{level}.v") for level in range(1, 6))
SCANNED = make.questionnaire(
    {
        "P1": make.item("P1", facts=MAIN),
        "P2": make.item(
            "P2",
            facts=tuple(make.fact(f"P2.{level}.a") for level in range(1, 6)),
            variant=Variant(SUBCONTRACTOR, replace(make.wording("variant"), facts=OF_VARIANT)),
        ),
    },
    walk=(Station("line", make.text(), make.ALL_IDS[1:]), Station("office", make.text(), make.ALL_IDS[:1])),
)


def scanning(profile: Profile = OWN, /, **levels: int | Absence) -> Tools:
    """An assessment of an edition with facts for P1 and P2, walked from P2 to P1, with these levels chosen."""
    tools = fakes.tools(content=fakes.FakeContent(SCANNED))
    tools.assessments.add(make.assessment_record("a"))
    tools.assessments.put("a", Documents(profile=profile), make.NOON)
    for item, level in levels.items():
        say(tools, item, level)
    return tools


def asked(tools: Tools, item: str) -> list[str]:
    passage = open_passage(tools, MANAGER, "a")
    return [str(fact.id) for fact in passage.facts_to_ask(passage.questionnaire.item(item))]


def left(tools: Tools) -> dict[str, list[str]]:
    found = open_passage(tools, MANAGER, "a").open_facts()
    return {str(item.id): [str(fact.id) for fact in facts] for item, facts in found}


def test_the_facts_of_the_chosen_level_and_of_the_next_are_asked() -> None:
    assert asked(scanning(P1=2), "P1") == ["P1.2.a", "P1.3.a"]


@pytest.mark.parametrize("levels", [{}, {"P1": Absence.DONT_KNOW}])
def test_an_item_without_a_level_asks_no_facts(levels: dict[str, int | Absence]) -> None:
    assert asked(scanning(**levels), "P1") == []


def test_an_item_whose_facts_are_not_written_asks_none() -> None:
    assert asked(scanning(P3=2), "P3") == []


@pytest.mark.parametrize(("profile", "letter"), [(OWN, "a"), (NONE, "v")])
def test_the_facts_belong_to_the_wording_that_the_company_was_asked(profile: Profile, letter: str) -> None:
    assert asked(scanning(profile, P2=1), "P2") == [f"P2.1.{letter}", f"P2.2.{letter}"]


def test_open_facts_stand_in_walking_order_without_the_answered_ones() -> None:
    tools = scanning(P1=2, P2=0)
    assert list(left(tools).items()) == [("P2", ["P2.1.a"]), ("P1", ["P1.2.a", "P1.3.a"])]
    say(tools, "P1.2.a", 100)
    say(tools, "P2.1.a", Absence.DONT_KNOW)
    assert left(tools) == {"P1": ["P1.3.a"]}
    assert asked(tools, "P1") == ["P1.2.a", "P1.3.a"]


def test_nothing_is_open_while_nothing_was_chosen() -> None:
    assert left(scanning()) == {}


def test_a_level_that_fails_opens_the_one_below() -> None:
    tools = scanning(P1=2)
    say(tools, "P1.2.a", 0)
    assert left(tools) == {"P1": ["P1.1.a", "P1.3.a"]}
    say(tools, "P1.1.a", 100)
    assert left(tools) == {"P1": ["P1.3.a"]}


def test_facts_settle_the_level_that_the_case_is_scored_with() -> None:
    tools = scanning(P1=2)
    say(tools, "P1.2.a", 0)
    say(tools, "P1.1.a", 100)
    passage = open_passage(tools, MANAGER, "a")
    (levels, *_) = settle_levels(passage.questionnaire, passage.case.sheet)
    assert (levels.claimed, levels.supported, levels.effective) == (2, 1, 1)


# --- beside others ---------------------------------------------------------------------------------------------------


def test_targets_come_from_what_was_published_as_soon_as_anything_was() -> None:
    tools = stocked(profile=make.profile())
    say(tools, "P1", 1)
    before = diagnose_passage(tools, open_passage(tools, MANAGER, "a"), make.NOON.date())
    reached = ("P1", TOTAL, 20.0, (None, None, None, None, 20.0, None))
    published = FakeShelf(kept={"2026": given.publication(release(reached))})
    tools = replace(tools, published=published)
    after = diagnose_passage(tools, open_passage(tools, MANAGER, "a"), make.NOON.date())
    targets = [{gap.item: (gap.target, gap.source) for gap in found.gaps}[ItemId("P1")] for found in (before, after)]
    assert targets == [(2, TargetSource.NEXT_LEVEL), (4, TargetSource.COHORT)]
