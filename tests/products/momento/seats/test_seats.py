"""Seats: a yes is a seat or a payment, never both twice; who comes too late waits; money goes back as promised."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.momento import Event, Guest, invite, make_event, make_guest, make_host, seat
from harness.paying import DECLINED, SLOW, SLOW_AND_REFUSED, WANTS_ITS_OWNER, let_banks_answer, pay
from kith.foundation.house import House
from kith.products.momento.payments import settling
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe.errors import StripeError


async def _yes(program: httpx.AsyncClient, invitation: UUID, **body: Any) -> httpx.Response:
    return await program.post(f"/api/momento/invitations/{invitation}/accept", json=body)


async def _seen(program: httpx.AsyncClient, invitation: UUID) -> dict[str, Any]:
    return (await program.get(f"/api/momento/invitations/{invitation}")).json()["invitation"]


async def _asked(house: House, event: Event, *names: str) -> list[tuple[Guest, UUID]]:
    guests = [await make_guest(house, name) for name in names]
    return list(zip(guests, await invite(house, event, guests), strict=True))


def _session_of(standins: StandIns, index: int = -1) -> str:
    return standins.stripe.sessions.all()[index].id


async def _refunds(house: House) -> list[tuple[int, str, str]]:
    rows = await run(
        house,
        "select amount_in_cents, reason, status from momento.refunds order by created_at, amount_in_cents",
    )
    return [(row["amount_in_cents"], row["reason"], row["status"]) for row in rows]


async def test_a_free_seat_is_confirmed_at_once_and_both_are_told(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    event = await make_event(house, host, seats=(1, 4))
    [(ada, invitation)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    assert (await _yes(program, invitation)).json() == {"outcome": "confirmed", "pay_at": None}
    assert (await _yes(program, invitation)).json()["outcome"] == "confirmed"
    await worker_pass(house, schedules=False)
    [to_ada] = standins.mail.messages(ada.email)
    assert to_ada.subject == "You are in: Soup and stories"
    assert "Place 1" in to_ada.text
    assert [mail.subject for mail in standins.mail.messages(host.person.email)] == ["Ada is coming"]
    [row] = await run(house, "select status, seats_taken from momento.events")
    assert (row["status"], row["seats_taken"]) == ("confirmed", 1)


async def test_a_seat_that_costs_something_is_held_while_it_is_paid_and_saying_yes_again_leads_to_the_same_page(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500, seats=(1, 1))
    [(ada, hers), (ben, his)] = await _asked(house, event, "Ada", "Ben")
    first, second = await open_program(ada), await open_program(ben)
    answered = (await _yes(first, hers)).json()
    assert answered["outcome"] == "pay"
    assert (await _yes(first, hers)).json() == answered
    refused = await _yes(second, his)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/seat-full")
    pay(standins, _session_of(standins))
    back = await first.get(f"/momento/invitations/{hers}/paid")
    assert back.status_code == 303
    mine = await _seen(first, hers)
    assert (mine["status"], mine["paid_in_cents"]) == ("confirmed", 1500)
    assert await _refunds(house) == []


@pytest.mark.parametrize("webhook_first", [True, False])
async def test_webhook_and_redirect_may_come_in_any_order_and_often(
    house: House, open_program: Any, standins: StandIns, webhook_first: bool
) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(ada, hers)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    await _yes(program, hers)
    pay(standins, _session_of(standins))
    [row] = await run(house, "select id, user_id from momento.payments")
    bell: dict[str, Any] = {"data": {"object": {"metadata": {"reference": str(row["id"])}}}}

    async def ring() -> None:
        for kind in ("payment_intent.succeeded", "checkout.session.completed", "payment_intent.created"):
            await settling.on_event(house, row["user_id"], kind, bell)

    if webhook_first:
        await ring()
    await asyncio.gather(program.get(f"/momento/invitations/{hers}/paid"), ring(), ring())
    assert (await _seen(program, hers))["status"] == "confirmed"
    assert await _refunds(house) == []
    assert len(await run(house, "select 1 from momento.seats")) == 1


async def test_a_declined_card_leaves_the_seat_held_and_can_be_tried_again(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(ada, hers)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    await _yes(program, hers)
    with pytest.raises(StripeError):
        pay(standins, _session_of(standins), DECLINED)
    await program.get(f"/momento/invitations/{hers}/paid")
    assert (await _seen(program, hers))["held_until"] is not None
    pay(standins, _session_of(standins))
    await program.get(f"/momento/invitations/{hers}/paid")
    assert (await _seen(program, hers))["status"] == "confirmed"


async def test_a_slow_payment_that_fails_says_so_and_one_that_arrives_late_takes_a_free_seat(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500, starts_in=timedelta(days=9))
    [(ada, hers), (ben, his)] = await _asked(house, event, "Ada", "Ben")
    first, second = await open_program(ada), await open_program(ben)
    await _yes(first, hers)
    pay(standins, _session_of(standins), SLOW)
    await first.get(f"/momento/invitations/{hers}/paid")
    await _yes(second, his)
    pay(standins, _session_of(standins), SLOW_AND_REFUSED)
    await second.get(f"/momento/invitations/{his}/paid")
    assert [(await _seen(first, hers))["bank_at_work"], (await _seen(second, his))["bank_at_work"]] == [
        True,
        True,
    ]
    assert (await _yes(first, hers)).json()["type"] == "/problems/bank-at-work"
    house.clock.move(timedelta(minutes=11))
    let_banks_answer(standins)
    await run_schedule(house, "momento.payments.sweep")
    first, second = await open_program(ada), await open_program(ben)
    assert (await _seen(first, hers))["status"] == "confirmed"
    assert (await _seen(second, his))["status"] == "payment_failed"
    assert (await _yes(second, his)).json()["outcome"] == "pay"


async def test_a_payment_after_its_hold_has_lapsed_takes_a_free_seat_or_goes_back_whole_and_the_person_is_told(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500, seats=(1, 1))
    [(ada, hers), (ben, his)] = await _asked(house, event, "Ada", "Ben")
    await _yes(await open_program(ada), hers)
    hers_at_stripe = _session_of(standins)
    house.clock.move(timedelta(minutes=11))
    await _yes(await open_program(ben), his)
    pay(standins, _session_of(standins))
    pay(standins, hers_at_stripe)
    await (await open_program(ben)).get(f"/momento/invitations/{his}/paid")
    await (await open_program(ada)).get(f"/momento/invitations/{hers}/paid")
    assert await _refunds(house) == [(1500, "no_seat", "due")]
    await worker_pass(house)
    assert await _refunds(house) == [(1500, "no_seat", "succeeded")]
    assert [refund.amount for refund in standins.stripe.refunds.all()] == [1500]
    assert "Your money comes back: Soup and stories" in [
        mail.subject for mail in standins.mail.messages(ada.email)
    ]


async def test_a_payment_page_is_closed_when_its_hold_is_over(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(ada, hers)] = await _asked(house, event, "Ada")
    await _yes(await open_program(ada), hers)
    house.clock.move(timedelta(minutes=11))
    await run_schedule(house, "momento.payments.sweep")
    assert standins.stripe.sessions.all()[-1].status == "expired"
    [row] = await run(house, "select status from momento.payments")
    assert row["status"] == "expired"
    assert (await _yes(await open_program(ada), hers)).json()["outcome"] == "pay"


async def test_somebody_who_pays_twice_has_one_seat_and_gets_the_second_payment_back(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500, plus_one=True)
    [(ada, hers)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    await _yes(program, hers)
    first = _session_of(standins)
    pay(standins, first)  # paid in one tab, not told yet; in the other she adds a companion and pays again
    await run(house, "update momento.payments set status = 'expired'")
    await _yes(program, hers)
    pay(standins, _session_of(standins))
    await program.get(f"/momento/invitations/{hers}/paid")
    [earlier] = await run(
        house, "select id from momento.payments where stripe_checkout_session_id = $1", first
    )
    assert await settling.settle(house, earlier["id"]) == "paid_twice"
    assert await _refunds(house) == [(1500, "paid_twice", "due")]
    [row] = await run(house, "select seats_taken from momento.events")
    assert row["seats_taken"] == 1


async def test_a_companion_has_a_name_takes_a_seat_and_is_paid_for(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    alone, together = (
        await make_event(house, host),
        await make_event(house, host, price=1000, plus_one=True, starts_in=timedelta(days=5)),
    )
    [(ada, first)] = await _asked(house, alone, "Ada")
    [second] = await invite(house, together, [ada])
    program = await open_program(ada)
    refused = await _yes(program, first, plus_one="Cy")
    assert (refused.status_code, refused.json()["field"]) == (422, "plus_one")
    await _yes(program, second, plus_one="Cy")
    session = standins.stripe.sessions.all()[-1]
    assert session.amount_total == 2000
    pay(standins, session.id)
    await program.get(f"/momento/invitations/{second}/paid")
    [row] = await run(house, "select seats_taken from momento.events where id = $1", together.id)
    assert row["seats_taken"] == 2


@pytest.mark.parametrize(("hours_before", "back"), [(49, 1500), (30, 750), (5, 0)])
async def test_a_guest_who_gives_the_seat_back_gets_what_the_policy_says(
    house: House, open_program: Any, standins: StandIns, hours_before: int, back: int
) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(ada, hers)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    await _yes(program, hers)
    pay(standins, _session_of(standins))
    await program.get(f"/momento/invitations/{hers}/paid")
    house.clock.move_to(event.starts_at - timedelta(hours=hours_before))
    program = await open_program(ada)
    answer = await program.post(f"/api/momento/invitations/{hers}/give-back", json={})
    assert answer.json() == {"refund_in_cents": back}
    assert (await program.post(f"/api/momento/invitations/{hers}/give-back", json={})).status_code == 409
    await run_schedule(house, "momento.refunds.execute")
    await run_schedule(house, "momento.refunds.execute")
    assert [refund.amount for refund in standins.stripe.refunds.all()] == ([back] if back else [])


async def test_a_refund_waits_for_stripe_and_is_made_once(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(ada, hers)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    await _yes(program, hers)
    pay(standins, _session_of(standins))
    await program.get(f"/momento/invitations/{hers}/paid")
    await program.post(f"/api/momento/invitations/{hers}/give-back", json={})
    standins.stripe.faults.add(Fault(kind=FaultKind.FAIL_AFTER_EFFECT, times=3, status=500, match="refunds"))
    await run_schedule(house, "momento.refunds.execute")
    assert await _refunds(house) == [(1500, "guest_cancelled", "sent")]
    house.clock.move(timedelta(minutes=2))
    await run_schedule(house, "momento.refunds.execute")
    assert await _refunds(house) == [(1500, "guest_cancelled", "succeeded")]
    assert len(standins.stripe.refunds.all()) == 1


async def test_a_seat_resold_from_the_line_gives_its_first_guest_the_rest_of_the_money_back(
    house: House, open_program: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500, seats=(1, 1))
    [(ada, hers), (ben, his)] = await _asked(house, event, "Ada", "Ben")
    first = await open_program(ada)
    await _yes(first, hers)
    pay(standins, _session_of(standins))
    await first.get(f"/momento/invitations/{hers}/paid")
    second = await open_program(ben)
    assert (await second.post(f"/api/momento/invitations/{his}/wait", json={})).status_code == 204
    assert (await _seen(second, his))["place_in_line"] == 1
    house.clock.move_to(event.starts_at - timedelta(hours=30))
    await (await open_program(ada)).post(f"/api/momento/invitations/{hers}/give-back", json={})
    second = await open_program(ben)
    assert (await _seen(second, his))["waiting_status"] == "offered"
    await worker_pass(house, schedules=False)
    assert "A seat is free for you: Soup and stories" in [
        mail.subject for mail in standins.mail.messages(ben.email)
    ]
    await _yes(second, his)
    pay(standins, _session_of(standins))
    await second.get(f"/momento/invitations/{his}/paid")
    assert [(amount, reason) for amount, reason, _status in await _refunds(house)] == [
        (750, "guest_cancelled"),
        (750, "resold"),
    ]


async def test_who_comes_too_late_waits_in_order_and_an_offer_not_taken_goes_to_the_next(
    house: House, open_program: Any
) -> None:
    event = await make_event(house, await make_host(house), seats=(1, 1))
    [(ada, hers), (ben, his), (cy, theirs), (dan, dans)] = await _asked(
        house, event, "Ada", "Ben", "Cy", "Dan"
    )
    assert (await _yes(await open_program(ada), hers)).json()["outcome"] == "confirmed"
    for person, invitation in ((ben, his), (cy, theirs)):
        assert (
            await (await open_program(person)).post(f"/api/momento/invitations/{invitation}/wait", json={})
        ).status_code == 204
    await (await open_program(ada)).post(f"/api/momento/invitations/{hers}/give-back", json={})
    newcomer = await _yes(await open_program(dan), dans)
    assert newcomer.json()["type"] == "/problems/seat-full"
    assert (await _seen(await open_program(ben), his))["waiting_status"] == "offered"
    house.clock.move(timedelta(hours=2, minutes=1))
    await run_schedule(house, "momento.waiting.sweep")
    assert (await _seen(await open_program(ben), his))["waiting_status"] is None
    assert (await _seen(await open_program(cy), theirs))["waiting_status"] == "offered"
    assert (await _yes(await open_program(cy), theirs)).json()["outcome"] == "confirmed"


async def test_a_saved_card_is_charged_with_consent_when_a_seat_frees_and_a_refused_one_leaves_the_offer(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    for number, outcome in ((None, "confirmed"), (WANTS_ITS_OWNER, "payment_failed")):
        early = await make_event(house, host, price=900)
        full = await make_event(house, host, price=1500, seats=(1, 1), starts_in=timedelta(days=6))
        [(ada, first)] = await _asked(house, early, "Ada")
        program = await open_program(ada)
        await _yes(program, first, save_card=True)
        pay(standins, _session_of(standins), *([number] if number else []))
        await program.get(f"/momento/invitations/{first}/paid")
        [(ben, his)] = await _asked(house, full, "Ben")
        [hers] = await invite(house, full, [ada])
        other = await open_program(ben)
        await _yes(other, his)
        pay(standins, _session_of(standins))
        await other.get(f"/momento/invitations/{his}/paid")
        await program.post(f"/api/momento/invitations/{hers}/wait", json={"charge_saved_card": True})
        await other.post(f"/api/momento/invitations/{his}/give-back", json={})
        await worker_pass(house, schedules=False)
        mine = await _seen(program, hers)
        assert mine["status"] == outcome
        if number:
            assert mine["waiting_status"] == "offered"
            assert (await _yes(program, hers)).json()["outcome"] == "pay"


async def test_calling_off_while_others_pay_gives_everybody_everything_back(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    event = await make_event(house, host, price=1500)
    [(ada, hers), (ben, his)] = await _asked(house, event, "Ada", "Ben")
    await _yes(await open_program(ada), hers)
    pay(standins, _session_of(standins))
    await (await open_program(ada)).get(f"/momento/invitations/{hers}/paid")
    await _yes(await open_program(ben), his)
    await (await open_program(host.person)).post(f"/api/momento/hosting/{event.id}/cancel", json={})
    pay(standins, _session_of(standins))
    await (await open_program(ben)).get(f"/momento/invitations/{his}/paid")
    await worker_pass(house)
    assert await _refunds(house) == [(1500, "host_cancelled", "succeeded"), (1500, "no_seat", "succeeded")]


async def test_anothers_invitation_is_not_there(house: House, open_program: Any, open_browser: Any) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(_ada, hers)] = await _asked(house, event, "Ada")
    stranger = await make_guest(house, "Cy")
    program, browser = await open_program(stranger), await open_browser(stranger)
    assert (await program.get(f"/api/momento/invitations/{hers}")).status_code == 404
    for verb in ("accept", "decline", "give-back", "let-go", "wait", "leave-line"):
        assert (await program.post(f"/api/momento/invitations/{hers}/{verb}", json={})).status_code == 404
    assert (await browser.get(f"/momento/invitations/{hers}")).status_code == 404
    assert (await browser.get(f"/momento/invitations/{hers}/paid")).status_code == 404


async def test_a_forged_success_address_confirms_nothing(house: House, open_program: Any) -> None:
    event = await make_event(house, await make_host(house), price=1500)
    [(ada, hers)] = await _asked(house, event, "Ada")
    program = await open_program(ada)
    await _yes(program, hers)
    await program.get(f"/momento/invitations/{hers}/paid")
    assert (await _seen(program, hers))["status"] == "sent"


async def test_reminders_come_two_days_one_day_and_two_hours_before_once_each_and_not_at_night(
    house: House, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), seats=(1, 4), starts_in=timedelta(days=5))
    guest = await make_guest(house)
    await seat(house, event, [guest])
    for _ in range(5 * 12 + 10):
        house.clock.move(
            timedelta(hours=2)
            if house.clock.now() < event.starts_at - timedelta(hours=4)
            else timedelta(minutes=30)
        )
        if house.clock.now() >= event.starts_at:
            break
        await run_schedule(house, "momento.seats.remind")
    await worker_pass(house, schedules=False)
    subjects = [mail.subject for mail in standins.mail.messages(guest.email)]
    assert sorted(subjects) == [
        "In two days: Soup and stories",
        "In two hours: Soup and stories",
        "Tomorrow: Soup and stories",
    ]


async def test_the_page_shows_the_way_the_price_and_the_policy_and_answers_without_script(
    house: House, open_browser: Any, standins: StandIns
) -> None:
    event = await make_event(house, await make_host(house), price=1500, stops=3, plus_one=True)
    [(ada, hers)] = await _asked(house, event, "Ada")
    browser = await open_browser(ada)
    page = await browser.get(f"/momento/invitations/{hers}")
    assert page.status_code == 200
    for part in ("Hedda invites you", "Stop 3", "$15.00", "everything until 48 hours before", "<svg"):
        assert part in page.text
    assert "Place 1 Street" not in page.text
    assert "Soup and stories" in (await browser.get("/momento/invitations")).text
    sent = await browser.post(f"/momento/invitations/{hers}/accept", plus_one="")
    assert sent.status_code == 303
    pay(standins, _session_of(standins))
    await browser.get(f"/momento/invitations/{hers}/paid")
    seated = await browser.get(f"/momento/invitations/{hers}")
    assert "Place 1 Street" in seated.text
    assert "Your seat is confirmed." in seated.text
    calendar = await browser.get(f"/momento/invitations/{hers}/event.ics")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert (await browser.post(f"/momento/invitations/{hers}/give-back")).status_code == 303
