"""The register on the command line: in, out, looked up, links; and the demonstration in a folder of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assessment.catalogue import Supplier
from assessment.terms import Language
from presentation.wording import say
from storage.content.suppliers import RegisterSheets
from tests import builders_register as make
from tests.builders_matching import offer
from tests.commandline import DONE, UNUSABLE, CommandLine, command_line, files_in, write
from tests.webclient import Browser, tools_of


@pytest.fixture
def flask(tmp_path: Path) -> CommandLine:
    return command_line(tmp_path / "here")


def entry(supplier_id: str = "sup-a", **changes: object) -> Supplier:
    return replace(make.register_entry(supplier_id, offers=(offer("cap-vision-ai"),)), **changes)  # type: ignore[arg-type]


def file(path: Path, *suppliers: Supplier) -> Path:
    return write(path, RegisterSheets().write(suppliers, path.suffix))


def t(key: str, **params: object) -> str:
    return say(Language.KO, key, **params)


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_dry_run_compares_an_import_takes_in_an_export_gives_back(
    flask: CommandLine, tmp_path: Path, name: str
) -> None:
    source = file(tmp_path / name, entry(), entry("sup-b"))
    counts = t("import.counts", new=2, changed=0, same=0, only_here=0)
    assert flask("suppliers", "import", source, "--dry-run").out.splitlines()[-2:] == [counts, t("import.dry")]
    assert tools_of(flask.app).register.all() == ()
    assert flask("suppliers", "import", source).out.splitlines()[-2:] == [counts, t("import.done")]
    target = tmp_path / f"out{source.suffix}"
    assert flask("suppliers", "export", target).status == DONE
    assert RegisterSheets().read(target) == RegisterSheets().read(source)
    changed = file(tmp_path / "c.csv", replace(entry(), capacity=9))
    assert t("cli.supplier_changed", id="sup-a", columns="capacity") in flask("suppliers", "import", changed).out


def test_every_mistake_is_named_by_row_and_nothing_is_taken_in(flask: CommandLine, tmp_path: Path) -> None:
    source = file(tmp_path / "r.csv", entry(name="=cmd"), entry("sup-b", offers=(offer("cap-none"),)), entry("sup-c"))
    source.write_bytes(source.read_bytes().replace(b"'=cmd", b"=cmd"))
    outcome = flask("suppliers", "import", source)
    assert outcome.status == UNUSABLE
    assert [re.sub(r": .*", "", line) for line in outcome.said] == ["r.csv · row 2 · name", "r.csv · row 3"]
    assert tools_of(flask.app).register.all() == ()


def test_the_invented_sample_never_becomes_a_real_register(flask: CommandLine) -> None:
    outcome = flask("suppliers", "import", "catalogue/suppliers.sample.csv")
    assert (outcome.status, len(outcome.said)) == (UNUSABLE, 150)
    assert tools_of(flask.app).register.all() == ()


def test_an_export_under_another_ending_is_refused(flask: CommandLine, tmp_path: Path) -> None:
    assert flask("suppliers", "export", tmp_path / "r.pdf").status == UNUSABLE
    assert not (tmp_path / "r.pdf").exists()


def test_words_are_looked_up(flask: CommandLine) -> None:
    make.stock(tools_of(flask.app), entry(name="여울"), entry("sup-b", name="갈대", offers=()))
    out = flask("suppliers", "search", "비전검사를").out
    assert out == f"sup-a\t여울\t{t('entry_state.approved')}\n{t('cli.suppliers_found', shown=1, total=1)}\n"


def test_a_link_is_made_for_an_entry_that_there_is(flask: CommandLine) -> None:
    make.stock(tools_of(flask.app), entry())
    out = flask("suppliers", "link", "sup-a", "--base", "https://a.example/").out
    assert re.search(r"^https://a\.example/supplier/[0-9a-z]{25}$", out, re.MULTILINE)
    missing = flask("suppliers", "link", "sup-x")
    assert (missing.status, len(missing.said)) == (UNUSABLE, 1)


def test_a_link_is_made_for_the_association(flask: CommandLine) -> None:
    out = flask("association", "link", "박협회").out
    assert re.search(r"/association/[0-9a-z]{25}$", out, re.MULTILINE)
    assert flask("association", "link", " ").status == UNUSABLE


def test_a_link_is_listed_and_revoked_and_then_opens_nothing(flask: CommandLine) -> None:
    assert flask("links", "list").out == f"{t('cli.no_links')}\n"
    token = flask("association", "link", "박협회").out.rpartition("/")[2].strip()
    browser = Browser(flask.app)
    assert browser.enter(f"/association/{token}").status_code == 200
    (line,) = flask("links", "list").out.splitlines()
    assert line.startswith(f"{token[:5]}\t{t('cli.link_role.association')}\t박협회\t20")
    assert token not in line
    assert flask("links", "revoke", token[:5]).out == f"{t('cli.link_revoked', name='박협회')}\n"
    assert browser.get("/association").status_code == 401
    assert Browser(flask.app).enter(f"/association/{token}").status_code == 404
    again = flask("links", "revoke", token[:5])
    assert (again.status, len(again.said)) == (UNUSABLE, 1)


def test_the_demonstration_has_a_folder_of_its_own(flask: CommandLine, tmp_path: Path) -> None:
    before = files_in(tmp_path / "here")
    outcome = flask("demo", tmp_path / "demo")
    assert outcome.status == DONE
    assert t("cli.demo_filled", folder=tmp_path / "demo", suppliers=150) in outcome.out
    assert len(re.findall(r"/(?:association|supplier)/[0-9a-z]{25}$", outcome.out, re.MULTILINE)) == 2
    assert files_in(tmp_path / "here") == before
    there = tools_of(command_line(tmp_path / "demo").app)
    assert {s.invented for s in there.register.all()} == {True}
    assert there.content.load_catalogue().suppliers == there.register.approved() != ()
    assert flask("demo", tmp_path / "demo").status == UNUSABLE


def test_the_installation_in_use_never_becomes_the_demonstration(flask: CommandLine, tmp_path: Path) -> None:
    assert flask("demo", tmp_path / "here").status == UNUSABLE
    assert tools_of(flask.app).register.all() == ()
