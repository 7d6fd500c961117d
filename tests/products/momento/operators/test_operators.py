"""The operators' desk: reports decided once and with a reason, suspension with everything that follows, money given back within the charge."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from harness.house import run_schedule
from harness.members import make_admin, run
from harness.momento import Guest, invite, make_event, make_guest, make_host, seat, spend_evening
from harness.paying import pay
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def _desk(house: House, open_browser: Any, role: str = "support") -> Any:
    otto = await make_guest(house, "Otto")
    await make_admin(house, otto.id, role)
    return await open_browser(otto)


async def _actions(house: House) -> list[str]:
    return [row["action"] for row in await run(house, "select action from kith.audit_log order by sequence")]


async def _letters(house: House, guest: Guest) -> list[str]:
    rows = await run(
        house, "select purpose from momento.outbox where person_id = $1 order by created_at, id", guest.id
    )
    return [row["purpose"] for row in rows]


async def test_a_reported_message_goes_out_of_sight_and_comes_back_and_suspending_has_its_reverse(
    house: House, open_program: Any, open_browser: Any
) -> None:
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    await spend_evening(house, [ada, ben])
    hers, his = await open_program(ada), await open_program(ben)
    opened = await his.post("/api/momento/conversations", json={"profile": str(ada.profile_id)})
    talk = f"/api/momento/conversations/{opened.json()['id']}"
    said = (await his.post(f"{talk}/messages", json={"content": "Buy my knives"})).json()["id"]
    body = {"kind": "message", "id": said, "category": "spam", "comment": "Knives again."}
    assert (await hers.post("/api/momento/reports", json=body)).status_code == 204
    assert (
        await hers.post(
            "/api/momento/reports",
            json=body | {"kind": "person", "id": str(ben.profile_id), "category": "harassment"},
        )
    ).status_code == 204
    cases = {
        row["content_type"]: f"/console/queue/{row['id']}"
        for row in await run(house, "select id, content_type from kith.cases")
    }
    desk = await _desk(house, open_browser, "ops")
    queue = (await desk.get("/console/queue?product=momento")).text
    assert "A message" in queue
    assert "Ada" not in queue
    decided: dict[str, str] = {}
    for kind, action, shown in (("message", "remove_message", "Buy my knives"), ("person", "suspend", "Ben")):
        assert (await desk.post(f"{cases[kind]}/claim")).status_code == 303
        page = (await desk.get(cases[kind])).text
        assert shown in page
        assert "Knives again." in page
        sent = await desk.post(cases[kind], action=action, reason="Advertising, third time")
        assert sent.status_code == 303, sent.text
        [row] = await run(house, "select id from kith.decisions where action = $1", action)
        decided[kind] = f"/console/queue/decisions/{row['id']}/reverse"
    assert "Buy my knives" not in (await hers.get(talk)).text
    assert (await run(house, "select status from momento.users where id = $1", ben.id))[0][
        "status"
    ] == "suspended"
    letters = await _letters(house, ada)
    assert letters.count("report.decided") == 2
    # The message and the suspension: one letter each, and what follows is in it.
    his = await _letters(house, ben)
    assert (his.count("decision.made"), his.count("person.suspended")) == (2, 0)
    for kind in ("message", "person"):
        assert (await desk.post(decided[kind], reason="It was a joke")).status_code == 303
        assert (await desk.post(decided[kind], reason="It was a joke")).status_code == 409
    his = await _letters(house, ben)
    assert (his.count("decision.reversed"), his.count("person.reinstated")) == (2, 0)
    assert "Buy my knives" in (await hers.get(talk)).text
    assert (await run(house, "select status from momento.users where id = $1", ben.id))[0][
        "status"
    ] == "active"
    assert (await _letters(house, ben)).count("decision.reversed") == 2


async def test_suspending_gives_seats_and_evenings_back_and_tells_everybody_concerned(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    hedda, host = await make_host(house), await make_host(house, "Hugo")
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    paid = await make_event(house, hedda, price=2000)
    [seat_of_hugo] = await invite(house, paid, [host.person])
    hugo = await open_program(host.person)
    await hugo.post(f"/api/momento/invitations/{seat_of_hugo}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await hugo.get(f"/momento/invitations/{seat_of_hugo}/paid")
    evening = await make_event(house, host)
    await seat(house, evening, [ada])
    await invite(house, evening, [ben])

    desk = await _desk(house, open_browser)
    found = await desk.get("/console/momento/people?name=hug")
    assert f"/console/momento/people/{host.person.id}" in found.text
    path = f"/console/momento/people/{host.person.id}"
    assert (await desk.post(f"{path}/standing", standing="suspended", reason="")).status_code == 422
    assert (
        await desk.post(f"{path}/standing", standing="suspended", reason="Threatened a guest")
    ).status_code == 303
    assert (
        await desk.post(f"{path}/standing", standing="suspended", reason="Threatened a guest")
    ).status_code == 409
    [owed] = await run(house, "select amount_in_cents, reason from momento.refunds")
    assert tuple(owed) == (2000, "house_cancelled")
    assert [
        row["status"] for row in await run(house, "select status from momento.events order by created_at")
    ] == [
        "planned",
        "cancelled",
    ]
    assert "event.cancelled" in await _letters(house, ada)
    assert "event.cancelled" in await _letters(house, ben)
    assert (await _letters(house, host.person))[-1] == "person.suspended"
    another = await make_event(house, hedda)
    ask = "select momento.refuse_guest($1, $2) as why"
    assert (await run(house, ask, another.id, host.person.profile_id))[0]["why"] == "not_active"
    day = (house.clock.now() + timedelta(days=10)).date().isoformat()
    stop = {
        "title": "Meet",
        "place": "Berlin/The Blue Kettle",
        "start": f"{day}T18:00",
        "end": f"{day}T19:00",
    }
    plan = {"title": "Again", "min_participants": 2, "max_participants": 4, "stops": [stop]}
    refused = await hugo.post("/api/momento/hosting", json=plan)
    assert refused.status_code == 409, refused.text
    assert "cannot host" in refused.json()["detail"]
    page = await desk.get(path)
    assert "Threatened" not in page.text
    assert "Suspended" in page.text
    assert (
        await desk.post(f"{path}/standing", standing="active", reason="It was somebody else")
    ).status_code == 303
    assert (await _letters(house, host.person))[-1] == "person.reinstated"
    assert (await hugo.post("/api/momento/hosting", json=plan)).status_code == 201
    assert [name for name in await _actions(house) if name.startswith("momento.person")] == [
        "momento.person.searched",
        "momento.person.suspended",
        "momento.person.reinstated",
    ]


async def test_goodwill_never_gives_back_more_than_was_paid_and_a_failed_refund_is_tried_again(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    ada = await make_guest(house, "Ada")
    event = await make_event(house, await make_host(house), price=3000)
    [invitation] = await invite(house, event, [ada])
    program = await open_program(ada)
    await program.post(f"/api/momento/invitations/{invitation}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/momento/invitations/{invitation}/paid")
    [payment] = await run(house, "select id from momento.payments")
    desk = await _desk(house, open_browser)
    path = f"/console/momento/payments/{payment['id']}"
    listed = (await desk.get("/console/momento/payments")).text
    assert "30.00" in listed, listed
    for wrong in ("0", "3001", "-5", "much"):
        answer = await desk.post(f"{path}/refund", amount=wrong, reason="The soup was cold")
        assert answer.status_code in (400, 422), wrong
    both = await asyncio.gather(
        *(desk.post(f"{path}/refund", amount="2000", reason="The soup was cold") for _ in range(2))
    )
    assert sorted(answer.status_code for answer in both) == [303, 422]
    await run_schedule(house, "momento.refunds.execute")
    [refund] = await run(house, "select id, status, amount_in_cents from momento.refunds")
    assert (refund["status"], refund["amount_in_cents"]) == ("succeeded", 2000)
    await run(house, "update momento.refunds set status = 'failed'")
    again = f"/console/momento/payments/refunds/{refund['id']}/again"
    assert "Try again" in (await desk.get("/console/momento/payments")).text
    assert (await desk.post(again, reason="The bank mended it")).status_code == 303
    assert (await desk.post(again, reason="The bank mended it")).status_code == 409
    assert (await run(house, "select status from momento.refunds"))[0]["status"] == "due"


async def test_an_event_is_called_off_with_a_reason_and_everybody_has_their_money(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    ada = await make_guest(house, "Ada")
    event = await make_event(house, await make_host(house), price=3000)
    [invitation] = await invite(house, event, [ada])
    program = await open_program(ada)
    await program.post(f"/api/momento/invitations/{invitation}/accept", json={})
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/momento/invitations/{invitation}/paid")
    path = f"/console/momento/events/{event.id}"
    assert (await (await open_browser(ada)).get(path)).status_code == 404
    desk = await _desk(house, open_browser)
    assert "1 of 6" in (await desk.get("/console/momento/events")).text
    assert "Ada" in (await desk.get(path)).text
    assert (await desk.post(f"{path}/call-off", reason="")).status_code == 422
    assert (
        await desk.post(f"{path}/call-off", reason="The roof leaks", words="The roof leaks.")
    ).status_code == 303
    assert (await desk.post(f"{path}/call-off", reason="The roof leaks")).status_code == 409
    [owed] = await run(house, "select amount_in_cents, reason from momento.refunds")
    assert tuple(owed) == (3000, "house_cancelled")
    assert "event.cancelled" in await _letters(house, ada)
    assert (await _actions(house))[-1] == "momento.event.called_off"
