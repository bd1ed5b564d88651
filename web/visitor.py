"""Who is asking: the language, the device, the assessment in hand, and what this visitor may open."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from typing import cast

from flask import abort, current_app, g, request, session

from assessment.terms import Language
from presentation.wording import say
from services import assessments, links
from services.assessments import Passage
from services.permissions import Actor, Visitor
from services.ports import Tools

DEVICE_BYTES = 8


def tools() -> Tools:
    """The adapters of this installation."""
    return cast("Tools", current_app.extensions["kkweda"])


def now() -> datetime:
    """The time of this request."""
    return datetime.now(UTC)


def language() -> Language:
    """Korean unless the visitor switched."""
    return Language(session.get("language", Language.KO.value))


def text(key: str, **params: object) -> str:
    """The text of a key in the visitor's language, as templates say it."""
    return say(language(), key, **params)


def device() -> str:
    """A random name for this browser, so that a second one can be told from a double click."""
    if "device" not in session:
        session["device"] = secrets.token_hex(DEVICE_BYTES)
    return str(session["device"])


def visitor_key() -> str:
    """What wrong codes are counted by: a hash of the address, which is not kept itself."""
    address = request.remote_addr or "unknown"
    return hashlib.sha256(f"{current_app.secret_key!r}{address}".encode()).hexdigest()


def actor() -> Actor | None:
    """The visitor with the rights of their secret, None for a stranger."""
    if "actor" not in g:
        g.actor = _actor()
    return cast("Actor | None", g.actor)


def require_actor() -> Actor:
    """The visitor, or the way back to the first page."""
    found = actor()
    if found is None:
        abort(401)
    return found


def require_visitor(visitor: Visitor) -> Actor:
    """The visitor, who must have come in as this one."""
    found = require_actor()
    if found.visitor is not visitor:
        abort(403)
    return found


def require_association() -> Actor:
    """The association, at one of its desks."""
    return require_visitor(Visitor.ASSOCIATION)


def assessment_id() -> str:
    """The assessment in hand."""
    if "assessment" not in session:
        abort(401)
    return str(session["assessment"])


def passage() -> Passage:
    """The assessment in hand as it stands."""
    return assessments.open_passage(tools(), require_actor(), assessment_id())


def is_consultant() -> bool:
    """Whether the visitor came by a consultant's link."""
    found = actor()
    return found is not None and found.visitor is Visitor.CONSULTANT


def enter_as_manager(assessment: str) -> None:
    """Open an assessment in this browser."""
    _leave_but_language()
    session.permanent = True
    session["assessment"] = assessment


def enter_by_link(link_id: str) -> None:
    """Open what a link opens in this browser: a consultant's list, a supplier's entry, the association's desks."""
    _leave_but_language()
    session.permanent = True
    session["link"] = link_id


def keep_new_code(shown: str) -> None:
    """Keep a new code to be shown until the visitor has noted it; it belongs to the assessment in hand and no other."""
    session["new_code"] = [assessment_id(), shown]


def new_code() -> str | None:
    """The new code of the assessment in hand, if it was not noted yet."""
    owner, shown = session.get("new_code", (None, None))
    return shown if owner == assessment_id() else None


def leave() -> None:
    """Forget everything but the language."""
    _leave_but_language()


def _actor() -> Actor | None:
    if "link" in session:
        return links.find_actor(tools(), str(session["link"]))
    if "assessment" in session:
        return Actor(Visitor.MANAGER, "manager", frozenset({str(session["assessment"])}))
    return None


def _leave_but_language() -> None:
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept
    g.pop("actor", None)


IN_TEMPLATES = {
    "t": text,
    "language": language,
    "is_consultant": is_consultant,
    "here": lambda: request.full_path.rstrip("?"),
}
"""What every template may ask about the visitor."""
