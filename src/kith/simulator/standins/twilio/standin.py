"""What the Twilio stand-in knows and does, without any HTTP of its own."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.courier import Courier, Outcome
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS
from kith.simulator.standins.store import Collection, Store
from kith.simulator.standins.twilio.errors import DELIVERY_ERRORS, TwilioError
from kith.simulator.standins.twilio.messages import MessageRecord, check_new_message
from kith.simulator.standins.twilio.replies import replies_in
from kith.simulator.standins.twilio.webhooks import inbound_form, post, status_form

TWILIO_FAULTS = API_FAULTS | {
    FaultKind.UNDELIVERED,
    FaultKind.SEND_FAILED,
    FaultKind.REPEAT_WEBHOOK,
    FaultKind.LOSE_WEBHOOK,
    FaultKind.REORDER_CALLBACKS,
    FaultKind.REPEAT_CALLBACKS,
    FaultKind.LOSE_CALLBACKS,
}
OPT_OUT_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
OPT_IN_WORDS = frozenset({"START", "YES", "UNSTOP"})
OPTED_OUT_NOTICE = (
    "You are unsubscribed and will get no more texts from this number. Reply START to resubscribe."
)


class TwilioSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The account that the stand-in plays.

    `numbers` are the account's own; empty means that any valid number may send. `webhook_url` takes Twilio's
    connection overrides in its fragment: `#rc=2&rp=5xx,ct` retries twice after a 5xx or a failed connection.
    `carrier_opt_out` keeps the opt-outs as Twilio does for long codes: STOP is confirmed by Twilio itself,
    and further messages are refused with 21610 until START.
    """

    account_sid: str = "AC" + "0" * 31 + "1"
    auth_token: str = "stand-in-auth-token"  # noqa: S105  the stand-in's own, worth nothing elsewhere
    numbers: tuple[str, ...] = ()
    messaging_service_number: str = "+15005550006"
    webhook_url: str | None = None
    carrier_opt_out: bool = True


class OptOut(msgspec.Struct, frozen=True):
    """A phone that texted STOP to one of our numbers."""

    phone: str
    number: str
    since: datetime


class Virtual(msgspec.Struct, frozen=True):
    """Whether a virtual person answers a phone."""

    phone: str
    on: bool


class TwilioStandIn:
    """One Twilio account."""

    def __init__(self, settings: TwilioSettings, file: Path | None = None) -> None:
        self.settings = settings
        self.webhook_url = settings.webhook_url
        self.faults = FaultPlan(TWILIO_FAULTS)
        self.courier = Courier()
        self._store = Store(file)
        self.clock = MovableClock(self._store)
        self._messages = Collection(self._store, "messages", MessageRecord)
        self._opt_outs = Collection(self._store, "opt_outs", OptOut)
        self._virtual = Collection(self._store, "virtual", Virtual)
        self._count = max((message.number for message in self._messages.all()), default=0)

    # what the account holds

    def messages(self, *, after: int = 0, phone: str | None = None) -> list[MessageRecord]:
        """Texts of both directions in order of arrival; `after` is a record's number, `phone` either end."""
        return [
            message
            for message in self._messages.all()
            if message.number > after and phone in (None, message.to, message.sender)
        ]

    def message(self, sid: str) -> MessageRecord | None:
        """One text, or None."""
        return self._messages.get(sid)

    def opted_out(self, phone: str, number: str) -> bool:
        """Whether the carrier refuses texts from `number` to `phone`."""
        return f"{phone}>{number}" in self._opt_outs

    def opt_outs(self) -> list[OptOut]:
        """Every opt-out in force."""
        return self._opt_outs.all()

    def virtual_people(self) -> dict[str, bool]:
        """Phones of which it was said whether a virtual person answers them."""
        return {known.phone: known.on for known in self._virtual.all()}

    def set_virtual(self, phone: str, *, on: bool) -> None:
        """Say it of one phone."""
        self._virtual.put(phone, Virtual(phone=phone, on=on))

    # the API

    def accept(
        self, *, to: str, sender: str, service: str, body: str, media: int, callback: str
    ) -> MessageRecord:
        """Accept a text for sending and start its status callbacks. Raises TwilioError."""
        check_new_message(
            to=to, sender=sender, service=service, body=body, media=media, own_numbers=self.settings.numbers
        )
        actual_sender = sender or self.settings.messaging_service_number
        if self.opted_out(to, actual_sender):
            raise TwilioError(400, 21610, "Attempt to send to unsubscribed recipient")
        accepted = self._record(
            sender=sender or None,
            to=to,
            body=body,
            status="accepted" if service else "queued",
            direction="outbound-api",
            num_media=media,
            messaging_service_sid=service or None,
            status_callback=callback or None,
        )
        self.courier.in_background(self._progress(accepted.sid, actual_sender))
        return accepted

    def redact(self, sid: str) -> MessageRecord | None:
        """Empty the body of a text."""
        return self._change(sid, lambda old: msgspec.structs.replace(old, body=""))

    def delete(self, sid: str) -> bool:
        """Forget a text; False if there is none. Raises TwilioError while it is under way."""
        message = self._messages.get(sid)
        if message is None:
            return False
        if message.status in {"accepted", "queued", "sending"}:
            raise TwilioError(
                409, 20009, "Cannot delete this Message because delivery has not been completed."
            )
        self._messages.remove(sid)
        return True

    # the other side: phones and the network

    async def text(
        self, sender: str, to: str, body: str, num_media: int = 0
    ) -> tuple[MessageRecord, Outcome | None]:
        """A phone sends a text to one of our numbers: it is recorded and posted to the webhook.

        Returns the record and how the webhook went; None where no webhook is configured or the fault plan
        lost it. Such a text is still in the message list.
        """
        received = self._record(
            sender=sender, to=to, body=body, status="received", direction="inbound", num_media=num_media
        )
        if self.settings.carrier_opt_out:
            self._note_opt_out(received)
        target = f"{sender} {to}"
        if self.webhook_url is None or self.faults.take(FaultKind.LOSE_WEBHOOK, target):
            return received, None
        outcome = await self._post_inbound(received, self.webhook_url)
        if self.faults.take(FaultKind.REPEAT_WEBHOOK, target):
            outcome = await self._post_inbound(received, self.webhook_url)
        return received, outcome

    async def report_status(
        self, sid: str, status: str, error_code: int | None = None
    ) -> MessageRecord | None:
        """Set a text's status by hand and post the callback for it."""
        message = self._set_status(sid, status, error_code)
        if message is not None:
            await self._post_callback(message)
        return message

    async def settled(self) -> None:
        """Wait until every status callback under way has been posted."""
        await self.courier.settled()

    def reset(self) -> None:
        """Forget texts, opt-outs and faults; return to real time and the settings' webhook."""
        self.webhook_url = self.settings.webhook_url
        self._messages.clear()
        self._opt_outs.clear()
        self._virtual.clear()
        self.faults.clear()
        self.clock.reset()

    async def close(self) -> None:
        """Stop delivering and close the file."""
        await self.courier.close()
        self._store.close()

    def _record(self, *, num_media: int = 0, **fields: str | None) -> MessageRecord:
        now = self.clock.now()
        self._count += 1
        sid = ("MM" if num_media else "SM") + uuid.uuid4().hex
        message = msgspec.convert(
            {
                **fields,
                "sid": sid,
                "number": self._count,
                "account_sid": self.settings.account_sid,
                "num_media": num_media,
                "date_created": now,
                "date_updated": now,
                "date_sent": now if fields["direction"] != "outbound-api" else None,
            },
            MessageRecord,
        )
        return self._messages.put(sid, message)

    def _change(self, sid: str, change: Callable[[MessageRecord], MessageRecord]) -> MessageRecord | None:
        old = self._messages.get(sid)
        if old is None:
            return None
        new = msgspec.structs.replace(change(old), date_updated=self.clock.now())
        return self._messages.put(sid, new)

    def _set_status(self, sid: str, status: str, error_code: int | None) -> MessageRecord | None:
        def change(old: MessageRecord) -> MessageRecord:
            return msgspec.structs.replace(
                old,
                status=status,
                date_sent=old.date_sent or (self.clock.now() if status == "sent" else None),
                error_code=error_code,
                error_message=DELIVERY_ERRORS.get(error_code, "Unknown error") if error_code else None,
            )

        return self._change(sid, change)

    async def _progress(self, sid: str, sender: str) -> None:
        accepted = self._messages.get(sid)
        if accepted is None:
            return
        self._messages.put(sid, msgspec.structs.replace(accepted, sender=sender))
        target = f"{sid} {accepted.to}"
        steps: list[tuple[str, int | None]] = [("queued", None), ("sent", None), ("delivered", None)]
        if fault := self.faults.take(FaultKind.SEND_FAILED, target):
            steps = [("queued", None), ("failed", fault.code or 30008)]
        elif fault := self.faults.take(FaultKind.UNDELIVERED, target):
            steps = [("queued", None), ("sent", None), ("undelivered", fault.code or 30003)]
        callbacks: list[MessageRecord] = []
        for status, code in steps:
            message = self._set_status(sid, status, code)
            if message is not None:
                callbacks.append(message)
        if self.faults.take(FaultKind.LOSE_CALLBACKS, target):
            return
        if self.faults.take(FaultKind.REORDER_CALLBACKS, target):
            callbacks.reverse()
        times = 2 if self.faults.take(FaultKind.REPEAT_CALLBACKS, target) else 1
        for message in callbacks:
            for _ in range(times):
                await self._post_callback(message)

    async def _post_callback(self, message: MessageRecord) -> None:
        if message.status_callback is not None:
            await post(self.courier, self.settings.auth_token, message.status_callback, status_form(message))

    async def _post_inbound(self, message: MessageRecord, webhook_url: str) -> Outcome:
        outcome = await post(self.courier, self.settings.auth_token, webhook_url, inbound_form(message))
        for reply in replies_in(outcome.answer) if outcome.taken else ():
            self._record(
                sender=message.to,
                to=message.sender,
                body=reply,
                status="delivered",
                direction="outbound-reply",
            )
        return outcome

    def _note_opt_out(self, received: MessageRecord) -> None:
        word = re.sub(r"[^A-Z]", "", received.body.upper())
        phone, number = received.sender or "", received.to
        key = f"{phone}>{number}"
        if word in OPT_OUT_WORDS and key not in self._opt_outs:
            self._opt_outs.put(key, OptOut(phone=phone, number=number, since=self.clock.now()))
            self._record(
                sender=number, to=phone, body=OPTED_OUT_NOTICE, status="delivered", direction="outbound-reply"
            )
        elif word in OPT_IN_WORDS:
            self._opt_outs.remove(key)
