"""What a company said beside its answers, as JSON text and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from assessment.canonical import plain
from assessment.instrument.edition import Group
from assessment.instrument.values import AiUse, UseState
from assessment.values import Opinion
from services.ports import Documents
from storage.sheets import adjustments_from, limits_from, previous_from, profile_from, wishes_from


def documents_to_text(documents: Documents) -> str:
    """The documents as JSON; absent parts are left away."""
    body = plain(documents)
    return json.dumps(_without_nothing(body), ensure_ascii=False, sort_keys=True)


def documents_from_text(text: str) -> Documents:
    """The documents that `documents_to_text` wrote."""
    body: Mapping[str, Any] = json.loads(text)
    return Documents(
        profile=profile_from(body["profile"]) if "profile" in body else None,
        office_rules=body.get("office_rules", {}),
        ai_uses=tuple(_ai_use(entry) for entry in body.get("ai_uses", [])),
        wishes=wishes_from(body.get("wishes", {})),
        limits=limits_from(body["limits"]) if "limits" in body else None,
        opinion=_opinion(body["opinion"]) if "opinion" in body else None,
        adjustments=adjustments_from(body.get("adjustments", {})),
        previous=previous_from(body["previous"]) if "previous" in body else None,
    )


def _without_nothing(body: Any) -> Any:
    if isinstance(body, dict):
        return {key: _without_nothing(value) for key, value in body.items() if value is not None}
    return body


def _ai_use(entry: Mapping[str, Any]) -> AiUse:
    return AiUse(entry["example"], UseState(entry["state"]), entry["where"], entry["how_often"], entry["who"])


def _opinion(entry: Mapping[str, Any]) -> Opinion:
    return Opinion(
        consultant=entry["consultant"],
        visited_on=date.fromisoformat(entry["visited_on"]),
        strengths=tuple((Group(group), text) for group, text in entry["strengths"]),
        weaknesses=tuple((Group(group), text) for group, text in entry["weaknesses"]),
        overall=entry["overall"],
    )
