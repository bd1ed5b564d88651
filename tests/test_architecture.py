"""The house rules as tests: who may import whom, how long things may be, what never appears where."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("assessment", "presentation", "services", "storage", "web", "reports")
SOURCES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py") if "migrations" not in p.parts)
SINGLE = [ROOT / "app.py", ROOT / "config.py"]

VALUES = {
    "assessment.campaign",
    "assessment.values",
    "assessment.catalogue",
    "assessment.programmes",
    "assessment.errors",
    "assessment.terms",
    "assessment.canonical",
    "assessment.roadmap.explanation",
    "assessment.roadmap.standings",
    "assessment.instrument.edition",
    "assessment.matching.agreements",
    "assessment.matching.meeting",
    "assessment.matching.records",
    "assessment.disclosure.publication",
    "assessment.disclosure.rules",
    *(f"assessment.{room}.values" for room in ("instrument", "scoring", "roadmap", "matching", "disclosure")),
}
PORTS = {f"services.{name}_port" for name in ("campaign", "cooperation", "link", "pool", "register", "release")}
MAY_IMPORT = {
    "assessment": {"assessment"},
    "presentation": {"presentation", "VALUES"},
    "services": {"services", "assessment"},
    "storage": {"storage", "VALUES", "services.ports", *PORTS},
    "web": {"web", "VALUES", "presentation", "services"},
    "reports": {"reports", "VALUES", "presentation"},
}
NEVER = {
    "assessment": {"flask", "wtforms", "jinja2", "babel", "sqlalchemy", "yaml", "weasyprint", "os", "random", "time"},
    "presentation": {"flask", "sqlalchemy", "weasyprint", "yaml", "numpy"},
    "services": {"flask", "sqlalchemy", "yaml", "weasyprint", "jinja2", "babel"},
    "storage": {"flask", "wtforms", "weasyprint", "jinja2"},
    "web": {"sqlalchemy", "yaml", "weasyprint", "numpy", "openpyxl", "xlsxwriter"},
    "reports": {"flask", "sqlalchemy", "yaml"},
}
CORE_ORDER = ("instrument", "scoring", "roadmap", "matching")
LONGEST_MODULE, LONGEST_FUNCTION, MOST_METHODS = 400, 60, 15
ATTICS = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _allowed(module: str, rules: set[str]) -> bool:
    names = (rules - {"VALUES"}) | (VALUES if "VALUES" in rules else set())
    if any(module == name or module.startswith(f"{name}.") for name in names):
        return True
    return any(name.startswith(f"{module}.") for name in names)


def test_that_there_are_sources() -> None:
    assert len(SOURCES) > 50


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_room_imports_only_what_its_note_allows(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    ours = [m for m in _imports(path) if m.split(".")[0] in {*ROOMS, "app", "config", "tests", "bench"}]
    assert [m for m in ours if not _allowed(m, MAY_IMPORT[room])] == []


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_room_never_imports_what_its_note_forbids(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    assert {m.split(".")[0] for m in _imports(path)} & NEVER[room] == set()


@pytest.mark.parametrize("path", [p for p in SOURCES if "assessment" in p.parts], ids=_name)
def test_inside_the_core_imports_go_one_way(path: Path) -> None:
    parts = path.relative_to(ROOT / "assessment").parts
    imported = {m.split(".")[1] for m in _imports(path) if m.startswith("assessment.")}
    if parts[0] in CORE_ORDER:
        later = set(CORE_ORDER[CORE_ORDER.index(parts[0]) + 1 :])
        assert imported & (later | {"disclosure", "diagnosis", "values", "checks"}) == set()
    if parts[0] == "disclosure":
        assert imported & {"diagnosis", "checks"} == set()


@pytest.mark.parametrize("path", [p for p in SOURCES if "assessment" in p.parts], ids=_name)
def test_the_core_opens_nothing_and_reads_no_clock(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"open", "print", "input", "eval", "exec"}
            assert not called.endswith((".now", ".today", ".utcnow"))


def test_the_core_loads_none_of_the_world() -> None:
    code = (
        "import sys, assessment.diagnosis, assessment.checks\n"
        "found = {'flask', 'sqlalchemy', 'yaml', 'weasyprint', 'jinja2', 'babel'} & set(sys.modules)\n"
        "raise SystemExit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", [*SOURCES, *SINGLE], ids=_name)
def test_modules_and_functions_keep_to_the_house_numbers(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert all("#" in source.splitlines()[inner[0].lineno - 1] for _ in inner), f"{node.name} imports inside"
        if isinstance(node, ast.ClassDef):
            public = [n for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
            assert len(public) <= MOST_METHODS, node.name


@pytest.mark.parametrize("path", [*SOURCES, *SINGLE], ids=_name)
def test_every_module_says_why_it_exists(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_app_only_joins() -> None:
    assert (ROOT / "app.py").read_text(encoding="utf-8").count("\n") <= 120


def test_there_is_no_attic() -> None:
    tracked = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {Path(name).name for name in tracked.stdout.split()} & ATTICS == set()


@pytest.mark.parametrize("room", [*ROOMS, "questionnaires", "catalogue", "templates"])
def test_every_room_carries_a_note(room: str) -> None:
    note = (ROOT / room / "README.md").read_text(encoding="utf-8")
    assert "never" in note.lower()


def test_content_holds_no_code() -> None:
    for room in ("questionnaires", "catalogue"):
        assert list((ROOT / room).rglob("*.py")) == []
        for path in (ROOT / room).rglob("*.yaml"):
            content = path.read_text(encoding="utf-8")
            assert "{{" not in content, path
            assert "</" not in content, path


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=_name)
def test_templates_only_draw(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 150
    assert source.count("{% set") <= 4
    assert "|sum" not in source
    assert "|sort" not in source
    assert "|safe" not in source


def test_no_file_names_a_path_or_registry_of_one_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in tracked.stdout.split():
        if name.endswith((".py", ".txt", ".md", ".toml", ".html", ".css", ".js", ".yaml", ".json")):
            content = (ROOT / name).read_text(encoding="utf-8")
            assert "/root/" not in content or name.startswith("tests/test_architecture"), name
            assert "--extra-index-url" not in content or name.startswith("tests/test_architecture"), name
