"""A running server on loopback, Debian's Chromium, and pages of the sizes that visitors have."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.webclient import installation

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
"""Milliseconds before a page counts as lost, on a machine with other things to do; a report takes three seconds."""
PHONE = {"width": 375, "height": 812}
NewContext = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Server:
    """An installation that answers on loopback."""

    app: Flask
    url: str


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with _serving(tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def server_of_its_own(tmp_path: Path) -> Iterator[Server]:
    """An installation that nobody used before: for what an association sees of everybody."""
    with _serving(tmp_path / "server") as found:
        yield found


@contextmanager
def _serving(instance: Path) -> Iterator[Server]:
    instance.mkdir(exist_ok=True)
    app = installation(instance)
    running = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield Server(app, f"http://127.0.0.1:{running.server_port}")
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    return _page(new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale="ko-KR"))


@pytest.fixture
def phone_without_script(new_context: NewContext) -> Page:
    return _page(new_context(viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False))


@pytest.fixture
def computer(new_context: NewContext) -> Page:
    return _page(new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR"))


def _page(context: BrowserContext) -> Page:
    context.set_default_timeout(PATIENCE)
    return context.new_page()
