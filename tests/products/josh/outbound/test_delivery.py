"""Delivery: once, in order, retried with care, and never blindly repeated."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from harness import delivering
from harness.house import worker_pass
from harness.outbox import ADA, TESTS, Outbox
from harness.people import enrol
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.josh.outbound.commands import retry_text
from kith.products.josh.outbound.delivery import MOST_TRIES, backoff, claim, deliver, hand_over
from kith.products.josh.outbound.reads import failed_texts
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind

BOB = "+12025550122"


def _arrived(standins: StandIns, phone: str = ADA) -> list[str]:
    return [message.body for message in standins.twilio.messages(phone=phone)]


async def test_a_text_leaves_once_and_is_kept_as_a_message(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    job = await outbox.queue("Coffee on Saturday?")
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == ["Coffee on Saturday?"]
    row, message = await outbox.job(job), await outbox.message(job)
    assert (row["status"], row["attempts"], row["lease_token"]) == ("sent", 1, None)
    assert row["body_ciphertext"] is None
    assert (message["direction"], message["to_e164"], message["user_id"]) == ("out", ADA, outbox.person)
    assert message["twilio_message_sid"] == row["twilio_message_sid"]
    sent = standins.twilio.messages(phone=ADA)[0]
    assert sent.status_callback == f"{house.settings.public_url}/hooks/twilio/status?job={job}"


async def test_codes_are_not_kept_once_they_have_left(outbox: Outbox, house: House) -> None:
    job = await outbox.queue("123456 is your code", kind="otp")
    await worker_pass(house)
    message = await outbox.message(job)
    assert message["body_ciphertext"] is None


async def test_four_workers_keep_the_order_and_send_nothing_twice(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    bodies = [f"number {n}" for n in range(12)]
    for body in bodies:
        await outbox.queue(body)
    hashed = house.keyring.phone_hash(ADA)
    await asyncio.gather(*(deliver(house, {"phone_hash": hashed}) for _ in range(4)))
    await worker_pass(house)
    assert _arrived(standins) == bodies


async def test_a_text_that_is_tried_again_is_not_overtaken(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.RATE_LIMIT, match="POST"))
    await outbox.queue("first")
    await outbox.queue("second")
    await worker_pass(house)
    assert _arrived(standins) == []
    house.clock.move(timedelta(seconds=10))
    await worker_pass(house)
    assert _arrived(standins) == ["first", "second"]


async def test_codes_and_safety_texts_wait_for_no_other_kind(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.RATE_LIMIT, match="POST"))
    await outbox.queue("an answer")
    await worker_pass(house)
    await outbox.queue("123456", kind="otp")
    await outbox.queue("Call 911", kind="safety")
    await worker_pass(house)
    assert _arrived(standins) == ["123456", "Call 911"]


async def test_another_persons_trouble_holds_up_nobody(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    bob = await enrol(house, BOB, first_name="Bob")
    standins.twilio.faults.add(Fault(kind=FaultKind.RATE_LIMIT, match="POST"))
    await outbox.queue("for Ada")
    await outbox.queue("for Bob", person=bob)
    await worker_pass(house)
    assert _arrived(standins, BOB) == ["for Bob"]


@pytest.mark.parametrize("kind", [FaultKind.RATE_LIMIT])
async def test_six_tries_then_failed_and_visible_until_an_operator_retries(
    house: House, outbox: Outbox, standins: StandIns, kind: FaultKind
) -> None:
    standins.twilio.faults.add(Fault(kind=kind, times=MOST_TRIES, match="POST"))
    job = await outbox.queue("hard to send")
    for _ in range(MOST_TRIES):
        assert (await outbox.job(job))["status"] == "pending"
        await worker_pass(house)
        house.clock.move(timedelta(hours=1))
    row = await outbox.job(job)
    assert (row["status"], row["attempts"], row["last_error"]) == ("failed", 6, "Twilio 20429")
    async with house.database.session(TESTS, "josh") as db:
        [failed] = await failed_texts(db)
        assert (failed.id, failed.can_be_retried) == (job, True)
        assert await failed_texts(db, before=failed.seq) == []
        await retry_text(db, job)
    await worker_pass(house)
    assert (await outbox.job(job))["status"] == "sent"
    async with house.database.session(TESTS, "josh") as db:
        with pytest.raises(Conflict):
            await retry_text(db, job)


def test_the_wait_triples_and_is_spread_over_its_second_half() -> None:
    for attempt in range(1, 6):
        longest = timedelta(seconds=4 * 3 ** (attempt - 1))
        assert backoff(attempt, 0.0) == longest
        assert backoff(attempt, 0.999) > longest / 2


@pytest.mark.parametrize("number", ["+15005550001", "+15005550009"])
async def test_a_number_that_takes_no_texts_is_given_up_at_once(
    house: House, outbox: Outbox, standins: StandIns, number: str
) -> None:
    person = await enrol(house, number)
    job = await outbox.queue("hello?", person=person)
    await worker_pass(house)
    row = await outbox.job(job)
    assert (row["status"], row["attempts"]) == ("failed", 1)
    assert number not in row["last_error"]


@pytest.mark.parametrize(
    "fault",
    [
        FaultKind.TIMEOUT_AFTER_ACCEPT,
        FaultKind.FAIL_AFTER_EFFECT,
    ],
)
async def test_a_text_taken_without_an_answer_is_found_and_never_sent_again(
    house: House, outbox: Outbox, standins: StandIns, fault: FaultKind
) -> None:
    standins.twilio.faults.add(Fault(kind=fault, match="POST"))
    job = await outbox.queue("did it arrive?")
    after = await outbox.queue("and this one?")
    await worker_pass(house, schedules=False)
    assert (await outbox.job(job))["outcome_unknown_at"] is not None
    assert (await outbox.job(after))["attempts"] == 0
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == ["did it arrive?", "and this one?"]
    row = await outbox.job(job)
    assert (row["status"], row["outcome_unknown_at"]) == ("sent", None)
    assert row["twilio_message_sid"] == standins.twilio.messages(phone=ADA)[0].sid


@pytest.mark.parametrize("fault", [FaultKind.DROP, FaultKind.FAIL])
async def test_a_text_nobody_took_is_sent_again_once_that_is_proven(
    house: House, outbox: Outbox, standins: StandIns, fault: FaultKind
) -> None:
    standins.twilio.faults.add(Fault(kind=fault, match="POST"))
    job = await outbox.queue("did it arrive?")
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == []
    assert (await outbox.job(job))["outcome_unknown_at"] is not None
    house.clock.move(timedelta(minutes=3))
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == ["did it arrive?"]


async def test_while_twilio_cannot_be_asked_an_unknown_outcome_stays_unknown(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.TIMEOUT_AFTER_ACCEPT, match="POST"))
    job = await outbox.queue("did it arrive?")
    await worker_pass(house, schedules=False)
    house.clock.move(timedelta(minutes=30))
    standins.twilio.faults.add(Fault(kind=FaultKind.FAIL, match="GET", times=2))
    for schedule in house.products[0].schedules:
        if schedule.name == "josh.text.settle":
            await schedule.run(house)
    assert (await outbox.job(job))["outcome_unknown_at"] is not None
    assert _arrived(standins) == ["did it arrive?"]


async def test_a_worker_that_dies_between_call_and_record_causes_no_second_text(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    job = await outbox.queue("only once, please")
    async with house.database.session(TESTS, "josh") as db:
        leased = await claim(db, house, house.keyring.phone_hash(ADA))
    assert leased is not None
    accepted = standins.twilio.accept(
        to=ADA,
        sender=house.settings.twilio_number,
        service="",
        body="only once, please",
        media=0,
        callback="",
    )
    await worker_pass(house)
    assert (await outbox.job(job))["lease_token"] is not None
    house.clock.move(timedelta(seconds=61))
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == ["only once, please"]
    assert (await outbox.job(job))["twilio_message_sid"] == accepted.sid


async def test_a_worker_process_killed_while_twilio_has_the_text_causes_no_second_one(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.NO_ANSWER, match="POST"))
    standins.twilio.faults.add(Fault(kind=FaultKind.LOSE_CALLBACKS))
    job = await outbox.queue("only once, please")
    after = await outbox.queue("the next one")
    worker = await delivering.start(house, house.keyring.phone_hash(ADA))
    try:
        async with asyncio.timeout(30):
            while not _arrived(standins) and worker.returncode is None:  # noqa: ASYNC110 - another process acts
                await asyncio.sleep(0)
    finally:
        if worker.returncode is None:
            worker.kill()
        await worker.wait()
    assert (await outbox.job(job))["lease_token"] is not None
    await worker_pass(house)
    assert _arrived(standins) == ["only once, please"]
    assert (await outbox.job(after))["attempts"] == 0
    house.clock.move(timedelta(seconds=61))
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == ["only once, please", "the next one"]
    assert (await outbox.job(job))["status"] == "sent"


async def test_a_worker_that_dies_before_the_call_delays_the_text_only(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    await outbox.queue("late but here")
    async with house.database.session(TESTS, "josh") as db:
        assert await claim(db, house, house.keyring.phone_hash(ADA)) is not None
    house.clock.move(timedelta(minutes=5))
    await worker_pass(house)
    await worker_pass(house)
    assert _arrived(standins) == ["late but here"]


async def test_a_worker_thought_dead_may_still_report_success(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    job = await outbox.queue("slow")
    async with house.database.session(TESTS, "josh") as db:
        leased = await claim(db, house, house.keyring.phone_hash(ADA))
    house.clock.move(timedelta(seconds=61))
    for schedule in house.products[0].schedules:
        if schedule.name == "josh.text.sweep":
            await schedule.run(house)
    assert (await outbox.job(job))["outcome_unknown_at"] is not None
    assert leased is not None
    await hand_over(house, "josh", leased)  # pyright: ignore[reportArgumentType]
    await worker_pass(house)
    assert (await outbox.job(job))["status"] == "sent"
    assert _arrived(standins) == ["slow"]


async def test_the_same_words_twice_are_two_texts_even_when_one_outcome_is_unknown(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    await outbox.queue("Sorry, I didn't get that.")
    await worker_pass(house)
    standins.twilio.faults.add(Fault(kind=FaultKind.DROP, match="POST"))
    await outbox.queue("Sorry, I didn't get that.")
    await worker_pass(house)
    house.clock.move(timedelta(minutes=3))
    await worker_pass(house)
    await worker_pass(house)
    assert len(_arrived(standins)) == 2


async def test_a_text_to_somebody_erased_meanwhile_is_not_sent(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    job = await outbox.queue("too late")
    await outbox.run("select erase_user($1)", outbox.person)
    await worker_pass(house)
    assert _arrived(standins) == []
    assert (await outbox.job(job))["status"] == "failed"
