"""The Stripe stand-in's control API: time, faults, webhooks. JSON in and out."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from litestar import Controller, Response, delete, get, post, put
from litestar.params import FromPath, JSONBody

from kith.simulator.standins.controlling import refusal
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.ringing import ReleaseOrder
from kith.simulator.standins.stripe import checkout, connect
from kith.simulator.standins.stripe.advancing import advance
from kith.simulator.standins.stripe.api.answering import Stripe
from kith.simulator.standins.stripe.cards import SUCCEEDS
from kith.simulator.standins.stripe.errors import StripeError
from kith.simulator.standins.stripe.objects import Event


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far to move time."""

    days: float


class Moved(msgspec.Struct, frozen=True):
    """The new time in seconds since 1970, and how many things fell due on the way."""

    now: int
    fell_due: int


class Payment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person paying at the checkout page."""

    session: str
    number: str = SUCCEEDS
    email: str | None = None
    name: str | None = None


class AccountState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How Stripe sees a connected account: incomplete, under_review, ready or paused."""

    state: str


class WebhookAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where events are posted; null for nowhere."""

    url: str | None


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which order to deliver what was held back."""

    order: ReleaseOrder = ReleaseOrder.AS_HAPPENED
    seed: int = 0


class Resend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event to deliver once more."""

    event: str


class StripeControl(Controller):
    """What Stripe's dashboard and test clocks do, and what goes wrong."""

    path = "/control"

    @post("/advance", status_code=200)
    async def advance(self, data: JSONBody[Step], stripe: Stripe) -> Response[object]:
        """Move time: renewals, retries, expiries happen."""
        try:
            count = advance(stripe, timedelta(days=data.days))
        except (ValueError, OverflowError) as error:
            return refusal(str(error))
        return Response(Moved(stripe.now(), count))

    @post("/pay", status_code=200)
    async def pay(self, data: JSONBody[Payment], stripe: Stripe) -> Response[object]:
        """Pay a checkout session without its page; answers with the address to go on to."""
        try:
            number = data.number.replace(" ", "")
            paid = checkout.pay(stripe, data.session, number=number, email=data.email, name=data.name)
        except KeyError:
            return refusal(f"number: {data.number} is not one of the test cards.")
        except StripeError as error:
            return refusal(error.message, error.status)
        return Response({"success_url": checkout.success_url(paid)})

    @post("/settle_slow_payments", status_code=200)
    async def settle_slow_payments(self, stripe: Stripe) -> dict[str, int]:
        """Banks answer every debit that is under way."""
        return {"settled": checkout.settle_slow_payments(stripe)}

    @put("/accounts/{key:str}")
    async def account(
        self, key: FromPath[str], data: JSONBody[AccountState], stripe: Stripe
    ) -> Response[object]:
        """Stripe comes to see a connected account in another way."""
        try:
            return Response(connect.set_state(stripe, key, data.state))
        except KeyError:
            return refusal(f"state: choose one of {', '.join(connect.STATES)}.")
        except StripeError as error:
            return refusal(error.message, error.status)

    @post("/accounts/{key:str}/pay_out", status_code=200)
    async def pay_out(self, key: FromPath[str], stripe: Stripe) -> Response[object]:
        """What lies in a connected account goes to its owner's bank."""
        try:
            return Response(connect.pay_out(stripe, key))
        except StripeError as error:
            return refusal(error.message, error.status)

    @put("/webhook")
    async def webhook(self, data: JSONBody[WebhookAddress], stripe: Stripe) -> WebhookAddress:
        """Change where events are posted."""
        stripe.delivery.url = data.url
        return data

    @post("/webhooks/hold", status_code=204)
    async def hold(self, stripe: Stripe) -> None:
        """Hold events back from now on."""
        stripe.delivery.holding = True

    @get("/webhooks/held")
    async def held(self, stripe: Stripe) -> list[Event]:
        """What is held back."""
        return stripe.delivery.held

    @post("/webhooks/release", status_code=200)
    async def release(self, data: JSONBody[Release], stripe: Stripe) -> list[Event]:
        """Deliver what was held back; answers when all of it has been posted."""
        released = stripe.delivery.release(data.order, data.seed)
        await stripe.settled()
        return released

    @post("/webhooks/resend", status_code=200)
    async def resend(self, data: JSONBody[Resend], stripe: Stripe) -> Response[object]:
        """Deliver an event once more."""
        event = stripe.events.get(data.event)
        if event is None:
            return refusal(f"event: there is no event {data.event}.", 404)
        stripe.delivery.resend(event)
        await stripe.settled()
        return Response(event)

    @post("/faults")
    async def plan_fault(self, data: JSONBody[Fault], stripe: Stripe) -> Response[object]:
        """Plan a fault."""
        try:
            stripe.faults.add(data)
        except ValueError as error:
            return refusal(str(error))
        return Response(stripe.faults.planned(), status_code=201)

    @get("/faults")
    async def faults(self, stripe: Stripe) -> list[Fault]:
        """Faults still to come."""
        return stripe.faults.planned()

    @delete("/faults")
    async def forget_faults(self, stripe: Stripe) -> None:
        """Forget every planned fault."""
        stripe.faults.clear()

    @post("/settle", status_code=204)
    async def settle(self, stripe: Stripe) -> None:
        """Answer when every delivery under way has ended."""
        await stripe.settled()

    @post("/reset", status_code=204)
    async def reset(self, stripe: Stripe) -> None:
        """Forget everything and return to real time."""
        stripe.reset()
