"""The adapters for statistics, joined: pool, shelf of releases, rules of publishing."""

from __future__ import annotations

from pathlib import Path

from services.ports_statistics import Statistics
from storage.content.publishing import load_rules
from storage.pool import SqlPool, open_pool
from storage.releases.shelf import ReleaseFolders


def open_statistics(pool_url: str, pseudonym_key: str, releases: Path) -> Statistics:
    """Statistics of an installation whose releases lie in a folder."""
    return Statistics(SqlPool(open_pool(pool_url), pseudonym_key), ReleaseFolders(releases), load_rules)
