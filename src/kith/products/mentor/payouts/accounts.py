"""A mentor's account at Stripe: begun, gone on with, and asked how it stands. The address a browser returns to proves nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.connect import AccountStatus, account_status, create_account, onboarding_link
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, NotFound, Unavailable
from kith.foundation.language import _
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.mentor import topics

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.payouts")
_log = logger(__name__)
EARNINGS: Final = "/mentor/mentoring/earnings"
# fmt: off
COUNTRIES: Final = (
    "AT", "AU", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "US",
)
# fmt: on
"""Where Stripe opens express accounts: https://docs.stripe.com/connect/express-accounts"""
_ASK_AGAIN: Final = timedelta(minutes=10)


async def connect(house: House, person: Person, country: str) -> str:
    """Where the mentor goes on with their account; it is begun at the first call, in that country for good.

    Raises:
        NotFound: no mentor.
        Invalid: Stripe opens no accounts in that country.
        PaymentRefused, Unavailable: Stripe.
    """
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        if await queries.mentoring(db.connection, person=person.id) is None:
            raise NotFound
        known = await queries.account(db.connection, person=person.id)
    account = None if known is None else known["stripe_account_id"]
    if account is None:
        if country.upper() not in COUNTRIES:
            raise Invalid("Choose the country you live in.", field="country")
        made = await create_account(house, person.id, product="mentor", country=country.upper())
        async with house.database.session(_ACTOR, schema) as db:
            account = await queries.keep_account(db.connection, person=person.id, account=made)
    return await onboarding_link(
        house, account, return_path=f"{EARNINGS}/connected", refresh_path=f"{EARNINGS}/again"
    )


async def look(house: House, person_id: UUID) -> AccountStatus | None:
    """Ask Stripe how somebody's account stands, and tell them when that changed; None when they have none.

    Raises:
        Unavailable: Stripe does not answer; nothing changed.
    """
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        known = await queries.account(db.connection, person=person_id)
    if known is None:
        return None
    status = await account_status(house, known["stripe_account_id"])
    async with house.database.session(_ACTOR, schema) as db:
        before: str | None = await queries.note_account(db.connection, person=person_id, status=status)
        if before is not None:
            await _tell(db, house, person_id, before, status)
    return status


async def _tell(db: Session, house: House, person: UUID, before: str, status: AccountStatus) -> None:
    if status == "under_review" or (status == "incomplete" and before != "ready"):
        return
    said: dict[str, Any] = {
        "ready": (
            lambda: _("You can be paid now"),
            lambda: _("Your account is in order. What you earn goes out a day after each session."),
        ),
        "incomplete": (
            lambda: _("Something is missing for your payouts"),
            lambda: _("Stripe needs something more from you. Until then your money waits here, safe."),
        ),
        "paused": (
            lambda: _("Your payouts are paused"),
            lambda: _(
                "Stripe does not pay to your account right now. Your money waits; write to us and we look at it."
            ),
        ),
    }
    subject, text = said[status]
    await notify(
        db,
        house,
        person,
        lambda: Notice(subject=subject(), text=text(), link=EARNINGS, hint=_("About your payouts.")),
        product="Mentor",
        topic=topics.PAYMENTS,
        purpose=f"payouts.{status}",
        key=f"payouts:{person}:{status}:{db.now.isoformat()}",
    )


async def sweep(house: House) -> None:
    """Ask about accounts that are not ready, and now and then about the others; forget those of mentors who left and were paid."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
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
