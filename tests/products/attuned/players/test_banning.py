"""Somebody is banned from the house: in Attuned they part from everybody in silence, evenings end, and they pay no more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from harness.banning import ban, lift
from harness.members import run
from harness.pairs import Program, connect, somebody
from harness.subscribing import sell
from kith.commons.safety import banning
from kith.foundation.house import House
from kith.products.attuned.bank.jobs import deliver
from kith.products.attuned.connections import commands as connections
from kith.products.attuned.subscriptions import web
from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import checkout


@pytest.mark.postgres15
async def test_a_ban_ends_connections_evenings_requests_and_plans(
    app: Any, house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await deliver(house)
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    connection = await connect(house, ada, bo)
    hers, his = Program(app, house, ada), Program(app, house, bo)
    asked = await hers.post("/api/attuned/evenings", connection=connection, bank_ratio=1.0)
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    assert (await his.post(f"{evening}/yes", talked=True)).json()["stage"] == "ready"
    await sell(house)
    house.settings = msgspec.structs.replace(
        house.settings, stripe_price_attuned=house.settings.stripe_price_josh
    )
    await web.checkout_url(house, ada.user_id, "premium", "key")
    session = standins.stripe.sessions.all()[-1]
    paid = checkout.pay(standins.stripe, session.id, number="4242424242424242", email=ada.email, name="Ada")
    assert paid.subscription is not None
    await web.sync(house, ada.user_id)
    open_request = await connections.ask(house, ada.player)
    assert open_request.code is not None
    letters = len(await run(house, "select 1 from attuned.outbox"))

    assert await ban(house, ada.user_id) == {"attuned": {"connections_ended": 1, "evenings_ended": 0}}
    assert (await his.get("/api/attuned/partners")).json() == []
    assert (await his.post(evening, move="next")).json()["type"].endswith("/evening-over")
    assert (await his.post("/api/attuned/connections/accept", code=open_request.code)).status_code in (
        404,
        422,
    )
    assert await run(house, "select 1 from attuned.sessions where status = 'active'") == []
    assert len(await run(house, "select 1 from attuned.outbox")) == letters, "whoever parts, parts in silence"
    found = standins.stripe.subscriptions.get(paid.subscription)
    assert found is not None
    assert found.status == "canceled"

    [made] = await run(house, "select id from kith.bans")
    made_id: UUID = made["id"]
    await banning.take_effect(house, made_id, "attuned")
    await lift(house, ada.user_id)
    assert (await hers.get("/api/attuned/partners")).json() == []
