"""Mail as it arrived, and what a mail program would show of it."""

from __future__ import annotations

from datetime import datetime
from email.message import MIMEPart
from email.parser import BytesParser
from email.policy import default as modern

import msgspec


class Attachment(msgspec.Struct, frozen=True):
    """A part that is neither the text nor the HTML of the mail. `size` in bytes."""

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
            Attachment(part.get_filename() or "unnamed", part.get_content_type(), len(_bytes_of(part)))
            for part in message.iter_attachments()
        ),
        raw=raw,
    )


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
