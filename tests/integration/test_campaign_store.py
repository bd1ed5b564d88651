"""The contract of the store of campaigns against the fake and against a SQLite file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from services.campaign_port import CampaignStore
from services.link_port import LinkStore
from services.ports import AssessmentStore
from storage.assessments import SqlAssessments
from storage.campaigns import SqlCampaigns
from storage.links import SqlLinks
from tests import builders as make
from tests import fakes
from tests.builders_campaigns import batch, campaign, issue
from tests.fakes_campaigns import FakeCampaigns


@dataclass(frozen=True)
class Stores:
    campaigns: CampaignStore
    assessments: AssessmentStore
    links: LinkStore


@pytest.fixture(params=["fake", "sqlite"])
def stores(request: pytest.FixtureRequest, connect: Callable[[], Engine]) -> Stores:
    if request.param == "fake":
        memory = fakes.Memory()
        return Stores(FakeCampaigns(memory), fakes.FakeAssessments(memory), fakes.FakeLinks(memory))
    return in_database(connect())


def in_database(engine: Engine) -> Stores:
    return Stores(SqlCampaigns(engine), SqlAssessments(engine), SqlLinks(engine))


def test_campaigns_come_back_newest_first_and_have_names_of_their_own(stores: Stores) -> None:
    early, late = campaign(begins=date(2025, 1, 1)), campaign(id="d", name="other")
    assert (stores.campaigns.add(early), stores.campaigns.add(late)) == (True, True)
    assert not stores.campaigns.add(campaign(id="e"))
    assert stores.campaigns.all() == (late, early)


def test_a_batch_opens_empty_assessments_and_joins_the_consultant(stores: Stores) -> None:
    stores.campaigns.add(campaign())
    stores.links.add(make.link_record("l"))
    stores.campaigns.issue(issue("s", "a", "b", link_id="l"))
    found = stores.assessments.find("0000A")
    assert found is not None
    assert (found.id, found.code_hash, found.edition) == ("a", "hash-a", make.questionnaire().edition)
    assert set(stores.links.assessments("l")) == {"a", "b"}
    assert stores.campaigns.batches("c") == (batch("s", 2, "김상담"),)
    assert stores.campaigns.batches("another") == ()


def test_progress_counts_items_and_not_facts_or_second_answers(stores: Stores) -> None:
    stores.campaigns.add(campaign())
    stores.campaigns.issue(issue("s", "a", "b"))
    stores.campaigns.issue(issue("t", "c"))
    for sequence, item in enumerate(("P1", "P2", "P1.1.a")):
        assert stores.assessments.append("a", make.event(item, 1, sequence=sequence))
    assert stores.assessments.append("a", make.event("P1", 2, sequence=5, base_version=1))
    found = sorted((p.segment, p.answered, p.edition) for p in stores.campaigns.progress("c"))
    edition = make.questionnaire().edition
    assert found == [("s", 0, edition), ("s", 2, edition), ("t", 0, edition)]
    assert stores.campaigns.progress("another") == ()


def test_a_company_that_deletes_everything_still_counts_as_invited(stores: Stores) -> None:
    stores.campaigns.add(campaign())
    stores.campaigns.issue(issue("s", "a", "b"))
    stores.assessments.delete("a")
    assert [b.invited for b in stores.campaigns.batches("c")] == [2]
    assert len(stores.campaigns.progress("c")) == 1


def test_consultants_are_listed_by_name_and_others_are_not(stores: Stores) -> None:
    for link_id, name, role in (("1", "b", "consultant"), ("2", "a", "consultant"), ("3", "c", "association")):
        stores.links.add(make.link_record(link_id, name=name, role=role, locator=f"LOC0{link_id}"))
    assert [link.name for link in stores.links.holders("consultant")] == ["a", "b"]


def test_a_batch_is_stored_whole_or_not_at_all(connect: Callable[[], Engine]) -> None:
    stores = in_database(connect())
    stores.campaigns.add(campaign())
    with pytest.raises(IntegrityError):
        stores.campaigns.issue(issue("s", "a", "b", link_id="nobody"))
    assert (stores.assessments.count(), stores.campaigns.batches("c")) == (0, ())
