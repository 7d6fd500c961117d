"""What the Twilio stand-in posts to the program, checked with the official validator."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from twilio.request_validator import RequestValidator

from harness.patience import patient_client
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.twilio.messages import MessageRecord
from kith.simulator.standins.twilio.segments import segment_count
from kith.simulator.standins.twilio.signatures import signature
from kith.simulator.standins.twilio.webhooks import connection_overrides

if TYPE_CHECKING:
    from conftest import Received, Receiver

OURS = "+12025550100"
ADA = "+12025550111"


def form_of(webhook: Received) -> dict[str, str]:
    return dict(parse_qsl(webhook.body.decode(), keep_blank_values=True))


def send(standins: StandIns, receiver: Receiver, body: str = "Hi") -> MessageRecord:
    return standins.twilio.accept(to=ADA, sender=OURS, service="", body=body, media=0, callback=receiver.url)


def test_the_signature_is_that_of_twilios_documentation() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature("12345", url, form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


async def test_an_inbound_text_is_signed_and_complete(standins: StandIns, receiver: Receiver) -> None:
    standins.twilio.webhook_url = receiver.url
    message, outcome = await standins.twilio.text(ADA, OURS, "Café & crème?\n€5 + tip", num_media=1)
    assert outcome is not None
    assert outcome.status == 200
    (webhook,) = receiver.received
    form = form_of(webhook)
    validator = RequestValidator(standins.twilio.settings.auth_token)
    given = webhook.headers["x-twilio-signature"]
    assert validator.validate(receiver.url, form, given)
    assert not validator.validate(receiver.url, form | {"Body": "other"}, given)
    assert not validator.validate(receiver.url + "&more=1", form, given)
    assert form["Body"] == "Café & crème?\n€5 + tip"
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"] == message.sid
    assert message.sid.startswith("MM")
    assert (form["From"], form["To"], form["NumMedia"], form["SmsStatus"]) == (ADA, OURS, "1", "received")
    assert form["MediaUrl0"].startswith("https://api.twilio.com/2010-04-01/Accounts/")
    assert {"AccountSid", "ApiVersion", "NumSegments", "FromCity", "FromCountry", "ToZip"} <= form.keys()


async def test_status_callbacks_come_signed_in_order(standins: StandIns, receiver: Receiver) -> None:
    message = send(standins, receiver)
    await standins.twilio.settled()
    forms = [form_of(webhook) for webhook in receiver.received]
    assert [form["MessageStatus"] for form in forms] == ["queued", "sent", "delivered"]
    assert {form["MessageSid"] for form in forms} == {message.sid}
    validator = RequestValidator(standins.twilio.settings.auth_token)
    for webhook in receiver.received:
        assert validator.validate(receiver.url, form_of(webhook), webhook.headers["x-twilio-signature"])


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(kind=FaultKind.REORDER_CALLBACKS), ["delivered", "sent", "queued"]),
        (
            Fault(kind=FaultKind.REPEAT_CALLBACKS),
            ["queued", "queued", "sent", "sent", "delivered", "delivered"],
        ),
        (Fault(kind=FaultKind.LOSE_CALLBACKS), []),
        (Fault(kind=FaultKind.UNDELIVERED, match=ADA), ["queued", "sent", "undelivered"]),
        (Fault(kind=FaultKind.SEND_FAILED), ["queued", "failed"]),
        (Fault(kind=FaultKind.UNDELIVERED, match="+19999999999"), ["queued", "sent", "delivered"]),
    ],
)
async def test_callbacks_go_wrong_as_told(
    standins: StandIns, receiver: Receiver, fault: Fault, expected: list[str]
) -> None:
    standins.twilio.faults.add(fault)
    send(standins, receiver)
    await standins.twilio.settled()
    assert [form_of(webhook)["MessageStatus"] for webhook in receiver.received] == expected


async def test_an_undelivered_text_names_its_error(standins: StandIns, receiver: Receiver) -> None:
    standins.twilio.faults.add(Fault(kind=FaultKind.UNDELIVERED, code=30006))
    message = send(standins, receiver)
    await standins.twilio.settled()
    assert form_of(receiver.received[-1])["ErrorCode"] == "30006"
    kept = standins.twilio.message(message.sid)
    assert kept is not None
    assert (kept.status, kept.error_code, kept.error_message) == (
        "undelivered",
        30006,
        "Landline or unreachable carrier",
    )


async def test_a_repeated_webhook_is_the_same_message(standins: StandIns, receiver: Receiver) -> None:
    standins.twilio.webhook_url = receiver.url
    standins.twilio.faults.add(Fault(kind=FaultKind.REPEAT_WEBHOOK))
    await standins.twilio.text(ADA, OURS, "Hi")
    first, second = receiver.received
    assert form_of(first) == form_of(second)
    assert len(standins.twilio.messages()) == 1


async def test_a_lost_webhook_leaves_the_text_in_the_list(standins: StandIns, receiver: Receiver) -> None:
    standins.twilio.webhook_url = receiver.url
    standins.twilio.faults.add(Fault(kind=FaultKind.LOSE_WEBHOOK))
    message, outcome = await standins.twilio.text(ADA, OURS, "Hi")
    assert outcome is None
    assert receiver.received == []
    assert standins.twilio.messages() == [message]


async def test_a_failed_webhook_is_retried_only_as_the_address_asks(
    standins: StandIns, receiver: Receiver
) -> None:
    standins.twilio.webhook_url = receiver.url
    receiver.answers = [500]
    _, outcome = await standins.twilio.text(ADA, OURS, "once")
    assert outcome is not None
    assert (outcome.status, outcome.attempts) == (500, 1)
    standins.twilio.webhook_url = receiver.url + "#rc=3&rp=5xx"
    receiver.answers = [500, 503]
    _, outcome = await standins.twilio.text(ADA, OURS, "until it works")
    assert outcome is not None
    assert (outcome.status, outcome.attempts) == (200, 3)
    tokens = [webhook.headers["i-twilio-idempotency-token"] for webhook in receiver.received]
    assert len(tokens) == 4
    assert len(set(tokens[1:])) == 1


def test_connection_overrides_are_read_from_the_fragment() -> None:
    assert connection_overrides("") == (1, frozenset({"ct"}))
    assert connection_overrides("rc=9&rp=all") == (5, frozenset({"all"}))
    assert connection_overrides("rc=x&rp=4xx,rt") == (1, frozenset({"4xx", "rt"}))


async def test_a_twiml_answer_becomes_a_reply(standins: StandIns, receiver: Receiver) -> None:
    standins.twilio.webhook_url = receiver.url
    receiver.text = "<?xml version='1.0'?><Response><Message>Got it</Message></Response>"
    await standins.twilio.text(ADA, OURS, "Hi")
    reply = standins.twilio.messages()[-1]
    assert (reply.direction, reply.sender, reply.to, reply.body) == ("outbound-reply", OURS, ADA, "Got it")


async def test_the_control_api_plays_a_phone(standins: StandIns, receiver: Receiver) -> None:
    async with patient_client(base_url=f"{standins.twilio_url}/control", trust_env=False) as control:
        assert (await control.put("/webhook", json={"url": receiver.url})).status_code == 200
        fault = await control.post("/faults", json={"kind": "repeat_webhook", "times": 1})
        assert fault.status_code == 201
        answer = await control.post("/inbound", json={"from": ADA, "to": OURS, "body": "Hi", "num_media": 0})
        assert answer.status_code == 200
        assert answer.json()["webhook"]["status"] == 200
        assert len(receiver.received) == 2
        listed = (await control.get("/messages", params={"phone": ADA})).json()
        assert [message["body"] for message in listed] == ["Hi"]
        assert (await control.get("/messages", params={"after": listed[-1]["number"]})).json() == []
        assert (await control.post("/reset")).status_code == 204
        assert (await control.get("/messages")).json() == []


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/inbound", {"from": "Ada", "to": OURS, "body": "Hi"}, "from"),
        ("/inbound", {"from": ADA, "to": OURS, "body": "Hi", "num_media": 11}, "num_media"),
        ("/inbound", {"from": ADA, "to": OURS, "body": "Hi", "colour": "red"}, "colour"),
        ("/faults", {"kind": "delay_webhook"}, "kind"),
        ("/faults", {"kind": "fail", "times": 0}, "times"),
        ("/faults", {"kind": "fail", "status": 200}, "status"),
        ("/faults", {"kind": "explode"}, "kind"),
    ],
)
async def test_a_bad_control_request_names_the_field(
    standins: StandIns, path: str, body: dict[str, object], field: str
) -> None:
    async with patient_client(base_url=f"{standins.twilio_url}/control", trust_env=False) as control:
        answer = await control.post(path, json=body)
    assert answer.status_code == 400
    assert field in answer.json()["error"]
    assert standins.twilio.messages() == []
    assert standins.twilio.faults.planned() == []


async def test_pages_of_other_sites_cannot_steer_the_standin(standins: StandIns) -> None:
    async with patient_client(base_url=f"{standins.twilio_url}/control", trust_env=False) as control:
        answer = await control.post("/reset", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("body", "segments"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_segments_are_counted_as_the_network_does(body: str, segments: int) -> None:
    assert segment_count(body) == segments
