"""Safety: a block is a hard stop both ways and told to nobody; a report keeps what was reported."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from harness.members import run
from harness.momento import invite, make_event, make_guest, make_host, seat, spend_evening
from harness.paying import pay
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def test_a_block_stops_everything_between_two_people_both_ways(house: House, open_program: Any) -> None:
    host = await make_host(house)
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    await spend_evening(house, [ada, ben, host.person])
    event = await make_event(house, host, starts_in=timedelta(days=4))
    [invitation] = await invite(house, event, [ada])
    hers, his, theirs = [await open_program(guest) for guest in (ada, ben, host.person)]
    assert (await hers.post(f"/api/momento/people/{ben.profile_id}/block")).status_code == 204
    assert (await hers.post(f"/api/momento/people/{host.person.profile_id}/block")).status_code == 204
    assert (await hers.get(f"/api/momento/people/{ben.profile_id}")).status_code == 404
    assert (await his.get(f"/api/momento/people/{ada.profile_id}")).status_code == 404
    assert (
        await his.post("/api/momento/conversations", json={"profile": str(ada.profile_id)})
    ).status_code == 404
    [row] = await run(house, "select status from momento.invitations where id = $1", invitation)
    assert row["status"] == "expired"
    suggested = (await theirs.get(f"/api/momento/hosting/{event.id}/suggestions")).json()
    assert str(ada.profile_id) not in str(suggested)
    later = await make_event(house, host, starts_in=timedelta(days=6))
    sent = await theirs.post(
        f"/api/momento/hosting/{later.id}/invitations", json={"profiles": [str(ada.profile_id)]}
    )
    assert sent.json() == {"sent": 0}


async def test_somebody_not_seen_cannot_be_blocked_or_reported(house: House, open_program: Any) -> None:
    ada, stranger = await make_guest(house, "Ada"), await make_guest(house, "Cy")
    program = await open_program(ada)
    assert (await program.post(f"/api/momento/people/{stranger.profile_id}/block")).status_code == 404
    body = {"kind": "person", "id": str(stranger.profile_id), "category": "spam"}
    assert (await program.post("/api/momento/reports", json=body)).status_code == 404
    own = {"kind": "person", "id": str(ada.profile_id), "category": "spam"}
    assert (await program.post("/api/momento/reports", json=own)).status_code == 404


async def test_a_guest_with_a_block_in_the_company_gets_everything_back_however_late(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    for guest, invitation in zip((ada, ben), await invite(house, event, [ada, ben]), strict=True):
        program = await open_program(guest)
        await program.post(f"/api/momento/invitations/{invitation}/accept", json={})
        pay(standins, standins.stripe.sessions.all()[-1].id)
        await program.get(f"/momento/invitations/{invitation}/paid")
    house.clock.move_to(event.starts_at - timedelta(hours=3))
    program = await open_program(ada)
    await program.post(f"/api/momento/people/{ben.profile_id}/block")
    listed = (await program.get("/api/momento/invitations")).json()[0]["id"]
    guests = (await program.get(f"/api/momento/invitations/{listed}")).json()["guests"]
    assert sorted(guest["name"] or "" for guest in guests) == ["", "Ada"]
    assert (await program.post(f"/api/momento/invitations/{listed}/give-back", json={})).json() == {
        "refund_in_cents": 1500
    }


async def test_a_report_keeps_what_was_reported_as_it_was(
    house: House, open_program: Any, open_browser: Any
) -> None:
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    event = await spend_evening(house, [ada, ben])
    hers, his = await open_program(ada), await open_program(ben)
    talk = (await his.post("/api/momento/conversations", json={"profile": str(ada.profile_id)})).json()["id"]
    said = (
        await his.post(f"/api/momento/conversations/{talk}/messages", json={"content": "Buy my knives"})
    ).json()["id"]
    body = {"kind": "message", "id": said, "category": "spam", "comment": "Knives again."}
    assert (await hers.post("/api/momento/reports", json=body)).status_code == 204
    assert (await his.post("/api/momento/reports", json=body)).status_code == 404
    assert (await hers.post("/api/momento/reports", json=body | {"category": "x"})).status_code == 422
    await run(house, "delete from momento.messages")
    [row] = await run(house, "select reporter_id, reported_id, report_type, snapshot from kith.reports")
    assert (row["reporter_id"], row["reported_id"], row["report_type"]) == (ada.id, ben.id, "spam")
    assert row["snapshot"]["content"] == "Buy my knives"
    browser = await open_browser(ada)
    page = await browser.get(f"/momento/report?kind=person&id={ben.profile_id}")
    assert "You report: Ben" in page.text
    assert (await browser.post("/momento/report", kind="person", id=str(ben.profile_id))).status_code == 422
    sent = await browser.post(
        "/momento/report", kind="person", id=str(ben.profile_id), category="unsafe", block="yes"
    )
    assert sent.status_code == 303
    assert (await browser.get(f"/momento/report?kind=person&id={ben.profile_id}")).status_code == 404
    assert (await browser.get(f"/momento/report?kind=event&id={event.id}")).status_code == 200
    assert (await browser.get(f"/momento/report?kind=cat&id={event.id}")).status_code == 422


@pytest.mark.postgres15
async def test_two_guests_who_block_each_other_keep_their_seats_until_one_gives_it_back(house: House) -> None:
    event = await make_event(house, await make_host(house))
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    await seat(house, event, [ada, ben])
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", ada.id, ben.id)
    assert len(await run(house, "select 1 from momento.seats where event_id = $1", event.id)) == 2
