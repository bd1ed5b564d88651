"""A browser without JavaScript for tests: Flask's client with the forms' own tokens, and the ways that visitors take."""

from __future__ import annotations

import html
import itertools
import re
import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from app import create_app
from assessment.terms import Language
from config import Config
from services.links import make_link
from services.permissions import Visitor
from services.ports import PrintedReport, ReportRecord, ReportStatus, Tools
from storage.content.store import ContentFolder

TOKEN = re.compile(r'name="csrf_token"[^>]*? value="([^"]+)"')
CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}")
CONTENT = ContentFolder()
JSON = {"Accept": "application/json"}
REQUIRED = {
    "certificate_level": "none",
    "division": "22",
    "workers": "12",
    "region": "48",
    "own_products": "100",
}
"""The six things that are needed; problems may stay unticked."""


class _Compiled(BytecodeCache):
    """Compiled templates, shared by all installations of a test run."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()
ADDRESSES = (f"192.0.2.{host}" if host < 256 else f"2001:db8::{host:x}" for host in itertools.count(1))
"""Each browser has an address of its own, out of those kept for documentation: wrong codes are counted by address."""


def installation(folder: Path) -> Flask:
    """A whole installation in a folder: its own database, reports built at once; only the content was read before."""
    config = Config(f"sqlite:///{folder / 'kkweda.sqlite'}", "tests", folder, "127.0.0.1", 0, jobs_at_once=True)
    app = create_app(config)
    app.extensions["kkweda"] = replace(tools_of(app), content=CONTENT.stocked_by(tools_of(app).register.approved))
    app.jinja_env.bytecode_cache = COMPILED
    return app


def tools_of(app: Flask) -> Tools:
    tools = app.extensions["kkweda"]
    assert isinstance(tools, Tools)
    return tools


def consultants_address(app: Flask, name: str = "김상담") -> str:
    """The address of a new consultant's link, as the command line prints it."""
    return f"/c/{make_link(tools_of(app), Visitor.CONSULTANT, name, datetime.now(UTC)).token}"


def associations_address(app: Flask, name: str = "박협회") -> str:
    """The address of a new link of the association, as the command line prints it."""
    return f"/association/{make_link(tools_of(app), Visitor.ASSOCIATION, name, datetime.now(UTC)).token}"


def suppliers_address(app: Flask, supplier_id: str) -> str:
    """The address of a new link to one entry of the register, as the command line prints it."""
    return f"/supplier/{make_link(tools_of(app), Visitor.SUPPLIER, supplier_id, datetime.now(UTC)).token}"


@dataclass
class Browser:
    """One person's browser. It follows redirects and sends the token of the last form it saw."""

    app: Flask
    language: str = "ko"
    code: str = ""
    token: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.client.environ_base["REMOTE_ADDR"] = next(ADDRESSES)
        self.get(f"/language/{self.language}")

    def get(self, address: str) -> TestResponse:
        return self._seen(self.client.get(address, follow_redirects=True))

    def post(self, address: str, form: dict[str, object] | None = None) -> TestResponse:
        sent = {"csrf_token": self.token, **(form or {})}
        return self._seen(self.client.post(address, data=sent, follow_redirects=True))

    def by_script(self, address: str, form: dict[str, object]) -> TestResponse:
        return self.client.post(address, data={"csrf_token": self.token, **form}, headers=JSON)

    def without_token(self, address: str, form: dict[str, object] | None = None) -> TestResponse:
        return self.client.post(address, data=form or {}, follow_redirects=True)

    def enter(self, address: str) -> TestResponse:
        """Come in by a link."""
        return self.get(address)

    def start(self) -> str:
        """Begin an assessment; the resume code."""
        page = self.post("/start")
        found = CODE.search(page.text)
        assert found, page.text
        self.code = found.group()
        return self.code

    def resume(self, code: str) -> TestResponse:
        return self.post("/resume", {"code": code})

    def describe(self, **changes: object) -> TestResponse:
        """Send the company's form; a field changed to None is not sent."""
        form = {name: value for name, value in {**REQUIRED, **changes}.items() if value is not None}
        return self.post("/company", form)

    def answer(self, item: str, choice: object, **more: object) -> TestResponse:
        """Choose and press the button, with the version that the page carries."""
        page = self.get(f"/q/{item}")
        version = re.search(r'name="version" value="(\d+)"', page.text)
        assert version, page.text
        return self.post(f"/q/{item}", {"choice": str(choice), "version": version.group(1), **more})

    def answer_all(self, level: int = 1) -> None:
        for item in item_ids(self.app):
            saved = self.by_script(f"/q/{item}", {"choice": str(level), "version": "0"})
            assert saved.status_code == 200, saved.text

    def chosen(self, item: str) -> list[str]:
        """Which choices of a question the page shows as given."""
        return filled(self.get(f"/q/{item}")).get("choice", [])

    def ask_for_report(self) -> TestResponse:
        """Press the button under the results; jobs run at once, so the page that comes is the last."""
        return self.post("/report")

    def assessment(self) -> str:
        """The id in hand, which a visitor never sees."""
        with self.client.session_transaction() as session:
            return str(session["assessment"])

    def _seen(self, page: TestResponse) -> TestResponse:
        found = TOKEN.search(page.text) if page.mimetype == "text/html" else None
        if found:
            self.token = html.unescape(found.group(1))
        return page


def manager(app: Flask, language: str = "ko", **company: object) -> Browser:
    """A manager who has begun and described the company."""
    browser = Browser(app, language)
    browser.get("/")
    browser.start()
    described = browser.describe(**company)
    assert described.status_code == 200, described.text
    return browser


def consultant(app: Flask, *codes: str, name: str = "김상담") -> Browser:
    """A consultant who has come in and taken on firms; the last one is in hand."""
    browser = Browser(app)
    browser.enter(consultants_address(app, name))
    for code in codes:
        browser.get("/firms")
        taken = browser.post("/firms", {"code": code})
        assert taken.status_code == 200, taken.text
    return browser


def association(app: Flask, language: str = "ko", name: str = "박협회") -> Browser:
    """Somebody of the association who has come in."""
    browser = Browser(app, language)
    browser.enter(associations_address(app, name))
    return browser


def supplier(app: Flask, supplier_id: str, language: str = "ko") -> Browser:
    """A supplier who has come in."""
    browser = Browser(app, language)
    browser.enter(suppliers_address(app, supplier_id))
    return browser


def item_ids(app: Flask) -> tuple[str, ...]:
    """All items in walking order."""
    content = tools_of(app).content
    slug, edition = content.editions()[-1]
    return tuple(item.id for item in content.load_questionnaire(slug, edition).in_walking_order)


def path_of(page: TestResponse) -> str:
    """Where a visitor ended after all redirects."""
    return page.request.path


def report_of(page: TestResponse) -> str:
    """The id of the report on a waiting page."""
    found = re.fullmatch(r"/report/(\w+)", path_of(page))
    assert found, path_of(page)
    return found.group(1)


def printed_report(browser: Browser, hwpx: bytes | None = b"PK hwpx", xlsx: bytes | None = b"PK xlsx") -> str:
    """A finished report of the company in hand, with files that no printer has to make; its id."""
    reports = tools_of(browser.app).reports
    report = ReportRecord(
        uuid.uuid4().hex, browser.assessment(), Language.KO, ReportStatus.QUEUED, 0, datetime.now(UTC)
    )
    reports.add(report)
    reports.finish(report.id, PrintedReport(b"%PDF-1.7 printed before", b"\x89PNG drawn before", "{}", hwpx, xlsx))
    return report.id


def text_of(pdf: bytes) -> str:
    """The words of a PDF in one line, without the joiners that keep Korean words whole."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).replace("\u2060", "").split())


def filled(page: TestResponse) -> dict[str, list[str]]:
    """What the fields of a page hold: texts, and of choices those that are ticked."""
    reader = _Fields()
    reader.feed(page.text)
    return reader.found


class _Fields(HTMLParser):
    """Reads inputs, selects and text areas as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self._hold(name, given.get("value") or "")
        elif tag in ("select", "textarea"):
            self._inside = name
            if tag == "textarea":
                self._hold(name, "")
        elif tag == "option" and "selected" in given:
            self._hold(self._inside, given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._inside and self.lasttag == "textarea":
            self.found[self._inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._inside = ""

    def _hold(self, name: str, value: str) -> None:
        self.found.setdefault(name, []).append(value)


def alerts(page: TestResponse) -> list[str]:
    """The sentences that a page shouts."""
    found = re.findall(r'role="alert">(.*?)</', page.text, re.DOTALL)
    return [html.unescape(sentence) for sentence in found]


def visible(page: TestResponse) -> str:
    """The text of a page as it is read."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page.text)))
