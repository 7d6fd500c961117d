"""Agreeing to share, and what each lets be seen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from kith.commons.privacy.data_keys import DataKey, key_within
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound, SignInNeeded
from kith.foundation.jobs import Schedule
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.attuned.compatibility.score import Compatibility, compatibility
from kith.products.attuned.compatibility.sharing import Sharing
from kith.products.attuned.connections.commands import row_id, topic
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.profiles.profile import Profile
from kith.products.attuned.profiles.reads import opened
from kith.products.attuned.sharing.snapshot import Snapshot, snapshot_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR = service("attuned.sharing")
CONTENT: Final = "shared_snapshots.content"
_DETAILS: Final = "compatibility_results.details"
_OFTEN: Final = Limit(
    "attuned.sharing",
    20,
    timedelta(hours=1),
    later("That was a bit too often. Please try again later."),
)
Outcome = Literal["waiting", "shared"]


class _Known(msgspec.Struct, frozen=True):
    """A player's profile, opened, with its row."""

    row: Any
    profile: Profile
    demographics: dict[str, str]


async def confirm(house: House, player: Player, connection: int) -> Outcome:
    """Agree to share one's profile as it is now; when the other has agreed too, what both see is made at that moment.

    Raises:
        NotFound: not a connection of theirs.
        Conflict: shared within a day, or no survey yet.
        TooMany: too often.
    """
    await take(house, _OFTEN, player.owner)

    async def work(db: Session) -> Outcome:
        both = await queries.players(db.connection, connection=row_id(connection), player=player.owner)
        if both is None:
            raise NotFound
        mine = await queries.person(db.connection, player=player.owner)
        if mine is None or not mine["has_survey"]:
            raise Conflict(
                "Answer the questions first, then there is something to share.", slug="survey-first"
            )
        due = await queries.next_time(db.connection, one=both["requester"], other=both["recipient"])
        if due is not None and due > db.now:
            raise Conflict("Once a day is enough. Come back tomorrow.", slug="once-a-day")
        await queries.confirm(db.connection, connection=connection, player=player.owner)
        agreed = {row["player"] async for row in queries.confirmed(db.connection, connection=connection)}
        await announce(db, topic(connection))
        if {both["requester"], both["recipient"]} != agreed:
            return "waiting"
        await _take_snapshot(house, db, both)
        return "shared"

    return await house.database.transact(ACTOR, schema(house), work)


async def _take_snapshot(house: House, db: Session, both: Any) -> None:
    requester = await _known(house, db, both["requester"])
    recipient = await _known(house, db, both["recipient"])
    content = snapshot_of(
        requester.profile, recipient.profile, requester.demographics, recipient.demographics
    )
    key = await key_within(house, db, f"connection:{both['id']}")
    await queries.take(
        db.connection,
        one=both["requester"],
        other=both["recipient"],
        connection=both["id"],
        content=key.seal(content, CONTENT),
    )
    await _keep_score(db, key, requester, recipient)


async def _known(house: House, db: Session, owner: str) -> _Known:
    row = await queries.profile(db.connection, player=owner)
    key = await key_within(house, db, owner)
    demographics: dict[str, str] | None = key.open(row["demographics"], "users.demographics")
    return _Known(row, opened(key, row), demographics or {})


async def _keep_score(db: Session, key: DataKey, one: _Known, other: _Known) -> Compatibility:
    low, high = sorted((one, other), key=lambda known: known.row["id"])
    found = compatibility(low.profile, high.profile)
    await queries.keep_score(
        db.connection,
        a=low.row["id"],
        b=high.row["id"],
        score=found.score,
        power=found.parts.power_complement,
        domains=found.parts.domain_similarity,
        activities=found.parts.activity_overlap,
        truths=found.parts.truth_overlap,
        details=key.seal(found.details(), _DETAILS),
        revision_a=low.row["revision"],
        revision_b=high.row["revision"],
    )
    return found


async def withdraw(house: House, player: Player, connection: int) -> None:
    """Take one's word back, as long as the other has not given theirs.

    Raises:
        NotFound: not a connection of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.players(db.connection, connection=row_id(connection), player=player.owner) is None:
            raise NotFound
        await queries.withdraw(db.connection, connection=connection, player=player.owner)
        await announce(db, topic(connection))


async def choose(house: House, player: Player, setting: str) -> None:
    """What partners see from now on.

    Raises:
        Invalid: there is no such setting.
        SignInNeeded: without an account it is what both have in common, always.
    """
    if setting not in set(Sharing):
        raise Invalid("Please choose what your partner sees.", field="sharing")
    if player.user_id is None:
        raise SignInNeeded("Without an account, a partner sees what you have in common and nothing else.")
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.set_sharing(db.connection, user=player.user_id, setting=setting)


async def opened_snapshot(house: House, db: Session, connection: int) -> tuple[Any, Snapshot] | None:
    """What the two of a connection share, None before both agreed (service)."""
    row = await queries.snapshot(db.connection, connection=connection)
    if row is None:
        return None
    key = await key_within(house, db, f"connection:{connection}")
    return row, msgspec.convert(key.open(row["content"], CONTENT), Snapshot)


async def throw_away(house: House) -> None:
    """What is left of a pair that parted is forgotten after its day."""
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.throw_away(db.connection, before=db.now - timedelta(days=1))


SCHEDULES = [Schedule(name="attuned.sharing.forget", cron="37 * * * *", run=throw_away)]
