"""The job engine: huey on a SQLite file of its own. It may lose a running job; the sweep finds what was lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from huey import SqliteHuey, crontab


class HueyJobs:
    """The JobQueue of an installation, and the worker that empties it."""

    def __init__(self, path: Path, *, at_once: bool = False) -> None:
        self._huey = SqliteHuey("kkweda", filename=str(path), immediate=at_once)
        self._build: Callable[[str], object] = self._nobody_builds

    def serve(self, build_report: Callable[[str], object], sweep: Callable[[], object]) -> None:
        """Say what a worker does: build a report, and once a minute ask again for lost ones."""

        def build(report_id: str) -> None:
            build_report(report_id)

        def ask_again() -> None:
            sweep()

        self._build = self._huey.task()(build)
        self._huey.periodic_task(crontab(minute="*"))(ask_again)

    def ask_for_report(self, report_id: str) -> None:
        """Have a report built by a worker."""
        self._build(report_id)

    def run_worker(self) -> None:
        """Work until stopped, in one process of its own; PDFs are slower in threads."""
        consumer = self._huey.create_consumer(workers=1, worker_type="process", periodic=True, check_worker_health=True)
        consumer.run()

    @staticmethod
    def _nobody_builds(report_id: str) -> None:
        raise RuntimeError(f"no worker was set up for report {report_id}")
