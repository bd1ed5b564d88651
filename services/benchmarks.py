"""What a company may be compared with: the newest release of this installation, and never the pool."""

from __future__ import annotations

from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import Profile
from assessment.reference import find_reference
from assessment.values import Reference
from services.release_port import ReleaseShelf


def load_reference(shelf: ReleaseShelf, questionnaire: Questionnaire, profile: Profile) -> Reference:
    """Targets from the newest release for companies of this size; empty where nothing was published."""
    ledger = shelf.ledger()
    if not ledger:
        return Reference()
    size = [size.id for size in questionnaire.method.size_classes if profile.workers >= size.workers_from][-1]
    return find_reference(ledger[-1], size)
