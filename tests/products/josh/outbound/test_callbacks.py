"""What Twilio tells afterwards: forwards only, signed, and enough to settle a call nobody got an answer to."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest

from harness.house import worker_pass
from harness.outbox import ADA, TESTS, Outbox
from harness.texting import post_signed
from kith.foundation.house import House
from kith.products.josh.outbound.delivery import claim
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind


async def _callback(
    client: httpx.AsyncClient, house: House, sid: str, status: str, *, job: UUID | None = None, **fields: str
) -> httpx.Response:
    path = "/hooks/twilio/status" + (f"?job={job}" if job else "")
    return await post_signed(client, house, {"MessageSid": sid, "MessageStatus": status, **fields}, path=path)


async def _sent(house: House, outbox: Outbox) -> tuple[UUID, str]:
    job = await outbox.queue("Hi")
    await worker_pass(house)
    return job, (await outbox.job(job))["twilio_message_sid"]


async def test_delivered_never_goes_back_to_sent(
    house: House, outbox: Outbox, client: httpx.AsyncClient
) -> None:
    job, sid = await _sent(house, outbox)
    for status in ("sent", "delivered", "sent", "queued", "undelivered"):
        answer = await _callback(client, house, sid, status, job=job)
        assert answer.status_code == 204
    assert (await outbox.message(job))["status"] == "delivered"


async def test_the_providers_own_callbacks_arrive_in_any_order(
    house: House, outbox: Outbox, standins: StandIns, public_site: str
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.REORDER_CALLBACKS))
    standins.twilio.faults.add(Fault(kind=FaultKind.REPEAT_CALLBACKS))
    job, _ = await _sent(house, outbox)
    await standins.twilio.settled()
    assert (await outbox.message(job))["status"] == "delivered"


async def test_a_text_that_did_not_arrive_says_why(
    house: House, outbox: Outbox, standins: StandIns, public_site: str
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.UNDELIVERED, code=30005))
    job, _ = await _sent(house, outbox)
    await standins.twilio.settled()
    message = await outbox.message(job)
    assert (message["status"], message["error_code"]) == ("undelivered", 30005)


async def test_a_callback_settles_a_call_that_got_no_answer(
    house: House, outbox: Outbox, standins: StandIns, public_site: str
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.TIMEOUT_AFTER_ACCEPT, match="POST"))
    job = await outbox.queue("did it arrive?")
    await worker_pass(house, schedules=False)
    await standins.twilio.settled()
    row, message = await outbox.job(job), await outbox.message(job)
    assert (row["status"], row["outcome_unknown_at"]) == ("sent", None)
    assert message["status"] == "delivered"
    await worker_pass(house)
    assert len(standins.twilio.messages(phone=ADA)) == 1


async def test_a_callback_faster_than_the_worker_is_not_undone_by_it(
    house: House, outbox: Outbox, client: httpx.AsyncClient, standins: StandIns
) -> None:
    job = await outbox.queue("fast")
    async with house.database.session(TESTS, "josh") as db:
        assert await claim(db, house, house.keyring.phone_hash(ADA)) is not None
    sid = "SM" + uuid4().hex
    assert (await _callback(client, house, sid, "delivered", job=job)).status_code == 204
    row = await outbox.job(job)
    assert (row["status"], row["twilio_message_sid"], row["lease_token"]) == ("sent", sid, None)
    await worker_pass(house)
    assert standins.twilio.messages(phone=ADA) == []
    assert (await outbox.message(job))["status"] == "delivered"


async def test_a_carriers_opt_out_told_by_callback_reaches_the_ledger(
    house: House, outbox: Outbox, client: httpx.AsyncClient
) -> None:
    job, sid = await _sent(house, outbox)
    await _callback(client, house, sid, "failed", job=job, ErrorCode="21610")
    rows = await house.database.read(TESTS, "josh", "select action, channel from kith.sms_opt_outs")
    assert [tuple(row) for row in rows] == [("stop", "carrier")]


@pytest.mark.parametrize("case", ["other job", "wrong token", "no query signed"])
async def test_a_forged_callback_changes_nothing(
    house: House, outbox: Outbox, client: httpx.AsyncClient, case: str
) -> None:
    job = await outbox.queue("waiting")
    form = {"MessageSid": "SM" + uuid4().hex, "MessageStatus": "delivered"}
    url = f"{house.settings.public_url}/hooks/twilio/status"
    signed = {"other job": f"{url}?job={uuid4()}", "wrong token": f"{url}?job={job}", "no query signed": url}[
        case
    ]
    answer = await post_signed(
        client,
        house,
        form,
        path=f"/hooks/twilio/status?job={job}",
        signed_url=signed,
        token="nonsense" if case == "wrong token" else None,
    )
    assert answer.status_code == 403
    assert (await outbox.job(job))["status"] == "pending"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"MessageSid": "nonsense", "MessageStatus": "sent"}, 400),
        ({"MessageSid": "SM" + "0" * 32, "MessageStatus": "\0"}, 400),
        ({"MessageSid": "SM" + "0" * 32, "MessageStatus": "sent"}, 204),
    ],
)
async def test_callbacks_about_nothing_of_ours_do_no_harm(
    house: House, client: httpx.AsyncClient, fields: dict[str, str], status: int
) -> None:
    for path in ("/hooks/twilio/status", f"/hooks/twilio/status?job={uuid4()}", "/hooks/twilio/status?job=x"):
        assert (await post_signed(client, house, fields, path=path)).status_code == status
    [row] = await house.database.read(TESTS, "josh", "select count(*) as n from sms_messages")
    assert row["n"] == 0
