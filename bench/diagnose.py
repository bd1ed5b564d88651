"""One company from the command line, cold, with its PDF."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.clock import RUNS, calibrate, figure

SHEET = "docs/samples/injection-moulder.yaml"


def main() -> None:
    """CPU seconds of the whole process, median of five."""
    calibrate("diagnose")
    with tempfile.TemporaryDirectory() as folder:
        taken = [_one(Path(folder) / "roadmap.pdf", folder) for _ in range(RUNS)]
    figure("diagnose.cold_with_pdf", statistics.median(taken), "s")


def _one(pdf: Path, instance: str) -> float:
    before = _children()
    subprocess.run(
        [sys.executable, "-m", "flask", "diagnose", SHEET, "--pdf", str(pdf)],
        check=True,
        capture_output=True,
        env=os.environ | {"FLASK_APP": "app", "INSTANCE_DIR": instance},
    )
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
