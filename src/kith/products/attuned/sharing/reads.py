"""What one sees of the other: from the snapshot, as far as the other's setting goes, and nothing that is not in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from kith.products.attuned.compatibility.sharing import Seen, Sharing, seen_by
from kith.products.attuned.connections.reads import partner_within
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.sharing import words
from kith.products.attuned.sharing.commands import ACTOR, opened_snapshot, queries
from kith.products.attuned.sharing.snapshot import as_profile

if TYPE_CHECKING:
    from kith.foundation.house import House


class Said(msgspec.Struct, frozen=True):
    """One thing, in words; `certain` when it is a yes all round."""

    text: str
    certain: bool


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """What a player sees of their partner. `score` (0 to 100, to the next 5) and `talk` unless the other shares nothing of their answers.

    `open_to` and `leading` only when the other shares all they are open to. `taken_at` is None before both agreed.
    """

    connection: int
    name: str | None
    taken_at: datetime | None = None
    next_at: datetime | None = None
    i_agreed: bool = False
    they_agreed: bool = False
    changed: bool = False
    ready: bool = False
    about: dict[str, str] = {}
    score: int | None = None
    talk: bool = False
    together: list[Said] = []
    topics: list[Said] = []
    open_to: list[Said] = []
    open_topics: list[Said] = []
    leading: str | None = None
    withheld: bool = False


async def overlap(house: House, player: Player, connection: int) -> Overlap:
    """What a player sees of the other of a connection.

    Raises:
        NotFound: not a living connection of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        partner = await partner_within(db, player, connection)
        other = await queries.person(db.connection, player=partner.player)
        me = await queries.person(db.connection, player=player.owner)
        agreed = {row["player"] async for row in queries.confirmed(db.connection, connection=connection)}
        shared = await opened_snapshot(house, db, connection)
        next_at = await queries.next_time(db.connection, one=player.owner, other=partner.player)
        now = db.now
    bare = Overlap(
        connection=connection,
        name=partner.name,
        i_agreed=player.owner in agreed,
        they_agreed=partner.player in agreed,
        ready=me is not None and bool(me["has_survey"]),
        next_at=next_at if next_at is not None and next_at > now else None,
    )
    if shared is None or other is None or me is None:
        return bare
    row, snapshot = shared
    mine, theirs = (
        (snapshot.recipient, snapshot.requester)
        if not partner.asked
        else (snapshot.requester, snapshot.recipient)
    )
    my_revision = row["requester_revision"] if partner.asked else row["recipient_revision"]
    setting = Sharing(other["sharing"])
    seen = seen_by(as_profile(mine), as_profile(theirs), setting)
    told = msgspec.structs.replace(
        bare,
        taken_at=row["taken_at"],
        # Only one's own changes are told: that the other answered anew is theirs to say.
        changed=me["revision"] != my_revision,
        about=theirs.demographics,
        withheld=setting is Sharing.DEMOGRAPHICS_ONLY,
    )
    if setting is Sharing.DEMOGRAPHICS_ONLY:
        return told
    return msgspec.structs.replace(told, score=snapshot.score, talk=snapshot.talk, **_in_words(seen))


def _in_words(seen: Seen) -> dict[str, Any]:
    leading = seen.power_dynamic.orientation if seen.power_dynamic is not None else None
    return {
        "together": [Said(words.activity(one), one.certain) for one in seen.activities],
        "topics": [Said(words.subject(one), one.certain) for one in seen.topics],
        # A no is no answer that anybody reads, not even here.
        "open_to": [
            Said(words.theirs(key), worth == 1) for key, worth in seen.all_activities.items() if worth
        ],
        "open_topics": [
            Said(words.topic(key), worth == 1) for key, worth in seen.all_topics.items() if worth
        ],
        "leading": None if leading is None else leading.value,
    }


async def my_setting(house: House, player: Player) -> str:
    """What partners of a player see."""
    async with house.database.session(ACTOR, schema(house)) as db:
        me = await queries.person(db.connection, player=player.owner)
    return Sharing.OVERLAPPING_ONLY.value if me is None else me["sharing"]
