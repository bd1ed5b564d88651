"""The interface texts: both languages say the same things, everything the code says exists, and nothing is left over."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from wtforms.fields.core import UnboundField

from assessment.catalogue import Basis, EntryState, Lever, OfferGrade
from assessment.disclosure.values import Attack
from assessment.instrument.edition import EvidenceClass
from assessment.instrument.values import LEGAL_CLASSES, OwnProducts, UseState
from assessment.matching.agreements import Purpose, SharedField
from assessment.matching.meeting import GapsOf
from assessment.matching.records import Brings, LeadStage, Recipient, RequestStatus, TaskRole, TaskStatus
from assessment.programmes import Confidence
from assessment.roadmap.standings import Standing
from assessment.roadmap.values import OwnerNumbers, PlanKind
from assessment.scoring.values import COST_SHARES, Column, TargetSource
from assessment.terms import Absence, Language
from presentation.desk.books import HEADS
from presentation.references import MEASURES
from presentation.sections.register import LIST_FILTERS
from reports.workbook import COMPANY_ROWS
from services.own_entry import LISTED
from services.ports import ReportStatus
from services.register_port import EntryAct
from storage.shapes import FINDINGS
from storage.yaml_text import KEY_PROBLEMS
from web.association import DESKS
from web.cli_links import ENTRANCES
from web.errors import CONFLICT, KNOWN, TOO_MANY
from web.forms import OpinionForm, PapersForm, ProfileForm
from web.limits_form import NUMBERS
from web.suppliers import DECISIONS

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("assessment", "presentation", "services", "storage", "web", "reports")
SOURCES = [*(p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py"))), ROOT / "app.py"]
TEMPLATES = [p for room in ("templates", "reports") for p in sorted((ROOT / room).rglob("*.html"))]
LANGUAGES = [language.value for language in Language]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
SOUNDED = re.compile(r"%\(\w+\)s[’”')]*(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])")
COUNTED = {
    "conflict_of_interest",
    "interests_not_declared",
    "no_capacity",
    "price_above_budget",
    "works_only_elsewhere",
}
"""Why a report leaves out an approved supplier; others are not in the catalogue."""
CASE_TEXTS = ("problem", "data", "done", "effect", "took")
FORMS = (PapersForm, ProfileForm, OpinionForm)
SAYERS = {"say", "t"}

DYNAMIC = {
    "board.maturity_*": {"size", "industry", "region"},
    "absence.*": {absence.value for absence in Absence},
    "ai.*": {column.value for column in Column},
    "ai.*_empty": {column.value for column in Column if column is not Column.NOW},
    "association.desk.*": {name for name, _ in DESKS},
    "association.desk.*_means": {name for name, _ in DESKS},
    "cli.link_role.*": {role.value for role in ENTRANCES},
    "cli.*_link": {role.value for role in ENTRANCES},
    "basis.*": {basis.value for basis in Basis},
    "brings.*": {thing.value for thing in Brings},
    "case.*": {*CASE_TEXTS, "level", "division", "basis", "task"},
    "indicator.*": {"across", "pairs", "delivered", "small_leads", "small_contracts", "never_shown"},
    "lead_move.*": {stage.value for stage in LeadStage if stage is not LeadStage.SHOWN},
    "lead_stage.*": {stage.value for stage in LeadStage},
    "meeting.gaps_*": GapsOf,
    "meeting.no_*": {"needs", "candidates", "stalled", "requests"},
    "pair.state_*": {"waiting", "settled", "declined"},
    "purpose.*": {purpose.value for purpose in Purpose},
    "recipient.*": {recipient.value for recipient in Recipient},
    "request.hint.*": {"rule", "obstacle", "wanted_change"},
    "request_status.*": {status.value for status in RequestStatus},
    "seats.*": {"smallest", "largest", "industries"},
    "shared.*": {shared.value for shared in SharedField},
    "shared.*_means": {shared.value for shared in SharedField},
    "task_field.*": {"owner", "deliverable", "acceptance", "due", "subcommittee", "members"},
    "task_move.*": {status.value for status in TaskStatus if status is not TaskStatus.DROPPED},
    "task_role.*": {role.value for role in TaskRole},
    "task_status.*": {status.value for status in TaskStatus},
    "cli.portfolio_*": {"greedy", "exact"},
    "cell_function.*": set("12345"),
    "cell_process.*": set("ABCDEFG"),
    "confidence.*": {confidence.value for confidence in Confidence},
    "decision.*": {act.value for act in DECISIONS},
    "entry.*": {"workers", "capacity", "price", "conflicts", "declared", "official"},
    "entry_act.*": {act.value for act in EntryAct},
    "entry_state.*": {state.value for state in EntryState},
    "supplier.counted.*": {LISTED, *COUNTED},
    "supplier.problem.*": {"offer_without_evidence", "price_out_of_order", "unknown_id", "works_nowhere"},
    "supplier.wrong.*": {"capacity", "conflicts", "price_from", "price_to"},
    "suppliers_desk.filter.*": set(LIST_FILTERS),
    "edition_status.*": {"draft", "published"},
    "error.*": {*map(str, KNOWN), str(CONFLICT), str(TOO_MANY), "other"},
    "evidence.*": {evidence.value for evidence in EvidenceClass},
    "facts.*": {"yes", "no", "dk"},
    "factor.*": {"cost", "kpi", "proximity"},
    "finding.*": {attack.value for attack in Attack},
    "form.*": {
        "csrf_token",
        *(name for form in FORMS for name, f in vars(form).items() if isinstance(f, UnboundField)),
    },
    "gate.*": {"closed", "unknown"},
    "gate.open_*": {"confirmed", "stated"},
    "grade.*": {grade.value for grade in OfferGrade},
    "label.*": {name for head in HEADS.values() for name in head},  # every call of `line` names its own
    "lever.*": {lever.value for lever in Lever},
    "legal_class.*": set(LEGAL_CLASSES),
    "legal_class.*_means": set(LEGAL_CLASSES),
    "limits.find.*": set(NUMBERS),
    "limits.number.*": set(NUMBERS),
    "limits.share.*": set(COST_SHARES),
    "limits.unit.*": set(NUMBERS),
    "method.*": {"levels", "score", "interval", "absence", "gates", "ladder", "targets", "roadmap", "no_ai"},
    "number.*": {f.name for f in fields(OwnerNumbers)},
    "owner.*_none": {column.value for column in Column},
    "plans.*": {kind.value for kind in PlanKind},
    "plans.*.what": {kind.value for kind in PlanKind},
    "plans.change.*_*": set(),
    "plans.change.*": {
        f"{way}_{what}" for way in ("with", "without") for what in ("added", "dropped", "earlier", "later")
    },
    "profile.*": {"division", "workers", "region", "certificate"},
    "profile.own_products.*": {share.name.lower() for share in OwnProducts},
    "problem.*": set(),  # every problem and every reason names its own
    "reference_kind.*": set(MEASURES),
    "reference_unit.*": {"percent", "points"},
    "reason.*": set(),
    "reason.loss_*": {lever.value for lever in Lever},
    "reason.entry_*": {state.value for state in EntryState if state is not EntryState.APPROVED},
    "reason.target_*": {source.value for source in TargetSource},
    "support.answer_*": {"yes", "no", "unknown"},
    "support.*": {standing.value for standing in Standing},
    "type.*": {"array", "boolean", "integer", "number", "object", "string"},
    "what_if.slider.*": {"budget_a_year", "staff_months_a_quarter", "horizon"},
    "what_if.wrong.*": {"budget_a_year", "staff_months_a_quarter", "horizon"},
    "why.*": {"robust", "often", "seldom"},
    "use_state.*": {state.value for state in UseState},
    "wait.*": {status.value for status in ReportStatus},
    "workbook.*": set(COMPANY_ROWS),
}
"""Keys that are put together while the program runs: what stands in the place of the star."""
CODES_CHOSEN_WHILE_RUNNING = {
    "storage/releases/files.py": {
        *("broken_csv", "broken_json", "release_file_too_large", "release_code_twice", "release_codes_left_out"),
        *("release_columns", "release_file_missing", "release_json_differs", "release_line", "release_not_utf8"),
        *("release_number", "release_parent", "release_row_twice", "release_rows_missing", "release_status"),
        *("release_unlisted", "release_word", "unknown_id"),
    },
    "storage/shapes.py": {code for code, _ in FINDINGS.values()} | {"wrong_shape", "wrong_type"},
    "storage/yaml_text.py": set(KEY_PROBLEMS.values()),
    "services/batches.py": {"columns_missing", "columns_unknown", "columns_repeated"},
}
"""Problems whose code is not written where they are made."""
PASSING_ON = {
    "web/visitor.py",
    "presentation/board.py",
    "app.py",
    "presentation/desk/naming.py",
    "presentation/sections/parts.py",
    "reports/workbook.py",
    "web/cli.py",
}
"""Where a key is only passed on, or chosen from keys that stand in full beside it."""
STORED_CODES = {"report_gave_up"}
"""Problems that are kept as text, see `stored_problem_sentence`."""


@dataclass(frozen=True)
class Said:
    """One place where a text is asked for: its key or pattern, and the parameters given (None where they are computed)."""

    where: str
    key: str
    params: frozenset[str] | None


@dataclass
class Use:
    """Everything that the sources say about texts."""

    said: list[Said] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)


@cache
def texts(language: str) -> dict[str, str]:
    path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


# --- reading the sources ---------------------------------------------------------------------------------------------


@cache
def use_of_texts() -> Use:
    use = Use()
    for path in SOURCES:
        _read_python(path, use)
    for path in TEMPLATES:
        _read_template(path, use)
    return use


def _read_python(path: Path, use: Use) -> None:
    where = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            use.words.update((node.value, *node.value.split(" ")))
        if not isinstance(node, ast.Call):
            continue
        names = [keyword.arg for keyword in node.keywords]
        params = None if None in names else frozenset(str(name) for name in names)
        called = ast.unparse(node.func).split(".")
        if called[-2:] in (["Problem", "of"], ["Reason", "of"]):
            family = called[-2].lower()
            for code in _patterns(node.args[0]):
                _note(use, f"{where}:{node.lineno}", f"{family}.{code}" if code else "", params)
        elif called[-1] in SAYERS:
            key = node.args[1] if called[-1] == "say" and len(called) == 1 else node.args[0]
            for pattern in _patterns(key):
                _note(use, f"{where}:{node.lineno}", pattern, params)
        elif called[-1] == "line" and len(called) == 2:
            for label in _patterns(node.args[0]):
                _note(use, f"{where}:{node.lineno}", f"label.{label}" if label else "", frozenset())


def _note(use: Use, where: str, key: str, params: frozenset[str] | None) -> None:
    if key:
        use.said.append(Said(where, key, params))
    else:
        use.computed.append(where)


def _patterns(node: ast.expr) -> list[str]:
    """The keys an expression can give, a star for what is computed; an empty text where all of it is."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*_patterns(node.body), *_patterns(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)]
    return [""]


def _read_template(path: Path, use: Use) -> None:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT).as_posix()
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str):
            use.words.add(constant.value)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SAYERS:
            params = frozenset(keyword.key for keyword in call.kwargs)
            for pattern in _template_patterns(call.args[0]):
                _note(use, f"{where}:{call.lineno}", pattern, params)


def _template_patterns(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.CondExpr):
        return [*_template_patterns(node.expr1), *(_template_patterns(node.expr2) if node.expr2 else [])]
    if isinstance(node, nodes.Add | nodes.Concat):
        parts = [node.left, node.right] if isinstance(node, nodes.Add) else node.nodes
        return ["".join(str(part.value) if isinstance(part, nodes.Const) else "*" for part in parts)]
    return [""]


def keys_of(pattern: str) -> set[str]:
    """Every key that a pattern stands for."""
    return {pattern.replace("*", value) for value in DYNAMIC[pattern]} if "*" in pattern else {pattern}


def problem_codes() -> Iterator[str]:
    yield from (f"problem.{code}" for codes in CODES_CHOSEN_WHILE_RUNNING.values() for code in codes)
    yield from (f"problem.{code}" for code in STORED_CODES)


# --- the two catalogues ----------------------------------------------------------------------------------------------


def test_that_there_are_texts_and_places_that_use_them() -> None:
    assert len(texts("ko")) > 400
    assert len(use_of_texts().said) > 400
    assert len([said for said in use_of_texts().said if said.key.startswith("problem.")]) > 60
    assert len([said for said in use_of_texts().said if said.key.startswith("reason.")]) > 20


def test_both_languages_have_the_same_keys() -> None:
    assert set(texts("ko")) ^ set(texts("en")) == set()


def test_both_languages_fill_in_the_same_things() -> None:
    assert [key for key in texts("ko") if placeholders(texts("ko")[key]) != placeholders(texts("en")[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_stands_once_and_in_order(language: str) -> None:
    source = (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', source, re.MULTILINE)
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert keys == sorted(keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_waits_for_a_translator(language: str) -> None:
    path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
    assert "fuzzy" not in path.read_text(encoding="utf-8")
    assert [key for key, text in texts(language).items() if not text.strip()] == []


def test_english_texts_hold_no_korean() -> None:
    assert [key for key, text in texts("en").items() if re.search("[가-힣]", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_percent_sign_belongs_to_a_parameter_or_is_doubled(language: str) -> None:
    filled = {key: text for key, text in texts(language).items() if placeholders(text)}
    assert [key for key, text in filled.items() if "%" in PLACEHOLDER.sub("", text).replace("%%", "")] == []


KNOWN_SOUNDS = {
    "reason.near_industry",  # a name in brackets, the particle belongs to 업종
    "reason.over_budget",  # money always ends in 원
    "roadmap.sentence",  # the particle follows 추정; months end in 일 or 개월
    "suppliers.cover",  # 퍼센트
}


def test_a_particle_after_a_parameter_is_chosen_by_its_sound() -> None:
    assert {key for key, text in texts("ko").items() if SOUNDED.search(text)} == KNOWN_SOUNDS


# --- the sources against the catalogues ------------------------------------------------------------------------------


def test_every_key_that_is_put_together_is_one_we_know() -> None:
    assert {said.key for said in use_of_texts().said if "*" in said.key} - set(DYNAMIC) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_said_has_a_text(language: str) -> None:
    missing = [
        (said.where, key) for said in use_of_texts().said for key in keys_of(said.key) if key not in texts(language)
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_that_is_chosen_while_running_has_a_text(language: str) -> None:
    assert [key for key in problem_codes() if key not in texts(language)] == []


def test_codes_are_written_where_problems_are_made() -> None:
    elsewhere = {where.partition(":")[0] for where in use_of_texts().computed}
    assert elsewhere - set(CODES_CHOSEN_WHILE_RUNNING) - PASSING_ON == set()


def test_every_text_gets_what_it_fills_in() -> None:
    wrong = [
        (said.where, key, sorted(placeholders(texts("ko")[key]) - said.params))
        for said in use_of_texts().said
        if said.params is not None
        for key in keys_of(said.key)
        if placeholders(texts("ko")[key]) - said.params
    ]
    assert wrong == []


def test_a_text_without_parameters_is_said_without_doubled_percent_signs() -> None:
    bare = {key for said in use_of_texts().said if said.params == frozenset() for key in keys_of(said.key)}
    bare = {key for key in bare if not key.startswith(("problem.", "reason."))}
    assert [key for key in bare for language in LANGUAGES if "%%" in texts(language)[key]] == []


def test_no_text_is_left_over() -> None:
    used = {key for said in use_of_texts().said for key in keys_of(said.key)} | set(problem_codes())
    used |= {key for pattern in DYNAMIC for key in keys_of(pattern)}
    assert sorted(set(texts("ko")) - used - use_of_texts().words) == []
