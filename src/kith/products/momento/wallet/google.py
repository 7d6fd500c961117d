"""A link that puts a ticket into Google Wallet: a JWT signed with the house's service account.

https://developers.google.com/wallet/tickets/events/web
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jwt
import msgspec

from kith.foundation.language import tag

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.settings import Settings
    from kith.products.momento.wallet.ticket import Ticket

_SAVE: Final = "https://pay.google.com/gp/v/save/"


class ServiceAccount(msgspec.Struct, frozen=True):
    """What the key file of a service account holds, as far as it is used."""

    client_email: str
    private_key: str
    private_key_id: str = ""


def offered(settings: Settings) -> bool:
    """Whether this house can make tickets."""
    return bool(settings.google_wallet_issuer and settings.google_wallet_account)


def save_link(settings: Settings, ticket: Ticket, now: datetime) -> str:
    """Where a person goes to keep the ticket.

    Raises:
        OSError, msgspec.DecodeError: the service account's file cannot be read.
    """
    account = msgspec.json.decode(Path(settings.google_wallet_account).read_bytes(), type=ServiceAccount)
    claims = {
        "iss": account.client_email,
        "aud": "google",
        "typ": "savetowallet",
        "iat": int(now.timestamp()),
        "origins": [settings.public_url],
        "payload": _payload(settings.google_wallet_issuer, ticket),
    }
    return _SAVE + jwt.encode(
        claims, account.private_key, algorithm="RS256", headers={"kid": account.private_key_id}
    )


def _payload(issuer: str, ticket: Ticket) -> dict[str, Any]:
    kind = f"{issuer}.momento-{ticket.event_id}"
    return {
        "eventTicketClasses": [
            {
                "id": kind,
                "issuerName": "Momento",
                "reviewStatus": "UNDER_REVIEW",
                "eventName": _said(ticket.title),
                "venue": {"name": _said(ticket.place), "address": _said(ticket.address or ticket.place)},
                "dateTime": {"start": ticket.starts_at.isoformat(), "end": ticket.ends_at.isoformat()},
            }
        ],
        "eventTicketObjects": [
            {
                "id": f"{issuer}.momento-{ticket.id}",
                "classId": kind,
                "state": "ACTIVE",
                "barcode": {"type": "QR_CODE", "value": ticket.link},
            }
        ],
    }


def _said(text: str) -> dict[str, Any]:
    return {"defaultValue": {"language": tag(), "value": text}}
