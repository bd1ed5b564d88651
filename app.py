"""The only place where the rooms are joined."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from assessment.terms import Language, Problem
from assessment.values import Diagnosis
from config import ROOT, Config
from presentation.charts import COLOURS
from reports.blank import BlankQuestionnaires
from reports.books import CooperationPapers
from reports.letters import CampaignLetters
from reports.pdf import FontMissing, RenderingIncomplete
from reports.printing import print_report
from reports.typography import MissingGlyph
from services import reports as report_service
from services.campaign_port import CampaignTools
from services.cooperation_port import CooperationTools
from services.ports import PrintedReport, PrintingFailed, Tools
from storage.assessments import SqlAssessments
from storage.authoring.desk import AuthoringDesk
from storage.campaigns import SqlCampaigns
from storage.content.store import ContentFolder
from storage.content.suppliers import RegisterSheets
from storage.cooperation import SqlCooperation
from storage.database import migrate_on_first_use, open_database
from storage.jobs import HueyJobs
from storage.links import SqlAttempts, SqlLinks
from storage.pool import SqlPool, open_pool
from storage.register import SqlRegister
from storage.releases.shelf import ReleaseFolders
from storage.reports import SqlReports
from storage.task_sheets import TableSheets
from storage.workbooks import read_any_sheet
from web import visitor
from web.cli import register_commands
from web.errors import register_errors
from web.headers import SAFE_HEADERS, SAFE_SETTINGS
from web.pages import BLUEPRINTS


def create_app(config: Config | None = None) -> Flask:
    """The web application and its command line, with the adapters of this installation."""
    config = config or Config.from_environment()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        KKWEDA_INSTANCE=config.instance_dir,
        KKWEDA_ADDRESS=f"http://{config.host}:{config.port}",
        BABEL_DEFAULT_LOCALE="ko",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        **SAFE_SETTINGS,
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
    app.jinja_env.globals.update(colours=COLOURS, chart_font="inherit", **visitor.IN_TEMPLATES)
    app.after_request(lambda response: (response.headers.extend(SAFE_HEADERS), response)[1])
    return app


def _join_adapters(app: Flask, config: Config) -> None:
    migrate_on_first_use(engine := open_database(config.database_url))
    jobs = HueyJobs(config.instance_dir / "jobs.sqlite", at_once=config.jobs_at_once)
    register = SqlRegister(engine)
    tools = Tools(
        content=ContentFolder().stocked_by(register.approved),
        assessments=SqlAssessments(engine),
        links=SqlLinks(engine),
        attempts=SqlAttempts(engine),
        reports=SqlReports(engine),
        jobs=jobs,
        printer=_print,
        sheets=read_any_sheet,
        blank=BlankQuestionnaires(),
        desk=AuthoringDesk(),
        cooperation=CooperationTools(SqlCooperation(engine), TableSheets(), CooperationPapers(_printing)),
        register=register,
        register_files=RegisterSheets(),
        campaigns=CampaignTools(SqlCampaigns(engine), CampaignLetters(_printing)),
        pool=SqlPool(open_pool(config.pool_url), config.pool_key),
        published=ReleaseFolders(config.instance_dir / "releases"),
    )
    jobs.serve(
        lambda report_id: report_service.build_report(tools, report_id, visitor.now()),
        lambda: report_service.sweep(tools, visitor.now()),
    )
    app.extensions["kkweda"] = tools
    app.extensions["kkweda_elsewhere"] = lambda folder: create_app(config.moved_to(folder)).extensions["kkweda"]


def _print(diagnosis: Diagnosis, language: Language, issued_at: datetime) -> PrintedReport:
    with _printing():
        return PrintedReport(*print_report(diagnosis, language, issued_at.date()))


@contextmanager
def _printing() -> Iterator[None]:
    """Say in one way, for every document, why it cannot be printed."""
    try:
        yield
    except MissingGlyph as missing:
        named = ", ".join(f"‘{character}’ ({place})" for character, place in missing.found)
        raise PrintingFailed(Problem.of("missing_glyph", "report", characters=named)) from missing
    except (FontMissing, RenderingIncomplete) as missing:
        raise PrintingFailed(Problem.of("report_incomplete", "report", cause=str(missing))) from missing
