"""Every error of the inner rooms, mapped once to what a visitor sees."""

from __future__ import annotations

from flask import Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from assessment.errors import WrongEdition
from presentation.wording import problem_text, say
from services.errors import Forbidden, NotFound, Outdated, TooManyAttempts
from services.ports import PrintingFailed
from web.visitor import language

STALE, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, TOO_MANY, BROKEN = (
    400,
    401,
    403,
    404,
    409,
    413,
    429,
    500,
)
KNOWN = {STALE, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_LARGE, BROKEN}

SAID_ON = {"profile": "company.profile", "sharing": "sharing.sharing"}


def register_errors(app: Flask) -> None:
    """Teach the application what to show."""
    app.register_error_handler(Forbidden, lambda _: _page(FORBIDDEN))
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(TooManyAttempts, lambda e: _page(TOO_MANY, minutes=e.minutes))
    app.register_error_handler(PrintingFailed, lambda e: _sentence(BROKEN, problem_text(e.problem, language())))
    app.register_error_handler(Outdated, lambda _: _sentence(CONFLICT, say(language(), "desk.outdated")))
    app.register_error_handler(WrongEdition, lambda _: _page(CONFLICT))
    app.register_error_handler(HTTPException, _http)


def _not_found(error: Exception) -> ResponseReturnValue:
    """What a company did not say yet leads to the page where it can; anything else does not exist."""
    page = SAID_ON.get(str(error))
    return redirect(url_for(page)) if page else _page(NOT_FOUND)


def _http(error: HTTPException) -> ResponseReturnValue:
    return _page(error.code if error.code in KNOWN else NOT_FOUND if error.code == 405 else error.code or BROKEN)


def _page(status: int, **params: object) -> ResponseReturnValue:
    key = status if status in KNOWN | {CONFLICT, TOO_MANY} else "other"
    return _sentence(status, say(language(), f"error.{key}", **params))


def _sentence(status: int, text: str) -> ResponseReturnValue:
    return render_template("error.html", text=text, status=status), status
