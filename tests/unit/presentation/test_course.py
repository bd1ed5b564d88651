"""The course of maturity in words and lines: what moves furthest, a row for every turn, threads that can be told apart."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from assessment.roadmap.values import CourseStop
from assessment.terms import Absence, Language
from presentation.course_chart import LABEL_HEIGHT, Course, course
from presentation.sections.course import CourseSection, course_section
from presentation.wording import say
from tests.builders import everywhere
from tests.builders_benefit import bringing, diagnosed, reader_of

KO = Language.KO
BANDS = [(20.0 * n, f"band {n}") for n in range(5)]
TICKS = ["now", "Q1", "Q2"]


def _of_stops(*stops: CourseStop) -> CourseSection:
    return course_section(reader_of(replace(diagnosed(bringing("a")), course=stops)))


def _plain(language: Language = KO) -> CourseSection:
    """P1 and P2 rise together in the first quarter."""
    return course_section(reader_of(diagnosed(bringing("a"), bringing("b")), language))


# --- words ---


def test_the_sentence_names_what_moves_furthest() -> None:
    assert _plain().sentence == "계획대로 하면 8분기 뒤 process가 20점에서 28점으로 가장 많이 오릅니다."
    assert "from 20 to 28 points" in _plain(Language.EN).sentence


def test_the_title_of_the_chart_is_the_sentence() -> None:
    chart = _plain().chart
    assert chart is not None
    assert chart.title == _plain().sentence


def test_the_table_has_a_row_for_today_for_every_turn_and_for_the_end() -> None:
    found = _plain()
    assert [row.when for row in found.rows] == ["지금", "27.1분기부터", "28.4분기부터"]
    assert [row.points[0] for row in found.rows] == ["20", "28", "28"]
    assert [len(row.points) for row in found.rows] == [len(found.heads)] * 3


def test_ai_uses_stand_in_the_row_in_which_they_open() -> None:
    first, second, *_ = diagnosed(bringing("a")).course
    opened = replace(second, opened=("uc-a", "uc-b"), points=first.points)  # type: ignore[arg-type]
    found = _of_stops(first, opened, replace(first, quarter=2))
    assert [row.opened for row in found.rows] == ["", "+2", ""]
    assert found.chart is not None
    assert [text for _, text in found.chart.opened] == ["+2"]


def test_a_plan_for_enablers_leaves_the_scores_as_they_are() -> None:
    first, second, *_ = diagnosed(bringing("a")).course
    found = _of_stops(first, replace(second, points=first.points))
    assert found.sentence == say(KO, "course.only_enablers")


def test_without_a_plan_nothing_moves() -> None:
    found = course_section(reader_of(diagnosed()))
    assert found.sentence == say(KO, "course.still")
    assert [row.when for row in found.rows] == ["지금", "28.4분기부터"]


def test_without_scores_there_is_no_course() -> None:
    found = course_section(reader_of(diagnosed(levels={"P1": 1})))
    assert found.sentence == say(KO, "course.not_scored")
    assert (found.chart, found.rows, found.note) == (None, (), "")


def test_a_dimension_without_a_score_has_no_thread_and_a_dash() -> None:
    levels = everywhere(1, **dict.fromkeys(("S1", "S2", "S3"), Absence.DONT_KNOW))
    found = course_section(reader_of(diagnosed(bringing("a"), levels=levels)))
    assert found.chart is not None
    assert [line.key for line in found.chart.lines] == ["process", "product", "business_model"]
    assert {row.points[2] for row in found.rows} == {"–"}


# --- geometry ---


def _chart(*points: list[float], opened: list[str] | None = None, ticks: list[str] = TICKS) -> Course:
    lines = [(f"key {n}", f"line {n}", p) for n, p in enumerate(points)]
    return course(ticks, lines, ("opens", opened or [""] * len(ticks)), BANDS, "title")


def test_more_points_are_higher_and_later_is_further_right() -> None:
    (line,) = _chart([20, 28, 40]).lines
    assert [bead.x for bead in line.beads] == sorted(bead.x for bead in line.beads)
    assert [bead.y for bead in line.beads] == sorted((bead.y for bead in line.beads), reverse=True)
    assert line.label == "line 0 20 → 40"


def test_a_thread_has_beads_where_it_starts_moves_and_ends() -> None:
    (line,) = _chart([20, 20, 28, 28], ticks=["now", "Q1", "Q2", "Q3"]).lines
    chart = _chart([20, 20, 28, 28], ticks=["now", "Q1", "Q2", "Q3"])
    assert [bead.x for bead in line.beads] == [chart.left, chart.ticks[2][0], chart.right]
    assert line.path.startswith(f"M{chart.left} ")
    assert line.path.count("H") == line.path.count("V") == 3


@pytest.mark.parametrize(
    ("points", "bands"),
    [
        ([20, 28, 36], ["band 1 20–40"]),
        ([20, 20, 20], ["band 1 20–40"]),
        ([16, 20, 40], ["band 0 0–20", "band 1 20–40"]),
        ([0, 0, 0], ["band 0 0–20"]),
        ([100, 100, 100], ["band 4 80–100"]),
        ([0, 50, 100], [f"band {n} {20 * n}–{20 * n + 20}" for n in range(5)]),
    ],
)
def test_only_the_bands_between_which_it_moves_are_drawn(points: list[float], bands: list[str]) -> None:
    chart = _chart(points)
    assert [name for _, _, name in chart.bands] == bands
    for line in chart.lines:
        assert all(chart.bands[-1][0] <= bead.y <= chart.bands[0][1] for bead in line.beads)


@pytest.mark.parametrize("points", [0.0, 20.0, 50.0, 100.0])
def test_threads_at_the_same_points_are_told_apart(points: float) -> None:
    chart = _chart(*[[points] * 3] * 4)
    starts = sorted(line.beads[0].y for line in chart.lines)
    names = sorted(line.label_y for line in chart.lines)
    assert len(set(starts)) == 4
    assert all(b - a >= LABEL_HEIGHT - 0.1 for a, b in itertools.pairwise(names))
    assert names[0] > 0
    assert names[-1] <= chart.foot


def test_names_stand_in_the_order_in_which_the_threads_end() -> None:
    chart = _chart([20, 20, 20], [20, 20, 40], [20, 20, 24])
    assert sorted(range(3), key=lambda n: chart.lines[n].label_y) == [1, 2, 0]


def test_names_of_quarters_never_meet() -> None:
    twelve = [f"{n}.1분기" for n in range(13)]
    places = [x for x, _ in _chart([20.0] * 13, ticks=twelve).ticks]
    assert all(b - a >= 46 for a, b in itertools.pairwise(places))
    assert 2 <= len(places) < 13
