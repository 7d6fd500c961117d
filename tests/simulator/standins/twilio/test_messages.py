"""The official Twilio client against the stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from kith.commons.messaging.twilio_transport import TwilioTransport, rebased
from kith.simulator.standins import StandIns, running
from kith.simulator.standins.faults import Fault, FaultKind

OURS = "+12025550100"
ADA = "+12025550111"
BOB = "+12025550122"


@pytest.fixture
async def transport(standins: StandIns) -> AsyncIterator[TwilioTransport]:
    async with TwilioTransport(standins.twilio_url, timeout_seconds=5) as transport:
        yield transport


@pytest.fixture
def client(standins: StandIns, transport: TwilioTransport) -> Client:
    account = standins.twilio.settings
    return Client(account.account_sid, account.auth_token, http_client=transport)


async def test_a_text_is_accepted_then_delivered(standins: StandIns, client: Client) -> None:
    sent = await client.messages.create_async(to=ADA, from_=OURS, body="Coffee on Saturday?")
    assert sent.sid is not None
    assert sent.sid.startswith("SM")
    assert (sent.status, sent.direction, sent.num_segments) == ("queued", "outbound-api", "1")
    await standins.twilio.settled()
    fetched = await client.messages(sent.sid).fetch_async()
    assert (fetched.status, fetched.body, fetched.from_, fetched.to) == (
        "delivered",
        "Coffee on Saturday?",
        OURS,
        ADA,
    )
    assert fetched.date_sent is not None


async def test_a_messaging_service_chooses_the_sender(standins: StandIns, client: Client) -> None:
    sent = await client.messages.create_async(to=ADA, messaging_service_sid="MG" + "1" * 32, body="Hi")
    assert (sent.status, sent.from_) == ("accepted", None)
    await standins.twilio.settled()
    fetched = await client.messages(str(sent.sid)).fetch_async()
    assert (fetched.status, fetched.from_) == ("delivered", "+15005550006")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "12", "from_": OURS, "body": "Hi"}, 21211),
        ({"to": "+1202555", "from_": OURS, "body": "Hi"}, 21211),
        ({"to": "+15005550001", "from_": OURS, "body": "Hi"}, 21211),
        ({"to": "+15005550004", "from_": OURS, "body": "Hi"}, 21610),
        ({"to": "+15005550009", "from_": OURS, "body": "Hi"}, 21614),
        ({"to": ADA, "from_": "+15005550007", "body": "Hi"}, 21606),
        ({"to": ADA, "from_": "x", "body": "Hi"}, 21212),
        ({"to": ADA, "body": "Hi"}, 21603),
        ({"to": ADA, "from_": OURS}, 21602),
        ({"to": ADA, "from_": OURS, "body": "x" * 1601}, 21617),
        ({"to": OURS, "from_": OURS, "body": "Hi"}, 21266),
    ],
)
async def test_a_bad_message_is_refused_with_twilios_code(
    standins: StandIns, client: Client, fields: dict[str, str], code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await client.messages.create_async(**fields)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert standins.twilio.messages() == []


async def test_wrong_credentials_are_refused(standins: StandIns, transport: TwilioTransport) -> None:
    intruder = Client(standins.twilio.settings.account_sid, "guessed", http_client=transport)
    with pytest.raises(TwilioRestException) as refused:
        await intruder.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert (refused.value.status, refused.value.code) == (401, 20003)


async def test_an_unknown_message_is_not_found(client: Client) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await client.messages("SM" + "0" * 32).fetch_async()
    assert (refused.value.status, refused.value.code) == (404, 20404)


async def test_the_list_holds_both_directions_newest_first_in_pages(
    standins: StandIns, client: Client
) -> None:
    for number in range(5):
        await standins.twilio.text(ADA, OURS, f"in {number}")
    await client.messages.create_async(to=ADA, from_=OURS, body="out")
    listed = await client.messages.list_async(page_size=2)
    assert [message.body for message in listed] == ["out", "in 4", "in 3", "in 2", "in 1", "in 0"]
    assert [message.direction for message in listed] == ["outbound-api"] + ["inbound"] * 5


async def test_new_arrivals_do_not_shift_pages_already_begun(standins: StandIns, client: Client) -> None:
    for number in range(4):
        await standins.twilio.text(ADA, OURS, f"in {number}")
    first = await client.messages.page_async(page_size=2)
    await standins.twilio.text(ADA, OURS, "late")
    second = await first.next_page_async()
    assert second is not None
    assert [message.body for message in second] == ["in 1", "in 0"]


async def test_the_list_is_filtered_by_number_and_time(standins: StandIns, client: Client) -> None:
    twilio = standins.twilio
    await twilio.text(ADA, OURS, "first day")
    first_day = twilio.clock.now()
    twilio.clock.advance(timedelta(days=1))
    await twilio.text(ADA, OURS, "second day")
    await twilio.text(BOB, OURS, "from Bob")
    messages = client.messages
    assert [m.body for m in await messages.list_async(from_=BOB)] == ["from Bob"]
    assert [m.body for m in await messages.list_async(to=BOB)] == []
    assert [m.body for m in await messages.list_async(date_sent=str(first_day.date()))] == ["first day"]
    assert [m.body for m in await messages.list_async(date_sent_before=first_day)] == ["first day"]
    later = await messages.list_async(date_sent_after=first_day + timedelta(seconds=1))
    assert [m.body for m in later] == ["from Bob", "second day"]


async def test_a_body_can_be_redacted_and_not_rewritten(standins: StandIns, client: Client) -> None:
    sent = await client.messages.create_async(to=ADA, from_=OURS, body="secret")
    with pytest.raises(TwilioRestException):
        await client.messages(str(sent.sid)).update_async(body="other words")
    redacted = await client.messages(str(sent.sid)).update_async(body="")
    assert redacted.body == ""
    assert [message.body for message in standins.twilio.messages()] == [""]


async def test_a_deleted_message_is_gone(standins: StandIns, client: Client) -> None:
    sent = await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    await standins.twilio.settled()
    assert await client.messages(str(sent.sid)).delete_async()
    assert standins.twilio.message(str(sent.sid)) is None


async def test_after_stop_the_carrier_refuses_until_start(standins: StandIns, client: Client) -> None:
    await standins.twilio.text(ADA, OURS, "Stop.")
    with pytest.raises(TwilioRestException) as refused:
        await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert refused.value.code == 21610
    await client.messages.create_async(to=BOB, from_=OURS, body="Bob hears us still")
    await standins.twilio.text(ADA, OURS, "START")
    await client.messages.create_async(to=ADA, from_=OURS, body="Welcome back")


async def test_a_rate_limit_says_when_to_come_back(
    standins: StandIns, client: Client, transport: TwilioTransport
) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.RATE_LIMIT, seconds=7))
    with pytest.raises(TwilioRestException) as refused:
        await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert (refused.value.status, refused.value.code) == (429, 20429)
    assert transport.retry_after_seconds == 7
    await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert transport.retry_after_seconds is None


async def test_a_failure_leaves_no_message_and_counts_down(standins: StandIns, client: Client) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.FAIL, times=2, status=503))
    for _ in range(2):
        with pytest.raises(TwilioRestException) as refused:
            await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
        assert refused.value.status == 503
    assert standins.twilio.messages() == []
    await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert len(standins.twilio.messages()) == 1


async def test_a_cut_after_acceptance_leaves_the_caller_in_doubt(standins: StandIns, client: Client) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.TIMEOUT_AFTER_ACCEPT))
    with pytest.raises(httpx.TransportError):
        await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert [message.body for message in standins.twilio.messages()] == ["Hi"]


async def test_a_cut_before_acceptance_leaves_nothing(standins: StandIns, client: Client) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.DROP))
    with pytest.raises(httpx.TransportError):
        await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert standins.twilio.messages() == []


async def test_an_answer_that_never_comes_ends_with_the_callers_time_limit(standins: StandIns) -> None:
    account = standins.twilio.settings
    standins.twilio.faults.add(Fault(kind=FaultKind.NO_ANSWER))
    async with TwilioTransport(standins.twilio_url, timeout_seconds=0.2) as impatient:
        client = Client(account.account_sid, account.auth_token, http_client=impatient)
        with pytest.raises(httpx.TimeoutException):
            await client.messages.create_async(to=ADA, from_=OURS, body="Hi")
    assert [message.body for message in standins.twilio.messages()] == ["Hi"]


async def test_texts_and_opt_outs_outlive_the_process(tmp_path: Path) -> None:
    async with running(data_folder=tmp_path) as before:
        await before.twilio.text(ADA, OURS, "stop")
        kept = before.twilio.messages()
    async with running(data_folder=tmp_path) as after:
        assert after.twilio.messages() == kept
        assert after.twilio.opted_out(ADA, OURS)
        message, _ = await after.twilio.text(BOB, OURS, "hello")
        assert message.number == len(kept) + 1


def test_a_url_moves_to_the_base_with_its_prefix_and_query() -> None:
    assert rebased("https://api.twilio.com/2010-04-01/x.json?Page=1", "http://127.0.0.1:9/twilio/") == (
        "http://127.0.0.1:9/twilio/2010-04-01/x.json?Page=1"
    )
    assert rebased("https://api.twilio.com/x", None) == "https://api.twilio.com/x"
    with pytest.raises(ValueError, match="twilio base URL"):
        rebased("https://api.twilio.com/x", "localhost")
