"""The official Web Push client against the stand-in, and the vectors of the standards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush

from harness.patience import patient_client
from kith.simulator.standins import StandIns, running
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.push.standin import Browser, PushRefused, opened
from kith.simulator.standins.push.vapid import VapidRefused, decoded, encoded, identify

RFC_8292_TOKEN = (
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3Njgs"
    "InN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtm"
    "ysazNjjvW2L9OkSSHzvoD1oA"
)
RFC_8292_KEY = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
RFC_8292_ORIGIN = "https://push.example.net"
RFC_8292_MOMENT = datetime.fromtimestamp(1_453_523_768 - 3600, UTC)


@pytest.fixture(scope="module")
def sender() -> Vapid02:
    vapid = Vapid02()
    vapid.generate_keys()
    return vapid


def public_key(sender: Vapid02) -> str:
    return encoded(sender.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


async def push(
    browser: Browser,
    sender: Vapid02 | None,
    text: str | None = "Coffee?",
    claims: Mapping[str, str | int] | None = None,
    headers: Mapping[str, str] | None = None,
) -> int:
    """Status of a push with the official client."""
    answer = await asyncio.to_thread(
        webpush,
        browser.subscription(),
        data=text,
        vapid_private_key=sender,
        vapid_claims=dict(claims or {"sub": "mailto:hello@kith.example"}) if sender else None,
        ttl=60,
        timeout=5,
        headers=dict(headers or {}),
    )
    return answer.status_code


def test_the_message_of_rfc_8291_is_opened() -> None:
    browser = Browser(
        id="rfc",
        endpoint="",
        p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth="BTBZMqHH6r4Tts7J_aSIgg",
        secret="q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
    )
    body = decoded(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6"
        "PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert opened(browser, body) == "When I grow up, I want to be a watermelon"
    with pytest.raises(PushRefused, match="body"):
        opened(browser, body[:-1] + b"x")
    with pytest.raises(PushRefused, match="body"):
        opened(browser, b"short")


def test_the_token_of_rfc_8292_holds() -> None:
    header = f"vapid t={RFC_8292_TOKEN}, k={RFC_8292_KEY}"
    identity = identify(header, origin=RFC_8292_ORIGIN, now=RFC_8292_MOMENT)
    assert (identity.public_key, identity.subject) == (RFC_8292_KEY, "mailto:push@example.com")


@pytest.mark.parametrize(
    ("header", "origin", "moment", "status"),
    [
        (None, RFC_8292_ORIGIN, RFC_8292_MOMENT, 401),
        ("Bearer x", RFC_8292_ORIGIN, RFC_8292_MOMENT, 401),
        (f"vapid t={RFC_8292_TOKEN[:-2]}AA, k={RFC_8292_KEY}", RFC_8292_ORIGIN, RFC_8292_MOMENT, 403),
        (f"vapid t={RFC_8292_TOKEN}, k=AAAA", RFC_8292_ORIGIN, RFC_8292_MOMENT, 403),
        (f"vapid t={RFC_8292_TOKEN}, k={RFC_8292_KEY}", "https://other.example", RFC_8292_MOMENT, 403),
        (
            f"vapid t={RFC_8292_TOKEN}, k={RFC_8292_KEY}",
            RFC_8292_ORIGIN,
            datetime(2026, 1, 1, tzinfo=UTC),
            403,
        ),
        (
            f"vapid t={RFC_8292_TOKEN}, k={RFC_8292_KEY}",
            RFC_8292_ORIGIN,
            datetime(2016, 1, 1, tzinfo=UTC),
            403,
        ),
    ],
)
def test_a_token_that_does_not_hold_is_refused(
    header: str | None, origin: str, moment: datetime, status: int
) -> None:
    with pytest.raises(VapidRefused, match="Authorization") as refused:
        identify(header, origin=origin, now=moment)
    assert refused.value.status == status


async def test_a_push_reaches_the_browser_and_can_be_read(standins: StandIns, sender: Vapid02) -> None:
    browser = standins.push.subscribe(public_key(sender))
    status = await push(
        browser, sender, "Kaffee am Samstag? ☕", headers={"Urgency": "high", "Topic": "linkup-7"}
    )
    assert status == 201
    (pushed,) = standins.push.messages(browser.id)
    assert (pushed.text, pushed.ttl, pushed.urgency, pushed.topic) == (
        "Kaffee am Samstag? ☕",
        60,
        "high",
        "linkup-7",
    )
    assert (pushed.sender.public_key, pushed.sender.subject) == (
        public_key(sender),
        "mailto:hello@kith.example",
    )


async def refused_status(browser: Browser, sender: Vapid02 | None, **more: Mapping[str, str | int]) -> int:
    with pytest.raises(WebPushException) as refused:
        await push(browser, sender, claims=more.get("claims"))
    assert refused.value.response is not None
    return refused.value.response.status_code


async def test_a_push_that_does_not_hold_is_refused(standins: StandIns, sender: Vapid02) -> None:
    other = Vapid02()
    other.generate_keys()
    browser = standins.push.subscribe(public_key(sender))
    assert await refused_status(browser, None) == 401
    assert await refused_status(browser, other) == 403
    subject = "mailto:hello@kith.example"
    too_long = {"sub": subject, "exp": int(time.time()) + 90_000}
    assert await refused_status(browser, sender, claims=too_long) == 403
    elsewhere = {"sub": subject, "aud": "https://push.example.net"}
    assert await refused_status(browser, sender, claims=elsewhere) == 403
    assert standins.push.messages() == []


async def test_a_browser_that_is_gone_says_so(standins: StandIns, sender: Vapid02) -> None:
    browser = standins.push.subscribe()
    assert await push(browser, sender) == 201
    standins.push.unsubscribe(browser.id)
    assert await refused_status(browser, sender) == 410
    standins.push.reset()
    assert await refused_status(browser, sender) == 404


@pytest.mark.parametrize("status", [404, 410, 429, 503])
async def test_the_service_fails_as_told(standins: StandIns, sender: Vapid02, status: int) -> None:
    browser = standins.push.subscribe()
    kind = FaultKind.RATE_LIMIT if status == 429 else FaultKind.FAIL
    standins.push.faults.add(Fault(kind=kind, status=status, seconds=30))
    with pytest.raises(WebPushException) as refused:
        await push(browser, sender)
    response = refused.value.response
    assert response is not None
    assert response.status_code == status
    assert response.headers.get("retry-after") == ("30" if status == 429 else None)
    assert await push(browser, sender) == 201


@pytest.mark.parametrize(
    ("headers", "body", "status", "word"),
    [
        ({}, b"", 400, "TTL"),
        ({"TTL": "60", "Urgency": "now"}, b"", 400, "Urgency"),
        ({"TTL": "60", "Topic": "x" * 33}, b"", 400, "Topic"),
        ({"TTL": "60", "Content-Encoding": "aes128gcm"}, b"x" * 4097, 413, "4096"),
        ({"TTL": "60", "Content-Encoding": "aesgcm"}, b"x", 415, "Content-Encoding"),
        ({"TTL": "60", "Content-Encoding": "aes128gcm"}, b"x" * 100, 400, "body"),
    ],
)
async def test_a_request_outside_the_standard_names_the_field(
    standins: StandIns, sender: Vapid02, headers: dict[str, str], body: bytes, status: int, word: str
) -> None:
    browser = standins.push.subscribe()
    claims = {"sub": "mailto:a@example.org", "aud": standins.base_url, "exp": int(time.time()) + 60}
    async with patient_client(trust_env=False) as client:
        answer = await client.post(browser.endpoint, content=body, headers={**sender.sign(claims), **headers})
    assert answer.status_code == status
    assert word in answer.json()["error"]


async def test_an_empty_push_is_taken(standins: StandIns, sender: Vapid02) -> None:
    browser = standins.push.subscribe()
    assert await push(browser, sender, text=None) == 201
    assert [pushed.text for pushed in standins.push.messages()] == [""]


async def test_the_control_api_plays_the_browser(standins: StandIns, sender: Vapid02) -> None:
    async with patient_client(base_url=f"{standins.base_url}/push/control", trust_env=False) as control:
        given = await control.post("/subscriptions", json={"application_key": public_key(sender)})
        assert given.status_code == 201
        subscription = given.json()
        assert set(subscription["keys"]) == {"p256dh", "auth"}
        key = subscription["endpoint"].rpartition("/")[2]
        browser = standins.push.browser(key)
        assert browser is not None
        await push(browser, sender, "Hi")
        read = (await control.get("/messages", params={"subscription": key})).json()
        assert [one["text"] for one in read] == ["Hi"]
        assert (await control.post("/faults", json={"kind": "fail", "status": 410})).status_code == 201
        assert len((await control.get("/faults")).json()) == 1
        assert (await control.delete("/faults")).status_code == 204
        assert (await control.post("/faults", json={"kind": "fail", "status": 200})).status_code == 400
        assert (await control.delete(f"/subscriptions/{key}")).status_code == 200
        assert (await control.delete("/subscriptions/none")).status_code == 404
        assert (await control.post("/reset")).status_code == 204
    assert standins.push.messages() == []


async def test_a_browser_may_unsubscribe_by_itself(standins: StandIns, sender: Vapid02) -> None:
    browser = standins.push.subscribe()
    async with patient_client(trust_env=False) as client:
        assert (await client.delete(browser.endpoint)).status_code == 204
    assert await refused_status(browser, sender) == 410


async def test_subscriptions_outlive_the_process(tmp_path: Path, sender: Vapid02) -> None:
    async with running(data_folder=tmp_path) as before:
        browser = before.push.subscribe()
        await push(browser, sender)
        kept = before.push.messages()
    async with running(data_folder=tmp_path) as after:
        assert after.push.browser(browser.id) == browser
        assert after.push.messages() == kept
