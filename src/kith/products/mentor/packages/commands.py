"""Offering packages, and buying them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.flags.switches import is_on
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.products.mentor.packages.pricing import is_whole, nearest
from kith.products.mentor.packages.telling import queries
from kith.products.mentor.payments import opening, settling
from kith.products.mentor.switches import PACKAGES
from kith.web.pages import money

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("mentor.packages")
MOST: Final = 8
_FEWEST, _MANY, _LEAST, _HIGHEST = 2, 50, 50, 10_000_000


def schema(house: House) -> str:
    return house.product("mentor").schema


async def mine(house: House, person: Person) -> tuple[Any, list[Any]]:
    """What the person may sell (a row of `queries.mentoring`), and their packages.

    Raises:
        NotFound: no mentor.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.mentoring(db.connection, person=person.id)
        if row is None or row["status"] != "active":
            raise NotFound
        return row, [one async for one in queries.offered_by(db.connection, mentor=person.id)]


async def offer(house: House, person: Person, sessions: int, minutes: int, price: int) -> UUID:
    """Put a package on offer; `price` for all of it, in minor units of the mentor's currency.

    Raises:
        NotFound: no mentor.
        Invalid: the field is named.
        Conflict: one like it is on offer, or there are many.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.mentoring(db.connection, person=person.id)
        if row is None or row["status"] != "active":
            raise NotFound
        if not _FEWEST <= sessions <= _MANY:
            raise Invalid("A package has 2 to 50 sessions.", field="sessions")
        if minutes not in row["durations"]:
            offered = ", ".join(map(str, row["durations"]))
            raise Invalid(_("Your sessions are %(offered)s minutes long.", offered=offered), field="minutes")
        if not _LEAST * sessions <= price <= _HIGHEST:
            raise Invalid(
                "A session has to cost half a unit at least; free ones need no package.", field="price"
            )
        if not is_whole(price, sessions):
            lower, upper = (money(one, row["currency"]) for one in nearest(price, sessions))
            raise Invalid(
                _(
                    "Every session has to cost the same. %(lower)s or %(upper)s would do.",
                    lower=lower,
                    upper=upper,
                ),
                field="price",
            )
        if await queries.how_many(db.connection, mentor=person.id) >= MOST:
            raise Conflict("Eight packages are on offer already. Switch one off first.", slug="many-packages")
        made: UUID | None = await queries.offer(
            db.connection,
            mentor=person.id,
            sessions=sessions,
            minutes=minutes,
            price=price,
            currency=row["currency"],
        )
        if made is None:
            raise Conflict(
                "You offer that many sessions of that length already. Switch the old one off first.",
                slug="package-there",
            )
        return made


async def switch(house: House, person: Person, package: UUID, *, on: bool) -> None:
    """Take a package off offer, or put it back. What was bought stays as it is.

    Raises:
        NotFound: not theirs.
        Conflict: another like it is on offer.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        found = await queries.package(db.connection, package=package)
        if found is None or found["mentor_user_id"] != person.id or found["mentor_status"] != "active":
            raise NotFound
        if on and not found["is_active"]:
            # The same terms once more, as long as nothing like them is there.
            others = [one async for one in queries.offered_by(db.connection, mentor=person.id)]
            same = (found["sessions"], found["minutes"])
            if any(one["is_active"] and (one["sessions"], one["minutes"]) == same for one in others):
                raise Conflict(
                    "You offer that many sessions of that length already. Switch the old one off first.",
                    slug="package-there",
                )
        await queries.switch(db.connection, package=package, mentor=person.id, active=on)


async def buy(house: House, person: Person, package: UUID) -> str:
    """Where to pay for a package: the same page however often it is asked for before it is paid.

    Raises:
        NotFound: no such package, or the person has not joined Mentor.
        Conflict: not on offer any more, or these two cannot book.
        Unavailable, PaymentRefused: Stripe.
    """
    sold = await is_on(house, PACKAGES, person.id)
    async with house.database.session(_ACTOR, schema(house)) as db:
        found = await queries.package(db.connection, package=package)
        if found is None or not await queries.is_member(db.connection, person=person.id):
            raise NotFound
        if not (sold and found["is_active"] and found["fits"]):
            raise Conflict("This package is not on offer any more.", slug="package-off")
        refused = await queries.refusal(db.connection, mentor=found["mentor_user_id"], mentee=person.id)
        if refused == "yourself":
            raise Conflict("This is your own package.", slug="booking-yourself")
        if refused is not None:
            raise Conflict("This mentor takes no bookings right now.", slug="booking-closed")
        purchase: UUID | None = await queries.begin_purchase(db.connection, package=package, mentee=person.id)
        if purchase is None:
            purchase = await queries.begun_purchase(db.connection, package=package, mentee=person.id)
        if purchase is None:
            raise Conflict("It was paid this very moment.", slug="paid")
        begun = await opening.begin(
            db, person.id, purchase=purchase, amount=found["price_cents"], currency=found["currency"]
        )
    return await opening.address(
        house,
        person.id,
        begun,
        title=f"{found['sessions']} sessions of {found['minutes']} minutes with {found['mentor_name']}",
        success_path=f"/mentor/purchases/{purchase}/paid",
        cancel_path=f"/mentor/mentors/{found['mentor_profile']}",
        otherwise=f"/mentor/purchases/{purchase}/paid",
    )


async def came_back(house: House, person: Person, purchase: UUID) -> tuple[str, Any]:
    """The browser returned from paying: how it stands now, and the purchase.

    Raises:
        NotFound: not theirs.
        Unavailable: Stripe does not answer.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.purchase(db.connection, purchase=purchase)
        if row is None or row["mentee_user_id"] != person.id:
            raise NotFound
        begun = await settling.queries.open_payment(db.connection, booking=None, purchase=purchase)
    if begun is None:
        return {"active": "bought", "ended": "bought", "pending": "expired"}.get(
            row["status"], "too_late"
        ), row
    return await settling.settle(house, begun["id"]), row
