"""What pytest leaves alone here: the second solver runs in a process of its own, OR-Tools and HiGHS cannot share one."""

from __future__ import annotations

collect_ignore = ["cp_sat.py"]
