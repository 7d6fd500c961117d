"""The SMTP server, its inbox and its faults."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import uuid
from collections.abc import AsyncGenerator
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.mail.inbox import Mail, read_mail
from kith.simulator.standins.store import Collection, Store

MAIL_FAULTS = frozenset(
    {
        FaultKind.FAIL,
        FaultKind.FAIL_AFTER_EFFECT,
        FaultKind.DELAY,
        FaultKind.DROP,
        FaultKind.TIMEOUT_AFTER_ACCEPT,
    }
)
_REPLIES = {
    421: "421 4.3.2 Service not available, closing the channel",
    450: "450 4.2.1 Mailbox busy, try again later",
    451: "451 4.3.0 Local error, try again later",
    452: "452 4.2.2 Mailbox full, try again later",
    550: "550 5.1.1 No such mailbox",
    552: "552 5.2.2 Mailbox full",
    554: "554 5.7.1 Refused by policy",
}
_LARGEST_MAIL = 25 * 1024 * 1024


class MailStandIn:
    """Takes every mail for everybody and keeps it.

    A fault's `match` is looked for in the recipient's address. `fail` refuses a recipient with the SMTP reply
    code in `status` (451 unless given, 550 for good); `fail_after_effect` keeps the mail and answers so
    nevertheless; `drop` cuts the connection before the mail is kept, `timeout_after_accept` after it.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.faults = FaultPlan(MAIL_FAULTS)
        self._store = Store(file)
        self._clock = MovableClock(self._store)
        self._mails = Collection(self._store, "mails", Mail)
        self._connections: set[_Connection] = set()
        self.port = 0

    def messages(self, to: str | None = None) -> list[Mail]:
        """Mails in order of arrival, all of them or those for one address."""
        return [mail for mail in self._mails.all() if to is None or to in mail.recipients]

    def message(self, mail_id: str) -> Mail | None:
        """One mail, or None."""
        return self._mails.get(mail_id)

    def empty(self) -> None:
        """Forget all mail."""
        self._mails.clear()

    def reset(self) -> None:
        """Forget mails and faults."""
        self.empty()
        self.faults.clear()

    def keep(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> Mail:
        """Put a mail into the inbox."""
        mail_id = uuid.uuid4().hex
        mail = read_mail(
            raw, mail_id=mail_id, sender=sender, recipients=recipients, received_at=self._clock.now()
        )
        return self._mails.put(mail_id, mail)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    @contextlib.asynccontextmanager
    async def listening(self, listener: socket.socket) -> AsyncGenerator[None]:
        """Take mail at a bound socket in the running loop until the block ends."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(self, self._connections, loop), sock=listener)
        self.port = listener.getsockname()[1]
        try:
            yield
        finally:
            server.close()
            for connection in tuple(self._connections):
                connection.cut()
            await server.wait_closed()

    # aiosmtpd calls these for the commands of the protocol.

    async def handle_RCPT(
        self, server: _Connection, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A recipient: refused when the plan says so."""
        del server, session, options
        if delay := self.faults.take(FaultKind.DELAY, address):
            await asyncio.sleep(delay.seconds)
        if fault := self.faults.take(FaultKind.FAIL, address):
            return _reply(fault.status)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: _Connection, session: Session, envelope: Envelope) -> str:
        """The mail itself."""
        del session
        target = " ".join(envelope.rcpt_tos)
        if self.faults.take(FaultKind.DROP, target):
            server.cut()
            return _reply(421)
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        self.keep(raw, envelope.mail_from or "", tuple(envelope.rcpt_tos))
        if self.faults.take(FaultKind.TIMEOUT_AFTER_ACCEPT, target):
            server.cut()
        elif fault := self.faults.take(FaultKind.FAIL_AFTER_EFFECT, target):
            return _reply(fault.status)
        return "250 2.0.0 OK, kept in the local inbox"


class _Connection(SMTP):
    """One SMTP session, which can be cut off."""

    def __init__(
        self, standin: MailStandIn, open_connections: set[_Connection], loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(
            standin,
            data_size_limit=_LARGEST_MAIL,
            enable_SMTPUTF8=True,
            hostname="mail-standin.localhost",
            ident="Kith mail stand-in",
            loop=loop,
        )
        self._open_connections = open_connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._open_connections.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._open_connections.discard(self)
        super().connection_lost(error)

    def cut(self) -> None:
        """Drop the connection without another word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


def _reply(code: int | None) -> str:
    code = code or 451
    return _REPLIES.get(code, f"{code} Refused as the fault plan asks for")
