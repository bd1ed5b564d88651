"""What a company may be compared with: the newest release of this installation, and never the pool."""

from __future__ import annotations

from assessment.instrument.edition import Questionnaire
from assessment.instrument.values import Profile
from assessment.reference import find_reference
from assessment.scoring.values import Score, Standing
from assessment.standing import find_standings
from assessment.values import Diagnosis, Reference
from services.release_port import ReleaseShelf

OVERALL = "overall"


def load_reference(shelf: ReleaseShelf, questionnaire: Questionnaire, profile: Profile) -> Reference:
    """Targets from the newest release for companies of this size; empty where nothing was published."""
    ledger = shelf.ledger()
    return find_reference(ledger[-1], _size(questionnaire, profile)) if ledger else Reference()


def load_standings(shelf: ReleaseShelf, diagnosis: Diagnosis) -> tuple[str, tuple[Standing, ...]]:
    """The period of the newest release, and where the scores of a company stand in it; empty where nothing was published."""
    ledger = shelf.ledger()
    if not ledger:
        return "", ()
    scorecard, profile = diagnosis.scorecard, diagnosis.case.profile
    scored = {OVERALL: scorecard.overall.score, **{d.dimension.value: d.score for d in scorecard.dimensions}}
    points = {name: score.points for name, score in scored.items() if isinstance(score, Score)}
    codes = {"industry": profile.division, "size": _size(scorecard.questionnaire, profile)}
    return ledger[-1].id, find_standings(ledger[-1], points, codes)


def _size(questionnaire: Questionnaire, profile: Profile) -> str:
    return [size.id for size in questionnaire.method.size_classes if profile.workers >= size.workers_from][-1]
