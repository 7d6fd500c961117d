"""The mail stand-in's control API. JSON in and out."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from kith.simulator.standins.controlling import refusal
from kith.simulator.standins.faults import Fault
from kith.simulator.standins.mail.inbox import Mail
from kith.simulator.standins.mail.standin import MailStandIn

Inbox = NamedDependency[MailStandIn]


class MailControl(Controller):
    """Reading and emptying the inbox, and faults."""

    path = "/mail/control"

    @get("/messages")
    async def messages(self, mail: Inbox, to: FromQuery[str | None] = None) -> list[Mail]:
        """Mails in order of arrival; `raw` is in base 64."""
        return mail.messages(to)

    @get("/messages/{mail_id:str}")
    async def message(self, mail: Inbox, mail_id: FromPath[str]) -> Response[object]:
        """One mail."""
        one = mail.message(mail_id)
        return refusal(f"id: there is no mail {mail_id}.", 404) if one is None else Response(one)

    @post("/faults")
    async def plan_fault(self, data: JSONBody[Fault], mail: Inbox) -> Response[object]:
        """Plan a fault."""
        try:
            mail.faults.add(data)
        except ValueError as error:
            return refusal(str(error))
        return Response(mail.faults.planned(), status_code=201)

    @get("/faults")
    async def faults(self, mail: Inbox) -> list[Fault]:
        """Faults still to come."""
        return mail.faults.planned()

    @delete("/faults")
    async def forget_faults(self, mail: Inbox) -> None:
        """Forget every planned fault."""
        mail.faults.clear()

    @post("/reset", status_code=204)
    async def reset(self, mail: Inbox) -> None:
        """Forget mails and faults."""
        mail.reset()
