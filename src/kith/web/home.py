"""The house's front door and its component page."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from kith.commons.audit.commands import admin_of
from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.web.pages import page
from kith.web.request import house_of, visitor

FACES = ("house", "momento", "mentor", "josh", "attuned", "hotmess")
"""Every face of the design language, installed or not."""


@get("/", include_in_schema=False)
async def home(request: Request[Any, Any, Any]) -> Response[str]:
    house = house_of(request)
    products = [
        {"slug": p.slug, "name": p.name, "text": _(p.tagline), "href": f"/{p.slug}"} for p in house.products
    ]
    tools = []
    if house.settings.development:
        tools = [
            {
                "icon": "phone",
                "href": "/simulator",
                "label": _("Phone simulator"),
                "text": _("Several phones side by side, texting with JOSH."),
            },
            {
                "icon": "mail",
                "href": "/simulator/mail",
                "label": _("Mail inbox"),
                "text": _("Every e-mail the house has sent."),
            },
            {
                "icon": "clock",
                "href": "/simulator/clock",
                "label": _("Clock"),
                "text": _("Move the house's time forwards."),
            },
            {
                "icon": "eye",
                "href": "/design",
                "label": _("Design"),
                "text": _("Every component in its states."),
            },
        ]
        if await _may_try_the_console(request):
            console = {
                "icon": "shield",
                "href": "/console",
                "label": _("Console"),
                "text": _("For the people who run the house."),
            }
            tools.insert(-1, console)
    return page(request, "home.html", {"products": products, "tools": tools})


async def _may_try_the_console(request: Request[Any, Any, Any]) -> bool:
    """An operator; or nobody yet, who is asked to sign in there. For everybody else the console does not exist."""
    person = visitor(request)
    if person is None:
        return True
    try:
        await admin_of(house_of(request), person)
    except NotFound:
        return False
    return True


@get("/design", include_in_schema=False)
async def design(request: Request[Any, Any, Any]) -> Response[str]:
    return page(request, "design/index.html", {"faces": list(FACES)})


ROUTES = [home, design]
