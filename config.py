"""Settings from the environment, with defaults that are safe on a laptop."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SECRET_BYTES = 32
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Config:
    """What an installation is told from outside."""

    database_url: str
    secret_key: str
    instance_dir: Path
    host: str
    port: int
    jobs_at_once: bool = False
    pool_database_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """Read ``DATABASE_URL``, ``POOL_DATABASE_URL``, ``SECRET_KEY``, ``INSTANCE_DIR``, ``HOST`` and ``PORT``."""
        instance = Path(environment.get("INSTANCE_DIR", ROOT / "var" / "instance")).resolve()
        instance.mkdir(parents=True, exist_ok=True)
        return cls(
            database_url=environment.get("DATABASE_URL", f"sqlite:///{instance / 'kkweda.sqlite'}"),
            secret_key=environment.get("SECRET_KEY") or _kept_secret(instance / "secret_key"),
            instance_dir=instance,
            host=environment.get("HOST", "127.0.0.1"),
            port=int(environment.get("PORT", "8000")),
            pool_database_url=environment.get("POOL_DATABASE_URL", ""),
        )

    @property
    def pool_url(self) -> str:
        """Where the pool lies; by default beside the first database, in a file of its own."""
        return self.pool_database_url or f"sqlite:///{self.instance_dir / 'pool.sqlite'}"

    @property
    def pool_key(self) -> str:
        """The key of pseudonyms, in a file of its own; without it nobody finds a score by its code."""
        return _kept_secret(self.instance_dir / "pool_key")


def _kept_secret(path: Path) -> str:
    """A secret made once for this installation; several processes that start together agree on one."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "w") as file:
            file.write(secrets.token_hex(SECRET_BYTES))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8")
