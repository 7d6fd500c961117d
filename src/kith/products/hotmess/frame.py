"""What every page of HOTMESS has around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.foundation.language import _

if TYPE_CHECKING:
    from litestar import Request


def frame(request: Request[Any, Any, Any], current: str) -> dict[str, Any]:
    """The navigation: what people want at night beside each other, everything else under "More".

    `current` is one of tonight, my-qr, shop, radio, tickets, doors, market, orders, beacons, xp, profile, or of a page that is none of them.
    """
    tonight, radio = ("tonight", "/hotmess/tonight", _("Tonight")), ("radio", "/hotmess/radio", _("Radio"))
    shop, market = ("shop", "/hotmess/shop", _("Shop")), ("market", "/hotmess/market", _("Market"))
    links, more = [tonight, radio, shop, market], []
    if request.scope["state"]["person"] is not None:
        links = [tonight, ("my-qr", "/hotmess/my-qr", _("My QR")), radio, shop]
        more = [
            ("tickets", "/hotmess/tickets", _("Tickets")),
            ("doors", "/hotmess/doors", _("Doors")),
            ("beacons", "/hotmess/beacons", _("My beacons")),
            market,
            ("orders", "/hotmess/orders", _("Orders")),
            ("xp", "/hotmess/xp", "XP"),
            ("profile", "/hotmess/profile", _("Profile")),
        ]
    return {
        "nav": [_link(one, current) for one in links],
        "nav_more": [_link(one, current) for one in more],
        "home_href": "/hotmess",
    }


def _link(one: tuple[str, str, str], current: str) -> dict[str, Any]:
    name, href, label = one
    return {"href": href, "label": label, "current": name == current}
