"""Texts are rows first: queued once for a key, sealed, and only in a form that can be sent."""

from __future__ import annotations

from uuid import UUID

import pytest

from harness.people import enrol
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.josh.conversation.turn import offer_conversation, open_conversation
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import recipient, recipients

OUTBOUND = service("josh.outbound")


async def test_a_key_queues_one_text(house: House) -> None:
    ada = await enrol(house, "+12025550111")
    async with house.database.session(OUTBOUND, "josh") as db:
        to = await recipient(db, ada)
        assert to is not None
        first = await queue_text(db, house, member=to, body="Hi", kind="reply", purpose="test", key="one")
        again = await queue_text(db, house, member=to, body="Ho", kind="reply", purpose="test", key="one")
        queued = await db.connection.fetchval("select count(*) from pgqueuer")
    assert isinstance(first, UUID)
    assert again is None
    assert queued == 1


@pytest.mark.parametrize("body", ["", "x" * 321, "cöffee “soon”", "smile 😀"])
async def test_a_text_that_cannot_be_sent_is_refused(house: House, body: str) -> None:
    ada = await enrol(house, "+12025550111")
    async with house.database.session(OUTBOUND, "josh") as db:
        [to] = await recipients(db, [ada])
        with pytest.raises(ValueError, match="text"):
            await queue_text(db, house, member=to, body=body, kind="reply", purpose="test", key="one")


async def test_a_text_is_stored_sealed_only(house: House) -> None:
    ada = await enrol(house, "+12025550111")
    async with house.database.session(OUTBOUND, "josh") as db:
        [to] = await recipients(db, [ada])
        await queue_text(db, house, member=to, body="Secret plan", kind="reply", purpose="test", key="one")
        row = await db.connection.fetchrow(
            "select j::text as whole, body_ciphertext from sms_outbound_jobs j"
        )
    assert "Secret" not in row["whole"]
    assert b"Secret" not in row["body_ciphertext"]


async def test_an_offer_interrupts_nobody(house: House) -> None:
    ada = await enrol(house, "+12025550111")
    async with house.database.session(OUTBOUND, "josh") as db:
        assert await offer_conversation(db, ada, "awaiting_invite_reply", "invite:1")
        assert not await offer_conversation(db, ada, "awaiting_invite_reply", "invite:2")
        assert await open_conversation(db, ada, "idle", "idle")
        assert await offer_conversation(db, ada, "awaiting_invite_reply", "invite:3")


async def test_an_offer_does_not_wait_for_somebody_who_is_texting(house: House) -> None:
    ada = await enrol(house, "+12025550111")
    async with house.database.session(OUTBOUND, "josh") as db:
        await open_conversation(db, ada, "idle", "idle")
    async with house.database.session(OUTBOUND, "josh") as texting:
        await texting.connection.execute("select 1 from conversation_sessions for update")
        async with house.database.session(OUTBOUND, "josh") as db:
            assert not await offer_conversation(db, ada, "awaiting_invite_reply", "invite:1")
