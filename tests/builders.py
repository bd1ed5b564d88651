"""Builders of values for tests: everything has a plain default, a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from assessment.catalogue import (
    Alliance,
    AllianceId,
    Basis,
    Capability,
    CapabilityId,
    Catalogue,
    Cost,
    Effect,
    EntryState,
    FirstHour,
    GateKind,
    Industry,
    Initiative,
    InitiativeId,
    Kpi,
    KpiId,
    Offer,
    OfferGrade,
    Region,
    RegisterEntry,
    Subcommittee,
    Supplier,
    SupplierId,
    UseCase,
    UseCaseId,
)
from assessment.instrument.edition import (
    AiExample,
    Anchor,
    Band,
    Concern,
    ConcernId,
    Condition,
    EvidenceClass,
    Example,
    Fact,
    FactId,
    Gate,
    Gates,
    Group,
    Item,
    ItemId,
    Method,
    OfficeRule,
    OfficialLevel,
    Questionnaire,
    Scales,
    SizeClass,
    Station,
    Vignette,
    Wording,
)
from assessment.instrument.values import (
    AiUse,
    Answer,
    AnswerEvent,
    AnswerSheet,
    Certificate,
    EventLog,
    Mode,
    OwnProducts,
    Profile,
    Role,
    UseState,
)
from assessment.programmes import (
    Call,
    CallId,
    CallStatus,
    Clause,
    Confidence,
    Programme,
    ProgrammeId,
    ReferenceLine,
    Source,
    SupportKind,
    Track,
)
from assessment.roadmap.values import Adjustments, Candidate, Limits, OwnerNumbers, PlanningInstance, PreviousPlan
from assessment.scoring.scores import score_answers
from assessment.scoring.values import Gap, Scorecard, TargetSource, Wishes
from assessment.terms import Absence, Language, Text
from assessment.values import Opinion
from services.link_port import LinkRecord
from services.ports import AssessmentRecord, Documents, ReportRecord, ReportStatus, SheetInput

PREFIXES = {
    Group.PROCESS: ("P", 5),
    Group.PRODUCT: ("D", 5),
    Group.SERVICE: ("S", 5),
    Group.BUSINESS_MODEL: ("B", 5),
    Group.ENABLERS: ("E", 4),
}
ALL_IDS = tuple(ItemId(f"{p}{n}") for p, count in PREFIXES.values() for n in range(1, count + 1))
HASH = "0" * 64
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def text(words: str = "말") -> Text:
    return Text(words, words)


def wording(name: str = "item") -> Wording:
    anchors = tuple(Anchor(n, text(f"{name} {n}"), text(f"show {n}") if n else None) for n in range(6))
    return Wording(text(f"{name}?"), text("why"), anchors)


def fact(fact_id: str, threshold: int = 100) -> Fact:
    return Fact(FactId(fact_id), int(fact_id.split(".")[1]), threshold, text(fact_id))


def item(item_id: str, *, facts: tuple[Fact, ...] = (), **changes: object) -> Item:
    group = next(g for g, (prefix, _) in PREFIXES.items() if prefix == item_id[0])
    made = Item(
        id=ItemId(item_id),
        group=group,
        name=text(f"name {item_id}"),
        weight=1.0,
        wording=replace(wording(item_id), facts=facts),
        variant=None,
        not_applicable=None,
        relevance={"materials": 0, "labour": 0, "energy": 0, "quality": 0, "other": 0},
        mapping={},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def method(**changes: object) -> Method:
    made = Method(
        error_sd={
            EvidenceClass.CLAIMED: 0.9,
            EvidenceClass.DOCUMENTED: 0.6,
            EvidenceClass.SEEN: 0.35,
            EvidenceClass.MEASURED: 0.25,
        },
        respondent_sd=0.3,
        weight_variation=0.25,
        draws=500,
        interval=0.9,
        minimum_answered=3,
        leapfrog_share=0.8,
        ladder_steps=((OfficialLevel.BASIC, 2), (OfficialLevel.MIDDLE_1, 3), (OfficialLevel.MIDDLE_2, 4)),
        ladder_items=tuple(map(ItemId, ("P1", "P2", "P3", "P4", "P5", "D1"))),
        ladder_share=(5, 6),
        default_target=3,
        small_company_workers=20,
        small_company_targets=5,
        priority_weights={"cost": 0.35, "kpi": 0.35, "proximity": 0.3},
        discount=0.98,
        wanted_factor=3.0,
        horizon=8,
        size_classes=(
            SizeClass("under-10", text("under 10"), 0, 1000, 1.0),
            SizeClass("10-49", text("10-49"), 10, 3000, 1.5),
            SizeClass("50-299", text("50-299"), 50, 10000, 4.5),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def questionnaire(items: dict[str, Item] | None = None, **changes: object) -> Questionnaire:
    """An edition of 24 plain items; `items` replaces some of them."""
    chosen = tuple((items or {}).get(item_id, item(item_id)) for item_id in ALL_IDS)
    enablers = tuple(map(ItemId, ("E1", "E2", "E3", "E4")))
    made = Questionnaire(
        slug="test",
        edition="2026.1",
        status="draft",
        content_hash=HASH,
        title=text("title"),
        dated=date(2026, 11, 22),
        items=chosen,
        walk=(Station("office", text("office"), ALL_IDS),),
        scales=Scales(
            levels=tuple(text(f"level {n}") for n in range(6)),
            bands=tuple(Band(20 * n, text(f"band {n}")) for n in range(5)),
            ladder={level: text(level.value) for level in OfficialLevel},
        ),
        gates=Gates(
            pilot=Gate("pilot", text("pilot"), tuple(zip(enablers, (2, 1, 2, 2), strict=True))),
            scale=Gate("scale", text("scale"), tuple((e, 3) for e in enablers)),
            office=(OfficeRule("usage-rule", text("rule")), OfficeRule("approved-tool", text("tool"))),
        ),
        method=method(),
        concerns=(
            Concern(ConcernId("con-defects"), text("defects"), (ItemId("P3"),), ("kpi-defects",)),
            Concern(ConcernId("con-stock"), text("stock"), (ItemId("P5"),), ("kpi-stock",)),
        ),
        ai_examples=(AiExample("ai-vision", text("vision"), True, "uc-vision"),),
        dimension_names={group: text(group.value) for group in Group},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def profile(**changes: object) -> Profile:
    made = Profile(division="22", workers=60, region="48", own_products=OwnProducts.ALL)
    return replace(made, **changes)  # type: ignore[arg-type]


def answer(item_id: str, value: int | Absence, **changes: object) -> Answer:
    return replace(Answer(ItemId(item_id), value), **changes)  # type: ignore[arg-type]


def sheet(levels: dict[str, int | Absence] | None = None, **changes: object) -> AnswerSheet:
    """A self-assessment with these levels; what is not named was not answered."""
    answers = tuple(answer(item_id, value, reason="r") for item_id, value in (levels or {}).items())
    made = AnswerSheet(
        slug="test", edition="2026.1", content_hash=HASH, mode=Mode.SELF, answers=answers, ratings=answers
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def everywhere(level: int | Absence, **others: int | Absence) -> dict[str, int | Absence]:
    """The same level for all 24 items, but for those named."""
    return {str(item_id): others.get(str(item_id), level) for item_id in ALL_IDS}


def event(target: str, value: int | Absence, **changes: object) -> AnswerEvent:
    made = AnswerEvent(
        target=target,
        author="a",
        role=Role.MANAGER,
        device="d",
        sequence=0,
        base_version=0,
        at=NOON,
        value=value,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def log(*events: AnswerEvent) -> EventLog:
    return EventLog("test", "2026.1", HASH, events)


def cost(likely: int = 100) -> Cost:
    return Cost(likely // 2, likely, likely * 2, Basis.ESTIMATE, text("because"))


def initiative(initiative_id: str, *effects: tuple[str, int, int], **changes: object) -> Initiative:
    made = Initiative(
        id=InitiativeId(initiative_id),
        name=text(f"name {initiative_id}"),
        short_name=text(initiative_id),
        summary=text("summary"),
        effects=tuple(Effect(ItemId(i), a, b) for i, a, b in effects),
        prerequisites=(),
        cost=cost(),
        staff_months=1.0,
        quarters=1,
        kpis=(),
        capabilities=(),
        deliverable=text("deliverable"),
        acceptance=text("acceptance"),
        first_hour=FirstHour(text("do"), text("who")),
        brings=(),
        industries=(),
        when=None,
        joint_pilot=False,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def use_case(use_case_id: str, needs: dict[str, int] | None = None, **changes: object) -> UseCase:
    made = UseCase(
        id=UseCaseId(use_case_id),
        name=text(use_case_id),
        summary=text("summary"),
        cell="cell-1-D",
        gate=GateKind.MACHINE,
        needs=tuple((ItemId(i), level) for i, level in (needs or {}).items()),
        data=text("data"),
        kpis=(),
        capabilities=(),
        cost=cost(),
        quarters=1,
        industries=(),
        subcommittees=(),
        legal=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def supplier(supplier_id: str, *capabilities: str, **changes: object) -> Supplier:
    made = Supplier(
        id=SupplierId(supplier_id),
        name=f"{supplier_id} (가상)",
        invented=True,
        offers=tuple(Offer(CapabilityId(c), OfferGrade.CLAIMED) for c in capabilities),
        cells=(),
        divisions=(),
        regions=(),
        works_only_there=False,
        workers=5,
        capacity=1,
        price_from=100,
        price_to=1000,
        conflicts=(),
        declared_on=date(2026, 6, 1),
        official_grade=None,
        entry=RegisterEntry(EntryState.APPROVED, date(2026, 6, 1)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def alliance(*subcommittees: Subcommittee) -> Alliance:
    return Alliance(
        id=AllianceId("all-test"),
        name=text("alliance"),
        valid_from=date(2023, 7, 25),
        valid_to=None,
        status=text("status"),
        successor=None,
        how_to_join=None,
        source="source",
        checked_on=date(2026, 11, 22),
        subcommittees=subcommittees or (subcommittee("machinery"),),
    )


def subcommittee(subcommittee_id: str, **changes: object) -> Subcommittee:
    made = Subcommittee(subcommittee_id, text(subcommittee_id), text("side"), text("works"), {}, {}, {})
    return replace(made, **changes)  # type: ignore[arg-type]


def catalogue(**changes: object) -> Catalogue:
    """A catalogue with one of everything that a diagnosis cannot do without."""
    made = Catalogue(
        content_hash=HASH,
        kpis=(Kpi(KpiId("kpi-defects"), text("defects"), "Q", text("%"), "down", True, text("baseline")),),
        capabilities=(Capability(CapabilityId("cap-a"), text("A"), text("ask"), text("question")),),
        initiatives=(),
        use_cases=(),
        industries=(Industry("22", text("plastics"), text("moulding")),),
        regions=(Region("48", text("Gyeongnam"), False, None, None),),
        alliances=(alliance(),),
        suppliers=(),
        pools=(text("pool"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def candidate(initiative_id: str, *effects: tuple[str, int, int], **changes: object) -> Candidate:
    made = Candidate(
        initiative=InitiativeId(initiative_id),
        effects=tuple(Effect(ItemId(i), a, b) for i, a, b in effects),
        prerequisites=(),
        cost=100,
        staff_months=1.0,
        quarters=1,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def instance(*candidates: Candidate, **changes: object) -> PlanningInstance:
    """A planning problem in which every effect of a candidate closes a gap of equal priority."""
    items = sorted({e.item for c in candidates for e in c.effects})
    lowest = {i: min(e.from_level for c in candidates for e in c.effects if e.item == i) for i in items}
    highest = {i: max(e.to_level for c in candidates for e in c.effects if e.item == i) for i in items}
    made = PlanningInstance(
        start=date(2026, 11, 22),
        horizon=8,
        budget_a_year=(1000, 1000),
        staff_months=(2.0,) * 8,
        levels=lowest,
        targets=highest,
        priorities={i: 1 / len(items) for i in items},
        candidates=candidates,
        openings=(),
        discount=0.98,
        wanted_factor=3.0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def limits(**changes: object) -> Limits:
    return replace(Limits(1000, 2.0, 8), **changes)  # type: ignore[arg-type]


def assessment_record(assessment_id: str = "a", **changes: object) -> AssessmentRecord:
    """A stored assessment whose code starts with its own id."""
    made = AssessmentRecord(assessment_id, "test", "2026.1", HASH, f"LOC{assessment_id}", "salt$hash", NOON)
    return replace(made, **changes)  # type: ignore[arg-type]


def link_record(link_id: str = "l", **changes: object) -> LinkRecord:
    made = LinkRecord(link_id, "consultant", f"consultant {link_id}", f"LOC{link_id}", "salt$hash", NOON)
    return replace(made, **changes)  # type: ignore[arg-type]


def report_record(report_id: str = "r", assessment_id: str = "a", **changes: object) -> ReportRecord:
    made = ReportRecord(report_id, assessment_id, Language.KO, ReportStatus.QUEUED, 0, NOON)
    return replace(made, **changes)  # type: ignore[arg-type]


def sheet_input(*events: AnswerEvent, **changes: object) -> SheetInput:
    made = SheetInput("test", "2026.1", None, events, profile())
    return replace(made, **changes)  # type: ignore[arg-type]


def opinion(**changes: object) -> Opinion:
    made = Opinion(
        consultant="김상담",
        visited_on=date(2026, 11, 20),
        strengths=((Group.PROCESS, "기록이 꾸준합니다"),),
        weaknesses=((Group.PRODUCT, "도면이 흩어져 있습니다"), (Group.ENABLERS, "담당자가 없습니다")),
        overall="작게 시작하십시오",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def full_documents() -> Documents:
    """Documents in which no field of any part is left at its default."""
    return Documents(
        profile=profile(
            concerns=(ConcernId("con-defects"), ConcernId("con-stock")),
            certificate=Certificate(OfficialLevel.BASIC, date(2024, 2, 29)),
            name="호밀정밀(가상)",
            business_number="123-45-67891",
            industry_code="22191",
            district="창원시",
            sales=(900, 800, 700),
            certificates=("ISO 9001", "IATF 16949"),
            past_programmes=("스마트공장 기초, 2021",),
            legal_class="small",
            support_answers={"q-tax-arrears": False},
        ),
        office_rules={"usage-rule": True, "approved-tool": False},
        ai_uses=(
            AiUse("ai-vision", UseState.TRIED, "3호기", "주 1회", "품질팀"),
            AiUse("ai-quotes", UseState.STOPPED, "영업", "1회", "부장"),
        ),
        wishes=Wishes(
            targets={ItemId("P1"): 3},
            use_cases=(UseCaseId("uc-vision"),),
            kpis=(KpiId("kpi-defects"),),
            not_our_business=(ItemId("S5"),),
            cost_shares={"labour": 40.0, "energy": 12.5},
        ),
        limits=Limits(
            budget_a_year=3000,
            staff_months_a_quarter=1.5,
            horizon=8,
            assumed=True,
            will_not_do=(InitiativeId("ini-cloud"),),
            numbers=OwnerNumbers(120_000.0, 2.5, 300.0, 2.1, 4800.0, 7.0),
        ),
        opinion=opinion(),
        adjustments=Adjustments(
            pinned={InitiativeId("ini-baseline"): date(2027, 1, 1)},
            added=(InitiativeId("ini-backup"),),
            removed=(InitiativeId("ini-cloud"),),
            quotations={InitiativeId("ini-backup"): 120},
        ),
        previous=PreviousPlan(date(2026, 7, 1), {InitiativeId("ini-baseline"): 2}),
    )


def visited(levels: dict[str, int | Absence], evidence: EvidenceClass = EvidenceClass.SEEN) -> AnswerSheet:
    """A visit: a consultant rated these items on this evidence."""
    answers = tuple(answer(i, v, role=Role.CONSULTANT, evidence=evidence) for i, v in levels.items())
    return sheet(mode=Mode.VISIT, answers=answers, ratings=answers)


def scored(
    levels: dict[str, int | Absence] | AnswerSheet, edition: Questionnaire | None = None, seed: int = 1
) -> Scorecard:
    """The scorecard of these levels (a self-assessment) or of a whole sheet."""
    given = levels if isinstance(levels, AnswerSheet) else sheet(levels)
    return score_answers(edition or questionnaire(), given, seed)


def gap(item_id: str, level: int = 1, target: int = 2, priority: float = 1.0, **changes: object) -> Gap:
    made = Gap(ItemId(item_id), level, target, TargetSource.NEXT_LEVEL, priority, (), ())
    return replace(made, **changes)  # type: ignore[arg-type]


def vignette(vignette_id: str = "vig-a", **levels: int) -> Vignette:
    """An invented plant with the expected level of each item."""
    expected = tuple(Example(ItemId(i), level, text(f"because {i}")) for i, level in levels.items())
    return Vignette(vignette_id, Group.PROCESS, text("plant"), expected)


SOURCE = Source("notice", None, date(2026, 1, 2))
CHECKED = date(2026, 11, 22)


def clause(clause_id: str, rule: Condition) -> Clause:
    return Clause(clause_id, text(clause_id), rule)


def track(*rules: Condition, **changes: object) -> Track:
    """One type of support; its clauses are called a, b, c in the order of the rules."""
    made = Track(
        id="trk-a",
        name=text("track"),
        months=None,
        rates=(),
        consortium=False,
        pool=None,
        conditions=tuple(clause(chr(97 + n), rule) for n, rule in enumerate(rules)),
        firm_costs=(),
        in_kind_percent=None,
        scored=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def call(call_id: str = "2026", **changes: object) -> Call:
    """An announced call without dates."""
    made = Call(
        id=CallId(call_id),
        status=CallStatus.ANNOUNCED,
        opens=None,
        closes=None,
        confidence=Confidence.HIGH,
        based_on=None,
        budget=None,
        firms=None,
        source=SOURCE,
        checked_on=CHECKED,
        tracks=(track(),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def programme(*calls: Call, **changes: object) -> Programme:
    made = Programme(
        id=ProgrammeId("prg-a"),
        name=text("programme"),
        agency=text("agency"),
        kind=SupportKind.GRANT,
        unit="project",
        summary=text("summary"),
        capabilities=(),
        initiatives=(),
        excludes=(),
        shared_ceiling=None,
        repeat_ban=None,
        repeat_years=None,
        documents=(),
        after_duties=(),
        unknowns=(),
        collusion_warning=False,
        calls=calls,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reference_line(line_id: str = "ref-a", **changes: object) -> ReferenceLine:
    made = ReferenceLine(
        id=line_id,
        measures="ai-use",
        label=text("label"),
        value=5.0,
        unit="%",
        n=None,
        population=text("population"),
        question=text("question"),
        fieldwork=text("fieldwork"),
        source=SOURCE,
        checked_on=CHECKED,
        confidence=Confidence.HIGH,
    )
    return replace(made, **changes)  # type: ignore[arg-type]
