"""An organiser gives tickets back: one or all, once, against a door and a buyer at the same moment; everybody who paid is paid back and told."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

from harness.hotmess import make_beacon, make_member
from harness.hotmess_paying import at_the_door, buy, for_sale, held, sql, with_ticket
from harness.house import run_schedule
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def test_one_ticket_that_was_sold_on_goes_back_to_both_who_paid_and_all_others_with_one_word(
    house: House, standins: StandIns, open_browser: Any, open_program: Any
) -> None:
    rex = await make_member(house, "Rex", membership_version=1)
    ash, kit, fox, bo = [await make_member(house) for _ in range(4)]
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=5)
    first = await with_ticket(house, standins, beacon, ash)
    listing = await for_sale(house, beacon, ash, first, price=1600)
    order = await held(house, listing, kit)
    assert order is not None
    assert await buy(house, standins, kit, order) == "paid"
    inside, last = [await with_ticket(house, standins, beacon, one) for one in (fox, bo)]
    assert await at_the_door(house, inside, beacon) == "valid"
    [row] = await sql(house, "select id from qr_tokens where holder_id = $1 and revoked_at is null", kit.id)
    ticket: UUID = row["id"]
    base = f"/api/hotmess/beacons/{beacon}/sales"
    rexs, kits = await open_program(rex), await open_program(kit)
    # Nobody else's business.
    assert (await kits.get(base)).status_code == 404
    assert (await kits.post(f"{base}/{ticket}/back", json={"why": "Mine"})).status_code == 404
    found = (await rexs.get(base)).json()
    assert (found["out"], found["used"], found["unused"], found["taken_pence"]) == (3, 1, 2, 4500)
    assert {one["id"]: (one["paid_pence"], one["state"], one["second_hand"]) for one in found["tickets"]} == {
        str(ticket): (1600, "good", True),
        str(inside): (1500, "used", False),
        str(last): (1500, "good", False),
    }
    page = await open_browser(rex)
    here = f"/hotmess/beacons/{beacon}/sales"
    assert here in (await page.get(f"/hotmess/beacons/{beacon}")).text
    assert "Tickets" in (await page.get(here)).text
    silent = await page.post(f"{here}/{ticket}/back", why="")
    assert (silent.status_code, "Whoever has the ticket reads it" in silent.text) == (422, True)
    assert (await page.post(f"{here}/{inside}/back", why="A fight")).status_code == 409
    # However often it is pressed.
    answers = await asyncio.gather(
        *(rexs.post(f"{base}/{ticket}/back", json={"why": "The stairs are shut."}) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert [one.json()["owed_pence"] for one in answers if one.status_code == 200] == [3100]
    assert await at_the_door(house, ticket, beacon) == "revoked"
    sold_on = await rexs.post(f"{base}/{first}/back", json={"why": "Again"})
    assert sold_on.json()["type"].endswith("sold-on")
    assert (await page.post(f"{here}/back", why="No power tonight")).status_code == 303
    assert (await rexs.post(f"{base}/back", json={"why": "No power tonight"})).json() == {"tickets": 0}
    for _ in range(2):
        await run_schedule(house, "hotmess.payments.refunds")
    assert sorted(one.amount for one in standins.stripe.refunds.all()) == [1500, 1500, 1600]
    told = await sql(
        house, "select person_id from outbox where purpose = 'ticket.given_back' group by person_id"
    )
    assert {row["person_id"] for row in told} == {ash.id, kit.id, bo.id}
    rows = await sql(house, "select status, reversed_pence from payouts order by amount_pence, created_at")
    assert Counter(row["status"] for row in rows) == {"reversed": 3, "due": 1}
    found = (await rexs.get(base)).json()
    assert (found["out"], found["unused"], found["returned_pence"]) == (1, 0, 3000)


async def test_giving_back_against_the_door_and_against_a_buyer_only_one_of_them_happens(
    house: House, standins: StandIns, open_program: Any
) -> None:
    rex = await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500)
    rexs = await open_program(rex)

    async def back(ticket: UUID) -> int:
        answer = await rexs.post(
            f"/api/hotmess/beacons/{beacon}/sales/{ticket}/back", json={"why": "Too full"}
        )
        return answer.status_code

    for _ in range(3):
        ticket = await with_ticket(house, standins, beacon, await make_member(house))
        outcome = await asyncio.gather(back(ticket), at_the_door(house, ticket, beacon))
        assert outcome in ([200, "revoked"], [409, "valid"])
        owed = await sql(
            house,
            "select 1 from refunds r join order_items i on i.id = r.order_item_id where i.token_id = $1",
            ticket,
        )
        assert len(owed) == (outcome[0] == 200)
    ash, kit = await make_member(house), await make_member(house)
    ticket = await with_ticket(house, standins, beacon, ash)
    order = await held(house, await for_sale(house, beacon, ash, ticket), kit)
    assert order is not None
    outcome = await asyncio.gather(back(ticket), buy(house, standins, kit, order))
    assert outcome in ([200, "too_late"], [409, "paid"])


async def test_a_night_that_is_called_off_sells_nothing_more_and_everybody_is_told_and_paid_back(
    house: House, standins: StandIns, open_browser: Any, open_program: Any
) -> None:
    rex = await make_member(house, "Rex", membership_version=1)
    ash, kit, fox, bo = [await make_member(house, membership_version=1) for _ in range(4)]
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=3)
    inside, kept = [await with_ticket(house, standins, beacon, one) for one in (ash, kit)]
    assert await at_the_door(house, inside, beacon) == "valid"
    tickets = f"/api/hotmess/beacons/{beacon}/tickets"
    foxs, bos, rexs = [await open_program(one) for one in (fox, bo, rex)]
    assert (await foxs.post(tickets)).status_code == 201
    assert (await bos.post(f"/api/hotmess/beacons/{beacon}/waiting")).status_code < 300
    assert (
        await foxs.post(f"/api/hotmess/beacons/{beacon}/call-off", json={"why": "Mine"})
    ).status_code == 404
    buyer = await open_browser(fox)
    assert "Pay £15.00" in (await buyer.get("/hotmess/tickets")).text
    page, here = await open_browser(rex), f"/hotmess/beacons/{beacon}"
    assert f"{here}/sales#off" in (await page.get(here)).text
    silent = await page.post(f"{here}/sales/off", why="")
    assert (silent.status_code, "Whoever has the ticket reads it" in silent.text) == (422, True)
    done = await page.post(f"{here}/sales/off", why="The roof leaks")
    assert done.headers["location"] == here
    mine = (await page.get(here)).text
    assert all(words in mine for words in ("Called off", "You called it off", "The roof leaks"))
    again = await rexs.post(f"/api/hotmess/beacons/{beacon}/call-off", json={"why": "Once more"})
    assert (again.status_code, again.json()["type"].rsplit("/", 1)[-1]) == (409, "not-on")
    # Nobody finds it, buys it, or is about to.
    assert (await bos.post(tickets)).status_code == 404
    assert "Pay £15.00" not in (await buyer.get("/hotmess/tickets")).text
    assert await at_the_door(house, kept, beacon) == "revoked"
    [left] = await sql(house, "select count(*) as places from ticket_holds where ended_at is null")
    assert left["places"] == 0
    await run_schedule(house, "hotmess.payments.refunds")
    assert [one.amount for one in standins.stripe.refunds.all()] == [1500]
    told = await sql(
        house, "select person_id, purpose from outbox where purpose in ('ticket.given_back', 'waiting.off')"
    )
    assert {(row["person_id"], row["purpose"]) for row in told} == {
        (kit.id, "ticket.given_back"),
        (bo.id, "waiting.off"),
    }


async def test_calling_off_that_broke_off_in_the_middle_is_finished_without_the_organiser(
    house: House, standins: StandIns
) -> None:
    rex, ash = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500)
    kept = await with_ticket(house, standins, beacon, ash)
    await sql(
        house,
        "update beacons set status = 'expired', called_off_because = 'The roof leaks' where id = $1",
        beacon,
    )
    for _ in range(2):
        await run_schedule(house, "hotmess.sales.called_off")
        await run_schedule(house, "hotmess.payments.refunds")
    assert await at_the_door(house, kept, beacon) == "revoked"
    assert [one.amount for one in standins.stripe.refunds.all()] == [1500]
    told = await sql(house, "select distinct person_id from outbox where purpose = 'ticket.given_back'")
    assert [row["person_id"] for row in told] == [ash.id]
