"""Texts that Twilio received and never brought us are found and taken in, once, in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from harness.house import run_schedule, worker_pass
from harness.outbox import ADA, TESTS, Outbox
from harness.texting import said_to
from kith.foundation.house import House
from kith.products.josh.conversation.exchange import InboundText
from kith.products.josh.conversation.inbound import take_in
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind


async def _text(house: House, standins: StandIns, body: str) -> str:
    message, _ = await standins.twilio.text(ADA, house.settings.twilio_number, body)
    return message.sid


async def test_a_lost_text_is_taken_in_and_answered_once(
    house: House, outbox: Outbox, standins: StandIns, public_site: str
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.LOSE_WEBHOOK))
    lost = await _text(house, standins, "pause")
    kept = await _text(house, standins, "hello")
    await run_schedule(house, "josh.text.missing")
    await run_schedule(house, "josh.text.missing")
    rows = await house.database.read(TESTS, "josh", "select twilio_message_sid as sid from sms_messages")
    assert sorted(row["sid"] for row in rows) == sorted([lost, kept])
    purposes = [said.purpose for said in await said_to(house, ADA)]
    assert purposes == ["conversation.how_to_start", "conversation.paused"]


async def test_a_lost_stop_is_heeded(
    house: House, outbox: Outbox, standins: StandIns, public_site: str
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.LOSE_WEBHOOK))
    await _text(house, standins, "please do not text me anymore")
    await outbox.queue("news", kind="unsolicited")
    await run_schedule(house, "josh.text.missing")
    await worker_pass(house)
    assert [m.body for m in standins.twilio.messages() if m.to == ADA] == [
        "You won't get any more texts from JOSH. Text START if you ever change your mind."
    ]


async def test_several_lost_texts_are_answered_in_the_order_they_were_sent(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    for body in ("pause", "resume", "pause"):
        await _text(house, standins, body)
    await run_schedule(house, "josh.text.missing")
    purposes = [said.purpose for said in await said_to(house, ADA)]
    assert purposes == ["conversation.paused", "conversation.resumed", "conversation.paused"]


async def test_a_webhook_that_comes_late_after_all_changes_nothing(
    house: House, outbox: Outbox, standins: StandIns, public_site: str
) -> None:
    standins.twilio.webhook_url = None
    message, _ = await standins.twilio.text(ADA, house.settings.twilio_number, "pause")
    await run_schedule(house, "josh.text.missing")
    outcome = await standins.twilio._post_inbound(message, f"{public_site}/hooks/twilio")  # pyright: ignore[reportPrivateUsage]
    assert outcome.status == 200
    assert len(await said_to(house, ADA)) == 1


async def test_what_was_said_hours_ago_is_not_answered_at_night(house: House, outbox: Outbox) -> None:
    now = datetime.now(UTC)
    for number, age in enumerate((timedelta(minutes=59), timedelta(hours=2))):
        await take_in(
            house,
            InboundText(
                sid=f"SM{number:032x}",
                sender=ADA,
                recipient=house.settings.twilio_number,
                body="hello",
                received_at=now - age,
            ),
        )
    assert [said.kind for said in await said_to(house, ADA)] == ["reply", "unsolicited"]
