"""Another key from now on: new codes are signed with it, codes that are out stay good until their end."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Conflict, Invalid
from kith.foundation.queries import load
from kith.products.hotmess.tokens.signing import signer

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "rotation.sql")
_ACTOR: Final = service("hotmess.keys")


class PrintedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that signs or signed codes. `codes` are out and not run out; doors know it until `checks_until`, without an end while it signs."""

    key_id: str
    created_at: datetime
    retired_at: datetime | None
    checks_until: datetime | None
    codes: int


async def keys(house: House) -> list[PrintedKey]:
    """All of them, the one that signs first."""
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        await signer(house).ready(db)
        return to_structs(PrintedKey, [row async for row in queries.keys(db.connection)])


async def rotate(house: House, admin: Admin | None, expected: str, reason: str) -> str:
    """Sign with the next key from now on; its id. `expected` is the one that signs as whoever asks knows it; `admin` None is the command line.

    Raises:
        Invalid: no reason.
        Conflict: another signs already, or there is no key left.
    """
    why = " ".join(reason.split())
    if not 5 <= len(why) <= 300:
        raise Invalid("Please say in a few words why; it is written down.", field="reason")
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        known = [row["key_id"] async for row in queries.keys(db.connection)]
        found = signer(house).unused(known)
        if found is None:
            raise Conflict(
                "All keys made from this pepper were in use. Change the pepper first.", slug="no-key"
            )
        name, public = found
        if not await queries.rotate(db.connection, expected=expected, key_id=name, public_key=public):
            raise Conflict("Another key signs already. Look again.", slug="rotated")
        await record(
            db,
            admin=admin,
            action="printed_key.rotated",
            target_type="printed_key",
            reason=why,
            before={"key_id": expected},
            after={"key_id": name},
            product="hotmess",
        )
    return name


async def described(house: House) -> list[str]:
    """The keys in sentences, for the command line."""
    return [
        f"{one.key_id} signs since {one.created_at:%Y-%m-%d %H:%M} UTC; {one.codes} codes are out."
        if one.checks_until is None
        else f"{one.key_id} signed until {one.retired_at:%Y-%m-%d %H:%M} UTC; "
        f"doors know it until {one.checks_until:%Y-%m-%d %H:%M} UTC ({one.codes} codes are out)."
        for one in await keys(house)
    ]


async def rotate_now(house: House, reason: str) -> str:
    """Rotate whatever key signs, from the command line; what became of it as a sentence.

    Raises:
        Invalid, Conflict: as `rotate`.
    """
    before = next(one.key_id for one in await keys(house) if one.checks_until is None)
    name = await rotate(house, None, before, reason)
    return f"{name} signs from now on. Codes that {before} signed stay good until their end."
