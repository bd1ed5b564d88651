"""CPU time, the median of five, and a calibration loop that tells how fast this machine is today."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

RUNS = 5
CALIBRATION_STEPS = 2_000_000


def cpu_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median CPU time of this process over several runs of some work."""
    taken = []
    for _ in range(runs):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


def figure(name: str, value: float, unit: str) -> None:
    """One line: NAME VALUE UNIT."""
    print(f"{name} {value:.4g} {unit}", flush=True)


def calibrate(group: str) -> None:
    """Print what a plain Python loop of two million steps costs; seconds of other days compare through it."""
    figure(f"{group}.calibration_loop", cpu_seconds(_loop), "s")


def _loop() -> int:
    total = 0
    for number in range(CALIBRATION_STEPS):
        total += number & 7
    return total
