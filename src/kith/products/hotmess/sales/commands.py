"""An organiser gives tickets back, or calls the night off: codes end, everybody who paid on the way to one gets what they paid, and is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.audit.commands import record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.products.hotmess import topics
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.sales.reads import ACTOR, own, queries, schema
from kith.web.pages import money

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

LONGEST: Final = 300
_AT_A_TIME: Final = 50
_REFUSALS: Final = {
    "used": later("Somebody came in with this one, so it stays as it is."),
    "gone": later("This ticket has ended already."),
    "sold_on": later("This one was just sold on. Look at the list again: its new ticket is there."),
}


async def give_back(house: House, person: Person, beacon: UUID, token: UUID, why: str) -> int:
    """Give one ticket back; the sum that goes back in minor units. The holder reads `why`.

    Raises:
        NotFound: not one's own beacon, or no ticket of it.
        Refused: suspended.
        Invalid: no reason.
        Conflict: used, ended before, or sold on (slug used, gone, sold-on).
    """
    reason = _reason(why)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        night = await own(db, beacon, person.id)
        rows = [
            row async for row in queries.give_back(db.connection, beacon=beacon, token=token, note=reason)
        ]
        outcome = rows[0]["outcome"]
        if outcome == "none":
            raise NotFound
        if outcome != "given_back":
            raise Conflict(str(_REFUSALS[outcome]), slug=outcome.replace("_", "-"))
        await _done(db, house, night, token, rows, reason)
    return sum(row["owed_pence"] for row in rows)


async def give_all_back(house: House, person: Person, beacon: UUID, why: str) -> int:
    """Give every ticket back that nobody came in with; how many. What is broken off in the middle goes on where it was when asked again.

    Raises:
        NotFound: not one's own beacon.
        Refused: suspended.
        Invalid: no reason.
    """
    return await _give_rest_back(house, beacon, _reason(why), person)


async def finish_calling_off(house: House) -> None:
    """Give back what is still out of nights that were called off: calling off may have been broken off in the middle."""
    async with house.database.session(ACTOR, schema(house)) as db:
        nights = [row async for row in queries.called_off_with_tickets(db.connection, at_most=_AT_A_TIME)]
    for night in nights:
        await _give_rest_back(house, night["id"], night["called_off_because"])


async def _give_rest_back(house: House, beacon: UUID, why: str, person: Person | None = None) -> int:
    """What nobody came in with, some at a time; how many. `person` is the organiser, where it is them who asks."""
    given, seen = 0, -1
    while given != seen:
        seen = given
        async with house.database.session(ACTOR, schema(house)) as db:
            if person is not None:
                await acting(db, person.id)
                night = await own(db, beacon, person.id)
            else:
                night = await queries.beacon(db.connection, beacon=beacon)
            tokens = [
                row["id"] async for row in queries.unused(db.connection, beacon=beacon, at_most=_AT_A_TIME)
            ]
            for token in tokens:
                rows = [
                    row
                    async for row in queries.give_back(db.connection, beacon=beacon, token=token, note=why)
                ]
                if rows[0]["outcome"] == "given_back":
                    given += 1
                    await _done(db, house, night, token, rows, why)
    return given


async def call_off(house: House, person: Person, beacon: UUID, why: str) -> int:
    """End one's night before its time: nobody buys from this moment, its line is told, and every ticket goes back that nobody came in with; how many.

    Raises:
        NotFound: not one's own beacon.
        Refused: suspended.
        Invalid: no reason.
        Conflict: it is not on (slug not-on).
    """
    reason = _reason(why)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        night = await own(db, beacon, person.id)
        if await queries.call_off(db.connection, beacon=beacon, person=person.id, why=reason) is None:
            raise Conflict("This is not on, so there is nothing to call off.", slug="not-on")
        await queries.end_orders(db.connection, beacon=beacon)
        waiting = [row["user_id"] async for row in queries.end_line(db.connection, beacon=beacon)]
        await record(
            db,
            admin=None,
            actor_id=person.id,
            action="beacon.called_off",
            target_type="beacon",
            target_id=beacon,
            reason=reason,
            before={"status": "live"},
            after={"status": "expired"},
            product="hotmess",
        )
        await announce(db, f"beacon:{beacon}")
        for one in waiting:
            await notify(
                db,
                house,
                one,
                lambda: _in_line(night, reason),
                product="HOTMESS",
                topic=topics.WAITING,
                purpose="waiting.off",
                key=f"beacon:{beacon}:off:{one}",
            )
    return await give_all_back(house, person, beacon, reason)


def _reason(why: str) -> str:
    reason = " ".join(why.split())
    if not 3 <= len(reason) <= LONGEST:
        raise Invalid("Say in 3 to 300 characters why. Whoever has the ticket reads it.", field="why")
    return reason


async def _done(db: Session, house: House, night: Any, token: UUID, rows: list[Any], why: str) -> None:
    """Written down, and told to everybody who had paid."""
    await record(
        db,
        admin=None,
        actor_id=night["owner_id"],
        action="ticket.given_back",
        target_type="qr_token",
        target_id=token,
        reason=why,
        payload={"pence": sum(row["owed_pence"] for row in rows)},
        product="hotmess",
    )
    for row in rows:
        if row["user_id"] is None:
            continue
        await notify(
            db,
            house,
            row["user_id"],
            lambda row=row: _holder(night, row, why) if row["holds"] else _seller(night, row, why),
            product="HOTMESS",
            topic=topics.NIGHTS,
            purpose="ticket.given_back",
            key=f"ticket:{token}:back:{row['user_id']}:{row['holds']}",
        )


def _in_line(night: Any, why: str) -> Notice:
    return Notice(
        subject=_("%(title)s is off", title=night["title"]),
        text=_(
            "“%(title)s” does not take place: %(why)s\n\nYou stood in line for a ticket; you need do nothing.",
            title=night["title"],
            why=why,
        ),
        link="/hotmess/tonight",
        hint=_("A night you stood in line for is off."),
    )


def _holder(night: Any, row: Any, why: str) -> Notice:
    off = night["called_off_because"] is not None
    text = (
        _(
            "“%(title)s” does not take place: %(why)s\n\nYour code does not open the door any more.",
            title=night["title"],
            why=why,
        )
        if off
        else _(
            "The organiser of “%(title)s” has taken your ticket back: %(why)s\n\nIts code does not open the door any more.",
            title=night["title"],
            why=why,
        )
    )
    if row["owed_pence"]:
        text += "\n\n" + _(
            "You get back all you paid, %(sum)s, the way it came. Banks take a few days.",
            sum=money(row["owed_pence"], row["currency"]),
        )
    return Notice(
        subject=_("%(title)s is off", title=night["title"])
        if off
        else _("Your ticket for %(title)s was given back", title=night["title"]),
        text=text,
        link="/hotmess/tickets",
        hint=_("A ticket of yours was given back."),
    )


def _seller(night: Any, row: Any, why: str) -> Notice:
    return Notice(
        subject=_("The ticket you sold for %(title)s was given back", title=night["title"]),
        text=_(
            "The organiser of “%(title)s” has taken back the ticket you had sold on: %(why)s\n\nThe buyer gets their money back from us, and you get "
            "back what you had paid yourself: %(sum)s.",
            title=night["title"],
            why=why,
            sum=money(row["owed_pence"], row["currency"]),
        ),
        link="/hotmess/tickets",
        hint=_("A ticket you had sold was given back."),
    )
