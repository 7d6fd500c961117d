"""What a member does on the web. Each is the member's own: the person's id comes from the session, never from the request."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import asyncpg

from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.queries import load
from kith.products.josh.afterwards import commands as afterwards
from kith.products.josh.conversation.turn import Conversation, Member, Turn
from kith.products.josh.linkups import ending, replies, waves
from kith.products.josh.linkups.leaving import leave_locked
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import recipient
from kith.products.josh.profiles.commands import record_evidence
from kith.products.josh.profiles.factors import FactorName
from kith.products.josh.profiles.learning import corrected

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("josh.dashboard")
_TOWARD = {"low": 0.15, "mid": 0.5, "high": 0.85}


async def answer_invite(house: House, person: Person, invite_id: UUID, *, yes: bool) -> None:
    """Answer an invite on the web exactly as a text would; the answer comes by text as well.

    Raises:
        NotFound: not an invite of this person.
        Conflict: it was answered or closed already.
    """

    async def answer(db: Session) -> None:
        invite = await queries.my_invite(db.connection, id=invite_id, user_id=person.id)
        if invite is None:
            raise NotFound
        if invite["state"] != "pending":
            raise Conflict("This invite is not open any more.", slug="invite-closed")
        someone = await recipient(db, person.id)
        if someone is None:
            raise NotFound
        member = Member(
            id=person.id,
            first_name=person.display_name,
            last_name="",
            phone_e164=someone.phone_e164,
            phone_hash=someone.phone_hash,
            state="active",
            region_id=None,
            time_zone="UTC",
            paused=False,
        )
        place = Conversation(mode="awaiting_invite_reply", state_token=f"invite:{invite_id}")
        turn = Turn(house, db, member, place, "yes" if yes else "no", uuid4())
        await replies.handle(turn)
        for ordinal, said in enumerate(turn.answers):
            key = f"invite:{invite_id}:web:{ordinal}"
            await queue_text(
                db, house, member=someone, body=said.text, kind="reply", purpose=said.purpose, key=key
            )

    await house.database.transact(_ACTOR, house.product("josh").schema, answer)


async def choose(house: House, person: Person, linkup_id: UUID, choices: dict[UUID, bool]) -> None:
    """Private choices with whom to share one's number; changeable until numbers were exchanged.

    Raises:
        NotFound: not a LinkUp one attended, or not people who were there.
        Conflict: numbers were exchanged already.
    """
    try:
        async with house.database.session(_ACTOR, house.product("josh").schema) as db:
            await afterwards.choose(db, person.id, linkup_id, choices)
    except asyncpg.IntegrityConstraintViolationError:
        raise NotFound from None


async def say_attended(house: House, person: Person, linkup_id: UUID, response: str) -> None:
    """Tell whether one was there.

    Raises:
        Invalid: neither attended, no_show nor unsure.
    """
    if response not in ("attended", "no_show", "unsure"):
        raise Invalid("Please say whether you were there.", field="response")
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        await _mine(db, person, linkup_id)
        await afterwards.queries.open_outcome(db.connection, linkup_id=linkup_id, user_id=person.id)
        await afterwards.record_attendance(db, house, person.id, linkup_id, response)


async def say_again(house: House, person: Person, linkup_id: UUID, *, again: bool) -> None:
    """Tell whether one would do it again."""
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        await _mine(db, person, linkup_id)
        await afterwards.queries.open_outcome(db.connection, linkup_id=linkup_id, user_id=person.id)
        await afterwards.record_do_again(db, person.id, linkup_id, again=again)


async def _mine(db: Session, person: Person, linkup_id: UUID) -> None:
    known = await db.connection.fetchval(
        "select exists (select 1 from linkup_participants where linkup_id = $1 and user_id = $2 and status <> 'canceled')",
        linkup_id,
        person.id,
    )
    if not known:
        raise NotFound


async def cancel(house: House, person: Person, linkup_id: UUID) -> None:
    """Take back one's place, or call the LinkUp off as its initiator.

    Raises:
        NotFound: one is not in it.
        Conflict: it is over.
    """

    async def leave(db: Session) -> None:
        linkup = await waves.held(db, linkup_id)
        if linkup is None:
            raise NotFound
        if linkup.initiator_user_id != person.id:
            await _mine(db, person, linkup_id)
        if linkup.state not in ("broadcasting", "locked"):
            raise Conflict("This LinkUp is over, so there is nothing to cancel.", slug="linkup-over")
        if linkup.initiator_user_id == person.id:
            await ending.cancel(db, house, linkup, reason="called off by its initiator", by=person.id)
        else:
            await leave_locked(db, house, linkup, person.id, person.display_name, counts=True)

    await house.database.transact(_ACTOR, house.product("josh").schema, leave)


async def correct(house: House, person: Person, factor: str, toward: str, now: datetime) -> None:
    """“That is not me”: the person's own word outweighs the whole interview on that factor; the last one counts.

    Raises:
        Invalid: no such factor or direction.
    """
    if factor not in set(FactorName):
        raise Invalid("There is nothing of that name in your profile.", field="factor")
    if toward not in _TOWARD:
        raise Invalid("Choose one of the three.", field="toward")
    movements = corrected(FactorName(factor), _TOWARD[toward])
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        await record_evidence(
            db,
            person.id,
            event_type="profile.corrected",
            source="correction",
            movements=movements,
            key=f"correction:{factor}:{person.id}:{now.isoformat()}",
            topic=f"correction:{factor}",
        )


async def pause(house: House, person: Person, *, paused: bool) -> None:
    """Be asked to nothing for a while, or again; written as the member."""
    async with house.database.session(person.actor, house.product("josh").schema) as db:
        await queries.set_paused(db.connection, user_id=person.id, paused=paused)
