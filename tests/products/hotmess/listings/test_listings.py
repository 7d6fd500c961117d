"""Tickets from member to member: from the draft to a new code in somebody else's hands, and everything that may go wrong at the same moment."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from harness.hotmess import Member, make_beacon, make_member
from harness.hotmess_paying import (
    at_the_door,
    for_sale,
    held,
    open_page,
    pay_on_page,
    sql,
    with_ticket,
)
from harness.house import run_schedule
from harness.members import add_person, make_admin, run
from harness.paying import pay
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.hotmess.listings.machine import LISTING
from kith.products.hotmess.payments.settling import settle
from kith.simulator.standins import StandIns


async def moderator(house: House) -> Member:
    person = await add_person(house, email="support@house.example")
    await make_admin(house, person, "support")
    return Member(person, "support", "support@house.example")


async def test_from_the_draft_over_the_desk_to_a_new_code_and_the_old_one_is_dead(
    house: House, standins: StandIns, open_browser: Any, open_program: Any
) -> None:
    rex = await make_member(house, "Rex")
    ash = await make_member(house, "Ash", username_public=True, membership_version=1)
    kit = await make_member(house, "Kit", membership_version=1)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=1)
    ticket = await with_ticket(house, standins, beacon, ash)
    browser, program, hers = await open_browser(ash), await open_program(ash), await open_program(kit)
    sell = f"/hotmess/tickets/{ticket}/sell"
    assert sell in (await browser.get("/hotmess/tickets")).text
    # The cap is said before, and holds after; nothing is written of what is refused, no proof either.
    assert "At most £16.50: 110 % of the £15.00" in (await browser.get(sell)).text
    for price, words in (
        ("16.51", "At most £16.50: tickets"),
        ("much", "as a number"),
        ("", "What should it cost?"),
    ):
        refused = await browser.post(sell, price=price, proof="I have it")
        assert (refused.status_code, words in refused.text) == (422, True)
    assert await sql(house, "select 1 from beacon_posts") == []
    assert (await hers.get(f"/api/hotmess/tickets/{ticket}/terms")).status_code == 404
    where = (await browser.post(sell, price="16.50", description="Cannot come.")).headers["location"]
    listing = where.rsplit("/", 1)[-1]
    api = f"/api/hotmess/listings/{listing}"
    assert (
        await program.post(f"/api/hotmess/tickets/{ticket}/listings", json={"price": "1"})
    ).status_code == 409
    # Nobody sees a draft; it is not handed in without its proof.
    assert (await hers.get(api)).status_code == 404
    assert (await hers.post(f"{api}/buy")).status_code == 404
    early = await program.post(f"{api}/submit")
    assert (early.status_code, "proof" in early.json()["detail"]) == (409, True)
    assert "your proof is missing" in (await browser.get(where)).text
    await browser.get(f"{where}/edit")
    changed = await browser.post(f"{where}/edit", price="16", proof="Bought on Monday, flu on Friday.")
    assert changed.status_code == 303
    assert (await program.post(f"{api}/submit")).status_code == 204
    assert (await program.post(f"{api}/submit")).status_code == 409
    assert (await program.put(api, json={"price": "1"})).status_code == 409
    assert (await hers.get(api)).status_code == 404

    desk = await open_browser(await moderator(house))
    console = f"/console/hotmess/listings/{listing}"
    assert "One ticket" not in (await desk.get("/console/hotmess/listings")).text
    looked = (await desk.get(console)).text
    # In words of the desk's, and before anything is sent: what stands where, and what a reason is needed for.
    assert ("Waiting for a look" in looked, "pending_review" in looked) == (True, False)
    assert "Needed for: Send it back, Take it down." in looked
    assert "Nothing yet: it is written when it goes live." in looked
    assert (await desk.post(console, decision="send_back", reason="")).status_code == 422
    # The house asks for a scan as well: it does not go live without one.
    asked = await desk.post(f"{console}/evidence", evidence="both", reason="The first of this seller.")
    assert asked.status_code == 303
    assert (await desk.post(console, decision="approve")).status_code == 409
    await desk.post(f"{console}/evidence", evidence="proof_post", reason="The door is not open yet.")
    assert (await desk.post(console, decision="approve")).status_code == 303
    assert (await desk.post(console, decision="approve")).status_code == 409
    assert (await (await open_browser(kit)).get(console)).status_code == 404
    chain = await sql(
        house, "select evidence_type from evidence_events where subject_type = 'listing' order by sequence"
    )
    assert [row["evidence_type"] for row in chain] == ["proof_post", "admin_verification"]
    assert await sql(house, "select * from evidence_breaks()") == []
    [xp] = await sql(house, "select event_type from xp_events where user_id = $1", ash.id)
    assert xp["event_type"] == "listing_approved"

    shown = (await hers.get(api)).json()
    assert (shown["price_pence"], shown["seller"], shown["vouched"], shown["ticket"]) == (
        1600,
        "Ash",
        True,
        None,
    )
    assert (await program.post(f"{api}/buy")).status_code == 409
    buyer = await open_browser(kit)
    assert "£16.00" in (await buyer.get(f"/hotmess/beacons/{beacon}/tickets")).text
    assert "flu on Friday" in (await buyer.get(where)).text
    order = (await buyer.post(f"{where}/buy")).headers["location"]
    # While somebody pays it is not taken back, and everybody reads so instead of trying in vain.
    others = await open_browser(await make_member(house, "Lou", membership_version=1))
    for reader in (others, browser):
        paying = (await reader.get(where)).text
        assert ("Somebody is paying for it right now" in paying, f"{where}/" in paying) == (True, False)
    assert f"{where}/buy" in (await buyer.get(where)).text
    tickets = f"/hotmess/beacons/{beacon}/tickets"
    assert "Taken for now" in (await others.get(tickets)).text
    assert "Taken for now" not in (await buyer.get(tickets)).text
    assert (await program.post(f"{api}/remove")).status_code == 409
    await buyer.get(order)
    await buyer.post(f"{order}/pay")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    assert (await buyer.get(f"{order}/paid")).headers["location"] == "/hotmess/tickets"
    [mine] = (await hers.get("/api/hotmess/my/tickets")).json()["tickets"]
    assert mine["id"] != str(ticket)
    sold = (await browser.get(f"/hotmess/my-qr/{ticket}")).text
    assert (
        "You sold this ticket" in sold,
        "<svg" in sold.split("qr__frame")[-1] and "qr__frame" in sold,
    ) == (
        True,
        False,
    )
    # What was paid for is not given back for nothing: its page leads to selling it.
    own = (await buyer.get(f"/hotmess/my-qr/{mine['id']}")).text
    assert (f"/hotmess/tickets/{mine['id']}/sell" in own, "give-back" in own) == (True, False)
    assert await at_the_door(house, ticket, beacon) == "revoked"
    assert await at_the_door(house, UUID(mine["id"]), beacon) == "valid"
    assert (await program.get("/api/hotmess/my/tickets")).json()["tickets"] == []
    letters = await run(
        house, "select purpose from hotmess.outbox where person_id = $1 order by sequence", ash.id
    )
    assert [row["purpose"] for row in letters] == ["order.paid", "listing.approve", "listing.sold"]
    earned = (await program.get("/api/hotmess/my/earnings")).json()
    assert [(one["net_pence"], one["state"]) for one in earned["sales"]] == [(1600, "soon")]
    actions = await run(
        house, "select action from kith.audit_log where product = 'hotmess' order by sequence"
    )
    assert [row["action"] for row in actions] == ["listing.evidence", "listing.evidence", "listing.approve"]


async def test_a_proof_posted_in_the_thread_after_the_draft_counts_and_the_page_says_so(
    house: House, standins: StandIns, open_browser: Any, open_program: Any
) -> None:
    rex, ash, kit = [await make_member(house, membership_version=1) for _ in range(3)]
    beacon = await make_beacon(house, rex, price_pence=1500)
    ticket = await with_ticket(house, standins, beacon, ash)
    browser, hers = await open_browser(ash), await open_browser(kit)
    sell = f"/hotmess/tickets/{ticket}/sell"
    assert "post there yourself, as proof, counts" in (await browser.get(sell)).text
    where = (await browser.post(sell, price="16")).headers["location"]
    page = (await browser.get(where)).text
    assert "Post it in the night's thread as proof" in page
    assert f"/hotmess/beacons/{beacon}#thread" in page
    # Somebody else's proof helps nobody, and neither does a comment.
    posts = f"/hotmess/beacons/{beacon}/posts"
    await hers.get(f"/hotmess/beacons/{beacon}")
    await hers.post(posts, body="I have a ticket too", post_type="proof")
    await browser.get(f"/hotmess/beacons/{beacon}")
    await browser.post(posts, body="Anybody want mine?", post_type="comment")
    assert "proof is missing" in (await browser.get(where)).text
    await browser.post(f"{where}/submit")
    assert "Draft" in (await browser.get(where)).text
    # What the checks hold back is said to be read, not to be missing.
    await browser.post(posts, body="Mine, see https://mine.example", post_type="proof")
    page = (await browser.get(where)).text
    assert ("reads the proof you wrote" in page, "proof is missing" in page) == (True, False)
    await browser.post(posts, body="Bought on Monday, flu on Friday.", post_type="proof")
    page = (await browser.get(where)).text
    assert ("flu on Friday" in page, "Hand it in" in page, "proof is missing" in page) == (True, True, False)
    await browser.post(f"{where}/submit")
    listing = where.rsplit("/", 1)[-1]
    handed_in = "select l.status, p.body from ticket_listings l join beacon_posts p on p.id = l.proof_post_id where l.id = $1"
    [row] = await sql(house, handed_in, UUID(listing))
    assert tuple(row) == ("pending_review", "Bought on Monday, flu on Friday.")
    # What is posted later changes nothing about it.
    await browser.post(posts, body="Still ill.", post_type="proof")
    desk = await open_browser(await moderator(house))
    shown = (await desk.get(f"/console/hotmess/listings/{listing}")).text
    assert ("flu on Friday" in shown, "Still ill" in shown) == (True, False)
    assert (await desk.post(f"/console/hotmess/listings/{listing}", decision="approve")).status_code == 303
    [row] = await sql(house, handed_in, UUID(listing))
    assert tuple(row) == ("live", "Bought on Monday, flu on Friday.")


async def test_a_proof_that_stands_in_the_thread_already_is_quoted_when_selling_and_not_asked_for_again(
    house: House, standins: StandIns, open_browser: Any, open_program: Any
) -> None:
    rex, ash, kit = [await make_member(house, membership_version=1) for _ in range(3)]
    beacon = await make_beacon(house, rex, price_pence=1500)
    ticket = await with_ticket(house, standins, beacon, ash)
    browser, hers = await open_browser(ash), await open_browser(kit)
    sell, posts = f"/hotmess/tickets/{ticket}/sell", f"/hotmess/beacons/{beacon}/posts"
    await hers.get(f"/hotmess/beacons/{beacon}")
    await hers.post(posts, body="Two of us have one.", post_type="proof")
    before = (await browser.get(sell)).text
    assert ("Two of us" in before, 'name="proof" rows="2" maxlength="2000" required' in before) == (
        False,
        True,
    )
    await browser.post(posts, body="Bought on Monday.", post_type="proof")
    after = (await browser.get(sell)).text
    assert ("Bought on Monday." in after, 'name="proof" rows="2" maxlength="2000" required' in after) == (
        True,
        False,
    )
    where = (await browser.post(sell, price="15")).headers["location"]
    assert "Hand it in" in (await browser.get(where)).text


async def test_what_cost_nothing_is_passed_on_for_nothing_and_the_page_says_so(
    house: House, open_browser: Any
) -> None:
    rex, ash = [await make_member(house, membership_version=1) for _ in range(2)]
    beacon = await make_beacon(house, rex)
    browser = await open_browser(ash)
    await browser.get(f"/hotmess/beacons/{beacon}")
    ticket = (await browser.post(f"/hotmess/beacons/{beacon}/my-qr")).headers["location"].rsplit("/", 1)[-1]
    page = (await browser.get(f"/hotmess/tickets/{ticket}/sell")).text
    assert ("only pass it on for nothing" in page, "110 %" in page) == (True, False)


async def test_selling_a_ticket_and_entering_with_it_at_the_same_moment_only_one_of_them_happens(
    house: House, standins: StandIns
) -> None:
    rex = await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500)
    results: Counter[tuple[str, str]] = Counter()
    for _ in range(4):
        ash = await make_member(house)
        ticket = await with_ticket(house, standins, beacon, ash)
        listing = await for_sale(house, beacon, ash, ticket)
        order = await held(house, listing, await make_member(house))
        assert order is not None
        [row] = await sql(
            house,
            """insert into payments (order_id, user_id, amount_pence, currency)
               select id, user_id, total_pence, currency from orders where id = $1 returning id""",
            order,
        )
        paid, entered = await asyncio.gather(
            _settle(house, row["id"]),
            at_the_door(house, ticket, beacon),
        )
        results[paid, entered] += 1
    assert set(results) <= {("paid", "revoked"), ("too_late", "valid")}
    # Who paid and got nothing is owed all of it.
    owed = await sql(house, "select count(*) as many from refunds where reason = 'too_late'")
    assert owed[0]["many"] == results["too_late", "valid"]


async def _settle(house: House, payment: UUID) -> str:
    [row] = await sql(
        house,
        "select settle_payment($1, $2, gen_random_uuid(), sha256(convert_to($2, 'UTF8')), 'k1') as outcome",
        payment,
        f"ch_{payment}",
    )
    return row["outcome"]


async def test_of_two_who_want_it_at_once_one_gets_it_and_the_other_pays_nothing(
    house: House, standins: StandIns
) -> None:
    rex, ash = await make_member(house), await make_member(house)
    buyers = [await make_member(house) for _ in range(6)]
    beacon = await make_beacon(house, rex, price_pence=1500)
    listing = await for_sale(house, beacon, ash, await with_ticket(house, standins, beacon, ash))
    orders = [one for one in await asyncio.gather(*(held(house, listing, one) for one in buyers)) if one]
    assert len(orders) == 1
    assert len(await sql(house, "select 1 from orders where payment_status = 'pending'")) == 1


async def test_what_happens_while_somebody_pays_gives_the_money_back(
    house: House, standins: StandIns
) -> None:
    """The night is taken down, the listing is taken down, the ticket is used: each in the middle of a hold."""
    rex, ash = await make_member(house), await make_member(house)
    for happens in (
        "update beacons set status = 'disabled', review_notes = 'The stairs.' where id = $1",
        "update ticket_listings set status = 'removed' where beacon_id = $1",
        "update qr_tokens set current_uses = 1 where beacon_id = $1",
    ):
        buyer = await make_member(house)
        beacon = await make_beacon(house, rex, price_pence=1500)
        ticket = await with_ticket(house, standins, beacon, ash)
        listing = await for_sale(house, beacon, ash, ticket)
        order = await held(house, listing, buyer)
        assert order is not None
        payment = await open_page(house, buyer, order)
        await sql(house, happens, beacon)
        await pay_on_page(house, standins, payment)
        assert await settle(house, payment) == "too_late"
        [token] = await sql(house, "select holder_id, revoked_at from qr_tokens where beacon_id = $1", beacon)
        assert tuple(token) == (ash.id, None)
    await run_schedule(house, "hotmess.payments.refunds")
    assert [one.amount for one in standins.stripe.refunds.all()] == [1500] * 3
    # What cannot be sold any more is taken down, and its seller told.
    await run_schedule(house, "hotmess.tickets.retire")
    states = await sql(house, "select status from ticket_listings order by created_at")
    assert [row["status"] for row in states] == ["live", "removed", "removed"]


async def test_a_listing_of_a_full_night_goes_to_the_line_first(
    house: House, standins: StandIns, open_program: Any, open_browser: Any
) -> None:
    rex, ash, kit, late = [await make_member(house, membership_version=1) for _ in range(4)]
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=1)
    ticket = await with_ticket(house, standins, beacon, ash)
    hers, his = await open_program(kit), await open_program(late)
    assert (await hers.post(f"/api/hotmess/beacons/{beacon}/waiting")).status_code == 204
    listing = await for_sale(house, beacon, ash, ticket)
    await run_schedule(house, "hotmess.tickets.pass_on")
    refused = await his.post(f"/api/hotmess/listings/{listing}/buy")
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (409, "offered")
    reads = await open_browser(late)
    page = (await reads.get(f"/hotmess/listings/{listing}")).text
    assert ("somebody who has waited longer" in page, f"{listing}/buy" in page) == (True, False)
    assert "Taken for now" in (await reads.get(f"/hotmess/beacons/{beacon}/tickets")).text
    [line] = (await hers.get("/api/hotmess/my/tickets")).json()["lines"]
    assert (line["status"], line["listing"]) == ("offered", str(listing))
    assert (await hers.get(f"/api/hotmess/listings/{listing}")).json()["offered_to_me"] is True
    house.clock.move(timedelta(hours=2, minutes=1))
    his = await open_program(late)
    await run_schedule(house, "hotmess.tickets.pass_on")
    assert (await his.post(f"/api/hotmess/listings/{listing}/buy")).status_code == 201


async def test_five_people_who_report_it_take_it_off_sale_and_four_who_do_so_twice_do_not(
    house: House, standins: StandIns, open_program: Any
) -> None:
    rex, ash = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500)
    listing = await for_sale(house, beacon, ash, await with_ticket(house, standins, beacon, ash))

    async def report(times: int) -> str:
        people = [await make_member(house) for _ in range(times)]
        for one in people:
            await sql(house, "select report_content($1, 'scam', 'listing', $2, null, null)", one.id, listing)
            # Again counts nothing.
            await sql(house, "select report_content($1, 'scam', 'listing', $2, null, null)", one.id, listing)
        [row] = await sql(house, "select status from ticket_listings where id = $1", listing)
        return row["status"]

    assert await report(4) == "live"
    program = await open_program(await make_member(house))
    body = {"category": "scam", "target_type": "listing", "target_id": str(listing)}
    for _ in range(2):
        assert (await program.post("/api/hotmess/reports", json=body)).status_code == 201
    assert await report(1) == "pending_review"
    # Its seller is told once, and not by whom.
    letters = await sql(house, "select person_id from outbox where purpose = 'listing.reported'")
    assert [row["person_id"] for row in letters] == [ash.id]
    assert (await program.get(f"/api/hotmess/listings/{listing}")).status_code == 404
    assert (await program.post(f"/api/hotmess/listings/{listing}/buy")).status_code == 404


@pytest.mark.postgres15
async def test_the_database_refuses_every_transition_that_is_not_drawn(
    house: House, standins: StandIns
) -> None:
    rex, ash, kit = [await make_member(house) for _ in range(3)]
    beacon = await make_beacon(house, rex, price_pence=1500)
    ticket = await with_ticket(house, standins, beacon, ash)
    ways = {
        "draft": (),
        "pending_review": ("pending_review",),
        "live": ("pending_review", "live"),
        "sold": ("pending_review", "live", "sold"),
        "removed": ("removed",),
    }
    for before, way in ways.items():
        [row] = await sql(
            house,
            """insert into ticket_listings (beacon_id, seller_id, token_id, title, price_pence, face_value_pence)
               values ($1, $2, $3, 'One ticket', 100, 100) returning id""",
            beacon,
            ash.id,
            ticket,
        )
        sold = "buyer_id = case when $2 = 'sold' then $3::uuid end, sold_at = case when $2 = 'sold' then kith.now() end"
        move = f"update ticket_listings set status = $2, {sold} where id = $1"
        for state in way:
            await sql(house, move, row["id"], state, kit.id)
        for after in ways:
            if after == before or LISTING.allows(before, after):
                continue
            with pytest.raises(Conflict, match=f"cannot go from {before.replace('_', '.')} to"):
                await sql(house, move, row["id"], after, kit.id)
        await sql(
            house,
            "update ticket_listings set status = 'removed' where id = $1 and status in ('pending_review', 'live')",
            row["id"],
        )
