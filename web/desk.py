"""What every desk of co-operation shares: who sits there, the names that may be said, what a form sent."""

from __future__ import annotations

from datetime import date

from flask import Response, request

from presentation.desk.naming import DeskReader
from services import cooperation
from services.permissions import Actor
from web import visitor
from web.forms import clean

LONGEST = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def reader() -> DeskReader:
    """The names that may be said today."""
    return DeskReader.of(cooperation.load_words(visitor.tools(), today()), visitor.language())


def actor() -> Actor:
    """The association, at its desk."""
    return visitor.require_association()


def today() -> date:
    """The day of this request."""
    return visitor.now().date()


def text(name: str) -> str:
    """A text that was sent, cut where nobody reads on."""
    return clean(request.form.get(name, ""))[:LONGEST]


def number(sent: str, usual: int) -> int:
    """A whole number that was sent, or the usual one."""
    return int(sent) if sent.isdecimal() and len(sent) < 6 else usual


def day(sent: str) -> date | None:
    """A day that was sent, None where it is none."""
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None


def file(content: bytes, kind: str, name: str) -> Response:
    """A file to save."""
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
