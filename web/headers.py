"""The headers that every answer carries: nothing from elsewhere, nothing guessed, nothing told to others."""

from __future__ import annotations

from datetime import timedelta

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
