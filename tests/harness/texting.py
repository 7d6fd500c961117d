"""Texting with JOSH in a test: signed webhooks in, what the house would say out."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

import httpx
import msgspec
from twilio.request_validator import RequestValidator

from harness.house import OUR_NUMBER
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed
from kith.foundation.house import House

INBOUND = "/hooks/twilio"


class Said(msgspec.Struct, frozen=True):
    """One text of the house to a number, as its row stands."""

    body: str
    kind: str
    purpose: str
    status: str


def form_of(sender: str, body: str, *, sid: str | None = None, **fields: str) -> dict[str, str]:
    """The form that Twilio posts for an incoming text."""
    return {
        "MessageSid": sid or f"SM{uuid4().hex}",
        "AccountSid": "AC" + "0" * 32,
        "From": sender,
        "To": OUR_NUMBER,
        "Body": body,
        "NumMedia": "0",
        **fields,
    }


async def post_signed(
    client: httpx.AsyncClient,
    house: House,
    form: dict[str, str],
    *,
    path: str = INBOUND,
    signed_url: str | None = None,
    token: str | None = None,
) -> httpx.Response:
    """Post a form as Twilio does: signed over the public URL and the fields."""
    url = signed_url or f"{house.settings.public_url}{path}"
    signer = RequestValidator(token or house.settings.twilio_auth_token)
    signature: str = signer.compute_signature(url, form)
    return await client.post(
        path,
        content=urlencode(form).encode(),
        headers={
            "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
            "x-twilio-signature": signature,
        },
    )


async def text(client: httpx.AsyncClient, house: House, sender: str, body: str, **fields: str) -> str:
    """A person texts us; returns the message id. The answer waits in the outbox (see `said_to`)."""
    form = form_of(sender, body, **fields)
    answer = await post_signed(client, house, form)
    assert answer.status_code == 200, answer.text
    return form["MessageSid"]


async def said_to(house: House, phone: str) -> list[Said]:
    """Every text of the house to a number, oldest first, sent or not."""
    rows = await house.database.read(
        service("tests.texting"),
        "josh",
        """
        select j.kind, j.purpose, j.status, s.*
        from sms_outbound_jobs j
        left join sms_messages m on m.job_id = j.id
        cross join lateral (
          select 'sms_outbound_jobs:' || j.id || ':out' as bound_to, j.body_ciphertext, j.body_iv, j.body_tag, j.key_version
          where j.body_ciphertext is not null
          union all
          select 'sms_messages:' || m.id || ':out', m.body_ciphertext, m.body_iv, m.body_tag, m.key_version
          where j.body_ciphertext is null
        ) s
        where j.phone_hash = $1 order by j.seq
        """,
        house.keyring.phone_hash(phone),
    )
    return [
        Said(
            house.keyring.open(
                Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"]),
                row["bound_to"],
            )
            if row["body_ciphertext"] is not None
            else "",
            row["kind"],
            row["purpose"],
            row["status"],
        )
        for row in rows
    ]


async def last_said_to(house: House, phone: str) -> str:
    """The newest text of the house to a number; empty when there is none."""
    said = await said_to(house, phone)
    return said[-1].body if said else ""
