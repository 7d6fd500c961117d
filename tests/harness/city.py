"""A small city of JOSH for flows: Marlow Bay with people, and newcomers who join as newcomers do."""

from __future__ import annotations

import re
from typing import Any

import httpx

from harness.phone import Phone
from harness.texting import said_to
from kith.foundation.house import House
from kith.products.josh.demo import city

FORM: dict[str, Any] = {
    "first_name": "Alice",
    "last_name": "Tester",
    "birthday": "1994-03-02",
    "zip": "40001",
    "sms_consent": True,
    "age_consent": True,
    "terms_consent": True,
    "privacy_consent": True,
}


async def found(house: House) -> None:
    """Marlow Bay, as `./kith up` makes it: local morning, seventy-two people."""
    await city.build(house)


def form(phone: str, **changes: Any) -> dict[str, Any]:
    """A sign-up form that is fine, but for the changes."""
    return {**FORM, "phone": phone, **changes}


async def code_for(house: House, phone: str) -> str:
    """The six digits last texted to a number, read from the outbox before they leave."""
    said = [text.body for text in await said_to(house, phone) if text.kind == "otp"]
    match = re.search(r"\b(\d{6})\b", said[-1])
    assert match is not None
    return match[1]


async def join(house: House, client: httpx.AsyncClient, phone: str, name: str) -> dict[str, Any]:
    """Register and confirm a number over JSON; the answer of the confirmation."""
    sent = await client.post("/api/josh/registrations", json=form(phone, first_name=name))
    assert sent.status_code == 202, sent.text
    code = await code_for(house, phone)
    confirmed = await client.post(
        "/api/josh/registrations/verify", json={"ticket": sent.json()["ticket"], "code": code}
    )
    assert confirmed.status_code == 200, confirmed.text
    return confirmed.json()


async def interview(phone: Phone, letter: str = "B") -> str:
    """Answer every question with a letter; the last text."""
    last = ""
    for _ in range(20):
        answers = await phone.text(letter)
        last = answers[-1].body
        if "last one, thank you" in last:
            break
    return last
