"""Tickets at first hand: bought once, never more than there is room; the line; what is off is given back."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

from harness.hotmess import make_beacon, make_member
from harness.hotmess_paying import buy, hash_of, open_page, order_ticket, pay_on_page, sql
from harness.house import run_schedule
from harness.members import run
from harness.paying import pay
from kith.foundation.house import House
from kith.products.hotmess.payments.settling import settle
from kith.simulator.standins import StandIns


async def _letters(house: House, person: Any) -> list[str]:
    rows = await run(
        house, "select purpose from hotmess.outbox where person_id = $1 order by sequence", person.id
    )
    return [row["purpose"] for row in rows]


async def test_from_the_beacons_page_over_stripe_to_a_code_that_opens_the_door(
    house: House, standins: StandIns, open_browser: Any, open_program: Any
) -> None:
    rex, ash = await make_member(house, "Rex"), await make_member(house, "Ash", membership_version=1)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=5)
    browser = await open_browser(ash)
    where = f"/hotmess/beacons/{beacon}/tickets"
    assert where in (await browser.get(f"/hotmess/beacons/{beacon}")).text
    page = (await browser.get(where)).text
    assert "£15.00" in page
    assert "5 left" in page
    kept = (await browser.post(where)).headers["location"]
    page = (await browser.get(kept)).text
    assert "Pay £15.00" in page
    assert "Kept for you" in (await browser.get("/hotmess/tickets")).text
    stripe = (await browser.post(f"{kept}/pay")).headers["location"]
    assert stripe.startswith(standins.stripe_url)
    # Coming back without having paid proves nothing.
    assert (await browser.get(f"{kept}/paid")).headers["location"] == kept
    pay(standins, standins.stripe.sessions.all()[-1].id)
    assert (await browser.get(f"{kept}/paid")).headers["location"] == "/hotmess/tickets"
    page = (await browser.get("/hotmess/tickets")).text
    assert "Good to go" in page
    program = await open_program(ash)
    [ticket] = (await program.get("/api/hotmess/my/tickets")).json()["tickets"]
    [row] = await sql(house, "select * from redeem($1, $2)", hash_of(house, ticket["id"]), beacon)
    # A ticket of one night is of one person: the door lets it in once.
    assert row["result"] == "valid"
    [row] = await sql(house, "select * from redeem($1, $2)", hash_of(house, ticket["id"]), beacon)
    assert row["result"] == "duplicate"
    offer = (await program.get(f"/api/hotmess/beacons/{beacon}/tickets")).json()
    assert (offer["mine"], offer["few_left"], offer["price_pence"]) == (1, 4, 1500)
    assert (await program.post(f"/api/hotmess/beacons/{beacon}/waiting")).status_code == 409
    rexs = await open_program(rex)
    own = await rexs.post(f"/api/hotmess/beacons/{beacon}/tickets")
    assert (own.status_code, own.json()["type"].rsplit("/", 1)[-1]) == (409, "yourself")


async def test_a_free_ticket_is_in_ones_hands_at_once_and_one_each(house: House, open_program: Any) -> None:
    rex, ash = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=0, capacity=2, kind="gathering")
    bar = await make_beacon(house, rex, kind="venue")
    program = await open_program(ash)
    made = await program.post(f"/api/hotmess/beacons/{beacon}/tickets")
    assert (made.status_code, made.json()["ready"]) == (201, True)
    again = await program.post(f"/api/hotmess/beacons/{beacon}/tickets")
    assert "as many tickets" in again.json()["detail"]
    assert (await program.post(f"/api/hotmess/beacons/{bar}/tickets")).status_code == 409
    assert await sql(house, "select 1 from payments") == []


async def test_twelve_who_want_the_last_three_tickets_at_once_three_get_them(
    house: House, standins: StandIns
) -> None:
    rex = await make_member(house)
    crowd = [await make_member(house) for _ in range(12)]
    beacon = await make_beacon(house, rex, price_pence=1000, capacity=3)
    outcomes = await asyncio.gather(*(order_ticket(house, beacon, one) for one in crowd))
    assert Counter(outcome for _order, outcome in outcomes) == {"held": 3, "sold_out": 9}
    [row] = await sql(
        house, "select sold_out, tickets_left(id) as left_over from beacons where id = $1", beacon
    )
    assert tuple(row) == (True, 0)


async def test_who_pays_after_the_ten_minutes_gets_the_place_if_it_is_free_and_the_money_if_not(
    house: House, standins: StandIns
) -> None:
    rex, ash, kit, fox = [await make_member(house) for _ in range(4)]
    beacon = await make_beacon(house, rex, price_pence=1000, capacity=1)
    order, _ = await order_ticket(house, beacon, ash)
    assert order is not None
    late = await open_page(house, ash, order)
    house.clock.move(timedelta(minutes=11))
    second, outcome = await order_ticket(house, beacon, kit)
    assert outcome == "held"
    assert second is not None
    await pay_on_page(house, standins, late)
    assert await settle(house, late) == "too_late"
    assert await buy(house, standins, kit, second) == "paid"
    await run_schedule(house, "hotmess.payments.refunds")
    assert [one.amount for one in standins.stripe.refunds.all()] == [1000]
    assert await _letters(house, ash) == ["order.too_late", "refund.sent"]
    # Nobody else came: paying late is no reason to lose it.
    other = await make_beacon(house, rex, price_pence=1000, capacity=1)
    order, _ = await order_ticket(house, other, fox)
    assert order is not None
    late = await open_page(house, fox, order)
    house.clock.move(timedelta(minutes=11))
    await pay_on_page(house, standins, late)
    assert await settle(house, late) == "paid"


async def test_the_line_of_a_full_night_is_asked_in_order_two_hours_each(
    house: House, standins: StandIns, open_program: Any
) -> None:
    rex, ash, kit, fox, late = [await make_member(house) for _ in range(5)]
    beacon = await make_beacon(house, rex, price_pence=1000, capacity=1)
    order, _ = await order_ticket(house, beacon, ash)
    programs = {one.id: await open_program(one) for one in (kit, fox)}
    for one in (kit, fox):
        joined = await programs[one.id].post(f"/api/hotmess/beacons/{beacon}/waiting")
        assert joined.status_code == 204
    await programs[kit.id].post(f"/api/hotmess/beacons/{beacon}/waiting")
    offer = (await programs[fox.id].get(f"/api/hotmess/beacons/{beacon}/tickets")).json()
    assert (offer["in_line"]["place"], offer["waiting"], offer["full"]) == (2, 2, True)
    # Nobody paid for the last one: it goes to whoever waited longest, not to who passes by.
    house.clock.move(timedelta(minutes=11))
    assert await order_ticket(house, beacon, late) == (None, "in_line")
    await run_schedule(house, "hotmess.payments.sweep")
    await run_schedule(house, "hotmess.tickets.pass_on")
    assert (await _letters(house, kit), await _letters(house, fox)) == (["waiting.offered"], [])
    for one in (late, fox):
        assert (await order_ticket(house, beacon, one))[1] == "sold_out"
    # Kit does not answer; two hours later it is Fox's turn.
    house.clock.move(timedelta(hours=2, minutes=1))
    await run_schedule(house, "hotmess.tickets.pass_on")
    assert await _letters(house, fox) == ["waiting.offered"]
    assert (await order_ticket(house, beacon, kit))[1] == "sold_out"
    order, _ = await order_ticket(house, beacon, fox)
    assert order is not None
    assert await buy(house, standins, fox, order) == "paid"
    rows = await sql(house, "select status from beacon_waiting_list order by number")
    assert [row["status"] for row in rows] == ["lapsed", "bought"]


async def test_a_night_taken_down_in_the_middle_of_a_payment_gives_all_of_it_back(
    house: House, standins: StandIns
) -> None:
    rex, ash, kit = [await make_member(house) for _ in range(3)]
    beacon = await make_beacon(house, rex, price_pence=1000, capacity=5)
    bought, _ = await order_ticket(house, beacon, kit)
    assert bought is not None
    assert await buy(house, standins, kit, bought) == "paid"
    order, _ = await order_ticket(house, beacon, ash)
    assert order is not None
    payment = await open_page(house, ash, order)
    await sql(
        house, "update beacons set status = 'disabled', review_notes = 'The stairs.' where id = $1", beacon
    )
    await pay_on_page(house, standins, payment)
    assert await settle(house, payment) == "too_late"
    # Who had bought before keeps the ticket for two days, should it come back; then all is given back.
    await run_schedule(house, "hotmess.tickets.give_back")
    assert await sql(house, "select 1 from refunds where reason = 'event_off'") == []
    house.clock.move(timedelta(days=2, minutes=1))
    for _ in range(2):
        await run_schedule(house, "hotmess.tickets.give_back")
        await run_schedule(house, "hotmess.payments.refunds")
        await run_schedule(house, "hotmess.payments.payouts")
    assert [one.amount for one in standins.stripe.refunds.all()] == [1000, 1000]
    assert await _letters(house, kit) == ["order.paid", "beacon.off", "refund.sent"]
    [token] = await sql(house, "select revoked_reason from qr_tokens where holder_id = $1", kit.id)
    assert token["revoked_reason"] == "event_off"
    [payout] = await sql(house, "select status from payouts")
    assert payout["status"] == "reversed"
