"""Asking people to an event: by hand, in waves, or by an event that fills itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import asyncpg

from kith.commons.identity.person import Person
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.momento import topics
from kith.products.momento.events.commands import mine
from kith.products.momento.seats.notices import said_when
from kith.products.momento.suggestions.reads import rank

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.invitations")
ANSWER_WITHIN: Final = timedelta(hours=48)
LAST_ANSWER: Final = timedelta(hours=6)
MOST_AT_ONCE: Final = 30
OUTSTANDING: Final = 1.5
"""Open answers for each free seat at most, when an event fills itself."""

_BY_ADDRESS: Final = Limit(
    "momento.invite_by_address",
    30,
    timedelta(hours=1),
    later("You have tried many addresses. Take a break of an hour."),
)

Source = Literal["host", "suggestion", "wave", "memory"]


def schema(house: House) -> str:
    return house.product("momento").schema


def expiry(now: datetime, starts_at: datetime) -> datetime:
    """Until when an answer is waited for: two days, or six hours before the start if that is earlier; close to it, until the start."""
    wanted = min(now + ANSWER_WITHIN, starts_at - LAST_ANSWER)
    return wanted if wanted > now else starts_at


async def ask(
    house: House, person: Person, event: UUID, profiles: Sequence[UUID], source: Source = "suggestion"
) -> int:
    """Ask these people. Returns how many invitations went out; who may not be asked, for whatever reason, is left out without a word.

    Raises:
        NotFound: not this person's event.
        Invalid: nobody, or more than thirty at once.
        Conflict: the event is over or has begun.
    """
    await mine(house, person, event)
    if not profiles:
        raise Invalid("Tick the people you would like to ask.", field="profiles")
    if len(profiles) > MOST_AT_ONCE:
        raise Invalid("Thirty people at once are enough.", field="profiles")
    async with house.database.session(_ACTOR, schema(house)) as db:
        reasons = {who.profile_id: who.reason for who in await rank(db, house, event, MOST_AT_ONCE * 2)}
    async with house.database.session(_ACTOR, schema(house)) as db:
        found = await _open_event(db, event)
        return await _send(
            db, house, found, [(who, reasons.get(who)) for who in dict.fromkeys(profiles)], source
        )


async def ask_by_address(house: House, person: Person, event: UUID, email: str) -> None:
    """Ask somebody by e-mail address. Whatever comes of it, the host is told the same: nobody learns who is here, or who blocked whom.

    Raises:
        NotFound: not this person's event.
        Invalid: no address.
        TooMany: too many addresses tried.
        Conflict: the event is over or has begun.
    """
    await mine(house, person, event)
    address = email.strip().lower()
    if "@" not in address or len(address) > 200:
        raise Invalid("That is not an e-mail address.", field="email")
    await take(house, _BY_ADDRESS, str(person.id))
    async with house.database.session(_ACTOR, schema(house)) as db:
        found = await _open_event(db, event)
        profile = await queries.profile_by_email(db.connection, email=address)
        if profile is not None:
            await _send(db, house, found, [(profile, None)], "host")


async def fill_itself(house: House, person: Person, event: UUID, wanted: bool) -> None:
    """Let the house go on asking, or stop it.

    Raises:
        NotFound: not this person's event.
    """
    await mine(house, person, event)
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.fill(db.connection, event=event, wanted=wanted)
    if wanted:
        await fill(house, event)


async def fill(house: House, event: UUID) -> int:
    """Ask as many as keep the open answers within one and a half for each free seat; how many were asked."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        found = await queries.lock(db.connection, event=event)
        if found is None or not found["fills_itself"] or found["status"] not in ("planned", "confirmed"):
            return 0
        if found["starts_at"] is None or found["starts_at"] <= db.now + LAST_ANSWER:
            return 0
        room = await queries.room(db.connection, event=event)
        wanted = 0 if room["line"] else int(OUTSTANDING * room["free"]) - room["open"]
        if wanted <= 0:
            return 0
        ranked = await rank(db, house, event, wanted)
        return await _send(db, house, found, [(who.profile_id, who.reason) for who in ranked], "wave")


async def _open_event(db: Session, event: UUID) -> Any:
    found = await queries.lock(db.connection, event=event)
    if (
        found["status"] not in ("planned", "confirmed")
        or found["starts_at"] is None
        or found["starts_at"] <= db.now
    ):
        raise Conflict("This event is over or has begun, so nobody can be asked any more.")
    return found


async def _send(
    db: Session, house: House, event: Any, people: Sequence[tuple[UUID, str | None]], source: Source
) -> int:
    wave = event["waves_sent"] + 1
    expires_at = expiry(db.now, event["starts_at"])
    sent = 0
    for profile, reason in people:
        try:
            async with db.savepoint():
                invitation = await queries.invite(
                    db.connection,
                    event=event["id"],
                    profile=profile,
                    expires_at=expires_at,
                    wave=wave,
                    source=source,
                    reason=reason,
                )
        except (asyncpg.CheckViolationError, asyncpg.ForeignKeyViolationError):
            continue
        if invitation is None:
            continue
        sent += 1
        guest = await queries.guest(db.connection, profile=profile)
        await notify(
            db,
            house,
            guest["user_id"],
            lambda invitation=invitation: _invitation(event, invitation, expires_at),
            product="Momento",
            topic=topics.INVITATIONS,
            purpose="invitation.sent",
            key=f"invitation:{invitation}",
        )
    if sent:
        await queries.count_wave(db.connection, event=event["id"])
        await announce(db, f"event:{event['id']}")
    return sent


def _invitation(event: Any, invitation: UUID, expires_at: datetime) -> Notice:
    return Notice(
        subject=_("%(host)s invites you: %(title)s", host=event["host_name"], title=event["title"]),
        text=_(
            "%(host)s is having people over: “%(title)s”, %(when)s. Have a look, and say until %(until)s whether you come.",
            host=event["host_name"],
            title=event["title"],
            when=said_when(event["starts_at"], event["time_zone"]),
            until=said_when(expires_at, event["time_zone"]),
        ),
        link=f"/momento/invitations/{invitation}",
        hint=_("You are invited to something."),
    )
