"""What every page of HOTMESS has around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation.language import _

if TYPE_CHECKING:
    from litestar import Request


def frame(request: Request[Any, Any, Any], current: str) -> dict[str, Any]:
    """The navigation; `current` is one of tonight, radio, shop, my-qr, tickets, doors, beacons, orders, xp, profile, or of another slice."""
    links = [
        ("tonight", "/hotmess/tonight", _("Tonight")),
        ("radio", "/hotmess/radio", _("Radio")),
        ("shop", "/hotmess/shop", _("Shop")),
    ]
    if request.scope["state"]["person"] is not None:
        links += [
            ("my-qr", "/hotmess/my-qr", _("My QR")),
            ("tickets", "/hotmess/tickets", _("Tickets")),
            ("doors", "/hotmess/doors", _("Doors")),
            ("beacons", "/hotmess/beacons", _("My beacons")),
            ("orders", "/hotmess/orders", _("Orders")),
            ("xp", "/hotmess/xp", "XP"),
            ("profile", "/hotmess/profile", _("Profile")),
        ]
    nav = [{"href": href, "label": label, "current": name == current} for name, href, label in links]
    return {"nav": nav, "home_href": "/hotmess"}
