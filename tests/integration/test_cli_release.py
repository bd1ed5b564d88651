"""`flask release`: a release is built and attacked, what is broken is refused in words, foreign folders are named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.disclosure.rules import PublishingRules
from assessment.disclosure.values import TOTAL
from storage.releases.shelf import ReleaseFolders
from storage.releases.writing import write_folder
from tests import builders_disclosure as given
from tests import fakes
from tests.builders_matching import demo_catalogue, demo_edition
from tests.commandline import DONE, SOME_REJECTED, UNUSABLE, CommandLine, command_line, files_in
from tests.webclient import tools_of

BUILD = ("release", "build", "--as-of", "2026-11-22")
LEAKY = given.by_hand(
    given.table("t", ["size"], {(TOTAL,): (20.0,), ("small",): (), ("middle",): (9.0,), ("large",): (8.0,)})
)


class SmallShelf(ReleaseFolders):
    """A real shelf with the rules of a small plan."""

    def rules(self) -> PublishingRules:
        return given.rules()


@pytest.fixture
def flask(tmp_path: Path) -> CommandLine:
    """An installation with a small plan and forty companies in its pool."""
    content = fakes.FakeContent(demo_edition(), catalogue=demo_catalogue())
    command = command_line(tmp_path / "instance", content)
    tools = tools_of(command.app)
    tools = replace(tools, published=SmallShelf(tmp_path / "instance" / "releases"))
    command.app.extensions["kkweda"] = tools
    for number in range(40):
        tools.pool.replace(str(number), given.score(division="22", size="10-49"))
    return command


@pytest.fixture
def leaky(tmp_path: Path) -> Callable[[str], Path]:
    def made(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True)
        write_folder(folder, given.publication(replace(LEAKY, id=folder.name)), ())
        return folder

    return made


def test_a_release_is_built_and_holds(flask: CommandLine, tmp_path: Path) -> None:
    built = flask(*BUILD, "--out", tmp_path / "out")
    assert (built.status, built.said) == (DONE, ())
    assert "2026" in built.out
    attacked = flask("release", "audit", tmp_path / "out", "--lang", "en")
    assert attacked.status == DONE
    assert "none was found out" in attacked.out


def test_the_period_has_one_release(flask: CommandLine, tmp_path: Path) -> None:
    flask(*BUILD, "--out", tmp_path / "out")
    again = flask(*BUILD, "--out", tmp_path / "again")
    assert again.status == UNUSABLE
    assert "이미 있습니다" in again.said[0]
    assert not (tmp_path / "again").exists()


def test_a_release_that_is_broken_by_the_ledger_is_refused_with_the_finding(
    flask: CommandLine, tmp_path: Path, leaky: Callable[[str], Path]
) -> None:
    leaky("instance/releases/2025")
    refused = flask(*BUILD, "--out", tmp_path / "out")
    assert refused.status == UNUSABLE
    assert any("회사 수가 3곳으로" in line for line in refused.said)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.part").exists()
    assert [p.name for p in (tmp_path / "instance" / "releases").iterdir()] == ["2025"]


def test_what_can_be_found_out_is_told_cell_by_cell(flask: CommandLine, leaky: Callable[[str], Path]) -> None:
    attacked = flask("release", "audit", leaky("2026"), "--lang", "en")
    assert attacked.status == SOME_REJECTED
    assert attacked.said == (
        "2026 · t · size small: companies: 3 can be found out. Other cells of the same table give it away by subtraction.",
    )
    assert "1 counts and 0 scores" in attacked.out


def test_a_folder_that_is_no_release_is_named_as_such(flask: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps({"name": "foreign", "resources": []}))
    attacked = flask("release", "audit", folder)
    assert attacked.status == UNUSABLE
    assert all("foreign/datapackage.json" in line for line in attacked.said)


def test_the_demonstration_says_that_it_is_invented_and_leaves_the_installation_alone(
    flask: CommandLine, tmp_path: Path
) -> None:
    before = files_in(tmp_path / "instance").keys()
    built = flask(*BUILD, "--out", tmp_path / "demo", "--demo")
    assert built.status == DONE
    assert json.loads((tmp_path / "demo" / "datapackage.json").read_text(encoding="utf-8"))["invented"]
    assert files_in(tmp_path / "instance").keys() == before
    assert not (tmp_path / "instance" / "releases").exists()
