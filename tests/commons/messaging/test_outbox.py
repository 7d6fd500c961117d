"""The house's own messages: they leave once, are tried again while that helps, and are readable to nobody on the way."""

from __future__ import annotations

import asyncio
import base64
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from harness import house as houses
from harness.members import TESTS, add_person, run, sign_in
from kith.commons.messaging import mail, outbox, sms
from kith.commons.messaging.delivery import Given
from kith.commons.messaging.topics import ANSWERS
from kith.foundation.database import TransactionOpen
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind

ADA = "ada@house.example"
PHONE = "+12025550143"


@pytest.fixture
async def house(house: House, standins: StandIns) -> Any:
    """The house, with its mail and pushes going to the stand-ins."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    settings = msgspec.structs.replace(
        house.settings,
        smtp_url=standins.smtp_url,
        vapid_private_key=base64.urlsafe_b64encode(number.to_bytes(32)).decode().rstrip("="),
    )
    opened = houses.open_house(settings)
    yield opened
    await opened.close()


async def queue_mail(house: House, key: str = "k1", to: str = ADA, html: str | None = None) -> UUID | None:
    async with house.database.session(TESTS, "kith") as db:
        return await outbox.queue_mail(
            db,
            house,
            to=to,
            subject="Grüße",
            text="Hello Ada",
            topic=ANSWERS,
            purpose="test",
            key=key,
            html=html,
        )


async def queue_text(house: House, key: str = "k1") -> None:
    async with house.database.session(TESTS, "kith") as db:
        await outbox.queue_sms(db, house, to=PHONE, text="Hello Ada", topic=ANSWERS, purpose="test", key=key)


async def work(house: House) -> None:
    """What a worker would do now."""
    await houses.worker_pass(house)


async def row(house: House) -> Any:
    [found] = await run(house, "select * from outbox")
    return found


async def test_a_mail_leaves_once_and_its_words_are_forgotten(house: House, standins: StandIns) -> None:
    queued = await queue_mail(house, html="<p>Hello <b>Ada</b></p>")
    for _ in range(3):
        await work(house)
    [sent] = standins.mail.messages(ADA)
    assert (sent.subject, sent.text and sent.text.strip()) == ("Grüße", "Hello Ada")
    assert sent.html is not None
    assert "<b>Ada</b>" in sent.html
    assert sent.header("message-id") == f"<{queued}@kith.example>"
    assert sent.header("auto-submitted") == "auto-generated"
    left = await row(house)
    assert (left["status"], left["body_ciphertext"]) == ("sent", None)


async def test_a_key_queues_once(house: House, standins: StandIns) -> None:
    found = await asyncio.gather(*(queue_mail(house) for _ in range(8)))
    assert sum(one is not None for one in found) == 1
    await work(house)
    assert len(standins.mail.messages()) == 1


async def test_what_is_rolled_back_does_not_leave(house: House, standins: StandIns) -> None:
    async def queue_and_fail() -> None:
        async with house.database.session(TESTS, "kith") as db:
            await outbox.queue_mail(
                db, house, to=ADA, subject="x", text="x", topic=ANSWERS, purpose="test", key="k"
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await queue_and_fail()
    await work(house)
    assert standins.mail.messages() == []


async def test_addresses_and_words_are_not_readable_in_the_database(house: House) -> None:
    await queue_mail(house)
    [found] = await run(house, "select o.*::text as everything from outbox o")
    for hidden in (ADA, "Hello Ada", "Gr"):
        assert hidden not in found["everything"]
        assert hidden.encode().hex() not in found["everything"]


async def test_many_workers_send_one_mail(house: House, standins: StandIns) -> None:
    queued = await queue_mail(house)
    await asyncio.gather(*(outbox.deliver(house, queued) for _ in range(10)))
    assert len(standins.mail.messages()) == 1


@pytest.mark.parametrize("kind", [FaultKind.FAIL, FaultKind.DROP])
async def test_a_server_that_is_away_is_tried_again_after_growing_pauses(
    house: House, standins: StandIns, kind: FaultKind
) -> None:
    standins.mail.faults.add(Fault(kind=kind, times=3))
    await queue_mail(house)
    await work(house)
    pauses: list[timedelta] = []
    for _ in range(3):
        now = house.clock.now()
        await work(house)  # not yet
        waiting = await row(house)
        assert waiting["status"] == "pending"
        pauses.append(waiting["next_attempt_at"] - now)
        house.clock.move_to(waiting["next_attempt_at"] + timedelta(seconds=1))
        await work(house)
    assert pauses == sorted(pauses)
    assert len(standins.mail.messages()) == 1
    assert (await row(house))["attempts"] == 4


async def test_after_six_tries_a_mail_is_given_up_and_an_operator_can_send_it_again(
    house: House, standins: StandIns
) -> None:
    standins.mail.faults.add(Fault(kind=FaultKind.FAIL, times=outbox.MOST_TRIES))
    queued = await queue_mail(house)
    for _ in range(10):
        await work(house)
        house.clock.move(timedelta(hours=1))
    given_up = await row(house)
    assert (given_up["status"], given_up["attempts"]) == ("failed", 6)
    assert given_up["last_error"] == "SMTP 451"
    async with house.database.session(TESTS, "kith") as db:
        await outbox.queries.try_again(db.connection, id=queued)
    await work(house)
    assert len(standins.mail.messages()) == 1


async def test_a_mailbox_that_does_not_exist_is_not_tried_again(house: House, standins: StandIns) -> None:
    standins.mail.faults.add(Fault(kind=FaultKind.FAIL, status=550))
    await queue_mail(house)
    await work(house)
    given_up = await row(house)
    assert (given_up["status"], given_up["attempts"]) == ("failed", 1)


async def test_a_mail_whose_worker_died_is_taken_up_when_its_lease_is_over(
    house: House, standins: StandIns
) -> None:
    queued = await queue_mail(house)
    async with house.database.session(TESTS, "kith") as db:
        await outbox.queries.claim(db.connection, id=queued, token=queued, lease=outbox.LEASE)
    await work(house)
    assert standins.mail.messages() == []
    house.clock.move(outbox.LEASE + timedelta(seconds=1))
    await work(house)
    assert len(standins.mail.messages()) == 1


async def test_a_worker_that_comes_back_late_does_not_undo_what_another_did(
    house: House, standins: StandIns
) -> None:
    queued = await queue_mail(house)
    late = UUID(int=7)
    async with house.database.session(TESTS, "kith") as db:
        await outbox.queries.claim(db.connection, id=queued, token=late, lease=outbox.LEASE)
    house.clock.move(outbox.LEASE + timedelta(seconds=1))
    await work(house)
    async with house.database.session(TESTS, "kith") as db:
        await outbox.queries.failed(
            db.connection, id=queued, token=late, error="x", next_attempt_at=db.now, final=True
        )
    assert (await row(house))["status"] == "sent"


async def test_a_message_that_kills_its_workers_is_given_up(house: House, standins: StandIns) -> None:
    queued = await queue_mail(house)
    for _ in range(outbox.MOST_TRIES):
        async with house.database.session(TESTS, "kith") as db:
            assert await outbox.queries.claim(db.connection, id=queued, token=queued, lease=outbox.LEASE)
        house.clock.move(outbox.LEASE + timedelta(seconds=1))
    await work(house)
    assert (await row(house))["status"] == "failed"
    assert standins.mail.messages() == []


async def test_an_unreadable_message_is_given_up(house: House, standins: StandIns) -> None:
    await queue_mail(house)
    await run(house, "update outbox set body_tag = decode(repeat('00', 16), 'hex')")
    await work(house)
    assert (await row(house))["status"] == "failed"


async def test_a_text_leaves_through_twilio(house: House, standins: StandIns) -> None:
    await queue_text(house)
    await work(house)
    [sent] = standins.twilio.messages(phone=PHONE)
    assert sent.body == "Hello Ada"
    assert (await row(house))["provider_message_id"] == sent.sid


async def test_a_number_that_opted_out_is_not_texted(house: House, standins: StandIns) -> None:
    await run(
        house,
        "insert into sms_opt_outs (phone_hash, action, words, channel, product) values ($1, 'stop', 'STOP', 'sms', 'josh')",
        house.keyring.phone_hash(PHONE),
    )
    await queue_text(house)
    await work(house)
    assert standins.twilio.messages(phone=PHONE) == []
    assert (await row(house))["last_error"] == "the recipient has opted out"


@pytest.mark.parametrize("kind", [FaultKind.TIMEOUT_AFTER_ACCEPT, FaultKind.FAIL_AFTER_EFFECT])
async def test_a_code_that_may_have_left_is_not_sent_a_second_time(
    house: House, standins: StandIns, kind: FaultKind
) -> None:
    standins.twilio.faults.add(Fault(kind=kind, match="POST"))
    await queue_text(house)
    for _ in range(3):
        await work(house)
        house.clock.move(timedelta(minutes=10))
    assert len(standins.twilio.messages(phone=PHONE)) == 1
    assert (await row(house))["status"] == "failed"


async def test_twilio_asking_to_wait_is_waited_for(house: House, standins: StandIns) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.RATE_LIMIT, match="POST"))
    await queue_text(house)
    await work(house)
    assert (await row(house))["status"] == "pending"
    house.clock.move(timedelta(minutes=1))
    await work(house)
    assert len(standins.twilio.messages(phone=PHONE)) == 1


async def test_a_push_reaches_every_browser_and_one_that_is_gone_is_forgotten(
    house: House, standins: StandIns
) -> None:
    ada = await add_person(house, email=ADA)
    signed_in = await sign_in(house, ada)
    browsers = [standins.push.subscribe() for _ in range(3)]
    standins.push.unsubscribe(browsers[0].id)
    for browser in browsers:
        await run(
            house,
            "insert into push_subscriptions (person_id, session_id, endpoint, p256dh, auth) values ($1, $2, $3, $4, $5)",
            ada,
            signed_in.person.session_id,
            browser.endpoint,
            browser.p256dh,
            browser.auth,
        )
    async with house.database.session(TESTS, "kith") as db:
        await outbox.queue_push(
            db,
            house,
            person_id=ada,
            title="JOSH",
            text="News",
            href="/josh/home",
            topic=ANSWERS,
            purpose="test",
            key="k",
        )
    await work(house)
    pushed = standins.push.messages()
    assert {one.browser for one in pushed} == {browsers[1].id, browsers[2].id}
    said = msgspec.json.decode(pushed[0].text)
    assert said == {"title": "JOSH", "text": "News", "href": "/josh/home", "tag": pushed[0].topic}
    gone = await run(house, "select endpoint from push_subscriptions where gone_at is not null")
    assert [one["endpoint"] for one in gone] == [browsers[0].endpoint]


@pytest.mark.parametrize("send", [mail.send, sms.send])
async def test_no_provider_is_called_while_a_transaction_is_open(house: House, send: Any) -> None:
    given = Given(UUID(int=1), ADA, {"subject": "x", "text": "x"})
    async with house.database.session(TESTS, "kith"):
        with pytest.raises(TransactionOpen):
            await send(house, given)
