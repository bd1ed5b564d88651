"""Folders of releases: what is written is read again, and whatever is wrong with a folder is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from frictionless import Package

from assessment.disclosure.audit import audit
from assessment.disclosure.values import Audit, Beside, Coarsening, Ledger, Measure, Other, Publication
from assessment.errors import InputRejected
from services.release_port import ReleaseShelf
from storage.releases.shelf import ReleaseFolders
from tests.builders import text
from tests.builders_releases import EXACT, ROUNDED, Shown, one_way, publication, release, table
from tests.fakes_releases import FakeShelf

MEANS: dict[tuple[str, ...], Shown] = {("total",): (45.0, 52.0), ("small",): (35.0, 48.0), ("large",): None}
TABLES = (
    one_way("companies", "size", total=45.0, small=35.0, large=None),
    table("means", ("size",), MEANS, "overall", Measure.MEAN),
    table("levels", ("band",), {("total",): 45.0, ("low",): 30.0, ("high",): 15.0}, "overall"),
)
EARLIER = replace(release(TABLES[0], name="2025", policy=ROUNDED), as_of=date(2025, 11, 22))
FULL = publication(
    replace(release(*TABLES, policy=ROUNDED), coarsened=(Coarsening("companies", "size", 2, 1),)),
    beside=(
        Beside(Other.PLANTS, "size", "small", 35.0, 900, text("plants")),
        Beside(Other.SUPPLIERS, "capability", "cap-a", None, 3, text("register")),
    ),
    invented=True,
    audit=Audit("2026", (), 12, 34),
)


def agree(publication: Publication, ledger: Ledger) -> None:
    """A check that finds nothing."""


def refuse(publication: Publication, ledger: Ledger) -> None:
    raise InputRejected(())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as it was published."""
    ReleaseFolders(tmp_path / "shelf").publish(FULL, (EARLIER,), tmp_path / "out", agree, keep=False)
    return tmp_path / "out"


# --- both shelves ---


@pytest.fixture(params=["folders", "fake"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> ReleaseShelf:
    return FakeShelf() if request.param == "fake" else ReleaseFolders(tmp_path / "shelf")


def test_an_installation_that_published_nothing_has_nothing(shelf: ReleaseShelf) -> None:
    assert (shelf.ledger(), shelf.get("2026")) == ((), None)
    assert shelf.rules().policy == ROUNDED


def test_what_was_published_is_read_as_it_was(shelf: ReleaseShelf, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shelf.publish(FULL, (EARLIER,), out, agree, keep=True)
    assert shelf.read(out) == (FULL, (EARLIER,))
    assert (shelf.get("2026"), shelf.ledger()) == (FULL, (FULL.release,))


def test_the_ledger_is_in_the_order_of_dates(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.publish(FULL, (), tmp_path / "a", agree, keep=True)
    shelf.publish(publication(EARLIER), (), tmp_path / "b", agree, keep=True)
    assert [made.id for made in shelf.ledger()] == ["2025", "2026"]


def test_what_is_not_to_be_kept_is_not(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.publish(FULL, (), tmp_path / "out", agree, keep=False)
    assert shelf.ledger() == ()


def test_what_the_check_refuses_leaves_nothing_behind(shelf: ReleaseShelf, tmp_path: Path) -> None:
    with pytest.raises(InputRejected):
        shelf.publish(FULL, (), tmp_path / "out", refuse, keep=True)
    assert shelf.ledger() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_never_written_over(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.publish(FULL, (), tmp_path / "out", agree, keep=False)
    with pytest.raises(InputRejected) as caught:
        shelf.publish(FULL, (), tmp_path / "out", agree, keep=False)
    assert [problem.code for problem in caught.value.problems] == ["release_in_the_way"]


# --- the format ---


def test_the_folder_is_a_frictionless_data_package(folder: Path) -> None:
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_spreadsheets_see_hangul_and_every_line_has_its_status(folder: Path) -> None:
    raw = (folder / "tables" / "companies.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").splitlines() == [
        "subject,size,companies,status",
        ",total,45,published",
        ",small,35,published",
        ",large,,withheld",
    ]


def test_the_description_stands_in_both_languages_with_the_terms(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["format"] == "kkweda/release/1"
    assert {"description", "description_ko", "licenses", "release", "audit"} <= package.keys()
    assert package["audit"] == {"groups": 12, "programs": 34}


def test_a_folder_that_others_made_exact_and_full_of_holes_can_be_attacked(tmp_path: Path) -> None:
    safe = release(one_way("t", "region", total=60.0, c11=40.0, c41=None, c48=None), policy=EXACT)
    hole = release(one_way("t", "region", total=60.0, c11=40.0, c41=16.0, c48=None), policy=EXACT)
    shelf = ReleaseFolders(tmp_path / "shelf")
    for made, passes in ((safe, True), (hole, False)):
        out = tmp_path / str(passes)
        shelf.publish(publication(made), (), out, agree, keep=False)
        read, ledger = shelf.read(out)
        assert audit(read.release, ledger).passed is passes


# --- broken and foreign folders ---


def problems_of(folder: Path) -> set[str]:
    with pytest.raises(InputRejected) as caught:
        ReleaseFolders(folder.parent / "shelf").read(folder)
    return {problem.code for problem in caught.value.problems}


def test_a_folder_of_something_else_is_named_as_such(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "nowhere") == {"release_file_missing"}
    (tmp_path / "datapackage.json").write_text('{"name": "other", "resources": []}', "utf-8")
    assert problems_of(tmp_path) != set()


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = (folder / path).read_bytes().decode()
        assert old in content
        (folder / path).write_bytes(content.replace(old, new, 1).encode())

    return change


COMPANIES, PACKAGE, SIZES = "tables/companies.csv", "datapackage.json", "hierarchies/size.csv"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda f: (f / COMPANIES).unlink(), "release_file_missing"),
        (lambda f: (f / PACKAGE).write_text("{", "utf-8"), "broken_json"),
        (lambda f: (f / COMPANIES).write_bytes("회사".encode("cp949")), "release_not_utf8"),
        (lambda f: (f / "more.csv").write_text("a"), "release_unlisted"),
        (edit(COMPANIES, "subject,", "what,"), "release_columns"),
        (edit(COMPANIES, ",small,35,published", ",small,35"), "release_line"),
        (edit(COMPANIES, ",small,35", ',"small"x,35'), "broken_csv"),
        (edit(COMPANIES, ",35,", ",many,"), "release_number"),
        (edit(COMPANIES, ",35,", ",-5,"), "release_number"),
        (edit(COMPANIES, "35,published", "35,hidden"), "release_word"),
        (edit(COMPANIES, ",withheld", "7,withheld"), "release_status"),
        (edit(COMPANIES, "35,published", ",published"), "release_status"),
        (edit(COMPANIES, ",small,", ",tiny,"), "unknown_id"),
        (edit(COMPANIES, ",small,35", ",large,35"), "release_row_twice"),
        (edit(COMPANIES, ",large,,withheld\r\n", ""), "release_codes_left_out"),
        (edit("tables/companies.json", "35", "30"), "release_json_differs"),
        (edit("tables/levels.csv", "overall,low,30,published\r\n", "P1,low,30,published\r\n"), "release_rows_missing"),
        (edit(SIZES, "large,total", "large,huge"), "release_parent"),
        (edit(SIZES, "large,total", "small,total"), "release_code_twice"),
        (edit("beside.csv", "plants,size", "ships,size"), "release_word"),
        (edit(PACKAGE, '"size"\n', '"length"\n'), "unknown_id"),
    ],
)
def test_what_is_broken_is_named(folder: Path, change: Callable[[Path], object], code: str) -> None:
    change(folder)
    assert code in problems_of(folder)


def test_a_broken_ledger_is_no_better(folder: Path) -> None:
    edit(f"ledger/2025/{PACKAGE}", "kkweda/release/1", "kkweda/release/0")(folder)
    assert problems_of(folder) == {"not_in_list"}


def test_a_file_of_any_size_is_not_swallowed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.releases.files.LARGEST_FILE", 10)
    assert problems_of(folder) == {"file_too_large"}
