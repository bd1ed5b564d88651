"""The folder of a release: out and back, foreign ones, broken ones named with their file; and it is a valid data package."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assessment.disclosure.audit import audit
from assessment.disclosure.publication import Publication, Quality, QualityFigure
from assessment.disclosure.values import TOTAL, Attack, Audit, Beside, Ledger, Other
from assessment.errors import InputRejected
from services.release_port import ReleaseShelf
from storage.releases.reading import read_folder
from storage.releases.shelf import ReleaseFolders
from storage.releases.writing import write_folder
from tests import builders as make
from tests import builders_disclosure as given
from tests.fakes_shelf import FakeShelf

BESIDE = (
    Beside(Other.PLANTS, TOTAL, TOTAL, 60.0, 1000, make.text("survey")),
    Beside(Other.PLANTS, "size", "large", None, 50, make.text("survey")),
)
EARLIER = given.release(given.pool(60), as_of=date(2025, 12, 31))
PUBLISHED = given.publication(
    given.release(given.pool(90), ledger=(EARLIER,)),
    beside=BESIDE,
    invented=True,
    audit=Audit("2026", (), 12, 7),
    quality=(
        QualityFigure(Quality.BIAS, "P1", 40, 30, -0.3),
        QualityFigure(Quality.ALPHA, "overall", 40, 100, None),
    ),
)


def accept(publication: Publication, ledger: Ledger) -> None:
    assert audit(publication.release, ledger).passed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "release"
    made.mkdir()
    write_folder(made, PUBLISHED, (EARLIER,))
    return made


def test_a_release_comes_back_as_it_was_written(folder: Path) -> None:
    assert read_folder(folder) == (PUBLISHED, (EARLIER,))


def test_the_folder_is_a_valid_data_package(folder: Path) -> None:
    """By its own tool, in a process of its own: importing it lets the csv module of this one swallow anything."""
    for package in (folder, folder / "ledger" / EARLIER.id):
        ran = subprocess.run(
            [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"],
            cwd=package, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        assert json.loads(ran.stdout)["valid"], ran.stdout.decode()


def test_notes_and_what_attacked_it_go_with_it(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["description"], package["description_ko"]) == (given.TERMS["notes"].en, given.TERMS["notes"].ko)
    assert package["audit"] == {
        "attacks": [attack.value for attack in Attack], "groups": 12, "programs": 7, "found": 0
    }  # fmt: skip
    earlier = json.loads((folder / "ledger" / EARLIER.id / "datapackage.json").read_text(encoding="utf-8"))
    assert earlier["audit"] == "none"


def test_tables_are_for_spreadsheets_and_for_programs(folder: Path) -> None:
    text = (folder / "tables" / "companies-size-region.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfsubject,size,region,companies,status\r\n")
    assert b"withheld" in text
    rows = json.loads((folder / "tables" / "companies-size-region.json").read_text(encoding="utf-8"))
    assert rows[0] == {"subject": "", "size": "total", "region": "total", "companies": "90", "status": "published"}


def test_withheld_looks_the_same_whatever_the_cause(folder: Path) -> None:
    lines = (folder / "tables" / "companies-industry-size.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert {line.split(",", 3)[3] for line in lines if "withheld" in line} == {",withheld"}


# --- folders of others -----------------------------------------------------------------------------------------------


def foreign(folder: Path, rows: str, **rule: object) -> Path:
    """A folder that another program wrote, with the least that the format asks for."""
    (folder / "tables").mkdir(parents=True)
    (folder / "hierarchies").mkdir()
    (folder / "hierarchies" / "subjects.csv").write_text("code,parent,name_ko,name_en,from,to,also\n")
    (folder / "hierarchies" / "size.csv").write_text(
        "code,parent,name_ko,name_en,from,to,also\nsmall,total,소,small,,,\nlarge,total,대,large,,,\n", encoding="utf-8"
    )
    (folder / "tables" / "firms.csv").write_text(f"subject,size,companies,status\n{rows}")
    text = {"ko": "회사", "en": "Firms"}
    table = {"measure": "count", "dimensions": ["size"], "name": text}
    package = {
        "format": "kkweda/release/1",
        "name": "others",
        "licenses": [{"name": "CC0-1.0", "path": "https://example.org", "title": "CC0"}],
        "invented": False,
        "release": {
            "id": "a",
            "as_of": "2026-12-31",
            "mode": "exact",
            "threshold": 5,
            "base": 1,
            "mean_steps": [],
            "width": 3,
            "score_width": 40,
            "scale": [0, 100],
            "coarsened": [],
            **rule,
        },
        "resources": [
            {
                "name": "size",
                "path": "hierarchies/size.csv",
                "dimension": {"id": "size", "kind": "class", "name": text},
            },
            {
                "name": "firms",
                "path": "tables/firms.csv",
                "table": table,
            },
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def test_tables_of_another_program_can_be_attacked(tmp_path: Path) -> None:
    release = read_folder(foreign(tmp_path / "a", ",total,20,published\n,small,16,published\n,large,,withheld\n"))[
        0
    ].release
    assert [(f.attack, f.low) for f in audit(release, ()).findings] == [(Attack.EXACT, 4.0)]


def test_rounded_tables_of_another_program_are_read_as_ranges(tmp_path: Path) -> None:
    rows = ",total,20,published\n,small,15,published\n,large,,withheld\n"
    rounded = foreign(tmp_path / "a", rows, mode="rounded", threshold=10, base=5)
    assert audit(read_folder(rounded)[0].release, ()).passed


# --- broken ones -----------------------------------------------------------------------------------------------------


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        content = (folder / name).read_bytes().decode()
        assert old in content
        (folder / name).write_bytes(content.replace(old, new, 1).encode())

    return change


TABLE, SIZE = "tables/companies-size-region.csv", "hierarchies/size.csv"
BROKEN = [
    ("release_file_missing", "datapackage.json", lambda f: (f / "datapackage.json").unlink()),
    ("broken_json", "datapackage.json", lambda f: (f / "datapackage.json").write_text("{")),
    ("not_in_list", "datapackage.json", replaced("datapackage.json", "kkweda/release/1", "other/1")),
    ("release_file_missing", TABLE, lambda f: (f / TABLE).unlink()),
    ("release_file_missing", SIZE, lambda f: (f / SIZE).unlink()),
    ("release_unlisted", "secret.csv", lambda f: (f / "secret.csv").write_text("names")),
    ("release_not_utf8", TABLE, lambda f: (f / TABLE).write_bytes("업종".encode("cp949"))),
    ("release_columns", TABLE, replaced(TABLE, "companies", "firms")),
    ("release_line", TABLE, replaced(TABLE, ",published", "")),
    ("broken_csv", TABLE, lambda f: (f / TABLE).write_bytes(b'subject,"size\n')),
    ("release_number", TABLE, replaced(TABLE, "90,published", "many,published")),
    ("release_number", TABLE, replaced(TABLE, "90,published", "-90,published")),
    ("release_word", TABLE, replaced(TABLE, "90,published", "90,shown")),
    ("release_status", TABLE, replaced(TABLE, "90,published", "90,withheld")),
    ("release_status", TABLE, replaced(TABLE, ",,withheld", ",,published")),
    ("unknown_id", TABLE, replaced(TABLE, ",small,", ",tiny,")),
    ("unknown_id", "tables/bands-size.csv", replaced("tables/bands-size.csv", "overall", "mood")),
    ("unknown_id", TABLE, replaced("datapackage.json", '"size",\n     "region"', '"mood",\n     "region"')),
    ("release_word", "quality.csv", replaced("quality.csv", "bias", "mood")),
    ("release_number", "quality.csv", replaced("quality.csv", ",40,", ",many,")),
    ("release_number", "quality.csv", replaced("quality.csv", "-0.3", "less")),
    ("release_row_twice", TABLE, replaced(TABLE, ",total,11,", ",total,total,")),
    ("release_json_differs", "companies-size-region.json", replaced(TABLE, "90,published", "95,published")),
    ("broken_json", "companies-size-region.json", lambda f: (f / TABLE).with_suffix(".json").write_text("[")),
    ("release_code_twice", SIZE, replaced(SIZE, "middle,", "small,")),
    ("release_parent", SIZE, replaced(SIZE, "middle,total", "middle,nothing")),
    ("release_word", "beside.csv", replaced("beside.csv", "plants", "people")),
]


@pytest.mark.parametrize(("code", "place", "break_it"), BROKEN, ids=lambda v: v if isinstance(v, str) else "")
def test_a_broken_folder_is_named_with_file_and_reason(
    folder: Path, code: str, place: str, break_it: Callable[[Path], object]
) -> None:
    break_it(folder)
    with pytest.raises(InputRejected) as rejected:
        read_folder(folder)
    assert (code, True) in {(p.code, place in p.where) for p in rejected.value.problems}


def without_lines(path: Path, word: str) -> None:
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    assert any(word in line for line in lines)
    path.write_text("".join(line for line in lines if word not in line), encoding="utf-8")


def test_a_left_out_cell_is_named_because_it_can_be_computed(folder: Path) -> None:
    without_lines(folder / TABLE, ",small,11,")
    with pytest.raises(InputRejected) as rejected:
        read_folder(folder)
    assert "release_rows_missing" in {p.code for p in rejected.value.problems}


def test_a_left_out_code_is_named_because_it_can_be_computed(folder: Path) -> None:
    without_lines(folder / TABLE, ",small,")
    with pytest.raises(InputRejected) as rejected:
        read_folder(folder)
    assert "release_codes_left_out" in {p.code for p in rejected.value.problems}


def test_a_broken_ledger_is_named_too(folder: Path) -> None:
    (folder / "ledger" / "2025" / TABLE).unlink()
    with pytest.raises(InputRejected) as rejected:
        read_folder(folder)
    assert {p.where for p in rejected.value.problems} == {f"2025/{TABLE}"}


def test_a_table_too_large_to_read_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.releases.files.LARGEST_FILE", 200)
    with pytest.raises(InputRejected) as rejected:
        read_folder(folder)
    assert {p.code for p in rejected.value.problems} == {"release_file_too_large"}


# --- the shelf -------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["fake", "folders"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> ReleaseShelf:
    return FakeShelf() if request.param == "fake" else ReleaseFolders(tmp_path / "shelf")


def test_an_empty_shelf_has_an_empty_ledger(shelf: ReleaseShelf) -> None:
    assert shelf.ledger() == ()
    assert shelf.get("2026") is None


def test_what_is_published_stands_on_the_shelf_and_in_its_folder(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.publish(given.publication(EARLIER), (), tmp_path / "first", accept, keep=True)
    shelf.publish(PUBLISHED, (EARLIER,), tmp_path / "second", accept, keep=True)
    assert shelf.ledger() == (EARLIER, PUBLISHED.release)
    assert shelf.get("2026") == PUBLISHED
    assert shelf.read(tmp_path / "second") == (PUBLISHED, (EARLIER,))


def test_what_is_not_to_be_kept_is_not_kept(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.publish(PUBLISHED, (), tmp_path / "out", accept, keep=False)
    assert shelf.ledger() == ()


def test_what_is_kept_needs_no_folder(shelf: ReleaseShelf) -> None:
    shelf.publish(PUBLISHED, (EARLIER,), None, accept, keep=True)
    assert shelf.ledger() == (PUBLISHED.release,)


def test_what_is_taken_away_holds_the_earlier_ones_and_can_be_attacked(tmp_path: Path) -> None:
    shelf = ReleaseFolders(tmp_path / "shelf")
    shelf.publish(given.publication(EARLIER), (), None, accept, keep=True)
    shelf.publish(PUBLISHED, (EARLIER,), None, accept, keep=True)
    packed = shelf.packed("2026")
    assert packed is not None
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path / "out")
    publication, ledger = read_folder(tmp_path / "out" / "kkweda-2026")
    assert (publication, ledger) == (PUBLISHED, (EARLIER,))
    assert audit(publication.release, ledger).passed
    alone = shelf.packed("2025")
    assert alone is not None
    assert not any("ledger" in name for name in zipfile.ZipFile(io.BytesIO(alone)).namelist())


def test_a_folder_that_is_there_is_left_alone(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.publish(PUBLISHED, (), tmp_path / "out", accept, keep=False)
    with pytest.raises(InputRejected) as rejected:
        shelf.publish(given.publication(EARLIER), (), tmp_path / "out", accept, keep=True)
    assert [p.code for p in rejected.value.problems] == ["release_in_the_way"]
    assert shelf.ledger() == ()


def test_what_the_check_refuses_leaves_nothing(shelf: ReleaseShelf, tmp_path: Path) -> None:
    def refuse(publication: Publication, ledger: Ledger) -> None:
        raise ValueError(publication.release.id)

    with pytest.raises(ValueError, match="2026"):
        shelf.publish(PUBLISHED, (EARLIER,), tmp_path / "out", refuse, keep=True)
    assert shelf.ledger() == ()
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_half_written_is_not_published(tmp_path: Path) -> None:
    shelf = ReleaseFolders(tmp_path / "shelf")
    shelf.publish(given.publication(EARLIER), (), tmp_path / "out", accept, keep=True)
    shutil.copytree(tmp_path / "shelf" / "2025", tmp_path / "shelf" / "2026.part")
    assert shelf.ledger() == (EARLIER,)
