"""E-mail over SMTP."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import aiosmtplib

from kith.commons.messaging.delivery import Given, NotNow, NotWanted
from kith.foundation.database import forbid_open_transaction
from kith.foundation.metrics import PROVIDER_CALLS

if TYPE_CHECKING:
    from kith.foundation.house import House


def compose(house: House, given: Given) -> EmailMessage:
    """The mail: plain text, HTML and a calendar invitation beside it when there are. Its Message-ID is the row's id, however often it is sent."""
    message = EmailMessage()
    message["From"] = house.settings.mail_from
    message["To"] = given.recipient
    message["Subject"] = str(given.body["subject"])
    message["Date"] = formatdate(house.clock.now().timestamp())
    domain = parseaddr(house.settings.mail_from)[1].partition("@")[2] or "kith.example"
    message["Message-ID"] = f"<{given.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if given.body.get("unsubscribe"):
        message["List-Unsubscribe"] = f"<{given.body['unsubscribe']}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(str(given.body["text"]))
    if given.body.get("html"):
        message.add_alternative(str(given.body["html"]), subtype="html")
    invitation = given.body.get("invitation")
    if invitation:
        # As RFC 6047 wants it: the method is named in the type too, or programs show a file instead of buttons.
        message.add_alternative(
            invitation["ics"].encode(),
            "text",
            "calendar",
            params={"method": invitation["method"], "charset": "utf-8"},
        )
    return message


async def send(house: House, given: Given) -> str:
    """Hand the mail to the SMTP server.

    Raises:
        NotNow: the server is away or asks to wait.
        NotWanted: the server refuses this recipient for good.
    """
    forbid_open_transaction()
    place = urlsplit(house.settings.smtp_url)
    try:
        await aiosmtplib.send(
            compose(house, given),
            hostname=place.hostname or "127.0.0.1",
            port=place.port or 25,
            username=unquote(place.username) if place.username else None,
            password=unquote(place.password) if place.password else None,
            use_tls=place.scheme == "smtps",
            start_tls=place.scheme == "smtp+tls" or None,
            timeout=15,
        )
    except aiosmtplib.SMTPRecipientsRefused as refusal:
        codes = [refused.code for refused in refusal.recipients]
        PROVIDER_CALLS.labels("smtp", "send", "refused").inc()
        if all(code >= 500 for code in codes):
            raise NotWanted(f"SMTP {codes[0]}") from None
        raise NotNow(f"SMTP {codes[0]}") from None
    except aiosmtplib.SMTPResponseException as refusal:
        PROVIDER_CALLS.labels("smtp", "send", "refused").inc()
        if refusal.code >= 500:
            raise NotWanted(f"SMTP {refusal.code}") from None
        raise NotNow(f"SMTP {refusal.code}") from None
    except (aiosmtplib.SMTPException, OSError) as away:
        PROVIDER_CALLS.labels("smtp", "send", "unavailable").inc()
        raise NotNow(type(away).__name__) from None
    PROVIDER_CALLS.labels("smtp", "send", "done").inc()
    return str(given.id)
