"""Somebody is banned from the house: what that ends in Momento, what goes back, who is told, and that it happens once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from harness.banning import ban, lift
from harness.members import run
from harness.momento import Guest, invite, make_event, make_guest, make_host, seat, spend_evening
from harness.paying import pay
from kith.commons.safety import banning
from kith.foundation.house import House
from kith.products.momento.payments import settling
from kith.simulator.standins import StandIns


async def _letters(house: House, guest: Guest) -> list[str]:
    rows = await run(house, "select purpose from momento.outbox where person_id = $1", guest.id)
    return sorted(row["purpose"] for row in rows)


@pytest.mark.postgres15
async def test_a_ban_gives_seats_back_calls_evenings_off_and_hides_what_was_written(
    house: House, open_program: Any, standins: StandIns
) -> None:
    hedda, hugo = await make_host(house), await make_host(house, "Hugo")
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    met = await spend_evening(house, [ada, hugo.person], host=hedda)
    his, hers = await open_program(hugo.person), await open_program(ada)
    posts = f"/api/momento/events/{met.id}/posts"
    assert (await his.post(posts, json={"content": "You will regret this"})).status_code == 201
    evening = await make_event(house, hugo)
    await seat(house, evening, [ada])
    await invite(house, evening, [ben])
    dinner = await make_event(house, hedda, price=2000)
    [paid] = await invite(house, dinner, [hugo.person])
    await his.post(f"/api/momento/invitations/{paid}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await his.get(f"/momento/invitations/{paid}/paid")
    late = await make_event(house, hedda, price=3000)
    [paying] = await invite(house, late, [hugo.person])
    await his.post(f"/api/momento/invitations/{paying}/accept", json={})
    assert "You will regret" in (await hers.get(posts)).text
    assert len((await hers.get("/api/momento/memories")).json()["items"]) == 1

    ended = await ban(house, hugo.person.id)
    assert ended == {"momento": {"events_called_off": 1, "seats_given_back": 1, "closed": 1}}
    assert (await his.get("/api/momento/invitations")).status_code == 401
    # While that happened he stood on Stripe's page: what he pays there comes back.
    pay(standins, standins.stripe.sessions.all()[-1].id)
    [hold] = await run(house, "select id from momento.payments where invitation_id = $1", paying)
    [settled] = await run(house, "select momento.settle_payment($1, 'ch_late') as came_to", hold["id"])
    assert settled["came_to"] == "no_seat"
    owed = await run(house, "select amount_in_cents, reason from momento.refunds order by amount_in_cents")
    assert [tuple(row) for row in owed] == [(2000, "house_cancelled"), (3000, "no_seat")]
    assert "event.cancelled" in await _letters(house, ada)
    assert "event.cancelled" in await _letters(house, ben)
    assert "person.suspended" not in await _letters(house, hugo.person), "the house's letter is enough"
    assert "You will regret" not in (await hers.get(posts)).text
    assert (await hers.get("/api/momento/memories")).json()["items"] == []

    [made] = await run(house, "select id from kith.bans")
    await banning.take_effect(house, made["id"], "momento")
    assert len(await run(house, "select 1 from momento.refunds")) == 2
    await lift(house, hugo.person.id)
    assert "You will regret" in (await hers.get(posts)).text
    status = "select status from momento.users where id = $1"
    assert (await run(house, status, hugo.person.id))[0]["status"] == "active"
    assert (await run(house, "select status from momento.events where id = $1", evening.id))[0][
        "status"
    ] == "cancelled"


async def test_a_ban_lifted_leaves_momentos_own_suspension(house: House) -> None:
    ada = await make_guest(house)
    await run(
        house, "update momento.users set status = 'suspended', suspended_at = now() where id = $1", ada.id
    )
    assert await ban(house, ada.id) == {"momento": {}}
    await lift(house, ada.id)
    assert (await run(house, "select status from momento.users where id = $1", ada.id))[0][
        "status"
    ] == "suspended"


@pytest.mark.postgres15
async def test_whatever_is_under_way_at_that_moment_ends_too_and_no_money_is_lost(
    house: House, open_program: Any, standins: StandIns
) -> None:
    hedda, hugo = await make_host(house), await make_host(house, "Hugo")
    his = await open_program(hugo.person)
    free = [
        await make_event(house, hedda, starts_in=timedelta(days=3, hours=3 * number)) for number in range(3)
    ]
    dinner = await make_event(house, hedda, price=2000, starts_in=timedelta(days=9))
    asked = [(await invite(house, event, [hugo.person]))[0] for event in free]
    [paying] = await invite(house, dinner, [hugo.person])
    await his.post(f"/api/momento/invitations/{paying}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    [payment] = await run(house, "select id from momento.payments where invitation_id = $1", paying)
    await asyncio.gather(
        *(his.post(f"/api/momento/invitations/{one}/accept", json={}) for one in asked),
        settling.settle(house, payment["id"]),
        ban(house, hugo.person.id),
    )
    house.clock.move(timedelta(minutes=3))
    await asyncio.gather(banning.look_again(house), banning.look_again(house))
    assert await run(house, "select 1 from momento.seats where profile_id = $1", hugo.person.profile_id) == []
    holds = "select 1 from momento.seat_holds where profile_id = $1 and ended_at is null"
    assert await run(house, holds, hugo.person.profile_id) == []
    owed = await run(house, "select amount_in_cents from momento.refunds")
    assert [row["amount_in_cents"] for row in owed] == [2000]
