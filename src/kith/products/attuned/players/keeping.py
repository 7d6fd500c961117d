"""Taking what an anonymous player told into one's account: an explicit copy, never by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kith.commons.privacy.data_keys import forget, key_within
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.products.attuned.players import commands
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.players.profile_rows import add_profile, profile_of
from kith.products.attuned.survey.submitting import put_answers, submitted
from kith.products.attuned.terms import Anatomy

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.products.attuned.players.form import Keeping


async def keep_answers(house: House, player: Player, guest: Player, form: Keeping) -> None:
    """Copy anatomy, answers and profile of the anonymous player to the signed-in one, sealed under the latter's key.

    `forget` deletes the anonymous player afterwards. A profile that the account has is replaced.

    Raises:
        Invalid: they did not agree.
        NotFound: one of the two has not begun.
        Conflict: the anonymous player has told nothing.
    """
    if not form.agree:
        raise Invalid("Please tick that you want the copy. Without it nothing is copied.", field="agree")
    async with house.database.session(commands.PLAYERS, schema(house)) as db:
        mine, theirs = await commands.standing(db, player), await commands.standing(db, guest)
        if mine is None or theirs is None:
            raise NotFound
        if theirs["profile_id"] is None:
            raise Conflict("There is nothing to keep yet.", slug="nothing-to-keep")
        my_key = await key_within(house, db, player.owner)
        guest_key = await key_within(house, db, guest.owner)
        anatomy = msgspec.convert(guest_key.open(theirs["anatomy"], commands.ANATOMY_PLACE), Anatomy)
        sealed = my_key.seal(anatomy, commands.ANATOMY_PLACE)
        level = theirs["highest_level"]
        row = await profile_of(db, player)
        if row is None:
            await add_profile(db, player, sealed, level)
        else:
            await commands.queries.set_anatomy(
                db.connection, profile=row["id"], anatomy=sealed, highest_level=level
            )
        await commands.queries.complete_user(
            db.connection,
            person=player.user_id,
            display_name=mine["display_name"] or theirs["display_name"],
            timezone=theirs["timezone"] if mine["profile_id"] is None else mine["timezone"],
            sharing=mine["sharing"],
            demographics=mine["demographics"],
        )
        answered = await submitted(db, guest_key, guest)
        if answered is not None:
            await put_answers(db, my_key, player, anatomy, answered[0]["answers"], answered[1])
        if form.forget:
            await commands.queries.erase_anonymous(db.connection, session=guest.anonymous_id)
    if form.forget:
        forget(house, schema(house), guest.owner)
