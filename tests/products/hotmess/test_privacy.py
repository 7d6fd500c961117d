"""Taking along what HOTMESS knows, and being forgotten."""

from __future__ import annotations

import msgspec

from harness.hotmess import make_beacon, make_member
from harness.members import run
from kith.foundation.actor import service
from kith.foundation.house import House


async def test_an_export_has_everything_and_an_erasure_leaves_nothing_personal(house: House) -> None:
    member = await make_member(house, "Nautilus")
    beacon = await make_beacon(house, member, "The Nautilus ball", description="At Nautilus's")
    await run(
        house,
        "insert into hotmess.beacon_posts (beacon_id, author_id, body) values ($1, $2, 'I, Nautilus')",
        beacon,
        member.id,
    )
    await run(house, "select hotmess.come_by($1)", member.id)
    product = house.product("hotmess")
    assert product.privacy is not None
    actor = service("tests.hotmess")
    async with house.database.session(actor, "hotmess") as db:
        taken = await product.privacy.export(house, db, member.id)
    words = msgspec.json.encode(taken, enc_hook=str).decode()
    for expected in ("Nautilus", "The Nautilus ball", "I, Nautilus", "daily_login"):
        assert expected in words
    for _twice in range(2):
        async with house.database.session(actor, "hotmess") as db:
            await product.privacy.erase(house, db, member.id)
    async with house.database.session(actor, "hotmess") as db:
        left = msgspec.json.encode(await product.privacy.export(house, db, member.id), enc_hook=str).decode()
    assert "autilus" not in left
    assert "daily_login" in left
