"""What every page of Momento has around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation.language import _

if TYPE_CHECKING:
    from litestar import Request


def frame(request: Request[Any, Any, Any], current: str, *, hosting: bool = False) -> dict[str, Any]:
    """The navigation; `current` is one of invitations, memories, messages, profile, hosting."""
    if request.scope["state"]["person"] is None:
        return {"nav": [], "home_href": "/momento"}
    links = [
        ("invitations", "/momento/invitations", _("Invitations")),
        ("memories", "/momento/memories", _("Memory book")),
        ("messages", "/momento/messages", _("Messages")),
        ("hosting", "/momento/hosting", _("Hosting")),
        ("profile", "/momento/profile", _("Profile")),
    ]
    nav = [{"href": href, "label": label, "current": name == current} for name, href, label in links]
    return {"nav": nav, "home_href": "/momento"}
