"""Signed events, and what goes wrong between Stripe and the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest
import stripe

from harness.patience import patient_client
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe.events import EventDelivery, ReleaseOrder, signature_header
from kith.simulator.standins.stripe.standin import StripeStandIn

if TYPE_CHECKING:
    from conftest import Receiver, Shop


def types_of(receiver: Receiver) -> list[str]:
    return [msgspec.json.decode(webhook.body)["type"] for webhook in receiver.received]


def listen(standin: StripeStandIn, receiver: Receiver, *retry_seconds: float) -> None:
    standin.delivery = EventDelivery(
        standin.courier, standin.faults, receiver.url, standin.settings.webhook_secret, retry_seconds
    )


def test_the_signature_is_the_client_librarys() -> None:
    payload = '{"id": "evt_1", "object": "event"}'
    ours = signature_header(payload.encode(), "whsec_x", 1_492_774_577)
    assert ours == stripe.WebhookSignature.generate_signature_header(payload, "whsec_x", 1_492_774_577)


async def test_every_event_is_accepted_by_the_official_validator(shop: Shop, receiver: Receiver) -> None:
    listen(shop.standin, receiver)
    await shop.subscribed()
    await shop.standin.settled()
    assert types_of(receiver)[-1] == "checkout.session.completed"
    secret = shop.standin.settings.webhook_secret
    for webhook in receiver.received:
        signature = webhook.headers["stripe-signature"]
        event = stripe.Webhook.construct_event(webhook.body, signature, secret)
        assert event.object == "event"
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(webhook.body + b" ", signature, secret)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(webhook.body, signature, "whsec_other")


async def test_an_event_that_is_not_taken_comes_again_with_a_fresh_signature(
    shop: Shop, receiver: Receiver
) -> None:
    listen(shop.standin, receiver, 0, 0)
    receiver.answers = [500, 503]
    await shop.client.v1.customers.create_async({"name": "Ada"})
    await shop.standin.settled()
    assert types_of(receiver) == ["customer.created"] * 3
    assert len({webhook.body for webhook in receiver.received}) == 1


async def test_one_untaken_event_does_not_hold_up_the_others(shop: Shop, receiver: Receiver) -> None:
    listen(shop.standin, receiver, 0)
    receiver.answers = [500]
    shop.standin.emit("a", {"id": "1", "object": "x"})
    shop.standin.emit("b", {"id": "2", "object": "x"})
    await shop.standin.settled()
    assert types_of(receiver) == ["a", "b", "a"] or types_of(receiver) == ["a", "a", "b"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (ReleaseOrder.AS_HAPPENED, ["a", "b", "c"]),
        (ReleaseOrder.REVERSED, ["c", "b", "a"]),
    ],
)
async def test_events_held_back_come_in_the_order_asked_for(
    shop: Shop, receiver: Receiver, order: ReleaseOrder, expected: list[str]
) -> None:
    listen(shop.standin, receiver)
    shop.standin.delivery.holding = True
    for kind in "abc":
        shop.standin.emit(kind, {"id": kind, "object": "x"})
    await shop.standin.settled()
    assert receiver.received == []
    shop.standin.delivery.release(order)
    await shop.standin.settled()
    assert types_of(receiver) == expected


async def test_a_shuffled_release_is_repeatable(shop: Shop, receiver: Receiver) -> None:
    listen(shop.standin, receiver)
    orders: list[list[str]] = []
    for _ in range(2):
        shop.standin.delivery.holding = True
        for kind in "abcdefgh":
            shop.standin.emit(kind, {"id": kind, "object": "x"})
        orders.append([event.type for event in shop.standin.delivery.release(ReleaseOrder.SHUFFLED, 7)])
    await shop.standin.settled()
    assert orders[0] == orders[1] != list("abcdefgh")


async def test_events_are_repeated_lost_and_overtaken_as_told(shop: Shop, receiver: Receiver) -> None:
    listen(shop.standin, receiver)
    shop.standin.faults.add(Fault(kind=FaultKind.REPEAT_WEBHOOK, match="a"))
    shop.standin.faults.add(Fault(kind=FaultKind.LOSE_WEBHOOK, match="b"))
    shop.standin.faults.add(Fault(kind=FaultKind.DELAY_WEBHOOK, match="c", seconds=0.05))
    for kind in "cabd":
        shop.standin.emit(kind, {"id": kind, "object": "x"})
    await shop.standin.settled()
    assert types_of(receiver) == ["a", "a", "d", "c"]
    lost = next(event for event in shop.standin.events.all() if event.type == "b")
    shop.standin.delivery.resend(lost)
    await shop.standin.settled()
    assert types_of(receiver)[-1] == "b"


async def test_a_failed_request_has_no_effect(shop: Shop) -> None:
    shop.standin.faults.add(Fault(kind=FaultKind.FAIL))
    with pytest.raises(stripe.APIError) as failed:
        await shop.client.v1.customers.create_async({"name": "Ada"})
    assert failed.value.http_status == 500
    shop.standin.faults.add(Fault(kind=FaultKind.RATE_LIMIT, seconds=4))
    with pytest.raises(stripe.RateLimitError) as limited:
        await shop.client.v1.customers.create_async({"name": "Ada"})
    assert (limited.value.headers or {})["retry-after"] == "4"
    shop.standin.faults.add(Fault(kind=FaultKind.DROP))
    with pytest.raises(stripe.APIConnectionError):
        await shop.client.v1.customers.create_async({"name": "Ada"})
    assert len(shop.standin.customers) == 0


@pytest.mark.parametrize(
    "kind", [FaultKind.TIMEOUT_AFTER_ACCEPT, FaultKind.NO_ANSWER, FaultKind.FAIL_AFTER_EFFECT]
)
async def test_the_same_key_finds_out_what_became_of_a_request_in_doubt(
    shop: Shop, new_client: Callable[..., stripe.StripeClient], kind: FaultKind
) -> None:
    client = new_client(timeout=0.3)
    shop.standin.faults.add(Fault(kind=kind, match="/refunds"))
    intent = await client.v1.payment_intents.create_async(
        {"amount": 1000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True}
    )
    params: stripe.params.RefundCreateParams = {"payment_intent": intent.id}
    with pytest.raises((stripe.APIConnectionError, stripe.APIError)):
        await client.v1.refunds.create_async(params, {"idempotency_key": "refund-1"})
    assert len(shop.standin.refunds) == 1
    again = await client.v1.refunds.create_async(params, {"idempotency_key": "refund-1"})
    assert again.amount == 1000
    assert len(shop.standin.refunds) == 1


async def test_the_control_api_moves_time_pays_and_plans(shop: Shop, receiver: Receiver) -> None:
    session = await shop.session()
    base = f"{shop.standin.base_url}/control"
    async with patient_client(base_url=base, trust_env=False) as control:
        assert (await control.put("/webhook", json={"url": receiver.url})).status_code == 200
        declined = await control.post("/pay", json={"session": session.id, "number": "4000 0000 0000 0002"})
        assert (declined.status_code, declined.json()["error"]) == (402, "Your card was declined.")
        assert (await control.post("/pay", json={"session": session.id, "number": "1"})).status_code == 400
        paid = await control.post("/pay", json={"session": session.id, "email": "ada@example.org"})
        assert paid.json()["success_url"] == f"https://kith.example/done?session={session.id}"
        assert (await control.post("/webhooks/hold")).status_code == 204
        moved = await control.post("/advance", json={"days": 31})
        assert moved.json()["fell_due"] == 1
        held = (await control.get("/webhooks/held")).json()
        released = (await control.post("/webhooks/release", json={"order": "reversed"})).json()
        assert [event["id"] for event in released] == [event["id"] for event in held][::-1]
        assert types_of(receiver)[-1] == held[0]["type"]
        resent = await control.post("/webhooks/resend", json={"event": held[0]["id"]})
        assert resent.status_code == 200
        assert (await control.post("/webhooks/resend", json={"event": "evt_0"})).status_code == 404
        assert (await control.post("/faults", json={"kind": "fail"})).status_code == 201
        assert len((await control.get("/faults")).json()) == 1
        assert (await control.delete("/faults")).status_code == 204
        assert (await control.post("/faults", json={"kind": "undelivered"})).status_code == 400
        assert (await control.post("/advance", json={"days": -1})).status_code == 400
        assert (await control.post("/reset")).status_code == 204
    assert len(shop.standin.events) == 0
