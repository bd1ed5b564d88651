"""`flask content` and `flask prepare`: clean content says how much there is and what is old, broken content where."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assessment.terms import Language
from presentation.wording import say
from services.content import content_statistics
from storage.content.store import ContentFolder
from tests import builders as make
from tests import fakes
from tests.commandline import DONE, ROOT, SOME_REJECTED, UNUSABLE, Outcome, command_line

EDITION = "questionnaires/readiness/2026.1"
# file, words of it, words instead of them, the place and the words that a person must read
BROKEN = [
    pytest.param(
        f"{EDITION}/process/P1.yaml", "id: P1", "id: [P1", "readiness/2026.1/process/P1.yaml", "깨졌습니다", id="broken"
    ),
    pytest.param(f"{EDITION}/process/P1.yaml", "weight: 1", "wait: 1", "P1.yaml", "‘weight’", id="misspelt key"),
    pytest.param(f"{EDITION}/process/P1.yaml", "id: P1", "id: P2", "process/P1.yaml", "‘P1’과 다릅니다", id="wrong id"),
    pytest.param(f"{EDITION}/gates.yaml", "E1: 2", "E1: 9", "gates.yaml · pilot.needs.E1", "1부터 5까지", id="level"),
    pytest.param(f"{EDITION}/manifest.yaml", "[P5]", "[P1]", "manifest.yaml", "걷는 순서에", id="walk"),
    pytest.param(
        "catalogue/kpis.yaml", "id: kpi-uptime", "id: kpi-lead-time", "catalogue", "두 번 쓰였", id="id twice"
    ),
    pytest.param(
        "catalogue/initiatives/ini-labels.yaml",
        "prerequisites: []",
        "prerequisites: [ini-none]",
        "ini-labels.yaml",
        "모르는 id: ini-none",
        id="unknown prerequisite",
    ),
    pytest.param(
        "catalogue/tables.yaml", "snapshot: year", "snapshot: half", "tables.yaml · snapshot", "year", id="kept answers"
    ),
    pytest.param(
        "catalogue/tables.yaml", "threshold: 10", "threshold: 1", "tables.yaml · rule.threshold", "3", id="rule"
    ),
    pytest.param("catalogue/suppliers.sample.csv", "id,name", "id,nome", "suppliers.sample.csv", "name", id="column"),
    pytest.param("catalogue/suppliers.sample.csv", "\nsup-", "\n", "csv · row 2 · id", "맞는 꼴: sup-…", id="supplier"),
]


def copy_of_content(folder: Path) -> Path:
    for room in ("questionnaires", "catalogue"):
        shutil.copytree(ROOT / room, folder / room)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not say {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def check(folder: Path, *options: str, command: tuple[str, ...] = ("content", "check")) -> Outcome:
    content = ContentFolder(folder / "questionnaires", folder / "catalogue")
    return command_line(folder / "instance", content)(*command, *options)


def test_the_content_of_this_repository_is_clean_and_counted(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("content", "check")
    assert (outcome.status, outcome.said) == (DONE, ())
    assert "24개" in outcome.out


def test_a_clean_check_can_be_read_in_english(tmp_path: Path) -> None:
    assert "24 items" in command_line(tmp_path)("content", "check", "--lang", "en").out


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), BROKEN)
def test_broken_content_is_named_with_its_place_and_cure(
    tmp_path: Path, file: str, old: str, new: str, place: str, words: str
) -> None:
    change(copy_of_content(tmp_path) / file, old, new)
    outcome = check(tmp_path)
    assert (outcome.status, outcome.out) == (SOME_REJECTED, "")
    assert [line for line in outcome.said if place in line.split(": ")[0] and words in line]


def test_broken_content_is_named_in_english_too(tmp_path: Path) -> None:
    change(copy_of_content(tmp_path) / EDITION / "process/P1.yaml", "weight: 1", "wait: 1")
    assert [line for line in check(tmp_path, "--lang", "en").said if "P1.yaml" in line] == [
        "readiness/2026.1/process/P1.yaml: Unknown key wait. Check the spelling or remove it.",
        "readiness/2026.1/process/P1.yaml: ‘weight’ is missing. Fill it in.",
    ]


def test_problems_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    copy_of_content(tmp_path)
    change(tmp_path / EDITION / "process/P1.yaml", "id: P1", "id: [P1")
    change(tmp_path / EDITION / "service/S1.yaml", "id: S1", "id: [S1")
    change(tmp_path / "catalogue/suppliers.sample.csv", "id,name", "id,nome")
    named = " ".join(check(tmp_path).said)
    assert {name for name in ("P1.yaml", "S1.yaml", "suppliers.sample.csv") if name in named} == {
        "P1.yaml",
        "S1.yaml",
        "suppliers.sample.csv",
    }


def test_initiatives_that_wait_for_each_other_are_named(tmp_path: Path) -> None:
    copy_of_content(tmp_path)
    for mine, other in (("ini-data-list", "ini-backup"), ("ini-backup", "ini-data-list")):
        path = tmp_path / "catalogue" / "initiatives" / f"{mine}.yaml"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("prerequisites:")]
        path.write_text("".join([*kept, f"prerequisites: [{other}]\n"]), encoding="utf-8")
    (line,) = [line for line in check(tmp_path).said if "서로를 기다리는" in line]
    assert "ini-backup" in line
    assert "ini-data-list" in line


def test_a_folder_without_an_edition_is_not_clean(tmp_path: Path) -> None:
    shutil.rmtree(copy_of_content(tmp_path) / "questionnaires" / "readiness")
    outcome = check(tmp_path)
    assert (outcome.status, len(outcome.said)) == (SOME_REJECTED, 1)
    assert outcome.said[0].startswith("questionnaires: 내용 파일이 하나도 없습니다.")


def test_preparing_a_clean_installation_is_silent(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("prepare")
    assert (outcome.status, outcome.out, outcome.said) == (DONE, "", ())


def test_preparing_makes_the_database(tmp_path: Path) -> None:
    command_line(tmp_path)("prepare")
    assert (tmp_path / "kkweda.sqlite").exists()


def test_preparing_stops_a_server_with_broken_content(tmp_path: Path) -> None:
    change(copy_of_content(tmp_path) / EDITION / "process/P1.yaml", "id: P1", "id: [P1")
    outcome = check(tmp_path, command=("prepare",))
    assert outcome.status == UNUSABLE
    assert outcome.said[0].startswith("readiness/2026.1/process/P1.yaml: ")


# --- what nobody looked at for long ---


def content_checked_in(year: int) -> fakes.FakeContent:
    """Clean content with one call that was last checked on the first day of a year."""
    steps = tuple(
        make.initiative(
            f"ini-{i.lower()}",
            *((i, level, level + 1) for level in range(4)),
            capabilities=tuple(c.id for c in make.catalogue().capabilities),
        )
        for i in make.ALL_IDS
    )
    call = make.call("2026", checked_on=date(year, 1, 1))
    catalogue = make.catalogue(initiatives=steps, programmes=(make.programme(call),), alliances=())
    edition = make.questionnaire()
    return fakes.FakeContent(replace(edition, concerns=edition.concerns[:1]), catalogue=catalogue)


@pytest.mark.parametrize("language", list(Language))
def test_a_stale_entry_is_named_on_the_error_stream_and_stops_nothing(tmp_path: Path, language: Language) -> None:
    words = ("content", "check", "--on", "2027-06-01", "--lang", language.value)
    outcome = command_line(tmp_path, content_checked_in(2026))(*words)
    entry = {"where": "catalogue/programmes/prg-a/2026", "checked_on": date(2026, 1, 1)}
    assert (outcome.status, outcome.said) == (DONE, (say(language, "cli.stale", **entry),))
    assert "24" in outcome.out


@pytest.mark.parametrize(("on", "named"), [("2026-06-30", 0), ("2026-07-01", 1)])
def test_an_entry_is_fresh_for_180_days(tmp_path: Path, on: str, named: int) -> None:
    outcome = command_line(tmp_path, content_checked_in(2026))("content", "check", "--on", on)
    assert (outcome.status, len(outcome.said)) == (DONE, named)


def test_without_a_date_content_is_as_old_as_it_is_today(tmp_path: Path) -> None:
    outcomes = [command_line(tmp_path, content_checked_in(year))("content", "check") for year in (2020, 9999)]
    assert [(outcome.status, len(outcome.said)) for outcome in outcomes] == [(DONE, 1), (DONE, 0)]


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("content", "check", "--on", "2027-13-01")
    assert (outcome.status, outcome.out) == (UNUSABLE, "")


def test_the_content_of_this_repository_grows_stale_in_time_and_stays_usable(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("content", "check", "--on", "2027-06-01", "--lang", "en")
    assert outcome.status == DONE
    assert "24 items" in outcome.out
    assert [line for line in outcome.said if "catalogue/programmes/" in line]


# --- counted ---


def test_everything_can_be_counted(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("content", "stats")
    lines = outcome.out.splitlines()
    assert (outcome.status, outcome.said) == (DONE, ())
    assert [line for line in lines if not line.startswith(" ")] == list(content_statistics(ContentFolder()))
    assert ["items", "24"] in [line.split() for line in lines]


def test_counts_stand_in_one_column(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("content", "stats")
    assert {len(line) for line in outcome.out.splitlines() if line.startswith(" ")} == {36}


def test_the_counts_can_be_read_by_a_program(tmp_path: Path) -> None:
    outcome = command_line(tmp_path)("content", "stats", "--json")
    assert (outcome.status, outcome.said) == (DONE, ())
    assert json.loads(outcome.out) == content_statistics(ContentFolder())


def test_counting_a_folder_without_an_edition_says_so(tmp_path: Path) -> None:
    shutil.rmtree(copy_of_content(tmp_path) / "questionnaires" / "readiness")
    outcome = check(tmp_path, command=("content", "stats"))
    assert (outcome.status, outcome.out) == (UNUSABLE, "")
