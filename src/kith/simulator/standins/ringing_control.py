"""The part of a store's control API that is about time, faults and notifications. JSON in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

import msgspec
from litestar import Response, delete, get, post, put
from litestar.params import JSONBody

from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.controlling import refusal
from kith.simulator.standins.faults import Fault, FaultPlan
from kith.simulator.standins.ringing import Bell, ReleaseOrder


class Ringing(Protocol):
    """A stand-in that notifies."""

    faults: FaultPlan
    bell: Bell
    clock: MovableClock

    def reset(self) -> None: ...


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far to move time."""

    days: float


class WebhookAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where notifications are posted; null for nowhere."""

    url: str | None


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In which order to deliver what was held back."""

    order: ReleaseOrder = ReleaseOrder.AS_HAPPENED
    seed: int = 0


class Resend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A notification to deliver once more."""

    id: str


def ringing_routes(standin: Ringing) -> list[Any]:
    """Routes under /control."""

    @post("/control/advance", status_code=200)
    async def advance(data: JSONBody[Step]) -> Response[object]:
        """Move time."""
        try:
            now = standin.clock.advance(timedelta(days=data.days))
        except (ValueError, OverflowError) as error:
            return refusal(str(error))
        return Response({"now": now.isoformat()})

    @put("/control/webhook")
    async def webhook(data: JSONBody[WebhookAddress]) -> WebhookAddress:
        """Change where notifications are posted."""
        standin.bell.url = data.url
        return data

    @post("/control/webhooks/hold", status_code=204)
    async def hold() -> None:
        """Hold notifications back from now on."""
        standin.bell.holding = True

    @post("/control/webhooks/release", status_code=200)
    async def release(data: JSONBody[Release]) -> list[str]:
        """Deliver what was held back; answers when all of it has been posted."""
        released = standin.bell.release(data.order, data.seed)
        await standin.bell.settled()
        return released

    @post("/control/webhooks/resend", status_code=200)
    async def resend(data: JSONBody[Resend]) -> Response[object]:
        """Deliver one once more."""
        for ring in standin.bell.rung:
            if ring.id == data.id:
                standin.bell.resend(ring)
                await standin.bell.settled()
                return Response({"id": ring.id})
        return refusal(f"id: there is no notification {data.id}.", 404)

    @post("/control/faults")
    async def plan_fault(data: JSONBody[Fault]) -> Response[object]:
        """Plan a fault."""
        try:
            standin.faults.add(data)
        except ValueError as error:
            return refusal(str(error))
        return Response(standin.faults.planned(), status_code=201)

    @get("/control/faults")
    async def faults() -> list[Fault]:
        """Faults still to come."""
        return standin.faults.planned()

    @delete("/control/faults")
    async def forget_faults() -> None:
        """Forget every planned fault."""
        standin.faults.clear()

    @post("/control/settle", status_code=204)
    async def settle() -> None:
        """Answer when every delivery under way has ended."""
        await standin.bell.settled()

    @post("/control/reset", status_code=204)
    async def reset() -> None:
        """Forget everything and return to real time."""
        standin.reset()

    return [advance, webhook, hold, release, resend, plan_fault, faults, forget_faults, settle, reset]
