"""Anyone can check a plan: the rules of docs/formats.md in a few lines, on exported files alone, without our planner."""

from __future__ import annotations

import json
import re
from itertools import product
from statistics import median
from typing import Any

import pytest
import yaml

from storage.content.store import ContentFolder
from tests.commandline import DONE, ROOT, SAMPLE, command_line, write

Json = dict[str, Any]
Starts = dict[str, int]
YEAR = 4
TOLERANCE = 1e-6
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
SHEETS = {
    "sample": SAMPLE.read_text(encoding="utf-8"),
    **{path.stem: yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8"))["sheet"]) for path in CASES},
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, content: ContentFolder) -> dict[str, Json]:
    """The diagnosis of every sheet, as `flask diagnose --json` writes it."""
    folder = tmp_path_factory.mktemp("exported")
    flask = command_line(folder / "instance", content)
    found = {}
    for name, text in SHEETS.items():
        target = folder / f"{name}.json"
        outcome = flask("diagnose", write(folder / f"{name}.yaml", text), "--json", target, "--on", "2026-11-22")
        assert outcome.status == DONE, outcome.said
        found[name] = json.loads(target.read_text(encoding="utf-8"))
    return found


# --- the rules of the page -------------------------------------------------------------------------------------------


def steps(candidate: Json, levels: Json) -> list[tuple[str, int]]:
    """The steps above today's levels that an initiative makes."""
    return [
        (e["item"], level)
        for e in candidate["effects"]
        if e["item"] in levels
        for level in range(max(e["from_level"], levels[e["item"]]) + 1, e["to_level"] + 1)
    ]


def reached(instance: Json, starts: Starts) -> dict[tuple[str, int], int]:
    """The quarter in which each step is first made: when the first initiative that makes it has ended."""
    ends: dict[tuple[str, int], int] = {}
    for c in instance["candidates"]:
        if c["initiative"] in starts:
            for step in steps(c, instance["levels"]):
                end = starts[c["initiative"]] + c["quarters"]
                ends[step] = min(end, ends.get(step, end))
    return ends


def worth(instance: Json, starts: Starts) -> float:
    """What a plan is worth."""
    levels, targets, priorities = instance["levels"], instance["targets"], instance["priorities"]
    ends = reached(instance, starts)

    def early(quarter: int) -> float:
        return float((instance["horizon"] - quarter + 1) * instance["discount"] ** quarter)

    total = sum(priorities[i] * early(end) for (i, level), end in ends.items() if level <= targets.get(i, 0))
    below = [priorities[i] for i, target in targets.items() for _ in range(levels.get(i, target), target)]
    for opening in instance["openings"]:
        needed = [(i, level) for i, level in opening["needs"] if levels.get(i, -1) < level]
        if needed and all(step in ends for step in needed):
            factor = instance["wanted_factor"] if opening["wanted"] else 1.0
            total += median(below) * factor * early(max(ends[step] for step in needed))
    return total


def broken(instance: Json, starts: Starts, grants: list[Json]) -> list[str]:
    """Every limit that a plan breaks."""
    by_id = {c["initiative"]: c for c in instance["candidates"]}
    return [
        *out_of_order(instance, starts, by_id),
        *out_of_bounds(instance, starts, grants),
        *unlawful(instance, starts, grants),
    ]


def out_of_order(instance: Json, starts: Starts, by_id: dict[str, Json]) -> list[str]:
    """Initiatives that do not end in time, or start before what they wait for."""
    levels, ends = instance["levels"], reached(instance, starts)
    found = []
    for c in (by_id[i] for i in starts):
        start = starts[c["initiative"]]
        if start < 0 or start + c["quarters"] > instance["horizon"]:
            found.append(f"{c['initiative']} does not end in time")
        for first in c["prerequisites"]:
            ended = first in starts and starts[first] + by_id[first]["quarters"] <= start
            otherwise = first in by_id and all(
                ends.get(step, start + 1) <= start for step in steps(by_id[first], levels)
            )
            if not ended and not otherwise:
                found.append(f"{c['initiative']} does not wait for {first}")
        for e in c["effects"]:
            low = levels.get(e["item"], e["from_level"]) < e["from_level"]
            if low and ends.get((e["item"], e["from_level"]), start + 1) > start:
                found.append(f"{c['initiative']} starts before {e['item']} is at {e['from_level']}")
    return found


def out_of_bounds(instance: Json, starts: Starts, grants: list[Json]) -> list[str]:
    """Quarters with too little people or money."""
    chosen = [c for c in instance["candidates"] if c["initiative"] in starts]
    found = []
    for quarter, limit in enumerate(instance["staff_months"]):
        working = [c for c in chosen if starts[c["initiative"]] <= quarter < starts[c["initiative"]] + c["quarters"]]
        if sum(c["staff_months"] / c["quarters"] for c in working) > limit + TOLERANCE:
            found.append(f"too many people in quarter {quarter}")
    left = 0.0
    for quarter, amount in enumerate(cash(instance, starts, grants)):
        left += amount
        if left > sum(instance["budget_a_year"][: quarter // YEAR + 1]) + TOLERANCE:
            found.append(f"too much money by the end of quarter {quarter}")
    return found


def cash(instance: Json, starts: Starts, grants: list[Json]) -> list[float]:
    """What leaves the account in each quarter: cost and VAT, tax back a quarter later, fees, less what the state pays."""
    by_id, offers = {c["initiative"]: c for c in instance["candidates"]}, {o["id"]: o for o in instance["offers"]}
    flows = [0.0] * (instance["horizon"] + 1)
    for initiative, start in starts.items():
        flows[start] += by_id[initiative]["cost"] * (1 + instance["vat"])
        flows[start + 1] -= by_id[initiative]["cost"] * instance["vat"]
    for grant in grants:
        offer = offers[grant["offer"]]
        flows[grant["quarter"]] += offer["fee"]
        for initiative, share in grant["shares"]:
            work = by_id[initiative]["quarters"] if offer["after_the_work"] else 0
            flows[starts[initiative] + work] -= share
    return flows[:-1]


def unlawful(instance: Json, starts: Starts, grants: list[Json]) -> list[str]:
    """Every rule of an offer that a plan breaks."""
    by_id, offers = {c["initiative"]: c for c in instance["candidates"]}, {o["id"]: o for o in instance["offers"]}
    counted = {grant["offer"]: sum(share for _, share in grant["shares"]) for grant in grants}
    paid = [initiative for grant in grants for initiative, _ in grant["shares"]]
    found = [f"{i} is paid for twice" for i in set(paid) if paid.count(i) > 1]
    for grant in grants:
        offer, begun = offers[grant["offer"]], grant["quarter"]
        if not offer["first"] <= begun <= offer["last"]:
            found.append(f"{offer['id']} does not begin in its window")
        if offer["cap"] is not None and counted[offer["id"]] > offer["cap"] + TOLERANCE:
            found.append(f"{offer['id']} pays more than its cap")
        for initiative, share in grant["shares"]:
            start, work = starts[initiative], by_id[initiative]
            if initiative not in offer["initiatives"] or share > work["cost"] * offer["percent"] / 100 + TOLERANCE:
                found.append(f"{offer['id']} does not pay that for {initiative}")
            if start < begun or start + work["quarters"] > begun + offer["quarters"]:
                found.append(f"{initiative} is not inside the project of {offer['id']}")
    rules = instance["offer_rules"]
    found += [f"more than one of {group}" for group in rules["at_most_one"] if len(counted.keys() & set(group)) > 1]
    found += [
        f"more than the ceiling of {group}"
        for amount, group in rules["ceilings"]
        if sum(counted.get(offer, 0.0) for offer in group) > amount + TOLERANCE
    ]
    return found


# --- held against what is exported -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHEETS)
def test_an_exported_plan_keeps_every_limit_of_its_instance(exported: dict[str, Json], name: str) -> None:
    starts = {entry["initiative"]: entry["start"] for entry in exported[name]["roadmap"]["scheduled"]}
    assert starts
    assert broken(exported[name]["instance"], starts, exported[name]["roadmap"]["grants"]) == []


@pytest.mark.parametrize("name", SHEETS)
def test_plans_with_state_money_and_their_fallbacks_keep_every_limit(exported: dict[str, Json], name: str) -> None:
    for plan in exported[name]["supported"]:
        for roadmap in (plan["roadmap"], plan["fallback"]):
            starts = {entry["initiative"]: entry["start"] for entry in roadmap["scheduled"]}
            assert broken(plan["instance"], starts, roadmap["grants"]) == []
            assert roadmap["cash_by_quarter"] == pytest.approx(cash(plan["instance"], starts, roadmap["grants"]))
            assert worth(plan["instance"], starts) == pytest.approx(roadmap["proof"]["worth"], abs=TOLERANCE)
        assert plan["roadmap"]["grants"]
        assert plan["fallback"]["grants"] == []


def test_some_exported_plan_counts_state_money(exported: dict[str, Json]) -> None:
    assert {plan["kind"] for found in exported.values() for plan in found["supported"]} >= {"C"}


@pytest.mark.parametrize("name", SHEETS)
def test_the_worth_of_an_exported_plan_follows_from_its_instance(exported: dict[str, Json], name: str) -> None:
    roadmap = exported[name]["roadmap"]
    starts = {entry["initiative"]: entry["start"] for entry in roadmap["scheduled"]}
    assert worth(exported[name]["instance"], starts) == pytest.approx(roadmap["proof"]["worth"], abs=TOLERANCE)
    assert roadmap["proof"]["worth"] <= roadmap["proof"]["bound"] + TOLERANCE


@pytest.mark.parametrize("name", SHEETS)
def test_no_single_move_makes_an_exported_plan_better(exported: dict[str, Json], name: str) -> None:
    instance, roadmap = exported[name]["instance"], exported[name]["roadmap"]
    starts = {entry["initiative"]: entry["start"] for entry in roadmap["scheduled"]}
    best = worth(instance, starts)
    for c in instance["candidates"]:
        others = {i: start for i, start in starts.items() if i != c["initiative"]}
        for quarter in range(instance["horizon"]):
            moved = {**others, c["initiative"]: quarter}
            assert broken(instance, moved, []) or worth(instance, moved) <= best + TOLERANCE, moved


def test_of_all_plans_of_the_instance_of_the_page_the_told_one_is_the_best() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    instance = json.loads(re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[1])
    names = [c["initiative"] for c in instance["candidates"]]
    plans = []
    for quarters in product([None, *range(instance["horizon"])], repeat=len(names)):
        starts = {name: quarter for name, quarter in zip(names, quarters, strict=True) if quarter is not None}
        if not broken(instance, starts, []):
            plans.append((worth(instance, starts), starts))
    best, starts = max(plans, key=lambda plan: plan[0])
    assert starts == {"ini-data-list": 0, "ini-defect-codes": 1}
    told = re.search(r"worth (\d+\.\d+)", page.partition("Its plan:")[2])
    assert told
    assert best == pytest.approx(float(told[1]), abs=0.0001)
