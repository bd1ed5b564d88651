"""What a company can offer others: the capabilities of work that it has behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from assessment.catalogue import CapabilityId, Catalogue
from assessment.instrument.edition import ItemId


def find_offers(levels: Mapping[ItemId, int], catalogue: Catalogue) -> dict[CapabilityId, float]:
    """The capabilities that a company has used, each 0–1, from its levels; what it has not begun is left out.

    Strength = initiatives with this capability that it has behind it, as a share of all of them (our own rule: who has done
    the work can tell others how). An initiative lies behind it when every level that it leads to is reached.
    """
    done: dict[CapabilityId, int] = defaultdict(int)
    every: dict[CapabilityId, int] = defaultdict(int)
    for initiative in catalogue.initiatives:
        is_behind = all(levels.get(effect.item, 0) >= effect.to_level for effect in initiative.effects)
        for capability in initiative.capabilities:
            every[capability] += 1
            done[capability] += is_behind
    return {capability: done[capability] / every[capability] for capability in sorted(done) if done[capability]}
