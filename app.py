"""The only place where the rooms are joined."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from markupsafe import Markup

from assessment.terms import Language, Problem
from assessment.values import Diagnosis
from config import ROOT, Config
from presentation.charts import COLOURS
from presentation.wording import say
from reports.blank import BlankQuestionnaires
from reports.pdf import FontMissing, RenderingIncomplete
from reports.printing import print_report
from reports.typography import MissingGlyph
from services import reports as report_service
from services.ports import PrintedReport, PrintingFailed, Tools
from storage.assessments import SqlAssessments
from storage.authoring.desk import AuthoringDesk
from storage.content.store import ContentFolder
from storage.database import migrate_on_first_use, open_database
from storage.jobs import HueyJobs
from storage.links import SqlAttempts, SqlLinks
from storage.reports import SqlReports
from storage.statistics import open_statistics
from storage.workbooks import read_any_sheet
from web import visitor
from web.cli import register_commands
from web.errors import register_errors
from web.pages import BLUEPRINTS

LARGEST_REQUEST = 2_000_000
SESSION_LIFE = timedelta(days=14)
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(config: Config | None = None) -> Flask:
    """The web application and its command line, with the adapters of this installation."""
    config = config or Config.from_environment()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        KKWEDA_ADDRESS=f"http://{config.host}:{config.port}",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="ko",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
    )
    _join_adapters(app, config)
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: visitor.language().value)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_errors(app)
    register_commands(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(colours=COLOURS, chart_font="inherit", t=_text, language=visitor.language)
    app.jinja_env.globals.update(is_consultant=visitor.is_consultant, here=lambda: request.full_path.rstrip("?"))
    app.after_request(lambda response: (response.headers.extend(SAFE_HEADERS), response)[1])
    return app


def _join_adapters(app: Flask, config: Config) -> None:
    engine = open_database(config.database_url)
    migrate_on_first_use(engine)
    jobs = HueyJobs(config.instance_dir / "jobs.sqlite", at_once=config.jobs_at_once)
    tools = Tools(
        content=ContentFolder(),
        assessments=SqlAssessments(engine),
        links=SqlLinks(engine),
        attempts=SqlAttempts(engine),
        reports=SqlReports(engine),
        jobs=jobs,
        printer=_print,
        sheets=read_any_sheet,
        blank=BlankQuestionnaires(),
        desk=AuthoringDesk(),
        statistics=open_statistics(config.pool_url, config.pool_key, config.instance_dir / "releases"),
    )
    jobs.serve(
        lambda report_id: report_service.build_report(tools, report_id, visitor.now()),
        lambda: report_service.sweep(tools, visitor.now()),
    )
    app.extensions["kkweda"] = tools


def _print(diagnosis: Diagnosis, language: Language, issued_at: datetime) -> PrintedReport:
    try:
        return PrintedReport(*print_report(diagnosis, language, issued_at.date()))
    except MissingGlyph as missing:
        named = ", ".join(f"‘{character}’ ({place})" for character, place in missing.found)
        raise PrintingFailed(Problem.of("missing_glyph", "report", characters=named)) from missing
    except (FontMissing, RenderingIncomplete) as missing:
        raise PrintingFailed(Problem.of("report_incomplete", "report", cause=str(missing))) from missing


def _text(key: str, **params: object) -> Markup | str:
    return say(visitor.language(), key, **params)
