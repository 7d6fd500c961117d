"""Purchases: each belongs to one account for good, and what they come to is written with them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.jobs import enqueue
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.attuned import topics
from kith.products.attuned.subscriptions.facts import Fact
from kith.products.attuned.subscriptions.plan import Plan, Platform, Transaction, plan_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR = service("attuned.subscriptions")
APPLY_JOB = "attuned.subscriptions.apply"
PROVIDERS: dict[Platform, str] = {"ios": "apple", "android": "google-play"}


def schema(house: House) -> str:
    return house.product("attuned").schema


class BelongsElsewhere(Conflict):
    """The purchase is another account's."""

    slug = "purchase-of-another-account"

    def __init__(self) -> None:
        super().__init__(
            "This plan belongs to another account. Sign in with the one it was bought for; a plan does not move between accounts."
        )


async def account_token(house: House, person_id: UUID) -> UUID:
    """What the apps give the store with a purchase: `appAccountToken`, `obfuscatedAccountId`.

    Raises:
        NotFound: not somebody of Attuned.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if not await queries.is_member(db.connection, user_id=person_id):
            raise NotFound
        return await queries.account_token(db.connection, user_id=person_id)


async def owner(db: Session, fact: Fact, claimed_by: UUID | None) -> UUID | None:
    """Whose purchase it is, and from now on: its owner, else whom its account token names, else who claims it; None for nobody's.

    Raises:
        BelongsElsewhere: somebody claims what is another's.
    """
    known: UUID | None = await queries.owner_of(db.connection, store=fact.platform, chain=fact.chain)
    if known is None and fact.account_token is not None:
        known = await queries.account_of(db.connection, token=fact.account_token)
        if known is None and claimed_by is not None:
            # Bought for an account that is gone.
            raise BelongsElsewhere
    found = known or claimed_by
    if claimed_by is not None and found != claimed_by:
        raise BelongsElsewhere
    if found is None or not await queries.is_member(db.connection, user_id=found):
        return None
    await queries.claim(db.connection, store=fact.platform, chain=fact.chain, user_id=found)
    # Two may have claimed at once: the row says who was first.
    holder: UUID | None = await queries.owner_of(db.connection, store=fact.platform, chain=fact.chain)
    if holder != found:
        if claimed_by is not None:
            raise BelongsElsewhere
        return holder
    return found


async def keep(db: Session, house: House, fact: Fact, claimed_by: UUID | None = None) -> UUID | None:
    """Write a fact down and what the person's plan comes to; the person, or None when it is nobody's yet (service).

    Raises:
        BelongsElsewhere: somebody claims what is another's.
    """
    person = await owner(db, fact, claimed_by)
    if person is None:
        return None
    await queries.lock_person(db.connection, user_id=person)
    await queries.store_fact(
        db.connection,
        user_id=person,
        store=fact.platform,
        chain=fact.chain,
        id=fact.id,
        sequence=fact.sequence,
        product_id=fact.product_id,
        kind=fact.kind,
        amount=fact.amount,
        currency=fact.currency,
        started_at=fact.started_at,
        expires_at=fact.expires_at,
        as_of=fact.as_of,
        revoked_at=fact.revoked_at,
        replaces=fact.replaces,
    )
    if fact.renewal is not None:
        await queries.store_renewal(
            db.connection,
            id=fact.id,
            standing=fact.renewal.standing,
            auto_renew=fact.renewal.auto_renew,
            grace_until=fact.renewal.grace_until,
            as_of=fact.renewal.as_of,
        )
    await settle(db, house, person, told=fact)
    await _take_up_waiting(db, fact)
    return person


async def _take_up_waiting(db: Session, fact: Fact) -> None:
    provider = PROVIDERS.get(fact.platform)
    if provider is not None:
        for row in [row async for row in queries.waiting(db.connection, provider=provider, chain=fact.chain)]:
            await enqueue(db, APPLY_JOB, {"id": str(row["id"])}, once_as=f"{APPLY_JOB}:{row['id']}")


async def settle(db: Session, house: House, person_id: UUID, *, told: Fact | None = None) -> Plan:
    """Write what a person's transactions come to (service)."""
    plan = await standing(db, person_id)
    await queries.say_status(db.connection, user_id=person_id)
    await queries.set_plan(db.connection, user_id=person_id, tier=plan.tier, until=plan.until)
    if plan.state == "grace" and told is not None and plan.until is not None:
        await notify(
            db,
            house,
            person_id,
            lambda: Notice(
                subject=_("A payment did not go through"),
                text=_(
                    "Your plan could not be renewed. Nothing changes for you yet; please look at the payment method in the next days."
                ),
                link="/attuned/subscription",
            ),
            product="Attuned",
            topic=topics.PLAN,
            purpose="attuned.subscription.grace",
            key=f"attuned:grace:{told.platform}:{told.id}",
        )
    return plan


async def standing(db: Session, person_id: UUID) -> Plan:
    """What a person has at this moment (service)."""
    rows = [row async for row in queries.transactions(db.connection, user_id=person_id)]
    return plan_of(to_structs(Transaction, rows), db.now)


async def plan_for(house: House, person_id: UUID) -> Plan:
    """What a person has at this moment.

    Raises:
        NotFound: not somebody of Attuned.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if not await queries.is_member(db.connection, user_id=person_id):
            raise NotFound
        return await standing(db, person_id)
