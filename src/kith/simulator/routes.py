"""The development tools' routes. They are not there in production."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, get
from litestar.response import Redirect

from kith.simulator import clock_page
from kith.simulator.phones import pages as phones
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House


@get("/simulator/mail", include_in_schema=False)
async def mail_inbox(request: Request[Any, Any, Any]) -> Redirect:
    """The inbox page belongs to the mail stand-in."""
    return Redirect(f"{house_of(request).settings.standins_url}/mail", status_code=303)


def routes(_house: House) -> list[Any]:
    return [*phones.ROUTES, *clock_page.ROUTES, mail_inbox]
