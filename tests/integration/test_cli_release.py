"""`flask release build` and `flask release audit`: what is safe goes out whole, what is not leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assessment.disclosure.values import Publication
from storage.content.publishing import load_rules
from storage.releases.shelf import ReleaseFolders
from tests.builders_pool import anonymous
from tests.builders_releases import EXACT, one_way, publication, release
from tests.commandline import DONE, SOME_REJECTED, UNUSABLE, CommandLine, command_line
from tests.webclient import tools_of


class FewTables(ReleaseFolders):
    """The shelf of an installation that publishes one table."""

    def rules(self):  # type: ignore[no-untyped-def]
        real = load_rules()
        return replace(real, tables=tuple(table for table in real.tables if table.id == "companies-size-region"))


@pytest.fixture
def flask(tmp_path: Path) -> CommandLine:
    line = command_line(tmp_path / "instance")
    tools = tools_of(line.app)
    line.app.extensions["kkweda"] = replace(tools, published=FewTables(tmp_path / "instance" / "releases"))
    return line


def keep(folder: Path, made: Publication, *, on_shelf: bool = False) -> Path:
    ReleaseFolders(folder.parent / "instance" / "releases").publish(made, (), folder, lambda *_: None, keep=on_shelf)
    return folder


def test_the_pool_of_an_installation_is_published_attacked_and_kept(flask: CommandLine, tmp_path: Path) -> None:
    pool = tools_of(flask.app).pool
    for number in range(12):
        pool.replace(f"a{number}", anonymous())
    built = flask("release", "build", "--as-of", "2026-11-22", "--out", tmp_path / "out", "--lang", "en")
    assert (built.status, built.said) == (DONE, ())
    assert "2026" in built.out
    held = flask("release", "audit", tmp_path / "out", "--lang", "en")
    assert held.status == DONE
    again = flask("release", "build", "--as-of", "2026-01-01", "--out", tmp_path / "again", "--lang", "en")
    assert again.status == UNUSABLE
    assert not (tmp_path / "again").exists()


def test_without_a_pool_there_is_nothing_to_publish(flask: CommandLine, tmp_path: Path) -> None:
    built = flask("release", "build", "--as-of", "2026-11-22", "--out", tmp_path / "out")
    assert built.status == UNUSABLE
    assert not (tmp_path / "out").exists()


def test_the_invented_association_is_published_without_touching_the_installation(
    flask: CommandLine, tmp_path: Path
) -> None:
    built = flask("release", "build", "--as-of", "2026-11-22", "--out", tmp_path / "out", "--demo")
    assert built.status == DONE
    assert (tmp_path / "out" / "ledger" / "2025" / "datapackage.json").exists()
    assert not (tmp_path / "instance" / "releases").exists()


def test_a_hole_in_a_folder_of_anybody_is_named_in_a_sentence(flask: CommandLine, tmp_path: Path) -> None:
    opened = publication(release(one_way("t", "size", total=20.0, small=16.0, large=None)))
    broken = flask("release", "audit", keep(tmp_path / "other", opened), "--lang", "en")
    assert broken.status == SOME_REJECTED
    assert len(broken.said) == 1
    assert "large" in broken.said[0]
    assert "4" in broken.said[0]


def test_a_refused_release_says_why_and_leaves_nothing(flask: CommandLine, tmp_path: Path) -> None:
    """Somebody careless published before: two companies are known to have joined, whatever comes now."""
    for year, companies in ((2024, 20.0), (2025, 22.0)):
        careless = release(one_way("a", "size", total=companies, small=companies, large=0.0), name=str(year), policy=EXACT)
        dated = replace(careless, as_of=careless.as_of.replace(year=year))
        keep(tmp_path / str(year), publication(dated), on_shelf=True)
    tools_of(flask.app).pool.replace("a", anonymous())
    refused = flask("release", "build", "--as-of", "2026-11-22", "--out", tmp_path / "out", "--lang", "en")
    assert refused.status == UNUSABLE
    assert any("2025" in line for line in refused.said)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_something_else_is_named_as_such(flask: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"format": "other"}', "utf-8")
    assert flask("release", "audit", tmp_path, "--lang", "en").status == UNUSABLE
