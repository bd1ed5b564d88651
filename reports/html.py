"""A document's folder and a context become HTML; templates only draw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assessment.terms import Language
from presentation.charts import COLOURS
from presentation.wording import say

ROOT = Path(__file__).resolve().parent
COMPONENTS = ROOT.parent / "templates"
FONT_FAMILY = "Kkweda Report"


def render_html(document: str, language: Language, **values: object) -> str:
    """The HTML of a document folder such as ``roadmap``; an undefined name is an error."""
    template = _environment(language).get_template(f"{document}/report.html")
    return template.render(language=language.value, **values)


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([ROOT, COMPONENTS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: Mapping[str, object] = {"colours": COLOURS, "chart_font": FONT_FAMILY, "t": partial(say, language)}
    environment.globals.update(shared)
    return environment
