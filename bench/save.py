"""Saving one answer: server CPU of a whole request, session and database included."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from app import create_app
from bench.clock import calibrate, cpu_seconds, figure
from config import Config

ANSWERS = 200


def main() -> None:
    """CPU milliseconds of one saved answer, mean over 200, median of five."""
    calibrate("save")
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        app = create_app(Config(f"sqlite:///{instance / 'bench.sqlite'}", "bench", instance, "127.0.0.1", 0))
        client = app.test_client()
        token = _token(client.get("/").text)
        token = _token(client.post("/start", data={"csrf_token": token}, follow_redirects=True).text)
        items = [item.id for item in app.extensions["kkweda"].content.load_questionnaire("readiness", "2026.1").items]
        sent = 0

        def save_many() -> None:
            nonlocal sent
            for _ in range(ANSWERS):
                form = {
                    "csrf_token": token,
                    "choice": str((sent // len(items)) % 2),
                    "version": str(sent // len(items)),
                }
                address = f"/q/{items[sent % len(items)]}"
                response = client.post(address, data=form, headers={"Accept": "application/json"})
                assert response.status_code == 200, response.text
                sent += 1

        figure("save.one_answer", 1000 * cpu_seconds(save_many) / ANSWERS, "ms")


def _token(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found.group(1)


if __name__ == "__main__":
    main()
