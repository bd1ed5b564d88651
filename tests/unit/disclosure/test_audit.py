"""Releases made by hand, each with one hole; and neighbours of them that have none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.disclosure.audit import Memory, audit
from assessment.disclosure.values import Attack, Audit, Finding, Measure, Policy, Release, Table
from assessment.errors import InputRejected
from tests.builders_releases import EXACT, ROUNDED, Shown, one_way, release, table

SMALL, LARGE = ("size", "small"), ("size", "large")
MEAN = Measure.MEAN


def crossed(*figures: Shown, name: str = "t") -> Table:
    """Two sizes by three regions with all totals: nine inner cells and margins, row by row, totals last."""
    codes = [(size, region) for size in ("small", "large", "total") for region in ("11", "41", "48", "total")]
    return table(name, ("size", "region"), dict(zip(codes, figures, strict=True)))


def means(name: str = "m", **shown: Shown) -> Table:
    return table(name, ("size",), {(code,): figures for code, figures in shown.items()}, "overall", MEAN)


def only(found: Audit) -> Finding:
    (finding,) = found.findings
    return finding


# --- one release ---


def test_a_total_less_everything_else_is_exact_recovery() -> None:
    found = only(audit(release(one_way("t", "size", total=20.0, small=16.0, large=None)), ()))
    assert (found.attack, found.place, found.low, found.high) == (Attack.EXACT, ("", (LARGE,)), 4.0, 4.0)
    assert (found.release, found.table, found.measure) == ("2026", "t", Measure.COUNT)


def test_withheld_cells_of_every_row_and_column_hide_one_another() -> None:
    found = audit(release(crossed(None, None, None, 30.0, None, None, None, 94.0, 40.0, 40.0, 44.0, 124.0)), ())
    assert found.passed
    assert (found.groups, found.programs > 0) == (6, True)


def test_a_range_that_is_too_narrow_is_found_with_its_ends() -> None:
    """The column of 2 leaves at most 2 in the row above it."""
    narrow = crossed(None, None, 30.0, 40.0, None, None, 30.0, 44.0, 2.0, 22.0, 60.0, 84.0)
    found = audit(release(narrow), ())
    assert {f.attack for f in found.findings} == {Attack.NARROW, Attack.OPEN, Attack.INSIDER}
    first = next(f for f in found.findings if f.place == ("", (("region", "11"), SMALL)))
    assert (first.low, first.high) == (0.0, 2.0)


def test_a_large_count_may_be_known_though_it_is_withheld() -> None:
    assert audit(release(one_way("t", "size", total=50.0, small=30.0, large=None)), ()).passed


def test_exactly_nobody_may_be_known_of_a_class_but_not_of_an_answer() -> None:
    assert audit(release(one_way("t", "size", total=30.0, small=30.0, large=None)), ()).passed
    answers = table("t", ("band",), {("total",): 30.0, ("low",): 30.0, ("high",): None}, "overall")
    assert not audit(release(answers), ()).passed


def test_tables_that_are_safe_alone_may_not_be_so_together() -> None:
    """Sizes hide one another in the first table; the second one says how many small ones there are in all regions."""
    by_size = one_way("a", "size", total=24.0, small=None, large=None)
    by_region = table("b", ("size", "region"), {("small", "11"): 10.0, ("small", "41"): 6.0, ("small", "48"): 5.0})
    assert audit(release(by_size), ()).passed
    assert audit(release(by_region), ()).passed
    found = audit(release(by_size, by_region), ())
    assert {(f.attack, f.place, f.low) for f in found.findings} == {(Attack.LINKED, ("", (LARGE,)), 3.0)}


def test_rounded_figures_are_intervals() -> None:
    """20 − 15 may be anything from 1 to 9, less what the threshold says."""
    shown = one_way("t", "size", total=25.0, small=15.0, large=None)
    assert audit(release(shown, policy=ROUNDED), ()).passed
    unrounded = one_way("t", "size", total=24.0, small=16.0, large=None)
    assert [f.attack for f in audit(release(unrounded, policy=ROUNDED), ()).findings] == [
        Attack.ROUNDING,
        Attack.ROUNDING,
    ]
    fine = Policy(base=1)
    assert only(audit(release(unrounded, policy=fine), ())).attack is Attack.EXACT


def test_an_answer_that_all_but_few_gave_is_group_disclosure() -> None:
    answers: dict[tuple[str, ...], Shown] = {("total",): 30.0, ("low",): 29.0, ("high",): None}
    found = audit(release(table("t", ("band",), answers, "overall")), ())
    assert {f.attack for f in found.findings} == {Attack.GROUP, Attack.EXACT}
    group = next(f for f in found.findings if f.attack is Attack.GROUP)
    assert (group.place, group.high) == (("overall", (("band", "low"),)), 1.0)


def test_figures_that_no_companies_can_give_are_named() -> None:
    with pytest.raises(InputRejected) as caught:
        audit(release(one_way("t", "size", total=20.0, small=16.0, large=15.0)), ())
    assert [problem.code for problem in caught.value.problems] == ["tables_contradict"]


# --- scores ---


def test_a_mean_less_another_is_the_mean_of_the_rest() -> None:
    """20 companies at 50 and 16 of them at 55 leave 4 at 30."""
    found = audit(release(means(total=(20.0, 50.0), small=(16.0, 55.0), large=None)), ())
    scores = next(f for f in found.findings if f.measure is MEAN)
    assert (scores.place, scores.low, scores.high) == (("overall", (LARGE,)), 120.0, 120.0)


def test_a_rounded_mean_of_many_hides_the_scores_of_a_few() -> None:
    shown = means(total=(45.0, 50.0), small=(35.0, 52.0), large=None)
    assert audit(release(shown, policy=ROUNDED), ()).passed


def test_counts_of_levels_tell_scores() -> None:
    """Where all answers are shown the sum of their scores is known, though the mean is withheld."""
    levels: dict[tuple[str, ...], Shown] = {
        ("total",): 20.0,
        **{(str(n),): figure for n, figure in enumerate((2.0, 3.0, 2.0, 5.0, 4.0, 4.0))},
    }
    shown = table("l", ("level",), levels, "P1")
    hidden = table("m", ("size",), {("total",): None}, "P1", MEAN)
    found = audit(release(shown, hidden, policy=Policy(EXACT.mode, 2, 1, ())), ())
    assert [(f.attack, f.low, f.high) for f in found.findings if f.measure is MEAN] == [(Attack.LINKED, 1160.0, 1160.0)]


# --- who knows more than others ---


def test_a_company_alone_in_its_cell_knows_the_other_withheld_one() -> None:
    alone = crossed(None, 20.0, None, 24.0, 30.0, 30.0, 30.0, 90.0, None, 50.0, None, 114.0)
    found = audit(release(alone), ())
    assert {f.attack for f in found.findings} == {Attack.INSIDER}
    assert {f.place for f in found.findings} >= {("", (("region", "11"), SMALL)), ("", (("region", "48"), SMALL))}
    assert {f.low for f in found.findings} == {3.0}


def test_who_is_known_to_be_alone_is_tried_on_every_other_cell() -> None:
    """Nothing moves in proportion, but one company in the first cell leaves too little room in the second."""
    figures = (None, None, None, 8.0, None, None, 30.0, 60.0, 12.0, 18.0, None, 68.0)
    shown = release(crossed(*figures))
    before = audit(shown, ())
    place = ("", (("region", "48"), SMALL))
    after = audit(shown, (), frozenset({place}))
    assert len(after.findings) >= len(before.findings)


def test_a_company_must_not_learn_the_scores_of_the_only_other_withheld_mean() -> None:
    policy = Policy(EXACT.mode, 2, 1, (), width=1)
    shown = means(total=(20.0, 50.0), small=None, large=None)
    companies = one_way("c", "size", total=20.0, small=19.0, large=1.0)
    found = audit(release(shown, companies, policy=policy), ())
    assert Attack.INSIDER in {f.attack for f in found.findings if f.measure is MEAN}


def test_who_is_alone_altogether_learns_of_nobody_else() -> None:
    policy = Policy(EXACT.mode, 1, 1, (), width=1)
    found = audit(release(means(total=(1.0, 50.0), small=None, large=None), policy=policy), ())
    assert Attack.INSIDER not in {f.attack for f in found.findings if f.measure is MEAN}


# --- time ---


def earlier(*tables: Table, policy: Policy = EXACT) -> Release:
    return release(*tables, name="2025", policy=policy)


def test_two_releases_tell_of_the_few_who_joined_between_them() -> None:
    before, now = one_way("t", "size", total=20.0), one_way("t", "size", total=22.0)
    found = only(audit(release(now), (earlier(before),)))
    assert (found.attack, found.place, found.low, found.high) == (Attack.TIME, ("", ()), 2.0, 2.0)


def test_many_who_joined_or_a_rounded_difference_tell_of_nobody() -> None:
    before = one_way("t", "size", total=20.0)
    assert audit(release(one_way("t", "size", total=40.0)), (earlier(before),)).passed
    assert audit(release(one_way("t", "size", total=25.0), policy=ROUNDED), (earlier(before, policy=ROUNDED),)).passed


def test_an_earlier_figure_stands_in_for_one_that_is_withheld_now() -> None:
    """Sizes hide one another now, but the small ones were shown before and nobody can have left."""
    before = one_way("t", "size", total=19.0, small=15.0, large=4.0)
    now = one_way("t", "size", total=20.0, small=None, large=None)
    found = audit(release(now), (earlier(before),))
    assert {f.attack for f in found.findings} == {Attack.TIME}
    withheld = next(f for f in found.findings if f.place == ("", (LARGE,)))
    assert (withheld.release, withheld.low, withheld.high) == ("2026", 4.0, 5.0)


def test_a_new_figure_gives_away_what_was_withheld_before() -> None:
    before = one_way("t", "size", total=20.0, small=None, large=None)
    now = one_way("t", "size", total=29.0, small=17.0, large=12.0)
    lower = one_way("t", "size", total=21.0, small=17.0, large=4.0)
    assert audit(release(now), (earlier(before),)).passed
    found = audit(release(lower), (earlier(before),))
    assert ("2025", Attack.TIME, 3.0, 4.0) in {(f.release, f.attack, f.low, f.high) for f in found.findings}


def test_the_scores_of_those_who_joined_are_found_out_too() -> None:
    before, now = means(total=(20.0, 50.0)), means(total=(24.0, 50.0))
    found = audit(release(now), (earlier(before),))
    scores = next(f for f in found.findings if f.measure is MEAN)
    assert (scores.attack, scores.low, scores.high) == (Attack.TIME, 200.0, 200.0)


def test_where_answers_were_renewed_only_companies_are_told_apart_over_time() -> None:
    renewed = replace(EXACT, renewed=True)
    before, now = means(total=(20.0, 50.0)), means(total=(24.0, 50.0))
    assert audit(release(now, policy=renewed), (earlier(before, policy=renewed),)).passed
    before, now = one_way("t", "ai_use", total=40.0, vision=20.0), one_way("t", "ai_use", total=40.0, vision=24.0)
    assert not audit(release(now), (earlier(before),)).passed
    assert audit(release(now, policy=renewed), (earlier(before, policy=renewed),)).passed
    before, now = one_way("t", "size", total=20.0), one_way("t", "size", total=24.0)
    found = audit(release(now, policy=renewed), (earlier(before, policy=renewed),))
    assert {f.attack for f in found.findings} == {Attack.TIME}


def test_fewer_companies_than_before_are_no_contradiction() -> None:
    before, now = one_way("t", "size", total=40.0), one_way("t", "size", total=20.0)
    assert audit(release(now), (earlier(before),)).passed


def test_a_table_that_is_new_has_no_past() -> None:
    before, now = one_way("t", "size", total=40.0), one_way("r", "region", c11=20.0)
    assert audit(release(now), (earlier(before),)).passed


# --- the same block again ---


def test_a_block_that_looks_the_same_is_not_tried_again() -> None:
    memory: Memory = {}
    shown = release(one_way("t", "size", total=20.0, small=16.0, large=None))
    first = audit(shown, (), memory=memory)
    again = audit(shown, (), memory=memory)
    assert again.findings == first.findings
    assert (first.programs > 0, again.programs) == (True, 0)
