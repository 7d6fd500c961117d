"""Where sellers' money goes: an account at Stripe, begun, gone on with, and asked how it stands. The address a browser returns to proves nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.connect import AccountStatus, account_status, create_account, onboarding_link
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, Unavailable
from kith.foundation.language import _
from kith.foundation.logs import logger
from kith.products.hotmess import topics
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.payments.settling import queries, schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ACTOR = service("hotmess.payouts")
_log = logger(__name__)
EARNINGS: Final = "/hotmess/earnings"
# fmt: off
COUNTRIES: Final = (
    "AT", "AU", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "US",
)
# fmt: on
"""Where Stripe opens express accounts: https://docs.stripe.com/connect/express-accounts"""
_ASK_AGAIN: Final = timedelta(minutes=10)


async def connect(
    house: House,
    person: Person,
    country: str,
    *,
    return_path: str = f"{EARNINGS}/connected",
    refresh_path: str = f"{EARNINGS}/again",
) -> str:
    """Where a member goes on with their account; it is begun at the first call, in that country for good.

    Raises:
        NotFound: not a member.
        Refused: suspended.
        Invalid: Stripe opens no accounts in that country.
        PaymentRefused, Unavailable: Stripe.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await acting(db, person.id)
        known = await queries.account(db.connection, person=person.id)
    made = None if known is None else known["stripe_account_id"]
    if made is None:
        if country.upper() not in COUNTRIES:
            raise Invalid("Choose the country you live in.", field="country")
        made = await create_account(house, person.id, product="hotmess", country=country.upper())
    async with house.database.session(_ACTOR, schema(house)) as db:
        account: str = await queries.keep_account(db.connection, person=person.id, account=made)
    return await onboarding_link(house, account, return_path=return_path, refresh_path=refresh_path)


async def look(house: House, person_id: UUID) -> AccountStatus | None:
    """Ask Stripe how somebody's account stands, write it on their shop front too, and tell them when it changed; None without an account.

    Raises:
        Unavailable: Stripe does not answer; nothing changed.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        known = await queries.account(db.connection, person=person_id)
    if known is None:
        return None
    state = await account_status(house, known["stripe_account_id"])
    async with house.database.session(_ACTOR, schema(house)) as db:
        before: str | None = await queries.note_account(db.connection, person=person_id, state=state)
        await queries.note_seller(
            db.connection, person=person_id, account=known["stripe_account_id"], state=state
        )
        if before is not None:
            await _tell(db, house, person_id, state)
    return state


async def _tell(db: Session, house: House, person: UUID, state: AccountStatus) -> None:
    said = {
        "ready": (
            lambda: _("You can be paid now"),
            lambda: _("Your account is in order. What you sold is paid the day after the night."),
        ),
        "paused": (
            lambda: _("Your payouts are paused"),
            lambda: _(
                "Stripe does not pay to your account right now. Your money waits; write to us and we look at it."
            ),
        ),
    }
    if state not in said:
        return
    subject, text = said[state]
    await notify(
        db,
        house,
        person,
        lambda: Notice(subject=subject(), text=text(), link=EARNINGS, hint=_("About your payouts.")),
        product="HOTMESS",
        topic=topics.ORDERS,
        purpose=f"payouts.{state}",
        key=f"payouts:{person}:{state}:{db.now.isoformat()}",
    )


async def sweep(house: House) -> None:
    """Ask about accounts that are not ready, and now and then about the others; forget those of people who left and were paid."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        waiting = [
            row["user_id"]
            async for row in queries.accounts_to_ask(db.connection, before=db.now - _ASK_AGAIN, at_most=50)
        ]
        for person in [row["user_id"] async for row in queries.leavers(db.connection, at_most=50)]:
            await queries.forget_account(db.connection, person=person)
    for person in waiting:
        try:
            await look(house, person)
        except Unavailable:
            return
        except PaymentRefused:
            _log.error("an account is not known to Stripe", person=str(person))
