"""Batch scoring: seconds for all Korean plants, firms a second, and the share of the memory-copy rate that it reaches."""

from __future__ import annotations

import numpy as np

from assessment.scoring.scores import STATES, score_batch
from bench.clock import calibrate, cpu_seconds, figure
from storage.content.instrument import load_questionnaire

PLANTS = 163_273
MANY = 4_000_000
BYTES_OUT = 4 * 4 + 4 + 2


def main() -> None:
    """Measure on random answers of every kind."""
    calibrate("scoring")
    questionnaire = load_questionnaire("readiness", "2026.1")
    rng = np.random.default_rng(1)
    plants = rng.integers(0, STATES, (PLANTS, len(questionnaire.items)), dtype=np.int8)
    many = rng.integers(0, STATES, (MANY, len(questionnaire.items)), dtype=np.int8)
    score_batch(questionnaire, plants[:1])
    figure("scoring.plants_163273", cpu_seconds(lambda: score_batch(questionnaire, plants)), "s")
    seconds = cpu_seconds(lambda: score_batch(questionnaire, many))
    figure("scoring.firms_per_second", MANY / seconds / 1e6, "million/s")
    target = np.empty_like(many)
    copied = cpu_seconds(lambda: np.copyto(target, many))
    copy_rate = 2 * many.nbytes / copied
    moved = MANY * (len(questionnaire.items) + BYTES_OUT) / seconds
    figure("scoring.memory_copy_rate", copy_rate / 1e9, "GB/s")
    figure("scoring.share_of_copy_rate", 100 * moved / copy_rate, "%")


if __name__ == "__main__":
    main()
