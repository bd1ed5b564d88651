"""`flask campaign codes`: two files for their owner alone, or nothing at all."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from assessment.campaign import Letters
from assessment.terms import Language, Problem
from services.campaign_port import CampaignTools
from services.ports import PrintingFailed
from tests.commandline import DONE, UNUSABLE, CommandLine, command_line
from tests.webclient import tools_of


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    return command_line(tmp_path / "instance")


def targets(folder: Path) -> tuple[object, ...]:
    return "--xlsx", folder / "codes.xlsx", "--pdf", folder / "letters.pdf"


def campaigns_of(run: CommandLine) -> list[tuple[str, int]]:
    store = tools_of(run.app).campaigns.store
    return [(c.name, sum(batch.invited for batch in store.batches(c.id))) for c in store.all()]


def test_letters_and_table_are_written_and_only_their_owner_reads_them(run: CommandLine, tmp_path: Path) -> None:
    done = run("campaign", "codes", "봄", "--count", 3, "--base", "https://kk.example/", *targets(tmp_path))
    assert (done.status, campaigns_of(run)) == (DONE, [("봄", 3)])
    assert "번호는 이 파일에만 있습니다" in done.out
    rows = list(openpyxl.load_workbook(tmp_path / "codes.xlsx").active.iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[1], row[3]) for row in rows] == [(n, "봄", "https://kk.example/") for n in (1, 2, 3)]
    assert len(pypdfium2.PdfDocument(tmp_path / "letters.pdf")) == 3
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("codes.xlsx", "letters.pdf")}
    assert modes == {0o600}
    assert all(str(row[2]) not in done.out for row in rows)


def test_the_same_name_is_the_same_campaign(run: CommandLine, tmp_path: Path) -> None:
    for segment in ("a", "b"):
        assert run("campaign", "codes", "봄", "--count", 1, "--segment", segment, *targets(tmp_path)).status == DONE
    assert campaigns_of(run) == [("봄", 2)]


def test_a_consultant_is_found_by_name_or_nothing_is_made(run: CommandLine, tmp_path: Path) -> None:
    asked = ("campaign", "codes", "봄", "--count", 1, "--consultant", "김상담", *targets(tmp_path))
    nobody = run(*asked)
    assert (nobody.status, campaigns_of(run)) == (UNUSABLE, [])
    assert nobody.said == ("--consultant: 이 컨설턴트의 링크가 하나로 정해지지 않습니다. 이름을 확인하십시오.",)
    run("consultant", "add", "김상담")
    assert run(*asked).status == DONE
    run("consultant", "add", "김상담")
    assert run(*asked).status == UNUSABLE


@pytest.mark.parametrize("count", [0, 1001])
def test_a_count_out_of_reach_writes_nothing(run: CommandLine, tmp_path: Path, count: int) -> None:
    done = run("campaign", "codes", "봄", "--count", count, "--lang", "en", *targets(tmp_path))
    assert (done.status, done.said) == (UNUSABLE, ("count: Give a number from 1 to 1000.",))
    assert not list(tmp_path.glob("*.*"))


def test_letters_that_cannot_be_printed_leave_nothing_behind(run: CommandLine, tmp_path: Path) -> None:
    class Broken:
        def letters_pdf(self, letters: Letters) -> bytes:
            raise PrintingFailed(Problem.of("report_incomplete", "report", cause="no ink"))

        def codes_workbook(self, letters: Letters, language: Language) -> bytes:
            return b"PK"

    tools = tools_of(run.app)
    run.app.extensions["kkweda"] = replace(tools, campaigns=CampaignTools(tools.campaigns.store, Broken()))
    done = run("campaign", "codes", "봄", "--count", 2, *targets(tmp_path))
    assert done.status == UNUSABLE
    assert (tools.assessments.count(), campaigns_of(run)) == (0, [("봄", 0)])
    assert not list(tmp_path.glob("*.*"))
