"""The switchboard: a city that is closed takes nothing new from that moment, by the database; what is there stays; with a reason and a line."""

from __future__ import annotations

import pytest

from harness.hotmess import make_beacon, make_member
from harness.members import Browser, run
from harness.momento import make_event, make_host
from kith.foundation.actor import service
from kith.foundation.errors import Conflict
from kith.foundation.house import House

PATH = "/console/operations/cities"
TESTS = service("tests.cities")


async def switch(ops: Browser, product: str, city: str, state: str) -> int:
    answer = await ops.post(f"{PATH}/{product}", city=city, state=state, reason="The council asks us to")
    return answer.status_code


async def test_a_closed_city_takes_nothing_new_and_what_is_there_stays(
    house: House, ops: Browser, support: Browser
) -> None:
    rex, host = await make_member(house, "rex"), await make_host(house)
    await run(
        house,
        """
        insert into josh.regions (slug, display_name, state, geometry) values
        ('bay', 'Marlow Bay', 'open', '{"zips": ["10001"]}')
        """,
    )
    kept = await make_event(house, host)
    [row] = await run(
        house,
        "select l.city from momento.event_itinerary_stops s join momento.locations l on l.id = s.location_id where s.event_id = $1 limit 1",
        kept.id,
    )
    city = row["city"] or "Berlin"
    assert (await support.get(PATH)).status_code == 404
    shown = (await ops.get(PATH)).text
    for name in ("Marlow Bay", "London", "Berlin"):
        assert name in shown
    refused = await ops.post(f"{PATH}/hotmess", city="london", state="closed", reason="")
    assert refused.status_code == 422
    assert await switch(ops, "hotmess", "nowhere", "closed") == 404
    assert await switch(ops, "mentor", "london", "closed") == 404
    for product, slug in (("hotmess", "london"), ("momento", city), ("josh", "bay")):
        assert await switch(ops, product, slug, "closed") == 303
        assert await switch(ops, product, slug, "closed") == 409
    joining = (await ops.get("/momento/join")).text
    assert 'value="Lisbon"' in joining
    assert 'value="Berlin"' not in joining
    with pytest.raises(Conflict, match="London is closed for now"):
        await make_beacon(house, rex)
    with pytest.raises(Conflict, match="London is closed for now"):
        await make_member(house, "new")
    await run(house, "update hotmess.profiles set username = 'rexx' where user_id = $1", rex.id)
    with pytest.raises(Conflict, match=f"{city} is closed for now"):
        await make_event(house, host)
    # What was planned may still be changed.
    async with house.database.session(TESTS, "momento") as db:
        await db.connection.execute(
            "update event_itinerary_stops set title = 'Another corner' where event_id = $1", kept.id
        )
    [region] = await run(house, "select state::text from josh.regions")
    assert region["state"] == "waitlisted"
    for product, slug in (("hotmess", "london"), ("momento", city), ("josh", "bay")):
        assert await switch(ops, product, slug, "open") == 303
    await make_beacon(house, rex)
    await make_event(house, host)
    lines = await run(
        house,
        "select action, product, reason, before, after from audit_log where action like 'city.%' order by sequence",
    )
    assert [(line["action"], line["product"]) for line in lines] == [
        (f"city.{what}", product)
        for what in ("closed", "opened")
        for product in ("hotmess", "momento", "josh")
    ]
    assert (lines[0]["before"], lines[0]["after"]) == ({"open": True}, {"open": False})
