"""The Twilio stand-in's control API: what Twilio itself does not offer. JSON in and out."""

from __future__ import annotations

import msgspec
from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from kith.simulator.standins.controlling import refusal
from kith.simulator.standins.courier import Outcome
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.twilio.messages import MessageRecord, is_phone_number
from kith.simulator.standins.twilio.standin import OptOut, TwilioStandIn

Twilio = NamedDependency[TwilioStandIn]


class InboundText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"sender": "from"}):
    """A text that a phone sends."""

    sender: str
    to: str
    body: str
    num_media: int = 0


class InboundAnswer(msgspec.Struct, frozen=True):
    """The text as recorded, and how the webhook went (null where it was not posted)."""

    message: MessageRecord
    webhook: Outcome | None


class WebhookAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where inbound texts are posted; null for nowhere."""

    url: str | None


class VirtualPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a virtual person answers this phone."""

    phone: str
    on: bool


class StatusReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A status to report by hand."""

    status: str
    error_code: int | None = None


class TwilioControl(Controller):
    """Phones, faults and the state of the account."""

    path = "/control"

    @post("/inbound", status_code=200)
    async def inbound(self, data: JSONBody[InboundText], twilio: Twilio) -> Response[object]:
        """Let a phone send a text; answers when the webhook has been posted."""
        for field, number in (("from", data.sender), ("to", data.to)):
            if not is_phone_number(number):
                return refusal(f"{field}: {number!r} is not a phone number in the form +12025550123.")
        if not 0 <= data.num_media <= 10:
            return refusal("num_media: give a number from 0 to 10.")
        message, outcome = await twilio.text(data.sender, data.to, data.body, data.num_media)
        return Response(InboundAnswer(message, outcome))

    @get("/messages")
    async def messages(
        self, twilio: Twilio, after: FromQuery[int] = 0, phone: FromQuery[str | None] = None
    ) -> list[MessageRecord]:
        """Texts of both directions, oldest first, after a record's `number`, to or from one phone."""
        return twilio.messages(after=after, phone=phone)

    @post("/messages/{sid:str}/status", status_code=200)
    async def report(
        self, sid: FromPath[str], data: JSONBody[StatusReport], twilio: Twilio
    ) -> Response[object]:
        """Report a status for a text, by callback too."""
        message = await twilio.report_status(sid, data.status, data.error_code)
        return refusal(f"sid: there is no message {sid}.", 404) if message is None else Response(message)

    @get("/opt-outs")
    async def opt_outs(self, twilio: Twilio) -> list[OptOut]:
        """Phones that texted STOP."""
        return twilio.opt_outs()

    @get("/virtual")
    async def virtual(self, twilio: Twilio) -> dict[str, bool]:
        """Phones of which it was said whether a virtual person answers them."""
        return twilio.virtual_people()

    @put("/virtual")
    async def set_virtual(self, data: JSONBody[VirtualPerson], twilio: Twilio) -> Response[object]:
        """Say it of one phone."""
        if not is_phone_number(data.phone):
            return refusal(f"phone: {data.phone!r} is not a phone number in the form +12025550123.")
        twilio.set_virtual(data.phone, on=data.on)
        return Response(data)

    @put("/webhook")
    async def webhook(self, data: JSONBody[WebhookAddress], twilio: Twilio) -> WebhookAddress:
        """Change where inbound texts are posted."""
        twilio.webhook_url = data.url
        return data

    @post("/faults")
    async def plan_fault(self, data: JSONBody[Fault], twilio: Twilio) -> Response[object]:
        """Plan a fault."""
        try:
            twilio.faults.add(data)
        except ValueError as error:
            return refusal(str(error))
        return Response(twilio.faults.planned(), status_code=201)

    @get("/faults")
    async def faults(self, twilio: Twilio) -> list[Fault]:
        """Faults still to come."""
        return twilio.faults.planned()

    @delete("/faults")
    async def forget_faults(self, twilio: Twilio) -> None:
        """Forget every planned fault."""
        twilio.faults.clear()

    @post("/settle", status_code=204)
    async def settle(self, twilio: Twilio) -> None:
        """Answer when every callback under way has been posted."""
        await twilio.settled()

    @post("/reset", status_code=204)
    async def reset(self, twilio: Twilio) -> None:
        """Forget texts, opt-outs and faults."""
        twilio.reset()
