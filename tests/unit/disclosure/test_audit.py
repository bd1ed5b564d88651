"""The attacker: each kind of leak is found and called by its name, and what is safe is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.disclosure.audit import audit
from assessment.disclosure.values import Attack, Finding, Ledger, Measure, Mode, Policy, Release, Snapshot
from assessment.errors import InputRejected
from tests import builders_disclosure as given

T = "total"
BY_HAND = Policy(mode=Mode.ROUNDED)


def attacks(release: Release, ledger: Ledger = ()) -> set[Attack]:
    return {finding.attack for finding in audit(release, ledger).findings}


def sizes(total: float, **shown: float) -> dict[tuple[str, ...], tuple[float, ...]]:
    """A table by size; what is not named is withheld."""
    return {
        (T,): (total,),
        **{(code,): (shown[code],) if code in shown else () for code in ("small", "middle", "large")},
    }


def test_two_withheld_cells_that_leave_room_are_safe() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=20)))
    assert audit(release, ()).passed


def test_one_withheld_cell_is_computed_from_its_total() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=20, middle=17)))
    found = audit(release, ()).findings
    assert found == (Finding(Attack.EXACT, "2026", "t", ("", (("size", "large"),)), Measure.COUNT, 3.0, 3.0),)


def test_two_withheld_cells_with_little_between_them_are_too_narrow() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=38)))
    found = audit(release, ()).findings
    assert {(f.low, f.high) for f in found if f.attack is Attack.NARROW} == {(0.0, 2.0)}


def test_a_small_count_that_stands_open_is_found() -> None:
    assert Attack.OPEN in attacks(given.by_hand(given.table("t", ["size"], sizes(40, small=4))))


def test_a_count_of_a_rounded_release_must_be_rounded() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(42, small=20)), policy=BY_HAND)
    assert attacks(release) == {Attack.ROUNDING}


def test_rounding_keeps_a_single_withheld_cell_safe() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=20, middle=15)), policy=BY_HAND)
    assert audit(release, ()).passed


def test_two_tables_together_give_away_what_each_alone_keeps() -> None:
    by_size = given.table("by-size", ["size"], sizes(40, small=20))
    by_both = given.table(
        "by-both",
        ["size", "region"],
        {
            **{(size, region): () for size in (T, "small", "middle", "large") for region in (T, "11", "41", "48")},
            (T, T): (40.0,),
            ("small", T): (20.0,),
            ("middle", "11"): (7.0,),
            ("middle", "41"): (5.0,),
            ("middle", "48"): (5.0,),
        },
    )
    assert audit(given.by_hand(by_size), ()).passed
    found = audit(given.by_hand(by_size, by_both), ()).findings
    large = [f for f in found if f.place == ("", (("size", "large"),))]
    assert [(f.attack, f.low) for f in large] == [(Attack.LINKED, 3.0)]


def test_a_company_that_is_alone_computes_its_neighbour() -> None:
    """Regions 11 and 41 are withheld together in two sizes: one number binds all four."""
    cells: dict[tuple[str, ...], tuple[float, ...]] = {
        (T, T): (100.0,),
        (T, "11"): (22.0,),
        (T, "41"): (18.0,),
        (T, "48"): (60.0,),
        ("small", T): (50.0,),
        ("small", "11"): (),
        ("small", "41"): (),
        ("small", "48"): (45.0,),
        ("middle", T): (35.0,),
        ("middle", "11"): (),
        ("middle", "41"): (),
        ("middle", "48"): (10.0,),
        ("large", T): (15.0,),
        ("large", "11"): (5.0,),
        ("large", "41"): (5.0,),
        ("large", "48"): (5.0,),
    }
    release = given.by_hand(given.table("t", ["size", "region"], cells))
    found = audit(release, (), frozenset({("", (("region", "11"), ("size", "small")))})).findings
    assert {f.attack for f in found} == {Attack.INSIDER}
    assert ("", (("region", "41"), ("size", "small"))) in {f.place for f in found}


def test_a_group_that_joined_between_two_releases_is_found() -> None:
    first = given.by_hand(
        given.table("t", ["size"], sizes(60, small=20, middle=20, large=20)), name="2025", as_of=date(2025, 12, 31)
    )
    second = given.by_hand(given.table("t", ["size"], sizes(61, small=21, middle=20, large=20)))
    assert audit(second, ()).passed
    found = audit(second, (first,)).findings
    assert {(f.attack, f.low, f.high) for f in found} == {(Attack.TIME, 1.0, 1.0)}


def test_nobody_joined_is_no_finding() -> None:
    first = given.by_hand(given.table("t", ["size"], sizes(60, small=20, middle=20, large=20)), name="2025")
    second = given.by_hand(given.table("t", ["size"], sizes(60, small=20, middle=20, large=20)))
    assert audit(second, (first,)).passed


def test_a_release_after_companies_left_can_still_be_attacked() -> None:
    first = given.by_hand(given.table("t", ["size"], sizes(60, small=20, middle=20, large=20)), name="2025")
    second = given.by_hand(given.table("t", ["size"], sizes(50, small=10, middle=20, large=20)))
    assert audit(second, (first,)).passed


def test_a_mean_at_an_end_of_the_scale_says_what_each_answered() -> None:
    means = given.table(
        "m",
        ["size"],
        {(T,): (40.0, 50.0), ("small",): (20.0, 0.0), ("middle",): (), ("large",): ()},
        subject="overall",
        measure=Measure.MEAN,
    )
    assert Attack.GROUP in attacks(given.by_hand(means))


def test_an_answer_that_nearly_everybody_gave_is_found() -> None:
    answers = given.table(
        "a",
        ["band", "size"],
        {
            **{(band, size): () for band in (T, "0", "40") for size in (T, "small", "middle", "large")},
            (T, T): (100.0,),
            (T, "small"): (40.0,),
            ("0", "small"): (39.0,),
        },
        subject="overall",
    )
    found = audit(given.by_hand(answers), ()).findings
    assert (Attack.GROUP, 1.0, 1.0) in {(f.attack, f.low, f.high) for f in found}


def test_scores_of_a_withheld_group_follow_from_means_around_it() -> None:
    means = given.table(
        "m",
        ["size"],
        {(T,): (40.0, 50.0), ("small",): (20.0, 40.0), ("middle",): (17.0, 60.0), ("large",): ()},
        subject="overall",
        measure=Measure.MEAN,
    )
    found = {(f.measure, f.attack): f for f in audit(given.by_hand(means), ()).findings}
    assert found[Measure.MEAN, Attack.EXACT].low == pytest.approx(40 * 50 - 20 * 40 - 17 * 60)


def test_means_of_two_withheld_groups_bind_each_other_for_who_is_alone_in_one() -> None:
    shown = (20.0, 50.0)
    means = given.table(
        "m",
        ["size"],
        {(T,): (24.0, 50.0), ("small",): shown, ("middle",): (), ("large",): ()},
        subject="overall",
        measure=Measure.MEAN,
    )
    found = audit(given.by_hand(means), ()).findings
    assert Attack.INSIDER in {f.attack for f in found}


def test_figures_that_no_companies_can_give_are_refused() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=30, middle=30)))
    with pytest.raises(InputRejected) as rejected:
        audit(release, ())
    assert [p.code for p in rejected.value.problems] == ["tables_contradict"]


def test_empty_cells_of_classes_may_be_known_in_exact_mode() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=20, middle=20)))
    assert audit(release, ()).passed


def test_a_withheld_cell_that_cannot_be_small_may_be_known() -> None:
    release = given.by_hand(given.table("t", ["size"], sizes(40, small=10, middle=10)))
    assert audit(release, ()).passed


def test_choices_are_parts_that_need_not_add_up() -> None:
    uses = given.table("u", ["ai_use"], {(T,): (40.0,), ("ai-vision",): (), ("ai-writing",): (20.0,)})
    assert audit(given.by_hand(uses), ()).passed


def test_the_period_of_a_day_sorts_by_name() -> None:
    day = date(2026, 8, 1)
    assert [s.period(day) for s in Snapshot] == ["2026", "2026-H2", "2026-Q3"]
