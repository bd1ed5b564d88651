"""The second consent: what is shown is what was ticked, as long as it stands, and nobody else is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.errors import InputRejected
from assessment.matching.agreements import Purpose, SharedField
from services import cooperation
from services.errors import Forbidden, NotFound
from services.permissions import Actor, Visitor
from tests import builders as plain
from tests import builders_cooperation as make


def test_what_is_shown_is_what_was_ticked() -> None:
    tools = make.tools()
    given = cooperation.share(tools, make.MANAGER, "a", make.chosen(), make.NOW)
    assert (given.name, given.division, given.region, given.workers) == ("가나정밀", "22", "48", 60)
    assert given.needs
    assert given.use_cases == (make.USE,)
    assert given.brings
    assert cooperation.load_sharing(tools, make.MANAGER, "a") == given


def test_what_was_not_ticked_is_nowhere() -> None:
    given = cooperation.share(make.tools(), make.MANAGER, "a", make.chosen(fields=()), make.NOW)
    assert (given.region, given.workers, given.needs, given.use_cases) == ("", 0, {}, ())
    assert (given.offers, given.brings, given.scores) == ({}, (), ())


def test_scores_are_shown_only_where_they_were_ticked() -> None:
    tools = make.tools()
    for sequence, item in enumerate(("P2", "P3", "P4", "P5"), 1):
        tools.assessments.append("a", plain.event(item, 2, sequence=sequence))
    shown = cooperation.share(tools, make.MANAGER, "a", make.chosen(fields=(SharedField.SCORES,)), make.NOW)
    assert [dimension for dimension, _ in shown.scores] == ["process"]
    hidden = cooperation.share(tools, make.MANAGER, "a", make.chosen(fields=(SharedField.SIZE,)), make.NOW)
    assert hidden.scores == ()


def test_agreeing_again_keeps_the_place_in_the_pool() -> None:
    tools = make.tools()
    first = cooperation.share(tools, make.MANAGER, "a", make.chosen(), make.NOW)
    second = cooperation.share(tools, make.MANAGER, "a", make.chosen(name="다라정밀"), make.NOW)
    assert second.member == first.member
    assert [entry.name for entry in tools.cooperation.store.shared()] == ["다라정밀"]


def test_every_problem_of_a_consent_is_named_at_once() -> None:
    wrong = make.chosen(name="", contact="c" * 121, purposes=(), until=make.TODAY)
    tools = make.tools()
    with pytest.raises(InputRejected) as rejected:
        cooperation.share(tools, make.MANAGER, "a", wrong, make.NOW)
    found = {(problem.code, problem.where) for problem in rejected.value.problems}
    assert found == {
        ("text_missing", "name"),
        ("too_long", "contact"),
        ("no_purpose", "purposes"),
        ("end_out_of_reach", "until"),
    }
    assert tools.cooperation.store.shared() == ()


def test_a_consent_ends_within_two_years() -> None:
    far = make.chosen(until=make.TODAY + cooperation.LONGEST + timedelta(days=1))
    with pytest.raises(InputRejected):
        cooperation.share(make.tools(), make.MANAGER, "a", far, make.NOW)


def test_a_consultant_cannot_agree_for_a_company() -> None:
    consultant = Actor(Visitor.CONSULTANT, "l", frozenset({"a"}), "김상담")
    with pytest.raises(Forbidden):
        cooperation.share(make.tools(), consultant, "a", make.chosen(), make.NOW)


def test_a_consent_that_was_taken_back_names_nobody() -> None:
    tools = make.tools(make.sharing("one"), make.sharing("two"))
    assert cooperation.load_words(tools, make.TODAY).people == {
        "one": "Firm one",
        "two": "Firm two",
        "sup-a": "sup-a (가상)",
    }
    cooperation.withdraw(tools, make.MANAGER, "a")
    assert "one" not in cooperation.load_words(tools, make.TODAY).people
    with pytest.raises(NotFound):
        cooperation.require_sharing(tools, make.MANAGER, "a", make.TODAY)


def test_a_consent_that_ended_names_nobody() -> None:
    tools = make.tools(make.sharing("one"))
    after = make.LATER + timedelta(days=1)
    assert cooperation.require_sharing(tools, make.MANAGER, "a", make.LATER).member == "one"
    assert "one" not in cooperation.load_words(tools, after).people
    assert cooperation.load_pool(tools, Purpose.PARTNERS, after) == ()
    with pytest.raises(NotFound):
        cooperation.require_sharing(tools, make.MANAGER, "a", after)


def test_industries_are_those_of_the_edition_that_counts() -> None:
    leading = plain.alliance(plain.subcommittee("lead", industries={"22": 1.0}))
    ten = replace(plain.alliance(plain.subcommittee("dx-root", industries={"22": 1.0})), id=cooperation.COUNTED_BY)
    both = make.catalogue(alliances=(leading, ten))
    assert cooperation.find_counted_industry(both, "22") == "dx-root"
    assert cooperation.find_counted_industry(make.catalogue(alliances=(leading,)), "22") == "lead"
    assert cooperation.find_counted_industry(both, "10") == "10"
