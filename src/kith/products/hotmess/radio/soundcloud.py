"""SoundCloud's player, and a visitor's word that it may be loaded: until then nothing of a page comes from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from kith.web import cookies
from kith.web.edge import CONTENT_POLICY
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.house import House

ORIGIN: Final = "https://w.soundcloud.com"
_KEPT: Final = timedelta(days=180)


def _name(house: House) -> str:
    return cookies.csrf_name(house).removesuffix("csrf") + "hotmess-soundcloud"


def agreed(request: Request[Any, Any, Any]) -> bool:
    """Whether this browser's visitor agreed to load things from SoundCloud."""
    jar: dict[str, str] = request.scope["state"]["cookies"]
    return jar.get(_name(house_of(request))) == "yes"


def remember(request: Request[Any, Any, Any], yes: bool) -> None:
    """Keep the visitor's word for half a year in this browser, or take it back."""
    house = house_of(request)
    age = int(_KEPT.total_seconds()) if yes else 0
    request.scope["state"]["set_cookies"].append(
        cookies.make(house, _name(house), "yes" if yes else "", max_age=age)
    )


def player(link: str) -> str:
    """The address of the player for something on SoundCloud. Source: developers.soundcloud.com/docs/api/html5-widget."""
    shown = {
        "url": link,
        "auto_play": "true",
        "show_comments": "false",
        "show_user": "false",
        "visual": "false",
    }
    return f"{ORIGIN}/player/?{urlencode(shown)}"


def policy(house: House) -> str:
    """The house's content policy, with SoundCloud's frame and nothing else let in."""
    targets = house.settings.stripe_api_base or "https://checkout.stripe.com https://billing.stripe.com"
    return CONTENT_POLICY.format(form_targets=targets).replace("frame-src 'self'", f"frame-src {ORIGIN}")
