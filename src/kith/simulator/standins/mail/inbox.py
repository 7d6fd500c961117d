"""Mail as it arrived, and what a mail program would show of it."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default as modern

import msgspec


class Attachment(msgspec.Struct, frozen=True):
    """A part that is neither the text nor the HTML of the mail, an invitation beside them too. `size` in bytes."""

    name: str
    media_type: str
    size: int


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """One mail. `sender` and `recipients` are the envelope's, `raw` is the message as it was sent."""

    id: str
    received_at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    headers: tuple[tuple[str, str], ...]
    text: str | None
    html: str | None
    attachments: tuple[Attachment, ...]
    raw: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def read_mail(
    raw: bytes, *, mail_id: str, sender: str, recipients: tuple[str, ...], received_at: datetime
) -> Mail:
    """Read a message as it came over SMTP; a malformed one is shown as far as it can be read."""
    message = BytesParser(policy=modern).parsebytes(raw)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return Mail(
        id=mail_id,
        received_at=received_at,
        sender=sender,
        recipients=recipients,
        subject=str(message.get("Subject", "")),
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=_content(text) if text is not None else None,
        html=_content(html) if html is not None else None,
        attachments=tuple(
            Attachment(_name_of(part), part.get_content_type(), len(_bytes_of(part)))
            for part in _attached(message)
        ),
        raw=raw,
    )


def attached_bytes(mail: Mail, number: int) -> bytes | None:
    """What the attachment of this number, from 0, holds; None where there is none."""
    parts = _attached(BytesParser(policy=modern).parsebytes(mail.raw))
    return _bytes_of(parts[number]) if 0 <= number < len(parts) else None


def _attached(message: EmailMessage) -> list[MIMEPart]:
    # An invitation is an alternative to the text, so `iter_attachments` does not have it.
    shown = (message.get_body(("plain",)), message.get_body(("html",)))
    return [
        part
        for part in message.walk()
        if not part.is_multipart() and part is not message and not any(part is body for body in shown)
    ]


def _name_of(part: MIMEPart) -> str:
    fallback = "invitation.ics" if part.get_content_type() == "text/calendar" else "unnamed"
    return part.get_filename() or fallback


def _content(part: MIMEPart) -> str:
    # The declared character set may be unknown or untrue.
    try:
        content = str(part.get_content())
    except (LookupError, UnicodeError):
        content = _bytes_of(part).decode("utf-8", "replace")
    return content.replace("\r\n", "\n")


def _bytes_of(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
