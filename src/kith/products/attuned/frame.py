"""What every page of Attuned has around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation.language import _
from kith.products.attuned.players.player import whoever_plays

if TYPE_CHECKING:
    from litestar import Request


def frame(request: Request[Any, Any, Any], current: str) -> dict[str, Any]:
    """The navigation; `current` is one of you, play, survey, partners, sharing, subscription, or anything else for a page that is none of them."""
    links: list[tuple[str, str, str]] = []
    if whoever_plays(request) is not None:
        links += [
            ("you", "/attuned/you", _("You")),
            ("play", "/attuned/play", _("Play")),
            ("survey", "/attuned/survey", _("Survey")),
            ("partners", "/attuned/partners", _("The two of us")),
        ]
    if request.scope["state"]["person"] is not None:
        links += [("subscription", "/attuned/subscription", _("Your plan"))]
    nav = [{"href": href, "label": label, "current": name == current} for name, href, label in links]
    return {"nav": nav, "home_href": "/attuned"}
