"""Bodies go after sixty days, and move to a new key while texting goes on."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from harness.house import open_house, worker_pass
from harness.outbox import ADA, TESTS, Outbox
from harness.texting import said_to
from kith.foundation.crypto import Unreadable
from kith.foundation.house import House
from kith.products.josh.conversation.exchange import InboundText
from kith.products.josh.conversation.inbound import take_in
from kith.products.josh.outbound import upkeep
from kith.products.josh.outbound.upkeep import Rotation, forget_bodies, rotate_keys
from kith.simulator.standins import StandIns


async def _bodies(house: House) -> tuple[int, int]:
    rows = await house.database.read(
        TESTS,
        "josh",
        """
        select (select count(*) from sms_messages where body_ciphertext is not null) as messages,
               (select count(*) from sms_outbound_jobs where body_ciphertext is not null) as jobs
        """,
    )
    return rows[0]["messages"], rows[0]["jobs"]


async def _exchange(house: House, number: int) -> None:
    await take_in(
        house,
        InboundText(
            sid=f"SM{number:032x}", sender=ADA, recipient=house.settings.twilio_number, body=f"hello {number}"
        ),
    )


async def test_bodies_go_after_sixty_days_and_the_rest_stays(house: House, outbox: Outbox) -> None:
    for number in range(3):
        await _exchange(house, number)
    await worker_pass(house)
    house.clock.move(timedelta(days=59))
    assert await forget_bodies(house) == 0
    await _exchange(house, 99)
    house.clock.move(timedelta(days=2))
    assert await forget_bodies(house) == 6
    assert await forget_bodies(house) == 0
    assert await _bodies(house) == (1, 1)
    rows = await house.database.read(
        TESTS,
        "josh",
        "select count(*) as n, count(twilio_message_sid) as sids, count(phone_hash) as hashes from sms_messages",
    )
    assert tuple(rows[0]) == (7, 7, 7)


async def test_a_shorter_setting_counts_for_what_is_stored_already(house: House, outbox: Outbox) -> None:
    await _exchange(house, 1)
    house.clock.move(timedelta(days=8))
    house.settings = msgspec.structs.replace(house.settings, body_retention_days=7)
    await forget_bodies(house)
    assert await _bodies(house) == (0, 0)


async def test_retention_works_in_chunks(
    house: House, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "CHUNK", 2)
    for number in range(5):
        await _exchange(house, number)
    house.clock.move(timedelta(days=61))
    assert await forget_bodies(house) == 10


async def test_every_body_moves_to_the_new_key_and_stays_readable(
    house: House, outbox: Outbox, standins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "CHUNK", 2)
    for number in range(5):
        await _exchange(house, number)
    await worker_pass(house)
    await outbox.queue("still waiting")
    before = await said_to(house, ADA)
    both = {**house.settings.keys, 2: b"n" * 32}
    rotating = open_house(msgspec.structs.replace(house.settings, keys=both))
    rotating.clock.move(house.clock.moved_by)
    try:
        assert await rotate_keys(rotating) == Rotation(resealed=11, unreadable=0)
        assert await rotate_keys(rotating) == Rotation(resealed=0, unreadable=0)
        assert await said_to(rotating, ADA) == before
    finally:
        await rotating.close()
    new_only = open_house(msgspec.structs.replace(house.settings, keys={2: b"n" * 32}))
    try:
        assert await said_to(new_only, ADA) == before
    finally:
        await new_only.close()
    with pytest.raises(Unreadable):
        await said_to(house, ADA)


async def test_rotation_leaves_rows_in_use_for_the_next_run(house: House, outbox: Outbox) -> None:
    job = await outbox.queue("in use")
    await outbox.queue("free")
    rotating = open_house(msgspec.structs.replace(house.settings, keys={**house.settings.keys, 2: b"n" * 32}))
    try:
        async with house.database.session(TESTS, "josh") as db:
            await db.connection.execute("select 1 from sms_outbound_jobs where id = $1 for update", job)
            assert await rotate_keys(rotating) == Rotation(resealed=1, unreadable=0)
        assert await rotate_keys(rotating) == Rotation(resealed=1, unreadable=0)
    finally:
        await rotating.close()


async def test_texts_are_sent_before_during_and_after_a_rotation(
    house: House, outbox: Outbox, standins: StandIns
) -> None:
    await outbox.queue("sealed with the old key")
    rotating = open_house(msgspec.structs.replace(house.settings, keys={**house.settings.keys, 2: b"n" * 32}))
    rotating.clock.move(house.clock.moved_by)
    try:
        await worker_pass(rotating)
        await outbox.queue("still the old key")
        await rotate_keys(rotating)
        await worker_pass(rotating)
    finally:
        await rotating.close()
    assert [m.body for m in standins.twilio.messages(phone=ADA)] == [
        "sealed with the old key",
        "still the old key",
    ]


async def test_a_body_that_opens_with_no_key_stops_nothing(house: House, outbox: Outbox) -> None:
    lost = await outbox.queue("sealed with a key that is gone")
    await outbox.queue("fine")
    await outbox.run("update sms_outbound_jobs set key_version = 7 where id = $1", lost)
    assert await rotate_keys(house) == Rotation(resealed=0, unreadable=1)
    await worker_pass(house)
    assert (await outbox.job(lost))["status"] == "failed"
