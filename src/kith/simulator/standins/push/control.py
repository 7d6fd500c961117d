"""The push stand-in's control API: the browsers' side. JSON in and out."""

from __future__ import annotations

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from kith.simulator.standins.controlling import refusal
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.push.standin import Pushed, PushStandIn

Push = NamedDependency[PushStandIn]


class NewSubscription(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom the browser takes pushes from: a VAPID public key in base64url, or anybody."""

    application_key: str | None = None


class PushControl(Controller):
    """Browsers, what reached them, and faults."""

    path = "/control"

    @post("/subscriptions")
    async def subscribe(self, data: JSONBody[NewSubscription], push: Push) -> Response[object]:
        """A browser subscribes; answers with what a page would get."""
        return Response(push.subscribe(data.application_key).subscription(), status_code=201)

    @delete("/subscriptions/{key:str}", status_code=200)
    async def unsubscribe(self, key: FromPath[str], push: Push) -> Response[object]:
        """The browser is gone: 410 from now on."""
        if not push.unsubscribe(key):
            return refusal(f"subscription: there is no subscription {key}.", 404)
        return Response({"gone": key})

    @get("/messages")
    async def messages(self, push: Push, subscription: FromQuery[str | None] = None) -> list[Pushed]:
        """What reached the browsers, decrypted, in order of arrival."""
        return push.messages(subscription)

    @post("/faults")
    async def plan_fault(self, data: JSONBody[Fault], push: Push) -> Response[object]:
        """Plan a fault: `fail` with status 404 or 410, `rate_limit`, `drop` and so on."""
        try:
            push.faults.add(data)
        except ValueError as error:
            return refusal(str(error))
        return Response(push.faults.planned(), status_code=201)

    @get("/faults")
    async def faults(self, push: Push) -> list[Fault]:
        """Faults still to come."""
        return push.faults.planned()

    @delete("/faults")
    async def forget_faults(self, push: Push) -> None:
        """Forget every planned fault."""
        push.faults.clear()

    @post("/reset", status_code=204)
    async def reset(self, push: Push) -> None:
        """Forget subscriptions, messages and faults."""
        push.reset()
