"""A door with an owner and a steward."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from harness.hotmess import make_beacon, make_member
from harness.hotmess_door import Door
from harness.members import run
from kith.foundation.house import House


@pytest.fixture
async def door(house: House, client: httpx.AsyncClient) -> Door:
    owner, steward = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, owner)
    await run(
        house,
        "insert into hotmess.beacon_staff (beacon_id, user_id, role) values ($1, $2, 'steward')",
        beacon,
        steward.id,
    )
    return Door(house, client, beacon, owner, steward, {}, uuid4(), uuid4())
