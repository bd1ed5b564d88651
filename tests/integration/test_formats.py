"""The exchange formats: what commands write fits its schema, schemas are strict, and docs/formats.md tells the truth."""

from __future__ import annotations

import copy
import csv
import json
import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assessment.catalogue import Effect, InitiativeId, UseCaseId
from assessment.instrument.edition import ItemId
from assessment.roadmap.schedule import plan_roadmap
from assessment.roadmap.values import Candidate, Opening, PlanningInstance
from storage.content.store import ContentFolder
from storage.content.suppliers import read_suppliers
from storage.shapes import find_shape_problems
from storage.yaml_text import parse_yaml
from tests.builders import ALL_IDS
from tests.commandline import DONE, ROOT, SAMPLE, SOME_REJECTED, UNUSABLE, CommandLine, command_line, sheet, write

Json = dict[str, Any]
Path_ = tuple[str | int, ...]
FORMATS = sorted((ROOT / "storage" / "formats").glob("*.schema.json"))
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
OPEN = "release.schema.json"
"""A Frictionless data package: keys that are not ours are free."""
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
NOTHING = (
    "format: kkweda/answer-sheet/1\nquestionnaire: readiness/2026.1\n"
    'company: {division: "22", workers: 60, region: "48", own_products: "100"}\n'
)
VISIT = "visit: {consultant: 김상담, visited_on: 2026-11-20, answers: {P1: {level: 4, evidence: measured}, E1: dk}}\n"
WISHES = (
    "wishes:\n  {targets: {P1: 4}, use_cases: [uc-defect-causes], kpis: [kpi-uptime], not_our_business: [P3],"
    " cost_shares: {energy: 40, labour: 20}}\n"
    "limits: {budget_a_year: 10, staff_months_a_quarter: 0.5, horizon: 4, will_not_do: [ini-backup],"
    " numbers: {sales: 300000, defect_rate: 2.5}}\n"
)

NUMBERS = (
    "limits: {budget_a_year: 3000, staff_months_a_quarter: 3, horizon: 8, numbers: {sales: 180000, defect_rate: 3.2,"
    " hourly_labour_cost: 2.1}}\n"
)


def answers(value: str) -> str:
    return "answers: {" + ", ".join(f"{item}: {value}" for item in ALL_IDS) + "}\n"


SHEETS = {
    "sample": SAMPLE.read_text(encoding="utf-8"),
    **{path.stem: yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8"))["sheet"]) for path in CASES},
    "nothing answered": NOTHING + "answers: {}\n",
    "nothing known": NOTHING + answers("dk"),
    "all at 0": NOTHING + answers("0"),
    "all at 5": NOTHING + answers("5"),
    "one dimension": sheet(),
    "a visit": sheet(more=VISIT),
    "wishes and limits": sheet(more=WISHES),
    "numbers": SAMPLE.read_text(encoding="utf-8") + NUMBERS,
}


@pytest.fixture(scope="module")
def flask(tmp_path_factory: pytest.TempPathFactory, content: ContentFolder) -> CommandLine:
    return command_line(tmp_path_factory.mktemp("instance"), content)


def diagnosis(flask: CommandLine, folder: Path, text: str, *options: str) -> Json:
    """What `flask diagnose --json` writes, read as strictly as JSON is meant: without NaN and infinities."""
    source, target = write(folder / "sheet.yaml", text), folder / "diagnosis.json"
    outcome = flask("diagnose", source, "--json", target, "--on", "2026-11-22", *options)
    assert outcome.status == DONE, outcome.said
    loaded = json.loads(target.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert isinstance(loaded, dict)
    return loaded


def objects(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, Json]]:
    """Every object of a document with the way to it."""
    if isinstance(value, dict):
        yield path, value
        for key, entry in value.items():
            yield from objects(entry, (*path, key))
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from objects(entry, (*path, number))


def shortened(value: Any) -> Any:
    """The same document with one object in every list of objects, and one item in every group of items."""
    if isinstance(value, list):
        return [shortened(entry) for entry in value][: 1 if value and isinstance(value[0], dict) else None]
    if isinstance(value, dict):
        return {key: shortened(entry) for key, entry in value.items() if key == "P1" or key not in ALL_IDS}
    return value


def at(document: Any, path: Path_) -> Any:
    for key in path:
        document = document[key]
    return document


def blocks(language: str) -> list[str]:
    """The blocks of the page in one language."""
    found = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found


# --- the schemas -----------------------------------------------------------------------------------------------------


def test_that_there_are_schemas() -> None:
    assert {path.name.removesuffix(".schema.json") for path in FORMATS} >= {
        "answer-sheet",
        "diagnosis",
        "planning-instance",
    }


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.name.removesuffix(".schema.json"))
def test_a_schema_is_one_and_names_its_format(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema.get("additionalProperties", True) is (path.name == OPEN)
    assert schema["properties"]["format"] == {"const": f"kkweda/{path.name.removesuffix('.schema.json')}/1"}
    assert schema["title"].startswith(schema["properties"]["format"]["const"])


@pytest.mark.parametrize("name", SHEETS)
def test_what_diagnose_writes_fits_its_schema(flask: CommandLine, tmp_path: Path, name: str) -> None:
    found = diagnosis(flask, tmp_path, SHEETS[name])
    assert find_shape_problems(found, "diagnosis", name) == []
    assert find_shape_problems(found["instance"], "planning-instance", name) == []


@pytest.mark.parametrize("name", ["sample", "machine-builder-85"])
def test_a_list_of_suppliers_fits_its_schema(flask: CommandLine, tmp_path: Path, name: str) -> None:
    found = diagnosis(flask, tmp_path, SHEETS[name], "--with-sample-suppliers")
    assert find_shape_problems(found, "diagnosis", name) == []
    assert found["suppliers"]["matches"]


def test_the_sheets_of_this_test_make_every_part_of_a_diagnosis(flask: CommandLine, tmp_path: Path) -> None:
    # an empty list fits any schema of its entries, so each list has to hold something in some sheet
    found = [diagnosis(flask, tmp_path, text) for text in SHEETS.values()]
    found.append(diagnosis(flask, tmp_path, SHEETS["sample"], "--with-sample-suppliers"))
    filled = {tuple(key for key in path if isinstance(key, str)) for each in found for path, _ in objects(each)}
    assert filled >= {
        ("use_cases", "missing"),
        ("gates", "pilot", "missing"),
        ("gaps", "reasons", "params"),
        ("instance", "candidates", "effects"),
        ("instance", "openings"),
        ("roadmap", "scheduled", "reasons", "params"),
        ("roadmap", "left_out", "reason", "params"),
        ("roadmap", "opened"),
        ("benefit", "losses", "formula", "params"),
        ("benefit", "savings", "yearly"),
        ("benefit", "initiatives", "savings", "yearly"),
        ("benefit", "initiatives", "payback"),
        ("benefit", "missing"),
        ("benefit", "payback"),
        ("course", "points"),
        ("suppliers", "lines"),
        ("suppliers", "matches", "covered"),
        ("suppliers", "matches", "reasons"),
        ("suppliers", "filtered_out", "reasons"),
        ("subcommittees", "brings", "params"),
        ("subcommittees", "reasons", "params"),
        ("dimensions", "process", "reason"),
        ("overall", "reason"),
    }


def test_a_diagnosis_with_a_key_too_many_anywhere_does_not_fit(flask: CommandLine, tmp_path: Path) -> None:
    found = shortened(diagnosis(flask, tmp_path, SHEETS["numbers"], "--with-sample-suppliers"))
    places = [path for path, _ in objects(found) if path[-1:] != ("params",)]
    assert len(places) > 20
    assert find_shape_problems(found, "diagnosis", "x") == []
    for path in places:
        wrong = copy.deepcopy(found)
        at(wrong, path)["surprise"] = 1
        assert find_shape_problems(wrong, "diagnosis", "x"), path


def test_a_diagnosis_with_a_key_too_few_anywhere_does_not_fit(flask: CommandLine, tmp_path: Path) -> None:
    found = shortened(diagnosis(flask, tmp_path, SHEETS["numbers"], "--with-sample-suppliers"))
    open_ended = {"items", "levels", "targets", "priorities", "levels_at_end", "factors", "params"}
    places = [(*path, key) for path, entry in objects(found) if not open_ended & set(path[-1:]) for key in entry]
    assert len(places) > 100
    for path in places:
        wrong = copy.deepcopy(found)
        del at(wrong, path[:-1])[path[-1]]
        assert find_shape_problems(wrong, "diagnosis", "x"), path


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("provenance", "seed"), 7),
        (("provenance", "on"), "soon"),
        (("items", "P1", "claimed"), 6),
        (("items", "P1", "claimed"), None),
        (("items", "P1", "claimed"), "unknown"),
        (("dimensions", "process", "points"), None),
        (("dimensions", "process", "points"), 101),
        (("dimensions", "process", "points"), "not_scored"),
        (("overall", "interval"), [1]),
        (("gates", "pilot", "verdict"), True),
        (("roadmap", "scheduled", 0, "gains"), [["P1", 1]]),
        (("benefit", "yearly"), {"low": -1, "high": 2}),
        (("benefit", "missing", 0, "numbers"), ["late_deliveries"]),
        (("course", 0, "points", "process"), "soon"),
        (("roadmap", "scheduled", 0, "reasons"), ["closes_gap"]),
        (("instance", "openings", 0, "needs"), [["P1", 1, 2]]),
        (("instance", "levels"), {"P9": 1}),
        (("suppliers", "kind"), "list"),
    ],
)
def test_a_wrong_value_does_not_fit(flask: CommandLine, tmp_path: Path, path: Path_, value: object) -> None:
    found = diagnosis(flask, tmp_path, SHEETS["sample"])
    at(found, path[:-1])[path[-1]] = value
    assert find_shape_problems(found, "diagnosis", "x")


def test_a_seed_survives_programs_that_count_in_floats(flask: CommandLine, tmp_path: Path) -> None:
    seed = diagnosis(flask, tmp_path, SHEETS["sample"])["provenance"]["seed"]
    assert isinstance(seed, str)
    assert int(seed) > 0


def test_reasons_have_one_form_everywhere(flask: CommandLine, tmp_path: Path) -> None:
    found = diagnosis(flask, tmp_path, SHEETS["sample"])
    reasons = [entry for _, entry in objects(found) if "code" in entry]
    assert reasons
    assert {(tuple(sorted(reason)), type(reason["params"])) for reason in reasons} == {(("code", "params"), dict)}


def test_neither_name_nor_profile_of_a_company_is_part_of_its_diagnosis(flask: CommandLine, tmp_path: Path) -> None:
    text = sheet(("workers: 12", "workers: 12\n  name: 이름금속\n  business_number: 123-45-67891\n  district: 김해시"))
    found = json.dumps(diagnosis(flask, tmp_path, text), ensure_ascii=False)
    assert [word for word in ("이름금속", "123-45-67891", "김해시") if word in found] == []


# --- docs/formats.md -------------------------------------------------------------------------------------------------


def test_the_page_names_every_format_there_is() -> None:
    names = {path.name.removesuffix(".schema.json") for path in FORMATS} | {"answer-workbook"}
    assert {name for name in names if f"`kkweda/{name}/1`" in PAGE} == names


def test_the_links_of_the_page_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / "docs" / link).exists()] == []


def test_the_json_of_the_page_fits_its_schemas() -> None:
    for text, kind in zip(blocks("json"), ("diagnosis", "planning-instance"), strict=True):
        assert find_shape_problems(json.loads(text), kind, kind) == []


def test_the_sheet_of_the_page_fits_its_schema_and_uses_every_kind_of_answer() -> None:
    (text,) = blocks("yaml")
    found, problems = parse_yaml(text, "page")
    assert problems == []
    assert find_shape_problems(found, "answer-sheet", "page") == []
    for words in ("P1: 2", "evidence: documented", ": dk", "not_applicable:"):
        assert words in text


def test_every_key_of_an_answer_sheet_is_in_the_page() -> None:
    schema = json.loads((ROOT / "storage" / "formats" / "answer-sheet.schema.json").read_text(encoding="utf-8"))
    shown = PAGE.partition("## Answer workbook")[0]
    keys = {key for _, entry in objects(schema) for key in entry.get("properties", {})}
    assert {key for key in keys if not re.search(rf"\b{key}\b", shown)} == set()


def test_the_register_of_the_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text(blocks("csv")[3], encoding="utf-8")
    (supplier,), problems = read_suppliers(path)
    assert problems == []
    assert (supplier.id, len(supplier.offers)) == ("sup-a", 2)


def test_every_command_of_the_page_runs_as_the_page_says(flask: CommandLine, tmp_path: Path) -> None:
    sources, (companies, scores, rejected, _) = {"company.yaml": blocks("yaml")[0]}, blocks("csv")
    for name, text in {**sources, "companies.csv": companies}.items():
        write(tmp_path / name, text)
    expected = {"answers.xlsx": UNUSABLE, "companies.csv": SOME_REJECTED}
    ran = 0
    for line in "".join(blocks("sh")).splitlines():
        program, command, *words = shlex.split(line, comments=True)
        if command == "release":
            continue  # these take long, and are tried in test_cli_release
        files = [tmp_path / word if re.search(r"\.(yaml|json|csv|xlsx|pdf|hwpx)$", word) else word for word in words]
        outcome = flask(command, *files)
        wanted = expected.get(words[0], DONE)
        assert (program, outcome.status) == ("flask", wanted), (line, outcome.said)
        ran += 1
    assert ran == 6
    for name, text in {"scores.csv": scores, "scores.csv.rejected.csv": rejected}.items():
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file)) == list(csv.reader(text.splitlines()))


def test_the_planning_instance_of_the_page_has_the_plan_that_the_page_tells() -> None:
    roadmap = plan_roadmap(instance_from(json.loads(blocks("json")[1])))
    told = [(entry.initiative, entry.start) for entry in roadmap.scheduled]
    assert told == [("ini-data-list", 0), ("ini-defect-codes", 1)]
    assert [(opened.use_case, opened.quarter) for opened in roadmap.opened] == [("uc-defect-causes", 2)]


def test_an_exported_planning_instance_leads_to_the_same_plan(flask: CommandLine, tmp_path: Path) -> None:
    found = diagnosis(flask, tmp_path, SHEETS["sample"])
    roadmap = plan_roadmap(instance_from(found["instance"]))
    exported = [(entry["initiative"], entry["start"]) for entry in found["roadmap"]["scheduled"]]
    assert exported
    assert [(entry.initiative, entry.start) for entry in roadmap.scheduled] == exported


def instance_from(document: Json) -> PlanningInstance:
    """A planning instance out of its file, as another program would read it."""
    return PlanningInstance(
        start=date.fromisoformat(document["start"]),
        horizon=document["horizon"],
        budget_a_year=tuple(document["budget_a_year"]),
        staff_months=tuple(document["staff_months"]),
        levels={ItemId(item): level for item, level in document["levels"].items()},
        targets={ItemId(item): level for item, level in document["targets"].items()},
        priorities={ItemId(item): worth for item, worth in document["priorities"].items()},
        candidates=tuple(
            Candidate(
                initiative=InitiativeId(entry["initiative"]),
                effects=tuple(Effect(**effect) for effect in entry["effects"]),
                prerequisites=tuple(map(InitiativeId, entry["prerequisites"])),
                cost=entry["cost"],
                staff_months=entry["staff_months"],
                quarters=entry["quarters"],
                usual_cost=entry["usual_cost"],
                cost_range=tuple(entry["cost_range"]) if entry["cost_range"] else None,
            )
            for entry in document["candidates"]
        ),
        openings=tuple(
            Opening(UseCaseId(entry["use_case"]), tuple((i, n) for i, n in entry["needs"]), entry["wanted"])
            for entry in document["openings"]
        ),
        discount=document["discount"],
        wanted_factor=document["wanted_factor"],
        vat=document["vat"],
    )
