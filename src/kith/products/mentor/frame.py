"""What every page of Mentor has around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation.language import _

if TYPE_CHECKING:
    from litestar import Request


def frame(request: Request[Any, Any, Any], current: str) -> dict[str, Any]:
    """The navigation; `current` is one of mentors, sessions, mentoring, leaderboard, profile."""
    links = [("mentors", "/mentor/mentors", _("Find a mentor"))]
    if request.scope["state"]["person"] is not None:
        links += [
            ("sessions", "/mentor/sessions", _("My sessions")),
            ("mentoring", "/mentor/mentoring", _("Mentoring")),
            ("leaderboard", "/mentor/leaderboard", _("Leaderboard")),
            ("profile", "/mentor/profile", _("Profile")),
        ]
    nav = [{"href": href, "label": label, "current": name == current} for name, href, label in links]
    return {"nav": nav, "home_href": "/mentor"}
