"""What every test shares: the real edition, the real catalogue, closed sockets."""

from __future__ import annotations

import os
from datetime import date

import pytest
from pytest_socket import disable_socket, enable_socket

from assessment.catalogue import Catalogue
from assessment.instrument.edition import Questionnaire
from storage.content.catalogue import load_catalogue
from storage.content.instrument import load_questionnaire
from storage.content.store import ContentFolder

TODAY = date(2026, 11, 22)
OPEN_TO_LOOPBACK = ("journeys", "integration")

os.environ.setdefault("SECRET_KEY", "tests")


@pytest.fixture(autouse=True)
def _sockets(request: pytest.FixtureRequest) -> None:
    """No test reaches the network; journeys and integration may use loopback."""
    if any(part in request.path.parts for part in OPEN_TO_LOOPBACK):
        enable_socket()
    else:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def content() -> ContentFolder:
    return ContentFolder()


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return load_questionnaire("readiness", "2026.1")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()
