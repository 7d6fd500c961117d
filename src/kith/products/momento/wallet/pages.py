"""Putting a confirmed seat into a wallet."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.products.momento.wallet import apple, google
from kith.products.momento.wallet.ticket import ticket_of
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


@get("/momento/invitations/{invitation:uuid}/apple.pkpass", include_in_schema=False)
async def apple_pass(request: Requested, invitation: FromPath[UUID]) -> Response[bytes]:
    house = house_of(request)
    if not apple.offered(house.settings):
        raise NotFound
    ticket = await ticket_of(house, person_of(request), invitation)
    made = await asyncio.to_thread(apple.make_pass, house.settings, ticket)
    return Response(
        made,
        media_type=apple.MEDIA_TYPE,
        headers={
            "content-disposition": 'attachment; filename="momento.pkpass"',
            "cache-control": "private, no-store",
        },
    )


@get("/momento/invitations/{invitation:uuid}/google-wallet", include_in_schema=False)
async def google_ticket(request: Requested, invitation: FromPath[UUID]) -> Redirect:
    house = house_of(request)
    if not google.offered(house.settings):
        raise NotFound
    ticket = await ticket_of(house, person_of(request), invitation)
    link = google.save_link(house.settings, ticket, house.clock.now())
    return Redirect(link, status_code=303, headers={"cache-control": "private, no-store"})


ROUTES = [apple_pass, google_ticket]
