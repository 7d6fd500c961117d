"""Texts that wait: for the morning of where the person is, for a day with room, or for ever after STOP."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from harness.house import worker_pass
from harness.outbox import ADA, TESTS, Outbox
from harness.people import enrol, open_region
from kith.commons.messaging.quiet_hours import DEFAULT_RULES, QuietRule
from kith.foundation.database import to_structs
from kith.foundation.house import House
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.delivery import deliver
from kith.products.josh.outbound.reads import recipients
from kith.simulator.standins import StandIns

BOB = "+12145550122"


def _arrived(standins: StandIns, phone: str = ADA) -> list[str]:
    return [message.body for message in standins.twilio.messages(phone=phone)]


async def test_the_database_holds_the_rules_the_code_knows(house: House) -> None:
    rows = await house.database.read(
        TESTS, "josh", "select country, subdivision, weekday, allowed_from, allowed_until from quiet_rules"
    )
    stored = {
        (r.country, r.subdivision, r.weekday, r.allowed_from, r.allowed_until)
        for r in to_structs(QuietRule, rows)
    }
    assert stored == {
        (r.country, r.subdivision, r.weekday, r.allowed_from, r.allowed_until) for r in DEFAULT_RULES
    }


async def test_an_unsolicited_text_waits_for_the_recipients_morning(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    outbox.move_to(time(21))
    job = await outbox.queue("Tennis on Sunday?", kind="unsolicited")
    await worker_pass(house)
    assert _arrived(standins) == []
    morning = (await outbox.job(job))["not_before"].astimezone(ZoneInfo("America/New_York"))
    assert (morning.hour, morning.minute) == (8, 0)
    outbox.move_to(time(7, 59))
    await worker_pass(house)
    assert _arrived(standins) == []
    outbox.move_to(time(8, 0))
    await worker_pass(house)
    assert _arrived(standins) == ["Tennis on Sunday?"]


@pytest.mark.parametrize("kind", ["reply", "otp", "safety"])
async def test_answers_codes_and_safety_texts_leave_at_night_past_one_that_waits(
    house: House, outbox: Outbox, standins: StandIns, kind: str
) -> None:
    outbox.move_to(time(3))
    await outbox.queue("Tennis on Sunday?", kind="unsolicited")
    await outbox.queue("at once", kind=kind)  # pyright: ignore[reportArgumentType]
    await worker_pass(house)
    assert _arrived(standins) == ["at once"]


@pytest.mark.parametrize(
    ("subdivision", "zone", "weekday", "quiet", "awake"),
    [
        ("US-TX", "America/Chicago", 7, time(11, 59), time(12)),
        ("US-TX", "America/Chicago", 6, time(8, 59), time(9)),
        ("US-FL", "America/New_York", 3, time(20), time(8)),
        ("US-LA", "America/Chicago", 7, time(15), time(8)),
    ],
)
async def test_the_law_of_the_place_counts(
    house: House,
    outbox: Outbox,
    standins: StandIns,
    subdivision: str,
    zone: str,
    weekday: int,
    quiet: time,
    awake: time,
) -> None:
    region = await open_region(house, "there", time_zone=zone, subdivision=subdivision)
    bob = await enrol(house, BOB, first_name="Bob", time_zone=None, region_id=region)
    outbox.move_to(quiet, zone=ZoneInfo(zone), weekday=weekday)
    await outbox.queue("Tennis?", kind="unsolicited", person=bob)
    await worker_pass(house)
    assert _arrived(standins, BOB) == []
    outbox.move_to(awake, zone=ZoneInfo(zone))
    await worker_pass(house)
    assert _arrived(standins, BOB) == ["Tennis?"]


async def test_the_persons_own_zone_goes_before_the_regions(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    region = await open_region(house, "there", time_zone="America/New_York")
    bob = await enrol(house, BOB, first_name="Bob", time_zone="Asia/Tokyo", region_id=region)
    await outbox.queue("It is 2 in the morning for you", kind="unsolicited", person=bob)
    await worker_pass(house)
    assert _arrived(standins, BOB) == []


async def test_a_seventh_unsolicited_text_waits_for_the_next_day(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    outbox.move_to(time(9))
    for n in range(8):
        await outbox.queue(f"news {n}", kind="unsolicited")
    await outbox.queue("an answer")
    for _ in range(3):
        await worker_pass(house)
    assert sorted(_arrived(standins)) == sorted([*(f"news {n}" for n in range(6)), "an answer"])
    outbox.move_to(time(20, 59))
    await worker_pass(house)
    assert len(_arrived(standins)) == 7
    outbox.move_to(time(8))
    await worker_pass(house)
    assert _arrived(standins)[7:] == ["news 6", "news 7"]


async def test_after_a_stop_nothing_leaves_not_even_codes(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    await _ledger(outbox, house, "stop")
    jobs = [await outbox.queue(kind, kind=kind) for kind in ("reply", "otp", "safety", "unsolicited")]
    await worker_pass(house)
    assert _arrived(standins) == []
    assert {(await outbox.job(job))["last_error"] for job in jobs} == {"the recipient has opted out"}
    await _ledger(outbox, house, "start")
    await outbox.queue("hello again")
    await worker_pass(house)
    assert _arrived(standins) == ["hello again"]


async def test_a_stop_between_queueing_and_sending_counts(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    outbox.move_to(time(3))
    await outbox.queue("see you in the morning", kind="unsolicited")
    await worker_pass(house)
    await _ledger(outbox, house, "stop")
    outbox.move_to(time(9))
    await worker_pass(house)
    assert _arrived(standins) == []


async def test_a_refusal_by_the_carrier_goes_into_our_ledger(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    await standins.twilio.text(ADA, house.settings.twilio_number, "STOP")
    job = await outbox.queue("are you there?")
    await outbox.run("delete from pgqueuer")
    await worker_pass(house, schedules=False)
    await _deliver(house)
    assert (await outbox.job(job))["last_error"] == "Twilio 21610"
    rows = await house.database.read(TESTS, "josh", "select action, channel from kith.sms_opt_outs")
    assert [tuple(row) for row in rows] == [("stop", "carrier")]


async def _deliver(house: House) -> None:
    await deliver(house, {"phone_hash": house.keyring.phone_hash(ADA)})


async def _ledger(outbox: Outbox, house: House, action: str) -> None:
    await outbox.run(
        "insert into kith.sms_opt_outs (phone_hash, action, words, channel, product) values ($1, $2, $2, 'sms', 'josh')",
        house.keyring.phone_hash(ADA),
        action,
    )


async def test_a_text_may_be_given_its_own_earliest_time(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    at = datetime.now(UTC) + house.clock.moved_by + timedelta(hours=2)
    async with house.database.session(TESTS, "josh") as db:
        [to] = await recipients(db, [outbox.person])
        await queue_text(
            db, house, member=to, body="later", kind="reply", purpose="test", key="later", not_before=at
        )
    await worker_pass(house)
    assert _arrived(standins) == []
    house.clock.move(timedelta(hours=2, seconds=1))
    await worker_pass(house)
    assert _arrived(standins) == ["later"]
