"""Asking for an evening, and the other's yes or no."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import msgspec

from kith.commons.privacy.data_keys import key_within
from kith.foundation.errors import Conflict, Invalid
from kith.foundation.live import announce
from kith.foundation.rate_limits import Limit, take
from kith.products.attuned.connections.reads import partner_within
from kith.products.attuned.play.evening import (
    ACTOR,
    Evening,
    at_the_table,
    evening_of,
    plain,
    queries,
    topic,
)
from kith.products.attuned.play.settings import (
    GuestWanted,
    Rules,
    Wanted,
    Yes,
    kind_in,
    level_in,
    parts_in,
    with_side,
)
from kith.products.attuned.players.commands import ANATOMY_PLACE, add_guest, refuse_without_profile, standing
from kith.products.attuned.players.form import name_of
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.profiles.profile import Boundaries, Profile
from kith.products.attuned.terms import Anatomy, BodyPart, Boundary, Level, lower

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ASKING = Limit("attuned.evenings", 30, timedelta(hours=1))
_NOT_READY = "Your partner has not told name and basics yet."
_TOO_LATE = "This evening was asked for more than a day ago. Please begin a new one."


async def ask(house: House, player: Player, connection: int, wanted: Wanted) -> str:
    """Ask a partner for an evening; the evening that is under way, if these two have one. Its id.

    Raises:
        NotFound: not a connection of theirs.
        Conflict: one of the two is not ready.
        Invalid: with the field.
        TooMany: too often.
    """
    await take(house, _ASKING, player.owner)

    async def work(db: Session) -> str:
        partner = await partner_within(db, player, connection)
        mine = await _my_profile(db, player)
        theirs = await queries.partner_profile(db.connection, player=partner.player)
        if theirs is None:
            raise Conflict(_NOT_READY, slug="partner-not-ready")
        # Two who ask each other at the same moment get one evening.
        await db.lock("attuned.evening", *sorted((mine[0], theirs["id"])))
        running: str | None = await queries.running(db.connection, a=mine[0], b=theirs["id"])
        if running is not None:
            return running
        other = Player(user_id=theirs["user_id"], anonymous_id=theirs["anonymous_session_id"])
        return await _begin(db, player, mine, other, theirs["id"], Level(theirs["highest_level"]), wanted)

    return await house.database.transact(ACTOR, schema(house), work)


async def ask_at_one_phone(house: House, player: Player, wanted: GuestWanted) -> str:
    """An evening with somebody at the same phone, who says yes on the next screen. Its id.

    Raises:
        Invalid: with the field.
        Conflict: the player is not ready.
        TooMany: too often.
    """
    await take(house, _ASKING, player.owner)
    try:
        name = name_of(wanted.name)
    except Invalid:
        raise Invalid("What shall the cards call your partner?", field="name") from None
    level = level_in(wanted.level)

    async def work(db: Session) -> str:
        mine = await _my_profile(db, player)
        profile = Profile(profile_version="", survey_version="", anatomy=Anatomy())
        guest = await add_guest(house, db, name, profile, level)
        row = await queries.partner_profile(db.connection, player=guest.owner)
        return await _begin(db, player, mine, guest, row["id"], level, wanted, guest_name=name)

    return await house.database.transact(ACTOR, schema(house), work)


async def _my_profile(db: Session, player: Player) -> tuple[int, Level]:
    row = refuse_without_profile(await standing(db, player))
    return row["profile_id"], Level(row["highest_level"])


async def _begin(
    db: Session,
    player: Player,
    mine: tuple[int, Level],
    other: Player,
    theirs: int,
    their_level: Level,
    wanted: Wanted,
    guest_name: str | None = None,
) -> str:
    kind_in(wanted.kind)
    rules = Rules(one_phone=guest_name is not None, talked=("A",) if wanted.talked else ())
    session_id = str(uuid4())
    await queries.begin(
        db.connection,
        session_id=session_id,
        a=mine[0],
        b=theirs,
        user=player.user_id,
        anonymous=player.anonymous_id,
        partner_user=other.user_id,
        partner_anonymous=other.anonymous_id,
        partner_name=guest_name,
        level=lower(level_in(wanted.level), lower(mine[1], their_level)).value,
        kind=wanted.kind,
        target=wanted.count,
        bank_ratio=wanted.bank_ratio,
        rules=plain(rules),
    )
    return session_id


async def agree(house: House, player: Player, session_id: str, yes: Yes) -> None:
    """The other's yes. The level is the lower of what the two want; a guest at the same phone tells anatomy and limits along.

    Raises:
        NotFound: not an evening of theirs.
        Conflict: not theirs to say, said already, or too late.
        Invalid: with the field.
    """

    async def work(db: Session) -> None:
        evening = await evening_of(db, player, session_id, hold=True)
        if not evening.running or evening.agreed:
            raise Conflict("There is nothing to say yes to any more.", slug="not-waiting")
        if not evening.says_for("B"):
            raise Conflict("This yes is your partner’s to say.", slug="not-yours-to-say")
        level = evening.level if not yes.level else lower(level_in(yes.level), evening.level)
        if evening.rules.one_phone:
            await _tell_guest(house, db, evening, yes, level)
        rules = msgspec.structs.replace(
            evening.rules, talked=with_side(evening.rules.talked, "B", yes.talked)
        )
        if (
            await queries.agree(db.connection, session_id=session_id, level=level.value, rules=plain(rules))
            is None
        ):
            raise Conflict(_TOO_LATE, slug="too-late")
        one, other = evening.row["primary_user_id"], evening.row["partner_user_id"]
        if isinstance(one, UUID) and isinstance(other, UUID):
            await queries.met(db.connection, one=one, other=other)
        await announce(db, topic(session_id))

    await house.database.transact(ACTOR, schema(house), work)


async def _tell_guest(house: House, db: Session, evening: Evening, yes: Yes, level: Level) -> None:
    if not yes.adult:
        raise Invalid("Please confirm that you are eighteen or older.", field="adult")
    anatomy = Anatomy(parts_in(yes.anatomy, BodyPart, "anatomy"))
    limits = parts_in(yes.limits, Boundary, "limits")
    guest = (await at_the_table(house, db, evening.row))[1]
    key = await key_within(house, db, guest.player.owner)
    said = Boundaries(hard_limits=tuple(one for one in Boundary if one in limits))
    await queries.tell_guest(
        db.connection,
        profile=guest.profile_id,
        anatomy=key.seal(anatomy, ANATOMY_PLACE),
        boundaries=key.seal(said, "profiles.boundaries"),
        highest_level=level.value,
    )


async def refuse(house: House, player: Player, session_id: str) -> None:
    """No, or not any more, before the first card: it is over, and nobody asks why.

    Raises:
        NotFound: not an evening of theirs.
        Conflict: it has begun.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        evening = await evening_of(db, player, session_id, hold=True)
        if evening.agreed:
            raise Conflict("This evening has begun. You can end it at any moment.", slug="begun")
        await queries.finish(db.connection, session_id=session_id, status="abandoned")
        await announce(db, topic(session_id))
